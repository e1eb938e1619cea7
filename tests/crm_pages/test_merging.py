"""Two records of one customer become one: shown before it happens, and nothing that hangs on either is lost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.merging import links_to
from crm.models import Account, Activity, Contact, Opportunity, Sale
from tests.crm_pages.conftest import Mill


@pytest.fixture
def other(mill: Mill) -> Account:
    """The same mill once more, with a person, an opportunity, an activity and an earlier sale."""
    other = Account.objects.create(
        name="Elan Mills", owner=mill.people.rep, phone="+32 2 555 12 13", city="Namur", notes="Closed on Monday"
    )
    contact = Contact.objects.create(account=other, last_name="Baker")
    Opportunity.open(name="Sieve", account=other, contact=contact, owner=mill.people.rep, amount=Decimal(5))
    Activity.plan(due_on=mill.today, type=mill.call, subject="Call", account=other, owner=mill.people.rep)
    Sale.record(account=other, amount=Decimal(7), sold_on=mill.today - timedelta(days=30))
    return Account.objects.get(pk=other.pk)


def address(mill: Mill) -> str:
    return f"/accounts/{mill.account.pk}/merge/"


def merged(client: Client, mill: Mill, gone: Account, **fields: str) -> Any:
    kept = Account.objects.get(pk=mill.account.pk)
    chosen = {"name": "kept", "phone": "kept", "versions": f"{kept.version}-{gone.version}"}
    return client.post(address(mill), {"other": f"account:{gone.pk}"} | chosen | fields)


def test_the_likely_one_is_offered(rep: Client, mill: Mill) -> None:
    twin = Account.objects.create(name="Élan Mill SA", owner=mill.people.rep)
    page = rep.get(address(mill)).content.decode()
    assert f'href="?other=account:{twin.pk}"' in page and "same name" in page


def test_what_moves_is_shown_and_nothing_changed(rep: Client, mill: Mill, other: Account) -> None:
    page = rep.get(address(mill), {"other": f"account:{other.pk}"}).content.decode()
    for label in ("Contacts", "Opportunities", "Activities", "Sales"):
        assert f"<dt>{label}</dt><dd>1</dd>" in page
    assert "Carts" not in page and "+32 2 555 12 13" in page and "+32 2 555 12 12" in page
    assert "Namur" not in page, "filled in where the other has nothing: no choice"
    assert Account.objects.count() == 2


def test_everything_moves_and_fields_are_chosen(rep: Client, mill: Mill, other: Account) -> None:
    assert merged(rep, mill, other, phone="gone").status_code == 302
    kept = Account.objects.get()
    assert (kept.pk, kept.name, kept.phone, kept.city) == (mill.account.pk, "Élan Mill", "+32 2 555 12 13", "Namur")
    assert kept.notes == "Closed on Monday" and kept.customer_since == mill.today - timedelta(days=30)
    for model in (Contact, Opportunity, Sale):
        assert model.objects.filter(account=kept).count() == model.objects.count() == 2
    assert Activity.objects.exclude(account=kept).count() == 0
    assert kept.history.count() == 2 and Account.history.filter(id=other.pk, history_type="-").exists()


def test_facts_keep_whose_they_are(rep: Client, mill: Mill, other: Account) -> None:
    Opportunity.open(name="Hers", account=other, owner=mill.people.colleague, amount=Decimal(3))
    Account.objects.filter(pk=other.pk).update(owner=mill.people.rep)
    merged(rep, mill, other)
    assert Opportunity.objects.get(name="Hers").owner == mill.people.colleague


@pytest.mark.parametrize(
    ("kept_lost", "gone_lost", "lost"),
    [(None, None, None), ("2026-01-01", None, None), ("2026-01-01", "2026-02-01", "2026-02-01")],
)
def test_lost_only_if_neither_buys(
    rep: Client, mill: Mill, other: Account, kept_lost: str | None, gone_lost: str | None, lost: str | None
) -> None:
    Account.objects.filter(pk=mill.account.pk).update(lost_on=kept_lost)
    Account.objects.filter(pk=other.pk).update(lost_on=gone_lost)
    merged(rep, mill, other)
    assert Account.objects.get().lost_on == (date.fromisoformat(lost) if lost else None)


def test_a_parent_never_becomes_its_own(rep: Client, mill: Mill, other: Account) -> None:
    third = Account.objects.create(name="Third", parent=other)
    Account.objects.filter(pk=mill.account.pk).update(parent=other)
    merged(rep, mill, other)
    assert Account.objects.get(pk=mill.account.pk).parent is None
    third.refresh_from_db()
    assert third.parent == mill.account


def test_changed_since_the_preview(rep: Client, mill: Mill, other: Account) -> None:
    other.save()
    answer = merged(rep, mill, other, versions="1-1")
    assert answer.status_code == 422 and "changed meanwhile" in answer.content.decode()
    assert Account.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"phone": ""}, {"phone": "both"}, {"versions": ""}, {"other": "account:0"}])
def test_a_choice_is_needed(rep: Client, mill: Mill, other: Account, wrong: dict[str, str]) -> None:
    assert merged(rep, mill, other, **wrong).status_code == 422
    assert Account.objects.count() == 2


def test_not_with_itself(rep: Client, mill: Mill) -> None:
    page = rep.get(address(mill), {"other": f"account:{mill.account.pk}"})
    assert page.status_code == 422 and "the record itself" in page.content.decode()


def test_who_only_works_on_it_may_not_merge_it(client: Client, mill: Mill, other: Account) -> None:
    Opportunity.open(name="Hers", account=mill.account, owner=mill.people.outsider, amount=Decimal(3))
    client.force_login(mill.people.outsider)
    assert "/merge/" not in client.get(f"/accounts/{mill.account.pk}/").content.decode()
    assert client.get(address(mill)).status_code == 403
    own = Account.objects.create(name="Own", owner=mill.people.outsider)
    answer = client.get(f"/accounts/{own.pk}/merge/", {"other": f"account:{mill.account.pk}"})
    assert answer.status_code == 422 and "Only the owner" in answer.content.decode()
    assert client.post(address(mill), {"other": f"account:{own.pk}"}).status_code == 403


def test_contacts_merge_and_a_refusal_stays(rep: Client, mill: Mill) -> None:
    twin = Contact.objects.create(
        account=mill.account, first_name="Mia", last_name="Müller", email="m@example.com", refuses_surveys=True
    )
    mine = {"other": f"contact:{mill.contact.pk}", "versions": "1-1", "last_name": "gone"}
    assert rep.post(f"/contacts/{twin.pk}/merge/", mine).status_code == 302
    kept = Contact.objects.get()
    assert (kept.last_name, kept.email, kept.refuses_surveys) == ("Miller", "m@example.com", True)
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.contact == kept


def test_every_link_is_known_to_move() -> None:
    """A new model that refers to an account is moved too, unless its rows could collide: look at it, then add it."""
    known = {each[0]._meta.label_lower for each in links_to(Account)}
    assert known == {
        "crm.account", "crm.contact", "crm.opportunity", "crm.activity", "crm.sale", "crm.cart",
        "feedback.invitation", "feedback.answer",
    }  # fmt: skip
