"""The company's settings: explained, checked, confirmed where they reach into the past, with their history."""

from typing import Any

import pytest
from django.test import Client

from crm.models import Account, Company
from tests.people import People

ADDRESS = "/settings/company/"
WORDS: dict[str, Any] = {
    "name": "Mills", "currency": "EUR", "language": "fr", "time_zone": "Europe/Brussels", "fiscal_year_start": "1",
    "working_days": ["1", "2", "3", "4", "5"], "hours_per_day": "7.6", "active_customer_days": "365",
    "cart_abandonment_hours": "24", "small_sample": "10",
}  # fmt: skip


def test_saved_with_history(admin: Client) -> None:
    words = WORDS | {"working_days": ["6", "1", "2"], "currency": "usd", "fiscal_year_start": "4"}
    assert admin.post(ADDRESS, words).status_code == 302
    company = Company.objects.get()
    assert (company.name, company.currency, company.working_days) == ("Mills", "USD", "126")
    assert (company.fiscal_year_start, str(company.hours_per_day), company.language) == (4, "7.60", "fr")
    page = admin.get(ADDRESS).content.decode()
    assert "What was changed" in page and "Admin" in page
    assert "<del>EUR</del> → <ins>USD</ins>" in page


def test_whether_managers_propose_objectives(admin: Client) -> None:
    """It is a setting of the page, off until it is ticked, and needs no word about the past."""
    assert "Managers propose objectives" in admin.get(ADDRESS).content.decode()
    assert admin.post(ADDRESS, WORDS | {"managers_propose_objectives": "on"}).status_code == 302
    assert Company.objects.get().managers_propose_objectives is True
    assert "Managers propose objectives: <del>no</del> → <ins>yes</ins>" in admin.get(ADDRESS).content.decode()
    assert admin.post(ADDRESS, WORDS | {"initial-managers_propose_objectives": "True"}).status_code == 302
    assert Company.objects.get().managers_propose_objectives is False


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"currency": "QQQ"}, "is no currency"),
        ({"time_zone": "Moon/Sea"}, "Select a valid choice"),
        ({"working_days": []}, "This field is required."),
        ({"hours_per_day": "25"}, "less than or equal to 24"),
        ({"hours_per_day": "0"}, "more than 0 hours"),
        ({"active_customer_days": "0"}, "greater than or equal to 1"),
        ({"fiscal_year_start": "13"}, "Select a valid choice"),
    ],
)
def test_refused_with_what_was_typed(admin: Client, words: dict[str, Any], sentence: str) -> None:
    answer = admin.post(ADDRESS, WORDS | {"name": "Typed"} | words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Typed"' in answer.content.decode()
    assert Company.current().name == "Jauge"


def test_a_change_that_reaches_into_the_past_is_confirmed(admin: Client, people: People) -> None:
    Account.objects.create(name="Mill", owner=people.rep)
    words = WORDS | {"currency": "USD"}
    answer = admin.post(ADDRESS, words)
    assert answer.status_code == 422
    assert "nothing is converted" in answer.content.decode()
    assert Company.current().currency == "EUR"
    assert admin.post(ADDRESS, words | {"confirmed": "on"}).status_code == 302
    assert Company.objects.get().currency == "USD"


def test_a_change_of_the_present_needs_no_word(admin: Client, people: People) -> None:
    Account.objects.create(name="Mill", owner=people.rep)
    assert admin.post(ADDRESS, WORDS | {"hours_per_day": "8", "small_sample": "30"}).status_code == 302
    assert Company.objects.get().small_sample == 30
