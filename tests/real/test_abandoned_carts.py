"""Carts of a shop's log that became no sale: per session, month and customer."""

from pathlib import Path
from typing import Any

import pytest

from tests.real.files import by, expected, load, six, total

pytestmark = pytest.mark.django_db
MONTHS = {
    "2023_feb": "2023-02",
    "2022_oct": "2022-10",
    "2022_dec": "2022-12",
    "2022_nov": "2022-11",
    "2023_jan": "2023-01",
}


@pytest.fixture
def theirs(db: None, data: Path) -> dict[str, Any]:
    for month in MONTHS:
        load("cart_events", f"cart_events/data_{month}.csv", "--create-missing")
    return expected("cart_events")


def test_abandonment(theirs: dict[str, Any]) -> None:
    ours, carts = total("cart_abandonment")["cart_abandonment"], theirs["cart_abandonment_sessions"]
    assert (ours["numerator"], ours["denominator"]) == (carts["abandoned"], carts["carted"])
    assert six(ours["value"]) == six(carts["abandonment"])


def test_abandonment_by_month(theirs: dict[str, Any]) -> None:
    months = by("month", "cart_abandonment")
    for row in theirs["by_file"]:
        found = months[MONTHS[row["month"]]]["cart_abandonment"]
        assert (found["numerator"], found["denominator"]) == (row["abandoned"], row["carted"])
        assert six(found["value"]) == six(row["abandonment"])


def test_customers_who_abandoned_all_their_carts(theirs: dict[str, Any]) -> None:
    customers = [found["cart_abandonment"] for found in by("account", "cart_abandonment").values()]
    users = theirs["cart_abandonment_users"]
    assert len([each for each in customers if each["denominator"]]) == users["carted"]
