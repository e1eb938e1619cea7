"""Reviews of orders are answers on a scale of five: the share of satisfied ones."""

import csv
from pathlib import Path

import pytest

from tests.real.files import by, expected, load, six, total

pytestmark = pytest.mark.django_db
REVIEWS = "olist/olist_order_reviews_dataset.sample.csv"


def test_csat(data: Path) -> None:
    load("answers", REVIEWS)
    theirs, ours = expected("olist"), total("csat")["csat"]
    assert ours["denominator"] == theirs["reviews_rows"][0]
    assert six(ours["value"]) == six(theirs["csat"])


def test_csat_by_the_month_in_which_the_review_was_asked_for(data: Path) -> None:
    load("answers", REVIEWS, "--map", "review_creation_date=answered_on")
    months = by("month", "csat")
    for row in expected("olist")["csat_by_creation_month"]:
        found = months[row["month"]]["csat"]
        assert (found["denominator"], six(found["value"])) == (row["n"], six(row["csat"]))


def test_per_state_where_the_reviews_name_it(data: Path, tmp_path: Path) -> None:
    """The reviews joined with their orders and customers, as whoever exports them would."""

    def table(name: str) -> list[dict[str, str]]:
        with (data / "olist" / name).open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    states = {row["customer_id"]: row["customer_state"] for row in table("olist_customers_dataset.sample.csv")}
    of_order = {row["order_id"]: states[row["customer_id"]] for row in table("olist_orders_dataset.sample.csv")}
    reviews = table("olist_order_reviews_dataset.sample.csv")
    joined = tmp_path / "reviews.csv"
    with joined.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*reviews[0], "customer_state"])
        writer.writeheader()
        writer.writerows({**row, "customer_state": of_order[row["order_id"]]} for row in reviews)
    load("answers", str(joined), "--map", "customer_state=region")
    ours, theirs = by("region", "csat"), expected("olist")["csat_by_state"]
    assert len(ours) == len(theirs)
    for row in theirs:
        found = ours[row["customer_state"]]["csat"]
        assert (found["n"], six(found["value"])) == (row["n"], six(row["csat"]))
