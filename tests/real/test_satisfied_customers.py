"""Reviews of orders are answers on a scale of five: the share of satisfied ones."""

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
