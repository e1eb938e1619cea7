"""Figures as files: breakdown, reps side by side, rows; the question is printed on them, and nobody takes more than the
pages show them."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from crm.models import Account, Channel, Company, Opportunity, Pipeline, Sale
from kpis.models import Objective
from tests.people import People

TODAY = date(2025, 6, 30)
EXCEL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MONTH = {"period": "2025-06", "compare": "previous"}


@pytest.fixture
def sold(people: People) -> Iterator[People]:
    with time_machine.travel(TODAY, tick=False):
        account = Account.objects.create(name="+Dupré & Fils", owner=people.rep)
        store = Channel.objects.create(name="=cmd()")
        people.rep.first_name = "@Rep"
        people.rep.save()
        for owner, amount, on in (
            (people.rep, "1234.5", date(2025, 6, 3)),
            (people.rep, "-34.25", date(2025, 6, 4)),
            (people.outsider, "999", date(2025, 6, 4)),
            (people.rep, "100", date(2025, 5, 3)),
        ):
            kind = Sale.Kind.REFUND if amount.startswith("-") else Sale.Kind.SALE
            Sale.record(
                kind=kind, number="=1+1", owner=owner, account=account, channel=store, amount=Decimal(amount), sold_on=on
            )  # fmt: skip
        yield people


def addresses(people: People) -> dict[str, str]:
    return {
        "breakdown": reverse("kpis:metric", args=["revenue"]),
        "rows": reverse("kpis:metric_rows", args=["revenue"]),
        "ranking": reverse("kpis:team", args=[people.sales.pk]),
    }


def lines_of(client: Client, address: str, delimiter: str = ",", **words: Any) -> list[list[str]]:
    answer = client.get(address, {**MONTH, "format": "csv", **words})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert content.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows the encoding"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def book_of(client: Client, address: str, **words: Any) -> Any:
    answer = client.get(address, {**MONTH, "format": "xlsx", **words})
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]


def printed(lines: list[list[str]]) -> dict[str, str]:
    """The notes below the table: label → text; the first of them has no text."""
    return {line[0]: line[1] if len(line) > 1 else "" for line in lines[lines.index([]) + 1 :]}


@pytest.mark.parametrize("what", ["breakdown", "rows", "ranking"])
def test_the_question_is_printed_on_it(sold: People, client: Client, what: str) -> None:
    client.force_login(sold.manager)
    channel = Channel.objects.get().pk
    address = addresses(sold)[what]
    notes = printed(lines_of(client, address, channel=channel, as_of="2025-06-20"))
    assert notes["Period"].startswith("June 2025")
    assert notes["Channel"] == "'=cmd()"
    assert notes["Amounts in"] == Company.current().currency
    assert "20" in notes["As known on"]
    assert notes["Made on"]
    assert notes["By"] == "Manager"
    assert notes["Data"] == "You see Sales with the teams below, and what is your own."
    definition = notes.get("Definition") or notes["Revenue"]
    assert definition.startswith("The net amount of all sales")
    assert definition.count("by date of sale") == 1
    if what != "rows":
        assert notes["Compared with"].startswith("1 May 2025")
    second = book_of(client, address, channel=channel, as_of="2025-06-20").get_sheet_by_index(1).to_python()
    assert {row[0]: str(row[1]) for row in second} == {**notes, "Channel": "=cmd()"}, (
        "a spreadsheet's text is no formula"
    )


def test_a_list_of_rows_says_which_part_it_is(sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    address = reverse("kpis:metric_rows", args=["average_basket"])
    assert printed(lines_of(client, address, part="denominator"))["Rows of the denominator"] == "1"
    left = reverse("kpis:metric_rows", args=["gross_margin"])
    notes = printed(lines_of(client, left, part="left_out:no_cost"))
    assert notes["Sales of goods whose cost is not known have no margin."] == "1"


def test_figures_are_numbers_in_a_spreadsheet(sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    head, *rows = book_of(client, addresses(sold)["breakdown"], by="owner").get_sheet_by_index(0).to_python()
    line = dict(zip(head, rows[0], strict=True))
    assert (line["Rep"], line["Revenue"], line["n"], line["Before"]) == ("@Rep", 1200.25, 2, 100)
    assert all(isinstance(each, float | int) for each in rows[0][1:] if each != "")
    assert rows[-1][:2] == ["All", 1200.25]
    head, *rows = book_of(client, addresses(sold)["rows"], sort="amount").get_sheet_by_index(0).to_python()
    assert [row[head.index("Amount")] for row in rows] == [-34.25, 1234.5]
    assert rows[0][head.index("Date")] == date(2025, 6, 4)
    head, *rows = book_of(client, addresses(sold)["ranking"]).get_sheet_by_index(0).to_python()
    assert [row[head.index("Revenue")] for row in rows if row[0] in ("@Rep", "All")] == [1200.25, 1200.25]


def forms_of(client: Client, address: str, **words: Any) -> dict[str, list[str | None]]:
    """By the head of each column: the number formats of its cells."""
    answer = client.get(address, {**MONTH, "format": "xlsx", **words})
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]
    styles, sheet = (ElementTree.fromstring(book.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1"))
    named = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{EXCEL}numFmt")}
    named |= {"4": "#,##0.00", "3": "#,##0", "2": "0.00", "1": "0"}
    of_style = [named.get(each.get("numFmtId")) for each in styles.find(f"{EXCEL}cellXfs") or ()]
    head, *rows = sheet.iter(f"{EXCEL}row")
    heads = {cell.get("r", "").rstrip("1"): "".join(cell.itertext()) for cell in head}
    found: dict[str, list[str | None]] = {}
    for cell in (cell for row in rows for cell in row if cell.get("t") != "inlineStr"):
        found.setdefault(heads[cell.get("r", "").rstrip("0123456789")], []).append(of_style[int(cell.get("s", "0"))])
    return found


def test_a_spreadsheet_shows_money_days_and_percentages_as_such(sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    forms = forms_of(client, addresses(sold)["breakdown"], by="owner")
    assert set(forms["Revenue"]) == set(forms["Before"]) == {"#,##0.00"}
    assert set(forms["Change"]) == {"0.0%"}
    assert set(forms["n"]) == {"#,##0"}
    rows = forms_of(client, addresses(sold)["rows"])
    assert (set(rows["Amount"]), set(rows["Date"])) == ({"#,##0.00"}, {"yyyy-mm-dd"})
    assert set(forms_of(client, addresses(sold)["ranking"])["Revenue"]) == {"#,##0.00"}


def test_the_change_of_a_rate_is_told_in_points_as_on_the_page(
    sold: People, client: Client, pipeline: Pipeline
) -> None:
    for on, wins, losses in ((date(2025, 5, 5), 1, 1), (date(2025, 6, 5), 1, 3)):
        for number in range(wins + losses):
            deal = Opportunity.open(name=f"{on} {number}", owner=sold.rep, amount=Decimal(10), opened_on=on)
            deal.win(on=on) if number < wins else deal.lose(on=on)
    client.force_login(sold.manager)
    lines = lines_of(client, reverse("kpis:metric", args=["win_rate"]), by="owner")
    assert lines[1][lines[0].index("Change (points)")] == "-25"
    assert lines_of(client, addresses(sold)["breakdown"])[0].count("Change") == 1


def test_no_column_is_empty_in_every_line(sold: People, client: Client) -> None:
    """An interval where there is one."""
    client.force_login(sold.manager)
    head = lines_of(client, addresses(sold)["ranking"])[0]
    assert "Win rate · n" in head
    assert not [name for name in head if name.startswith(("Revenue · Low", "Activities · High"))]


def test_money_of_a_figure_is_told_in_cents(sold: People, client: Client) -> None:
    """1200.25 of three sales and a refund is a third of it on average: on pages and in files to the cent."""
    for number in range(2):
        Sale.record(number=f"S{number}", owner=sold.rep, amount=Decimal(0), sold_on=date(2025, 6, 5))
    client.force_login(sold.manager)
    lines = lines_of(client, reverse("kpis:metric", args=["average_basket"]), by="owner")
    assert lines[1][lines[0].index("Average basket")] == "400.08"
    head, line, *_rest = (
        book_of(client, reverse("kpis:metric", args=["average_basket"])).get_sheet_by_index(0).to_python()
    )
    assert line[head.index("Average basket")] == 400.08


def test_objectives_stand_beside_what_was_reached(sold: People, client: Client) -> None:
    """As on the page: what is aimed for, how much of it is reached, and of a period that goes on the pace."""
    for owner, target in ((sold.rep, 600), (sold.colleague, 100)):
        Objective.put("revenue", "month", date(2025, 6, 1), Decimal(target), owner=owner)
    client.force_login(sold.manager)
    found = addresses(sold)
    with time_machine.travel(date(2025, 6, 15), tick=False):
        lines = lines_of(client, found["ranking"])
        ranked = {line[0]: dict(zip(lines[0], line, strict=True)) for line in lines[1 : lines.index([])]}
    assert ranked["'@Rep"]["Revenue · Objective"] == "600"
    assert float(ranked["'@Rep"]["Revenue · Attainment"]) == pytest.approx(1200.25 / 600)
    assert float(ranked["'@Rep"]["Revenue · Pace"]) == pytest.approx(1200.25 / (600 * 10 / 21))
    assert ranked["Colleague"]["Revenue · Attainment"] == "0", "who sold nothing has reached nothing"
    assert ranked["All"]["Revenue · Objective"] == "700", "of the team, what its reps' add up to"
    assert not [name for name in lines[0] if "Win rate · Objective" in name], "where none is set there is no column"
    lines = lines_of(client, found["breakdown"], by="owner")
    assert lines[0][-2:] == ["Objective", "Attainment"], "of a month that is over pace says no more than attainment"
    assert float(lines[1][lines[0].index("Attainment")]) == pytest.approx(1200.25 / 600)


def test_no_cell_is_a_formula(sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    found = addresses(sold)
    text = [cell for name in found for line in lines_of(client, found[name], by="owner") for cell in line]
    text += [cell for line in lines_of(client, found["breakdown"], by="channel") for cell in line]
    assert {"'@Rep", "'+Dupré & Fils", "'=cmd()"} <= set(text)
    starting = {cell for cell in text if cell.startswith(("=", "+", "-", "@", "\t", "\r"))}
    assert starting == {"-34.25"}, "a negative number stays one"


@pytest.mark.parametrize("what", ["breakdown", "rows", "ranking"])
def test_a_french_spreadsheet_reads_it(sold: People, client: Client, what: str) -> None:
    sold.manager.language = "fr"
    sold.manager.save()
    client.force_login(sold.manager)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    lines = lines_of(client, addresses(sold)[what], ";", **({"by": "owner"} if what == "breakdown" else {}))
    money = {"breakdown": "Chiffre d’affaires", "rows": "Montant", "ranking": "Chiffre d’affaires"}[what]
    cells = [line[lines[0].index(money)] for line in lines[1 : lines.index([])]]
    assert ("1234,5" if what == "rows" else "1200,25") in cells
    notes = printed(lines)
    assert "juin 2025" in notes["Période"].lower()
    assert notes["Données"].startswith("Vous voyez")


@pytest.mark.parametrize("what", ["breakdown", "rows", "ranking"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nobody_takes_more_than_they_see(sold: People, client: Client, what: str, form: str) -> None:
    client.force_login(sold.outsider)
    answer = client.get(addresses(sold)[what], {**MONTH, "format": form, "by": "owner"})
    if what == "ranking":
        assert answer.status_code == 404
        return
    client.force_login(sold.colleague)
    cells = [str(cell) for line in lines_of(client, addresses(sold)[what], by="owner") for cell in line]
    assert not {"1200.25", "1234.5", "999", "'@Rep", "Outsider"} & set(cells)
    client.force_login(sold.outsider)
    cells = [str(cell) for line in lines_of(client, addresses(sold)[what], by="owner") for cell in line]
    assert "999" in cells
    assert not {"1200.25", "1234.5", "2199.25", "'@Rep"} & set(cells)
    book = book_of(client, addresses(sold)[what], by="owner")
    everything = [cell for sheet in (0, 1) for line in book.get_sheet_by_index(sheet).to_python() for cell in line]
    assert 999 in everything
    assert not {1200.25, 1234.5, 2199.25, "@Rep"} & set(everything)


def test_a_name_that_may_not_be_seen_is_not_printed(sold: People, client: Client) -> None:
    client.force_login(sold.outsider)
    notes = printed(lines_of(client, addresses(sold)["rows"], owner=sold.rep.pk))
    assert "@Rep" not in " ".join(notes.values())
