"""Two people change one record: what does not collide is kept from both, what does is shown, and nothing is lost."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.models import Account, Contact, Segment
from tests.crm_pages.conftest import Mill


def typed(client: Client, address: str) -> dict[str, str]:
    """What a browser would send back of the form at an address, if nothing were changed."""
    page = client.get(address).content.decode().split('<form class="panel" method="post">')[1].split("</form>")[0]
    fields: dict[str, str] = {}
    for tag, body in re.findall(r"(<(?:input|textarea|select)[^>]*>)(.*?)(?=<input|<textarea|<select|$)", page, re.S):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        chosen = re.search(r'value="([^"]*)" selected', body) if tag.startswith("<select") else None
        if 'type="checkbox"' in tag and " checked" not in tag:
            continue
        if name:
            fields[name[1]] = chosen[1] if chosen else value[1] if value else ""
        if name and tag.startswith("<textarea"):
            fields[name[1]] = body.split("</textarea>")[0].strip()
    return fields


@pytest.fixture
def account(mill: Mill) -> str:
    return f"/accounts/{mill.account.pk}/edit/"


@pytest.fixture
def opportunity(mill: Mill) -> str:
    return f"/opportunities/{mill.opportunity.pk}/edit/"


def changed(mill: Mill, **fields: Any) -> None:
    """Someone else saves the account meanwhile."""
    account = Account.objects.get(pk=mill.account.pk)
    for name, value in fields.items():
        setattr(account, name, value)
    account.save()


def test_other_fields_of_someone_else_are_kept(rep: Client, mill: Mill, account: str) -> None:
    mine = typed(rep, account)
    changed(mill, city="Namur", segment=Segment.objects.create(name="Mills of the north"))
    answer = rep.post(account, mine | {"email": "mill@example.com"}, follow=True)
    assert "both changes are kept" in answer.content.decode()
    stored = Account.objects.get(pk=mill.account.pk)
    assert (stored.email, stored.city, str(stored.segment)) == ("mill@example.com", "Namur", "Mills of the north")


def test_the_same_field_is_shown_twice_and_nothing_saved(rep: Client, mill: Mill, account: str) -> None:
    mine = typed(rep, account)
    changed(mill, city="Namur", phone="12345")
    answer = rep.post(account, mine | {"city": "Ghent", "email": "mill@example.com"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "meanwhile" in page
    assert "<dd>Namur</dd>" in page and "<dd>12345</dd>" not in page
    assert 'value="Ghent"' in page and 'value="mill@example.com"' in page and 'value="12345"' in page
    assert Account.objects.get(pk=mill.account.pk).city == "Namur"


def test_saved_again_after_both_were_seen(rep: Client, mill: Mill, account: str) -> None:
    mine = typed(rep, account)
    changed(mill, city="Namur", phone="12345")
    mine |= {"city": "Ghent"}
    page = rep.post(account, mine).content.decode()
    assert 'name="initial-city" value="Namur"' in page and 'name="version" value="2"' in page
    changed(mill, phone="67890")
    again = {"version": "2", "initial-city": "Namur", "phone": "12345", "initial-phone": "12345"}
    assert rep.post(account, mine | again).status_code == 302
    stored = Account.objects.get(pk=mill.account.pk)
    assert (stored.city, stored.phone) == ("Ghent", "67890")


def test_the_same_change_twice_is_no_collision(rep: Client, mill: Mill, account: str) -> None:
    mine = typed(rep, account)
    changed(mill, city="Namur")
    assert rep.post(account, mine | {"city": "Namur"}).status_code == 302


def test_owners_are_merged_too(client: Client, mill: Mill, account: str) -> None:
    client.force_login(mill.people.manager)
    mine = typed(client, account)
    assert mine["initial-owner"] == f"user:{mill.people.rep.pk} Rep"
    changed(mill, owner=mill.people.colleague)
    assert client.post(account, mine | {"city": "Ghent"}).status_code == 302
    stored = Account.objects.get(pk=mill.account.pk)
    assert (stored.owner, stored.city) == (mill.people.colleague, "Ghent")
    mine = typed(client, account)
    changed(mill, owner=mill.people.manager)
    other = {"owner": "", "owner_text": "Rep"}
    answer = client.post(account, mine | other)
    assert answer.status_code == 422 and "<dd>Manager</dd>" in answer.content.decode()


def test_what_is_stored_is_told_in_words(rep: Client, mill: Mill, account: str) -> None:
    mine = typed(rep, account)
    changed(mill, segment=Segment.objects.create(name="Mills of the north"), kind="person")
    other = Segment.objects.create(name="Mills of the south")
    page = rep.post(account, mine | {"segment": str(other.pk), "notes": "x", "kind": "company"}).content.decode()
    assert "<dd>Mills of the north</dd>" in page and '<option value="person" selected>' in page


def test_contacts_are_merged(rep: Client, mill: Mill) -> None:
    address = f"/contacts/{mill.contact.pk}/edit/"
    mine = typed(rep, address)
    other = Contact.objects.get(pk=mill.contact.pk)
    other.refuses_surveys = True
    other.save()
    assert rep.post(address, mine | {"job_title": "Miller"}).status_code == 302
    mill.contact.refresh_from_db()
    assert (mill.contact.job_title, mill.contact.refuses_surveys) == ("Miller", True)
    assert mill.contact.account == mill.account


def test_opportunities_are_merged_and_only_my_changes_become_events(rep: Client, mill: Mill, opportunity: str) -> None:
    mine = typed(rep, opportunity)
    mill.opportunity.change(amount=Decimal(70))
    assert rep.post(opportunity, mine | {"notes": "Two by two"}).status_code == 302
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.amount, mill.opportunity.notes) == (Decimal(70), "Two by two")
    assert mill.opportunity.events.filter(kind="amount").count() == 1


def test_one_field_in_place_collides_with_itself_only(rep: Client, mill: Mill, opportunity: str) -> None:
    mill.opportunity.change(name="Three stones")
    stale = {"only": "amount", "version": "1", "initial-amount": "1,200.50", "amount": "1300"}
    assert rep.post(opportunity, stale).status_code == 302
    answer = rep.post(opportunity, stale | {"amount": "1400"})
    assert answer.status_code == 422 and "stored now" in answer.content.decode()
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.amount, mill.opportunity.name) == (Decimal(1300), "Three stones")
