"""What the dashboards ask: the same figures of reps from fewer rows, the whole answer in the total."""

from dataclasses import replace

import pytest
import time_machine

from crm.access import Operator
from crm.models import Product
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.kpis.companies import NOON, TODAY, make

NAMES = ("sales_cycle", "closing_time", "average_basket", "win_rate", "revenue")


@pytest.mark.parametrize("narrowed", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_plain_rows_say_the_same_without_medians(db: None, seed: int, narrowed: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        make(seed)
        where = {"product": [Product.objects.order_by("pk")[0].pk]} if narrowed else {}
        whole = Query(NAMES, Period.parse("2025-Q1", TODAY), Operator(), ("owner",), where, "previous")
        full, plain = ask(whole), ask(replace(whole, plain_rows=True))
    for name in NAMES:
        ours, theirs = plain.total[name], full.total[name]
        assert (ours.value, ours.n, ours.low, ours.high, ours.beside) == (
            theirs.value, theirs.n, theirs.low, theirs.high, theirs.beside,
        )  # fmt: skip
        assert ours.previous == theirs.previous
    known = {row.by["owner"].id: row.figures for row in full.rows}
    assert plain.rows
    for row in plain.rows:
        for name in NAMES:
            figure, other = row.figures[name], known[row.by["owner"].id][name]
            assert (figure.value, figure.low, figure.high, figure.n) == (other.value, other.low, other.high, other.n)
            assert figure.previous is None
