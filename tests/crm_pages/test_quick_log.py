"""Logging an activity in one form: with a next step, without script, and never losing what was typed."""

from datetime import timedelta

import pytest
from django.test import Client

from crm.models import Account, Activity
from tests.crm_pages.conftest import Mill


def typed(mill: Mill, **changes: str) -> dict[str, str]:
    return {"about_text": "elan mill", "type": str(mill.call.pk), "minutes": "25", "notes": "Likes it"} | changes


def test_logs_by_name_with_a_next_step(rep: Client, mill: Mill) -> None:
    tomorrow = mill.today + timedelta(days=1)
    answer = rep.post("/quick-log/", typed(mill, next_step="Send offer", next_on=tomorrow.isoformat()))
    assert answer.status_code == 302
    logged = Activity.objects.get(notes="Likes it")
    assert (logged.account, logged.owner, logged.duration_seconds) == (mill.account, mill.people.rep, 1500)
    assert (logged.done_on, logged.state, logged.team) == (mill.today, "done", mill.people.north)
    planned = Activity.objects.get(subject="Send offer")
    assert (planned.due_on, planned.account, planned.state) == (tomorrow, mill.account, "planned")


def test_an_opportunity_brings_its_account_and_contact(rep: Client, mill: Mill) -> None:
    rep.post("/quick-log/", typed(mill, about=f"opportunity:{mill.opportunity.pk}", about_text="Two stones"))
    logged = Activity.objects.get(notes="Likes it")
    assert (logged.opportunity, logged.account, logged.contact) == (mill.opportunity, mill.account, mill.contact)


def test_what_was_typed_wins_over_an_old_choice(rep: Client, mill: Mill) -> None:
    rep.post("/quick-log/", typed(mill, about=f"opportunity:{mill.opportunity.pk}"))
    assert Activity.objects.get(notes="Likes it").opportunity is None


def test_a_fragment_closes_the_dialog(rep: Client, mill: Mill) -> None:
    answer = rep.post("/quick-log/", typed(mill), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "quick-log-saved" or "quick-log-saved" in answer.headers["HX-Trigger"]
    assert "<html" not in rep.get("/quick-log/", headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"about_text": ""},
        {"about_text": "Nobody at all"},
        {"type": ""},
        {"minutes": "-1"},
        {"minutes": "many"},
        {"next_step": "Send offer"},
        {"next_on": "2001-01-01"},
        {"on": "2999-01-01"},
        {"outcome": "splendid"},
    ],
)
def test_refuses_and_keeps_what_was_typed(rep: Client, mill: Mill, wrong: dict[str, str]) -> None:
    answer = rep.post("/quick-log/", typed(mill, **wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Likes it" in page and "field-error" in page
    assert not Activity.objects.filter(notes="Likes it").exists()


def test_a_name_that_two_accounts_share_is_asked_for(rep: Client, mill: Mill) -> None:
    Account.objects.create(name="Elan mill", owner=mill.people.rep)
    answer = rep.post("/quick-log/", typed(mill))
    assert answer.status_code == 422
    assert "choose one from the list" in answer.content.decode()


def test_the_records_of_others_are_not_offered(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.outsider)
    answer = client.post("/quick-log/", typed(mill, about=f"account:{mill.account.pk}"))
    assert answer.status_code == 422
    for text in ("elan", "stones", "miller", "025551212"):
        assert "Mill" not in client.get("/find/", {"about_text": text}).content.decode()


@pytest.mark.parametrize("text", ["elan", "ÉLAN", "02 555 12", "+32 2 555"])
def test_finds_by_name_without_accents_and_by_phone(rep: Client, mill: Mill, text: str) -> None:
    assert "Élan Mill" in rep.get("/find/", {"about_text": text, "kinds": "account", "field": "about"}).content.decode()


def test_a_choice_fills_the_field(rep: Client, mill: Mill) -> None:
    page = rep.get("/find/", {"key": f"account:{mill.account.pk}", "kinds": "account", "field": "account"})
    assert f'value="account:{mill.account.pk}"' in page.content.decode()


def test_search_everywhere(rep: Client, mill: Mill) -> None:
    assert "Two stones" in rep.get("/search/", {"q": "stones"}).content.decode()


@pytest.mark.parametrize("text", ["", "\0", "%", "'; --", "x" * 3000, "999999999999999999999999"])
def test_odd_texts_find_nothing_and_break_nothing(rep: Client, mill: Mill, text: str) -> None:
    for address, words in (("/find/", {"about_text": text}), ("/find/", {"key": f"account:{text}"})):
        assert rep.get(address, words).status_code == 200
    assert rep.get("/search/", {"q": text}).status_code == 200
    assert rep.get("/quick-log/", {"account": text}).status_code == 200
