"""Each engine statement beside hand-written SQL with the same answer, in interleaved pairs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection

from crm.access import Operator
from crm.models import Company
from kpis.catalogue import ask
from kpis.engine import Period, Query
from kpis.engine.periods import after

TARGET = 1.5


@dataclass(frozen=True)
class Pair:
    """What is asked of the engine and the statement that somebody would write for it: key columns, then the value."""

    name: str
    metric: str
    period: str
    by: tuple[str, ...]
    sql: str


PAIRS = [
    Pair("revenue, a year, by rep and month", "revenue", "last-year", ("owner", "month"), """
        SELECT owner_id, date_trunc('month', sold_on)::date, SUM(amount), COUNT(*) FROM crm_sale
        WHERE cancelled_on IS NULL AND sold_on >= %s AND sold_on < %s GROUP BY 1, 2"""),
    Pair("revenue, all history, by rep and month", "revenue", "all", ("owner", "month"), """
        SELECT owner_id, date_trunc('month', sold_on)::date, SUM(amount), COUNT(*) FROM crm_sale
        WHERE cancelled_on IS NULL GROUP BY 1, 2"""),
    Pair("win rate, a year, by team", "win_rate", "last-year", ("team",), """
        SELECT team_id, (COUNT(*) FILTER (WHERE outcome = 'won'))::numeric / COUNT(*) FROM crm_opportunity
        WHERE outcome <> 'open' AND closed_on >= %s AND closed_on < %s GROUP BY 1"""),
    Pair("sales cycle, a year, by region", "sales_cycle", "last-year", ("region",), """
        SELECT region_id, AVG(closed_on - opened_on), COUNT(*), STDDEV_SAMP(closed_on - opened_on),
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY closed_on - opened_on) FROM crm_opportunity
        WHERE outcome = 'won' AND opened_on IS NOT NULL AND closed_on >= %s AND closed_on < %s GROUP BY 1"""),
    Pair("new opportunities, a year, by channel", "new_opportunities", "last-year", ("channel",), """
        SELECT channel_id, COUNT(*) FROM crm_opportunity WHERE opened_on >= %s AND opened_on < %s GROUP BY 1"""),
    Pair("activities, all history, by rep and type", "activities", "all", ("owner", "activity_type"), """
        SELECT owner_id, type_id, COUNT(*) FROM crm_activity WHERE state = 'done' GROUP BY 1, 2"""),
    Pair("activities, a quarter, by rep and type", "activities", "last-quarter", ("owner", "activity_type"), """
        SELECT owner_id, type_id, COUNT(*) FROM crm_activity
        WHERE state = 'done' AND done_on >= %s AND done_on < %s GROUP BY 1, 2"""),
    Pair("high-value time, a year, by rep", "high_value_time", "last-year", ("owner",), """
        SELECT a.owner_id, SUM(a.duration_seconds) FILTER (WHERE t.is_high_value) / 3600.0
        FROM crm_activity a JOIN crm_activitytype t ON t.id = a.type_id
        WHERE a.state = 'done' AND a.done_on >= %s AND a.done_on < %s GROUP BY 1"""),
    Pair("new customers, a year, by region", "new_customers", "last-year", ("region",), """
        SELECT s.region_id, COUNT(*) FROM crm_sale s JOIN crm_account a ON a.id = s.account_id
        WHERE s.kind = 'sale' AND s.cancelled_on IS NULL AND s.sold_on >= %s AND s.sold_on < %s
          AND a.customer_since = s.sold_on AND NOT EXISTS (
            SELECT 1 FROM crm_sale o WHERE o.account_id = s.account_id AND o.sold_on = s.sold_on AND o.kind = 'sale'
              AND o.cancelled_on IS NULL AND o.id < s.id) GROUP BY 1"""),
    # The number of sales behind each sum is part of the answer; through lines it is what costs.
    Pair("revenue, a year, by product (through lines)", "revenue", "last-year", ("product",), """
        SELECT l.product_id, SUM(COALESCE(l.amount, s.amount)), COUNT(DISTINCT s.id) FROM crm_sale s LEFT JOIN crm_saleline l ON l.sale_id = s.id
        WHERE s.cancelled_on IS NULL AND s.sold_on >= %s AND s.sold_on < %s GROUP BY 1"""),
    Pair("funnel, a quarter", "funnel", "last-quarter", ("stage",), """
        WITH cohort AS (
          SELECT o.id, o.outcome, (SELECT MAX(st."order") FROM crm_opportunityevent e JOIN crm_stage st ON st.id = e.stage_id
                 WHERE e.opportunity_id = o.id AND st.kind = 'open') AS top
          FROM crm_opportunity o WHERE o.opened_on >= %s AND o.opened_on < %s)
        SELECT st.id, COUNT(*) FROM cohort JOIN crm_stage st ON st.kind <> 'lost'
          AND (st."order" = 1 OR cohort.outcome = 'won' OR (st.kind = 'open' AND cohort.top >= st."order")) GROUP BY 1"""),
]  # fmt: skip


def hand_written(pair: Pair, period: Period) -> dict[tuple[Any, ...], Any]:
    parameters = [period.start, min(period.end, after(Company.current().today(), "day"))] if period.end else []
    with connection.cursor() as cursor:
        cursor.execute(pair.sql, parameters)
        return {tuple(row[: len(pair.by)]): row[len(pair.by)] for row in cursor.fetchall()}


def engine(pair: Pair, period: Period) -> dict[tuple[Any, ...], Any]:
    query = Query((pair.metric,), period, Operator(), pair.by, targets=False, brief=True)
    rows = ask(query).rows
    return {tuple(key.id for key in row.by.values()): row.figures[pair.metric].value for row in rows}


def sent(pair: Pair, period: Period) -> list[tuple[str, Any]]:
    """The statements that the engine sends for it, names for ids apart, with their parameters."""
    found: list[tuple[str, Any]] = []

    def remember(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if "GROUP BY" in sql:
            found.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(remember):
        engine(pair, period)
    return found


def run(statements: list[tuple[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()


def same(one: dict[tuple[Any, ...], Any], other: dict[tuple[Any, ...], Any]) -> bool:
    known = {key: value for key, value in one.items() if value}
    return known.keys() == {key for key, value in other.items() if value} and all(
        abs(Decimal(str(value)) - Decimal(str(other[key]))) < Decimal("0.000001") for key, value in known.items()
    )


def milliseconds(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def measure(times: int) -> None:
    """Prints medians of interleaved pairs: the engine's statements, those by hand, and the engine's whole answer."""
    today: date = Company.current().today()
    print(f"{'asked':44} {'engine':>8} {'by hand':>8} {'ratio':>6} {'answer':>8}   ms, median of {times} interleaved")
    with Company.remembered():
        for pair in PAIRS:
            period = Period.parse(pair.period, today)
            assert same(engine(pair, period), hand_written(pair, period)), f"{pair.name}: the answers differ"
            statements = sent(pair, period)
            calls = {"ours": partial(run, statements), "theirs": partial(hand_written, pair, period),
                     "answer": partial(engine, pair, period)}  # fmt: skip
            spent: dict[str, list[float]] = {name: [] for name in calls}
            for _turn in range(times):
                for name, call in calls.items():
                    spent[name].append(milliseconds(call))
            ours, theirs, answer = (statistics.median(each) for each in spent.values())
            mark = "" if ours <= TARGET * theirs else "  over"
            print(f"{pair.name:44} {ours:8.1f} {theirs:8.1f} {ours / theirs:6.2f} {answer:8.1f}{mark}", flush=True)
