"""Accounts and contacts: pages, forms, and two people who change the same one."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Contact, Sale, Segment
from tests.crm_pages.conftest import Mill
from tests.crm_pages.test_bulk_changes import ask, owner


def test_the_page_of_an_account(rep: Client, mill: Mill) -> None:
    page = rep.get(f"/accounts/{mill.account.pk}/").content.decode()
    for word in ("Mia Miller", "Two stones", "€10.00", "Call about stones", "Sale"):
        assert word in page


def test_totals_are_of_what_the_viewer_may_see(rep: Client, mill: Mill) -> None:
    Sale.record(account=mill.account, amount=Decimal(999), sold_on=mill.today, owner=mill.people.outsider)
    page = rep.get(f"/accounts/{mill.account.pk}/").content.decode()
    assert "1 sale<" in page and "€10.00</data>" in page and "999" not in page


def test_adds_an_account_of_the_viewer(rep: Client, mill: Mill) -> None:
    assert rep.post("/accounts/new/", {"name": "Bakery", "kind": "company"}).status_code == 302
    made = Account.objects.get(name="Bakery")
    assert (made.owner, made.team, made.prospect_since) == (mill.people.rep, mill.people.north, mill.today)


def test_a_manager_gives_it_to_somebody_visible_only(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.manager)
    fields = {"name": "Bakery", "kind": "company", "owner_text": "Rep"}
    assert client.post("/accounts/new/", fields).status_code == 302
    assert Account.objects.get(name="Bakery").owner == mill.people.rep
    assert client.post("/accounts/new/", fields | {"owner_text": "Outsider"}).status_code == 422


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": "no address"}, {"kind": "ghost"}])
def test_refuses_and_keeps_what_was_typed(rep: Client, mill: Mill, wrong: dict[str, str]) -> None:
    answer = rep.post("/accounts/new/", {"name": "Bakery", "kind": "company", "notes": "Fine bread"} | wrong)
    assert answer.status_code == 422
    assert "Fine bread" in answer.content.decode()


def test_a_stale_save_shows_both_and_saves_nothing(rep: Client, mill: Mill) -> None:
    Account.objects.get(pk=mill.account.pk).save()
    fields = {"name": "Mine", "kind": "company", "version": "1"}
    answer = rep.post(f"/accounts/{mill.account.pk}/edit/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mine" in page and "Élan Mill" in page and "meanwhile" in page
    assert Account.objects.get(pk=mill.account.pk).name == "Élan Mill"
    assert rep.post(f"/accounts/{mill.account.pk}/edit/", fields | {"version": "2"}).status_code == 302
    assert Account.objects.get(pk=mill.account.pk).name == "Mine"


def test_contacts_are_added_to_a_visible_account(rep: Client, mill: Mill) -> None:
    assert rep.post("/contacts/new/", {"last_name": "Baker", "account_text": "Élan Mill"}).status_code == 302
    assert Contact.objects.get(last_name="Baker").account == mill.account
    assert rep.post("/contacts/new/", {"last_name": "Baker", "account_text": "Other"}).status_code == 422


def test_a_contact_is_changed(rep: Client, mill: Mill) -> None:
    fields = {"first_name": "Mia", "last_name": "Moller", "account": f"account:{mill.account.pk}", "version": "1"}
    assert rep.post(f"/contacts/{mill.contact.pk}/edit/", fields).status_code == 302
    mill.contact.refresh_from_db()
    assert (mill.contact.last_name, mill.contact.account) == ("Moller", mill.account)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("/accounts/?text=elan", True), ("/accounts/?customer=no", False), ("/contacts/?text=MIA", True)],
)
def test_lists_are_narrowed_by_their_address(rep: Client, mill: Mill, address: str, shown: bool) -> None:
    assert ("Élan Mill" in rep.get(address).content.decode()) is shown


def test_values_no_longer_in_use_stay_only_where_they_are_chosen(rep: Client, mill: Mill) -> None:
    kept = Segment.objects.create(name="Kept")
    Account.objects.filter(pk=mill.account.pk).update(segment=kept)
    Segment.objects.create(name="Retired", active=False)
    Segment.objects.filter(pk=kept.pk).update(active=False)
    chosen = rep.get(f"/accounts/{mill.account.pk}/edit/").content.decode()
    assert "Kept" in chosen and "Retired" not in chosen
    new = rep.get("/accounts/new/").content.decode()
    assert "Kept" not in new and "Retired" not in new


@pytest.mark.parametrize(
    "address", ["/accounts/{account}/edit/", "/contacts/{contact}/edit/", "/opportunities/{opportunity}/edit/"]
)
def test_a_change_holds_the_row_while_it_looks_at_its_version(rep: Client, mill: Mill, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        rep.post(address.format(**mill.addresses()), {})
    # SQLite has no row locks and needs none: its transactions that may write come one after the other.
    locked = any("FOR UPDATE" in each["sql"] for each in queries)
    assert locked is connection.features.has_select_for_update


@pytest.mark.parametrize("way", ["page", "bulk", "api", "file", "verb"])
def test_an_account_goes_to_the_team_of_whoever_gets_it(client: Client, mill: Mill, way: str, tmp_path: Path) -> None:
    """Whichever way it changes hands; who has no team takes it out of the one that it was in."""
    admin, account = mill.people.admin, mill.account
    client.force_login(admin)
    for person in (mill.people.outsider, admin):
        account.refresh_from_db()
        if way == "page":
            sent = {"name": account.name, "kind": "company", "owner_text": str(person), "version": account.version}
            answer = client.post(f"/accounts/{account.pk}/edit/", sent)
        elif way == "bulk":
            answer = ask(client, "accounts", "owner", [account], 1, **owner(person))
        elif way == "api":
            asked = {"owner": person.pk}
            answer = client.patch(f"/api/accounts/{account.pk}/", asked, content_type="application/json")
        elif way == "file":
            file, answer = tmp_path / "accounts.csv", None
            file.write_text(f"name,owner\n{account.name},{person.username}\n")
            call_command("load", "accounts", str(file), stdout=StringIO())
        else:
            account.reassign(person)
            answer = None
        assert answer is None or answer.status_code in (200, 302), answer.content.decode()
        account.refresh_from_db()
        assert (account.owner, account.team) == (person, person.team), way
