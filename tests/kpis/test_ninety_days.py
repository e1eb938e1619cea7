"""A prospect is judged after exactly 90 days, and converted in time on the 90th."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from crm.access import Operator
from crm.models import Account
from kpis.catalogue import ask
from kpis.engine import Period, Query

ENTERED = date(2025, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "became", "numerator", "denominator"),
    [(89, 10, 0, 0), (90, 10, 1, 1), (90, 90, 1, 1), (200, 90, 1, 1), (200, 91, 0, 1), (200, 31, 1, 1), (200, None, 0, 1)],
)  # fmt: skip
def test_prospects_and_their_age(age: int, became: int | None, numerator: int, denominator: int) -> None:
    account = Account.objects.create(name="Mill", prospect_since=ENTERED)
    if became is not None:
        Account.objects.filter(pk=account.pk).update(customer_since=ENTERED + timedelta(days=became))
    with time_machine.travel(datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=age), tick=False):
        query = Query(("conversion_rate_90d",), Period.parse("2025-01", ENTERED), Operator())
        figure = ask(query).total["conversion_rate_90d"]
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
