"""A sale behind a figure is called by its number, else by its customer and day, written as everywhere."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import Account, Sale
from tests.people import People


@pytest.fixture
def sold(people: People) -> People:
    account = Account.objects.create(name="Dupré Mills", owner=people.rep)
    common = {"owner": people.rep, "sold_on": date(2025, 9, 25)}
    Sale.record(account=account, amount=Decimal(30), number="F-12", **common)
    Sale.record(account=account, amount=Decimal(40), **common)
    Sale.record(amount=Decimal(50), **common)
    return people


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"F-12", "Dupré Mills · Sale 25 Sep 2025", "Sale 25 Sep 2025"}),
        ("fr", {"F-12", "Dupré Mills · Vente 25 septembre 2025", "Vente 25 septembre 2025"}),
    ],
)
def test_on_pages_and_in_the_api(sold: People, language: str, names: set[str]) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(sold.admin)
    page = unescape(client.get(reverse("kpis:metric_rows", args=["revenue"]), {"period": "2025"}).content.decode())
    assert all(f">{name}</" in page for name in names)
    found = client.get("/api/kpis/revenue/rows?period=2025").json()["results"]
    assert {row["label"] for row in found} == names


def test_no_name_of_a_record_has_the_month_first(db: None) -> None:
    with translation.override("en"):
        assert str(Sale(sold_on=date(2025, 9, 25))) == "Sale 25 Sep 2025"
