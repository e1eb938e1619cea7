"""Logging an activity in one form: with a next step, without script, and never losing what was typed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.models import Account, Activity, Contact, Medium
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


def test_logging_costs_few_queries(rep: Client, mill: Mill) -> None:
    tomorrow = (mill.today + timedelta(days=1)).isoformat()
    words = typed(mill, about=f"opportunity:{mill.opportunity.pk}", about_text="Two stones", next_on=tomorrow)
    with CaptureQueriesContext(connection) as queries:
        assert rep.post("/quick-log/", words, headers={"HX-Request": "true"}).status_code == 200
    assert len(queries) <= 15


def test_without_script_one_returns_to_the_page_one_came_from(rep: Client, mill: Mill) -> None:
    came_from = f"http://testserver/accounts/{mill.account.pk}/"
    page = rep.get("/quick-log/", headers={"Referer": came_from}).content.decode()
    assert f'name="next" value="{came_from}"' in page
    assert f'name="next" value="{came_from}"' in rep.post("/quick-log/", {"next": came_from}).content.decode()
    assert rep.post("/quick-log/", typed(mill, next=came_from)).headers["Location"] == came_from
    elsewhere = rep.post("/quick-log/", typed(mill, next="https://evil.example/")).headers["Location"]
    assert elsewhere == "/my-day/"


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


def test_an_option_carries_the_key_that_the_form_sends_back(rep: Client, mill: Mill) -> None:
    options = rep.get("/find/", {"about_text": "elan", "kinds": "account", "field": "about"}).content.decode()
    assert f'data-key="account:{mill.account.pk}" data-label="Élan Mill"' in options
    assert "New account" not in options


def test_a_missing_account_is_offered_to_be_made(rep: Client, mill: Mill) -> None:
    options = rep.get("/find/", {"about_text": "Bakery Nord", "creates": "1"}).content.decode()
    assert "New account “Bakery Nord”" in options and "New contact “Bakery Nord”" in options


def test_makes_the_missing_account_with_what_was_typed(rep: Client, mill: Mill) -> None:
    new = typed(mill, about_text="Bakery Nord", create="account", create_phone="+32 2 111 22 33")
    assert rep.post("/quick-log/", new).status_code == 302
    logged = Activity.objects.get(notes="Likes it")
    assert logged.account is not None
    assert (logged.account.name, logged.account.phone) == ("Bakery Nord", "+32 2 111 22 33")
    assert (logged.account.owner, logged.account.team) == (mill.people.rep, mill.people.north)


def test_makes_the_missing_contact_in_an_account(rep: Client, mill: Mill) -> None:
    new = typed(mill, about_text="Jean van Damme", create="contact", create_account=f"account:{mill.account.pk}")
    assert rep.post("/quick-log/", new).status_code == 302
    contact = Contact.objects.get(last_name="Damme")
    assert (contact.first_name, contact.account, contact.owner) == ("Jean van", mill.account, mill.people.rep)
    assert Activity.objects.get(notes="Likes it").account == mill.account


@pytest.mark.parametrize(
    "wrong", [{"about_text": "elan mill"}, {"create_email": "no address"}, {"minutes": "many"}, {"create": "user"}]
)
def test_nothing_is_made_when_the_form_is_refused(rep: Client, mill: Mill, wrong: dict[str, str]) -> None:
    before = Account.objects.count()
    answer = rep.post("/quick-log/", typed(mill, **({"about_text": "Bakery", "create": "account"} | wrong)))
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Account.objects.count() == before


def test_an_unknown_name_without_script_offers_to_make_it(rep: Client, mill: Mill) -> None:
    page = rep.post("/quick-log/", typed(mill, about_text="Bakery Nord")).content.decode()
    assert "data-create-part>" in page and 'value="Bakery Nord"' in page


def test_the_medium_used_last_is_chosen(rep: Client, mill: Mill) -> None:
    medium = Medium.objects.create(name="Video")
    Medium.objects.create(name="Phone")
    rep.post("/quick-log/", typed(mill, medium=str(medium.pk)))
    assert Activity.objects.get(notes="Likes it").medium == medium
    assert f'<option value="{medium.pk}" selected>' in rep.get("/quick-log/").content.decode()


def token_in(page: str) -> str:
    return re.findall(r'name="token" value="([^"]+)"', page)[0]


def logged_token(rep: Client, mill: Mill) -> str:
    tomorrow = mill.today + timedelta(days=1)
    words = typed(mill, next_step="Send offer", next_on=tomorrow.isoformat())
    return token_in(rep.post("/quick-log/", words, headers={"HX-Request": "true"}).content.decode())


def test_undo_takes_back_the_activity_and_its_next_step(rep: Client, mill: Mill) -> None:
    token = logged_token(rep, mill)
    answer = rep.post("/quick-log/undo/", {"token": token}, headers={"HX-Request": "true"})
    assert "Taken back" in answer.content.decode() and "quick-log-saved" in answer.headers["HX-Trigger"]
    assert list(Activity.objects.all()) == [mill.activity]


def test_undo_without_script(rep: Client, mill: Mill) -> None:
    page = rep.post("/quick-log/", typed(mill), follow=True).content.decode()
    answer = rep.post("/quick-log/undo/", {"token": token_in(page)}, follow=True)
    assert "Taken back" in answer.content.decode()
    assert list(Activity.objects.all()) == [mill.activity]


@pytest.mark.parametrize("who", ["colleague", "outsider", "manager", "admin"])
def test_only_the_one_who_logged_it_takes_it_back(rep: Client, mill: Mill, who: str) -> None:
    token = logged_token(rep, mill)
    rep.force_login(getattr(mill.people, who))
    assert "no longer" in rep.post("/quick-log/undo/", {"token": token}, follow=True).content.decode()
    assert Activity.objects.filter(notes="Likes it").exists()


def test_not_later_nor_after_a_change(rep: Client, mill: Mill) -> None:
    token = logged_token(rep, mill)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        rep.post("/quick-log/undo/", {"token": token})
    assert Activity.objects.filter(notes="Likes it").exists()
    Activity.objects.get(subject="Send offer").done()
    for each in (token, "", "forged", token + "x"):
        rep.post("/quick-log/undo/", {"token": each})
    assert Activity.objects.filter(notes="Likes it").exists()


def test_search_everywhere(rep: Client, mill: Mill) -> None:
    assert "Two stones" in rep.get("/search/", {"q": "stones"}).content.decode()


@pytest.mark.parametrize("text", ["", "\0", "%", "'; --", "x" * 3000, "999999999999999999999999"])
def test_odd_texts_find_nothing_and_break_nothing(rep: Client, mill: Mill, text: str) -> None:
    for address, words in (("/find/", {"about_text": text}), ("/find/", {"key": f"account:{text}"})):
        assert rep.get(address, words).status_code == 200
    assert rep.get("/search/", {"q": text}).status_code == 200
    assert rep.get("/quick-log/", {"account": text}).status_code == 200
