"""What customers of a marketplace paid, by kind of payment: one sale for each payment, on a day that is given."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.real.commands import counts
from tests.real.files import by, expected, load, total

pytestmark = pytest.mark.django_db
OPTIONS = (
    "--map", "order_id=number", "--map", "payment_type=channel", "--map", "payment_value=amount", "--set",
    "sold_on=2018-10-17", "--keep-repeats", "--create-missing",
)  # fmt: skip


def test_payments_by_kind(data: Path) -> None:
    theirs = expected("olist")
    rows = sum(each["n"] for each in theirs["payments"])
    file = "olist/olist_order_payments_dataset.sample.csv"
    assert counts(load("sales", file, *OPTIONS)) == {"read": rows, "created": rows}
    paid = by("channel", "revenue", "sales_count")
    for each in theirs["payments"]:
        ours = paid[each["payment_type"]]
        assert Decimal(ours["revenue"]["value"]) == Decimal(str(each["total"]))
        assert ours["sales_count"]["value"] == each["n"]
    whole = Decimal(str(theirs["payments_total_and_average_order"]["total"]))
    assert Decimal(total("revenue")["revenue"]["value"]) == whole
    assert counts(load("sales", file, *OPTIONS)) == {"read": rows, "unchanged": rows}
