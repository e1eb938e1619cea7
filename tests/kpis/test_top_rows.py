"""The best rows of many: the same figures, the total of all, what belongs to nobody last."""

from dataclasses import replace

import pytest
import time_machine

from crm.access import Operator
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.kpis.companies import NOON, TODAY, make

NAMES = ("revenue", "win_rate", "activities")


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_greatest_by_the_first_figure(db: None, seed: int, plain: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        make(seed, 40)
        every = Query(NAMES, Period.parse("2025", TODAY), Operator(), ("owner",), compare="previous", plain_rows=plain)
        whole = ask(every)
        assert len(whole.rows) > 3
        best = ask(replace(every, top=3))
    assert (len(whole.rows), best.size) == (whole.size, whole.size)
    assert best.total == whole.total
    assert all(row in whole.rows for row in best.rows)
    values = sorted((row.figures["revenue"].value or 0 for row in whole.rows if row.by["owner"].id), reverse=True)
    assert sorted((row.figures["revenue"].value or 0 for row in best.rows), reverse=True) == values[:3]
    assert all(row.by["owner"].id for row in best.rows)
