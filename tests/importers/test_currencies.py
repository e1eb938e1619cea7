"""Amounts in another currency are converted at the rate of their date; without a rate the row is told."""

from datetime import date
from decimal import Decimal

import pytest

from crm.models import ExchangeRate, Expense, Opportunity, Sale
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]
DEALS = """Id,Name,Stage,Create date,Close date,Amount,CurrencyIsoCode
1,Roof,Won,2025-05-02,2025-06-01,1000,USD
2,Wall,Won,2025-05-02,2025-06-01,500,EUR
3,Hut,Offer,2025-05-02,,100,usd
"""


@pytest.fixture
def dollars(load: Loader) -> None:
    ExchangeRate.objects.create(currency="USD", on=date(2025, 5, 1), rate=Decimal("0.8"))
    ExchangeRate.objects.create(currency="USD", on=date(2025, 6, 1), rate=Decimal("0.9"))


def test_a_deal_counts_at_the_rate_of_its_closing(load: Loader, dollars: None) -> None:
    assert counted(load("opportunities", DEALS)) == {"read": 3, "created": 3}
    roof, wall, hut = Opportunity.objects.order_by("external_id")
    assert (roof.amount, roof.currency, roof.original_amount) == (Decimal(900), "USD", Decimal(1000))
    assert (wall.amount, wall.currency, wall.original_amount) == (Decimal(500), "", None)
    assert (hut.amount, hut.exchange_rate) == (Decimal(80), Decimal("0.8"))
    sale = Sale.objects.get(opportunity=roof)
    assert (sale.amount, sale.currency, sale.original_amount) == (Decimal(900), "USD", Decimal(1000))
    assert counted(load("opportunities", DEALS)) == {"read": 3, "unchanged": 3}


def test_a_won_deal_keeps_its_currency_when_it_is_won_later(load: Loader, dollars: None) -> None:
    header = "Id,Name,Stage,Create date,Close date,Amount,Currency\n"
    load("opportunities", header + "1,Roof,Offer,2025-05-02,,1000,USD\n")
    assert counted(load("opportunities", header + "1,Roof,Won,2025-05-02,2025-06-01,1000,USD\n"))["updated"] == 1
    sale = Sale.objects.get()
    assert (sale.amount, sale.original_amount, sale.exchange_rate) == (Decimal(900), Decimal(1000), Decimal("0.9"))
    assert counted(load("opportunities", header + "1,Roof,Won,2025-05-02,2025-06-01,700,EUR\n"))["updated"] == 1
    sale.refresh_from_db()
    assert (sale.amount, sale.original_amount, sale.currency) == (Decimal(700), None, "")


def test_a_missing_rate_says_what_to_add(load: Loader) -> None:
    summary = load("opportunities", DEALS)
    assert counted(summary) == {"read": 3, "created": 1, "rejected": 2}
    assert summary["errors"][0]["column"] == "CurrencyIsoCode"
    assert "no exchange rate for USD on 2025-06-01: add one in the settings" in summary["errors"][0]["sentence"]


@pytest.mark.parametrize(("kind", "model"), [("sales", Sale), ("expenses", Expense)])
def test_sales_and_expenses_are_converted_too(load: Loader, dollars: None, kind: str, model: type[Sale]) -> None:
    text = "Date,Amount,Devise\n2025-06-02,100,$\n2025-06-02,100,€\n"
    assert counted(load(kind, text)) == {"read": 2, "created": 2}
    assert counted(load(kind, text)) == {"read": 2, "unchanged": 2}
    assert sorted(model.objects.values_list("amount", flat=True)) == [Decimal(90), Decimal(100)]


def test_signs_in_the_amounts_count_where_the_company_has_their_rate(load: Loader, dollars: None) -> None:
    load("expenses", "Date,Amount\n2025-06-02,$1.10K\n")
    assert (Expense.objects.get().amount, Expense.objects.get().currency) == (Decimal(990), "USD")


def test_several_signs_in_a_column_are_never_added_unconverted(load: Loader) -> None:
    summary = load("expenses", "Date,Amount\n2025-06-02,$100\n2025-06-02,100 €\n")
    assert counted(summary) == {"read": 2, "created": 1, "rejected": 1}


def test_a_sign_alone_is_taken_as_it_stands_and_told(load: Loader) -> None:
    summary = load("expenses", "Date,Amount\n2025-06-02,$100\n")
    assert (counted(summary), summary["rejected"]) == ({"read": 1, "created": 1}, 0)
    assert "written with “$” and were taken as EUR" in summary["notes"][0]


def test_what_is_no_currency_is_told(load: Loader) -> None:
    summary = load("expenses", "Date,Amount,Currency\n2025-06-02,100,dollars\n")
    assert "not a currency" in summary["errors"][0]["sentence"]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("R$ 1.000,00", "BRL"),
        ("1000,00 zł", "PLN"),
        ("1000,00|RUB", "RUB"),
        ("Rs. 1000,00", "INR"),
        ("CA$1000,00", "CAD"),
    ],
)
def test_the_sign_of_an_amount_counts_where_its_rate_is_known(load: Loader, text: str, currency: str) -> None:
    ExchangeRate.objects.create(currency=currency, on=date(2025, 1, 1), rate=Decimal("0.5"))
    load("sales", f"Date;Amount\n2025-06-02;{text}\n", "--decimal", ",")
    sale = Sale.objects.get()
    assert (sale.amount, sale.original_amount, sale.currency) == (Decimal(500), Decimal(1000), currency)
