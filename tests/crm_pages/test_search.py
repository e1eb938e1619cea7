"""Search from everywhere: records by name, e-mail, phone and amount; actions; figures. Only what one may see."""

import re

import pytest
from django.test import Client
from django.utils import translation

from crm.models import Account, Contact, Opportunity
from crm.search import typed_amount
from tests.crm_pages.conftest import Mill


def offered(client: Client, text: str, **words: str) -> str:
    return client.get("/search/suggestions/", {"q": text, **words}).content.decode()


@pytest.fixture
def known(mill: Mill) -> Mill:
    Contact.objects.filter(pk=mill.contact.pk).update(email="mia.miller@elan.example")
    return mill


@pytest.mark.parametrize("text", ["elan", "ÉLAN", "mia mil", "mia.mil", "MIA.MILLER@elan", "02 555 12", "two st", "el"])
def test_finds_by_name_mail_and_phone(rep: Client, known: Mill, text: str) -> None:
    assert "data-address" in offered(rep, text) and ("Records" in offered(rep, text))


@pytest.mark.parametrize("text", ["1200,50", "1 200.50", "1200", "€1,200", "1.200,50 €"])
def test_finds_an_opportunity_by_its_amount(rep: Client, known: Mill, text: str) -> None:
    assert "Two stones" in offered(rep, text)


@pytest.mark.parametrize("text", ["1201", "1200,51", "1199"])
def test_another_amount_is_not_it(rep: Client, known: Mill, text: str) -> None:
    assert "Two stones" not in offered(rep, text)


@pytest.mark.parametrize("text", ["", "abc", "12a", "1e9", "--", "1,2,3,4", "9" * 40])
def test_what_is_no_amount(text: str) -> None:
    assert typed_amount(text) is None


def test_names_that_begin_with_it_come_first(rep: Client, known: Mill) -> None:
    Account.objects.create(name="The Stones", owner=known.people.rep)
    Account.objects.create(name="Stonehenge", owner=known.people.rep)
    found = offered(rep, "stone")
    assert found.index("Stonehenge") < found.index("The Stones")


@pytest.mark.parametrize("who", ["rep", "admin"])
@pytest.mark.parametrize("address", ["/find/?about_text=", "/search/suggestions/?q=", "/search/?q="])
def test_what_is_called_so_comes_first_whatever_it_is(client: Client, known: Mill, who: str, address: str) -> None:
    hotel = Account.objects.create(name="Sûmmit Hotel", owner=known.people.rep)
    for name in ("Summit Hotel", "Summit Hotel – Car park", "Summit Hotel – Bar"):
        Opportunity.open(name=name, account=hotel, owner=known.people.rep)
    for lost in Opportunity.objects.filter(name__in=["Summit Hotel", "Summit Hotel – Bar"]):
        lost.lose(known.reason)
    Contact.objects.create(last_name="Summit hotel reception", account=hotel, owner=known.people.rep)
    client.force_login(getattr(known.people, who))
    page = client.get(f"{address}summit%20hotel").content.decode()
    shown = re.findall(r"(?:<strong>|/\d+/\">)(S[uû]mmit [^<]+)<", page)
    assert shown == [
        "Sûmmit Hotel",
        "Summit Hotel",
        "Summit Hotel – Car park",
        "Summit hotel reception",
        "Summit Hotel – Bar",
    ]


def test_an_opportunity_says_what_tells_it_from_others_of_its_name(rep: Client, known: Mill) -> None:
    for page in (offered(rep, "two stones"), rep.get("/find/?about_text=two").content.decode()):
        assert "Opportunity · Élan Mill · Contact · €1,200.50" in page


def test_two_letters_are_looked_for_at_the_beginning(rep: Client, known: Mill) -> None:
    assert "Élan Mill" in offered(rep, "él") and "Records" not in offered(rep, "la")


@pytest.mark.parametrize("who", ["outsider", "colleague"])
@pytest.mark.parametrize("text", ["elan", "stones", "mia", "1200,50", "025551212", "mia.miller@elan", "log call elan"])
def test_nothing_of_others(client: Client, known: Mill, who: str, text: str) -> None:
    client.force_login(getattr(known.people, who))
    for page in (offered(client, text), client.get("/search/", {"q": text}).content.decode()):
        assert "Élan" not in page and "Two stones" not in page and "Mia Miller" not in page


def test_what_was_opened_last_by_this_device_if_still_visible(client: Client, known: Mill) -> None:
    keys = f"account:{known.account.pk},opportunity:{known.opportunity.pk},account:999999,user:1,nonsense"
    client.force_login(known.people.rep)
    page = offered(client, "", recent=keys)
    assert "Opened last" in page and "Élan Mill" in page and "Two stones" in page
    client.force_login(known.people.outsider)
    assert "Opened last" not in offered(client, "", recent=keys)


@pytest.mark.parametrize("text", ["log a call with elan", "call elan", "log elan", "Log call élan"])
def test_logging_with_somebody(rep: Client, known: Mill, text: str) -> None:
    page = offered(rep, text)
    assert "Log: Call with Élan Mill" in page
    assert f"type=call&amp;account={known.account.pk}" in page


def test_a_record_found_brings_its_log(rep: Client, known: Mill) -> None:
    assert "Log: Call with Two stones" in offered(rep, "two stones")


def test_pages_and_new_records(rep: Client, known: Mill) -> None:
    assert "/my-day/" in offered(rep, "my da") and "/accounts/new/" in offered(rep, "new acc")
    assert "/opportunities/new/" in offered(rep, "")


def test_a_figure_of_a_team(client: Client, known: Mill) -> None:
    client.force_login(known.people.manager)
    for text in ("win rate of team north", "Win rate north", "win rate, NORTH"):
        assert f"/kpis/win_rate/?team={known.people.north.pk}" in offered(client, text)
    assert "/kpis/win_rate/" in offered(client, "win ra")


def test_a_figure_in_french(client: Client, known: Mill) -> None:
    from kpis.catalogue import METRICS

    client.force_login(known.people.manager)
    with translation.override("fr"):
        label = str(METRICS["win_rate"].label)
    page = client.get(
        "/search/suggestions/", {"q": f"{label} de l’équipe north"}, headers={"Accept-Language": "fr"}
    ).content.decode()
    assert f"/kpis/win_rate/?team={known.people.north.pk}" in page


def test_a_figure_of_a_team_that_one_may_not_see_is_not_offered(client: Client, known: Mill) -> None:
    client.force_login(known.people.outsider)
    assert "North" not in offered(client, "win rate of team north")


def test_the_page_of_results_offers_the_same_without_script(rep: Client, known: Mill) -> None:
    page = rep.get("/search/", {"q": "call elan"}).content.decode()
    assert "Log: Call with Élan Mill" in page and "data-opens" in page


@pytest.mark.parametrize("text", ["\0", "%", "_", "'; --", "x" * 3000, "win rate " * 50, "log", "l'", "“"])
def test_odd_texts_break_nothing(rep: Client, known: Mill, text: str) -> None:
    assert rep.get("/search/suggestions/", {"q": text, "recent": text}).status_code == 200
    assert rep.get("/search/", {"q": text}).status_code == 200
