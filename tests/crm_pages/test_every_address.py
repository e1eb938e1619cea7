"""Every address of the CRM: nobody is sent to sign in, and the records of others are not found."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from crm.urls import urlpatterns
from tests.crm_pages.conftest import Mill

POSTED = {
    "logged_delete",
    "activity_done",
    "activity_undo",
    "opportunity_move",
    "opportunity_undo",
    "opportunity_plan",
    "opportunity_attach",
    "attachment_remove",
    "opportunity_lines",
} | {
    "opportunity_reopen",
    "undo_quick_log",
    "activity_move",
    "activity_outcome",
    "activity_cancel",
    "view_keep",
    "view_default",
    "view_delete",
    "bulk_undo",
    "opportunities_bulk",
    "accounts_bulk",
    "contacts_bulk",
    "activities_bulk",
    "sales_bulk",
    "token_revoke",
    "session_end",
    "sessions_end_others",
}
# A private view is its owner's only (see test_saved_views), a bulk change of who made it (test_bulk_changes), a token
# and a session of who uses it.
PRIVATE = {"token_revoke", "session_end", "bulk_undo", "view_edit", "view_keep", "view_default", "view_delete"}
# Read by calendar programs, which cannot sign in, and with customers' pages: see test_calendar_feed, setup/test_brand.
# Signing in at a provider: sign_in/test_provider.
OPEN = {"feed_file", "logo", "colours", "provider_begin", "provider_finish", "provider_leave", "provider_left"}
DOWNLOADED = {"attachment"}
# The pages of the settings are for administrators only: see tests/setup.
OURS = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
NAMES = [str(pattern.name) for pattern in OURS if pattern.name not in OPEN]
OF_A_RECORD = [str(pattern.name) for pattern in OURS if "<int:pk>" in str(pattern.pattern)]


def address(mill: Mill, name: str) -> str:
    numbers = [int(mill.addresses()[name.split("_")[0]])] if name in OF_A_RECORD else []
    return reverse(f"crm:{name}", args=numbers)


def status(client: Client, mill: Mill, name: str) -> int:
    send = client.post if name in POSTED else client.get
    return send(address(mill, name)).status_code


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_sent_to_sign_in(client: Client, mill: Mill, name: str) -> None:
    send = client.post if name in POSTED else client.get
    answer = send(address(mill, name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("name", "who"),
    [(name, who) for name in NAMES for who in ("rep", "manager", "admin") if who == "rep" or name not in PRIVATE],
)
def test_who_may_see_it_gets_it(client: Client, mill: Mill, name: str, who: str) -> None:
    client.force_login(getattr(mill.people, who))
    assert status(client, mill, name) in ((200, 302, 422) if name in POSTED else (200,))


@pytest.mark.parametrize("name", OF_A_RECORD)
@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_records_of_others_are_not_found(client: Client, mill: Mill, name: str, who: str) -> None:
    client.force_login(getattr(mill.people, who))
    assert status(client, mill, name) == 404


@pytest.mark.parametrize("name", ["my_day", "opportunities", "board", "accounts", "contacts", "activities", "sales"])
@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_lists_show_nothing_of_others(client: Client, mill: Mill, name: str, who: str) -> None:
    client.force_login(getattr(mill.people, who))
    page = client.get(address(mill, name)).content.decode()
    assert not any(word in page for word in ("Two stones", "Mill", "Miller", "1,200", "10.00"))


@pytest.mark.parametrize("name", sorted(POSTED))
def test_verbs_are_posted(rep: Client, mill: Mill, name: str) -> None:
    assert rep.get(address(mill, name)).status_code == 405


@pytest.mark.parametrize("name", [name for name in NAMES if name not in POSTED | DOWNLOADED])
def test_pages_carry_no_inline_script_or_style(rep: Client, mill: Mill, name: str) -> None:
    page = rep.get(address(mill, name)).content.decode()
    assert " style=" not in page and "<style" not in page and "<script>" not in page and "onclick" not in page
