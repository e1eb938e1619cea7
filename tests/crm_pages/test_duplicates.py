"""A record that may be there already is told while it is typed, to whoever may see it."""

import pytest
from django.test import Client

from crm.models import Account, Contact
from tests.crm_pages.conftest import Mill


def alike(client: Client, address: str = "/accounts/alike/", **typed: str) -> str:
    answer = client.get(address, typed)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "elan MILL"}, "same name"),
        ({"name": "Élan Mill, S.A."}, "same name"),
        ({"name": "Elan"}, "name begins the same"),
        ({"name": "Other", "phone": "02 555 12 12"}, "same phone"),
        ({"name": "Other", "phone": "0032 2/555.12.12"}, "same phone"),
        ({"email": "HELLO@mill.example"}, "same e-mail"),
    ],
)
def test_the_account_is_told_and_why(rep: Client, mill: Mill, typed: dict[str, str], why: str) -> None:
    Account.objects.filter(pk=mill.account.pk).update(email="hello@mill.example")
    page = alike(rep, **typed)
    assert "Élan Mill" in page and why in page


@pytest.mark.parametrize(
    "typed", [{}, {"name": "El"}, {"name": "Mill"}, {"phone": "12"}, {"email": "hello"}, {"name": "\0"}, {"name": "SA"}]
)
def test_nothing_is_told_of_what_is_not_alike(rep: Client, mill: Mill, typed: dict[str, str]) -> None:
    assert "Élan Mill" not in alike(rep, **typed)


def test_a_legal_form_of_what_is_stored_does_not_matter(rep: Client, mill: Mill) -> None:
    Account.objects.create(name="Van Damme NV", owner=mill.people.rep)
    assert "same name" in alike(rep, name="van damme")


def test_the_record_that_is_edited_is_not_like_itself(rep: Client, mill: Mill) -> None:
    assert "Élan Mill" not in alike(rep, name="Élan Mill", besides=str(mill.account.pk))
    assert 'hx-get="/accounts/alike/"' in rep.get("/accounts/new/").content.decode()
    assert f'{{"besides": "{mill.account.pk}"}}' in rep.get(f"/accounts/{mill.account.pk}/edit/").content.decode()


def test_what_may_not_be_seen_is_not_told(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.outsider)
    assert "Élan" not in alike(client, name="Élan Mill", phone="+32 2 555 12 12")
    assert "Miller" not in alike(client, "/contacts/alike/", first_name="Mia", last_name="Miller")


@pytest.mark.parametrize(
    "typed", [{"first_name": "mia", "last_name": "MILLER"}, {"first_name": "Miller", "last_name": "Mia"}]
)
def test_contacts_by_name_in_either_order(rep: Client, mill: Mill, typed: dict[str, str]) -> None:
    page = alike(rep, "/contacts/alike/", **typed)
    assert "Mia Miller" in page and "same name" in page and "Élan Mill" in page


def test_contacts_by_phone_and_email(rep: Client, mill: Mill) -> None:
    Contact.objects.create(account=mill.account, last_name="Baker", phone="+33 1 42 68 53 00", email="b@example.com")
    assert "same phone" in alike(rep, "/contacts/alike/", last_name="Other", phone="01 42 68 53 00")
    assert "same e-mail" in alike(rep, "/contacts/alike/", email="B@example.com")
    assert "Miller" not in alike(rep, "/contacts/alike/", last_name="Miller")
