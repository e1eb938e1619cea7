"""Forms take numbers and dates as people write them, show them in the viewer's format, and ask where two are meant."""

from datetime import date
from decimal import Decimal

from django.test import Client

from tests.crm_pages.conftest import Mill

FRENCH = {"Accept-Language": "fr"}


def test_an_opportunity_is_changed_in_french(rep: Client, mill: Mill) -> None:
    address = f"/opportunities/{mill.opportunity.pk}/edit/"
    fields = {"name": "Two stones", "amount": "1\u202f234,56 €", "expected_close_on": "24/11/2030", "version": "1"}
    assert rep.post(address, fields, headers=FRENCH).status_code == 302
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.amount, mill.opportunity.expected_close_on) == (Decimal("1234.56"), date(2030, 11, 24))
    french = rep.get(address, headers=FRENCH).content.decode()
    assert 'value="1\u202f234,56"' in french and 'value="24/11/2030"' in french and 'inputmode="decimal"' in french
    english = rep.get(address).content.decode()
    assert 'value="1,234.56"' in english and 'value="24 Nov 2030"' in english


def test_what_a_page_shows_changes_nothing_when_it_is_sent_back(rep: Client, mill: Mill) -> None:
    fields = {"name": "Two stones", "amount": "1,200.50", "contact": f"contact:{mill.contact.pk}", "version": "1"}
    assert rep.post(f"/opportunities/{mill.opportunity.pk}/edit/", fields).status_code == 302
    assert not mill.opportunity.events.filter(kind__in=["amount", "expected"]).exists()


def test_two_readings_are_asked_next_to_the_field(rep: Client, mill: Mill) -> None:
    fields = {"name": "Two stones", "amount": "1.234", "expected_close_on": "03/04/2030", "version": "1"}
    answer = rep.post(f"/opportunities/{mill.opportunity.pk}/edit/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "write 1234, or 1.23 with two decimals" in page and "3 Apr 2030 or 4 Mar 2030" in page
    assert 'value="1.234"' in page and 'value="03/04/2030"' in page


def test_lines_and_minutes_too(rep: Client, mill: Mill) -> None:
    lines = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "version": "1"}
    fields = lines | {"lines_0_description": "Work", "lines_0_quantity": "1,5", "lines_0_unit_price": "1 000,00"}
    assert rep.post(f"/opportunities/{mill.opportunity.pk}/lines/", fields, headers=FRENCH).status_code == 302
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.amount == 1500
    logged = {"about": f"account:{mill.account.pk}", "type": mill.call.pk, "minutes": "1 000", "on": "03/02/2026"}
    assert rep.post("/quick-log/", logged, headers=FRENCH).status_code == 302
    assert mill.account.activities.get(done_on=date(2026, 2, 3)).duration_seconds == 60_000
