"""Lists as files: what the filters leave, in the list's order, printed on it; nothing that the viewer may not see."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from crm.models import Account, Activity, ActivityType, Contact, Opportunity, Pipeline, Sale
from tests.people import People

LISTS = ("opportunities", "accounts", "contacts", "activities", "sales")


@pytest.fixture
def deals(people: People, pipeline: Pipeline) -> People:
    account = Account.objects.create(name="=Dupré & Fils", owner=people.rep, city="Liège")
    Contact.objects.create(account=account, first_name="Zoé", last_name="Dupré", owner=people.rep, phone="+32 2 1")
    call = ActivityType.objects.create(name="Call", code="call")
    Activity.log(type=call, subject="Demand", account=account, owner=people.rep, duration_seconds=900)
    Sale.record(number="D-1", account=account, sold_on=date(2025, 1, 1), amount=Decimal("1234.5"))
    for number in range(60):
        Opportunity.open(
            name=f"Deal {number:02}", account=account, owner=people.rep, amount=Decimal("1234.5") + number,
            opened_on=date(2025, 1, 1),
        )  # fmt: skip
    Opportunity.open(name="Theirs", owner=people.outsider, amount=Decimal(9))
    return people


def file_of(client: Client, name: str, **words: str) -> Any:
    return client.get(reverse(f"crm:{name}"), words)


def lines_of(answer: Any, delimiter: str = ",") -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_all_rows_in_the_order_of_the_list(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    answer = file_of(client, "opportunities", format="csv", sort="amount")
    assert answer["Content-Disposition"].startswith('attachment; filename="opportunities-')
    lines = lines_of(answer)
    assert lines[0][:2] == ["Opportunity", "Account"]
    rows = lines[1 : lines.index([])]
    assert [row[0] for row in rows] == [f"Deal {number:02}" for number in range(60)]
    assert rows[0][lines[0].index("Amount")] == "1234.5"
    assert rows[0][lines[0].index("Opened")] == "2025-01-01"


def test_a_duration_has_its_unit_in_the_head(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    lines = lines_of(file_of(client, "activities", format="csv"))
    assert lines[1][lines[0].index("Duration (seconds)")] == "900"
    assert lines[1][lines[0].index("Outcome")] == ""


def test_the_filters_are_printed(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    lines = lines_of(file_of(client, "opportunities", format="csv", outcome="open", text="deal 07"))
    assert [row[0] for row in lines[1 : lines.index([])]] == ["Deal 07"]
    printed = lines[lines.index([]) :]
    assert ["Outcome", "Open"] in printed
    assert ["Text", "deal 07"] in printed
    assert ["By", "Rep"] in printed


def test_french_spreadsheets_read_it(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    answer = client.get(reverse("crm:opportunities"), {"format": "csv"}, headers={"accept-language": "fr"})
    lines = lines_of(answer, ";")
    assert "Montant" in lines[0]
    assert lines[1][lines[0].index("Montant")] == "1293,5"
    assert lines[1][lines[0].index("Résultat")] == "Ouverte"


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["outsider", "manager"])
def test_nobody_takes_what_they_may_not_see(deals: People, client: Client, name: str, who: str) -> None:
    client.force_login(getattr(deals, who))
    lines = lines_of(file_of(client, name, format="csv"))
    found = " ".join(" ".join(line) for line in lines)
    assert ("Dupré" in found) == (who == "manager")
    assert ("Theirs" in found) == (who == "outsider" and name == "opportunities")


def test_a_formula_stays_a_text(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    lines = lines_of(file_of(client, "accounts", format="csv"))
    assert lines[1][0] == "'=Dupré & Fils"
    sheet = workbook(file_of(client, "accounts", format="xlsx")).get_sheet_by_index(0).to_python()
    assert sheet[1][0] == "=Dupré & Fils"


def workbook(answer: Any) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_spreadsheet_has_numbers_and_dates(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    book = workbook(file_of(client, "opportunities", format="xlsx", sort="amount"))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 61
    assert rows[1][rows[0].index("Amount")] == 1234.5
    assert rows[1][rows[0].index("Opened")] == date(2025, 1, 1)
    assert ["Filters", "none: all that you may see"] in book.get_sheet_by_index(1).to_python()


def test_a_wrong_filter_gives_the_page_that_says_so(deals: People, client: Client) -> None:
    client.force_login(deals.rep)
    answer = file_of(client, "opportunities", format="csv", opened_from="soon")
    assert answer.status_code == 422
    assert "text/html" in answer["Content-Type"]


@pytest.mark.parametrize("name", LISTS)
def test_the_page_offers_it_with_its_filters(deals: People, client: Client, name: str) -> None:
    client.force_login(deals.rep)
    page = client.get(reverse(f"crm:{name}"), {"text": "d"}).content.decode()
    assert 'href="?text=d&amp;format=csv"' in page
    assert 'href="?text=d&amp;format=xlsx"' in page
