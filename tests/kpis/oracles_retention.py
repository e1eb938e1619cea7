"""Retention, cohorts, first responses and sales velocity, computed a second time by plain loops."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from crm.models import Account, Activity, Company, Sale
from tests.kpis.atoms import Atom, Window, closed, prospects, sales, stock
from tests.kpis.world import Answer, Oracle, World, divided


def accounts(window: Window, split: bool) -> Iterable[Atom]:
    """Every account on every day of the window: it is asked about in each bucket."""
    rows = [atom for atom in prospects(window, split)]
    first = window.start or first_day(window)
    for index in range(max(0, (window.end - first).days)):
        for atom in rows:
            yield Atom(atom.row, first + timedelta(days=index), atom.by)


def first_day(window: Window) -> date:
    return min((row.sold_on for row in Sale.objects.filter(cancelled_on=None)), default=window.as_of)


def active(row: Account, day: date) -> bool:
    sold = [sale.sold_on for sale in Sale.objects.filter(account=row, kind="sale", cancelled_on=None)]
    last = max((each for each in sold if each < day), default=None)
    if last is None or (day - last).days > Company.current().active_customer_days:
        return False
    return not (row.lost_on and last < row.lost_on <= day)


def both_ends(world: World) -> tuple[int, int]:
    """Active at the start of the bucket, and still at its end."""
    days = [atom.on for atom in world.atoms if atom.on]
    if not days:
        return 0, 0
    start, end = min(days), max(days) + timedelta(days=1)
    there = [row for row in world.rows() if active(row, start)]
    return len(there), sum(active(row, end) for row in there)


def retention(world: World) -> Answer:
    there, kept = both_ends(world)
    return divided(kept, there)


def churn(world: World) -> Answer:
    there, kept = both_ends(world)
    return divided(there - kept, there)


def counted(row: Any) -> bool:
    return bool(row.kind == "sale")


def repeat(world: World) -> Answer:
    buyers = [row.account_id for row in world.rows(counted) if row.account_id]
    return divided(sum(buyers.count(each) > 1 for each in set(buyers)), len(set(buyers)))


def months(day: date) -> int:
    return day.year * 12 + day.month


def first_sales(window: Window, split: bool) -> Iterable[Atom]:
    """Per month since the first sale of each customer that is over, the first sale at that age."""
    firsts: dict[Any, int] = {}
    for row in Sale.objects.filter(cancelled_on=None, kind="sale").exclude(account=None).order_by("sold_on", "pk"):
        firsts.setdefault(row.account_id, row.pk)
    over = months(window.as_of + timedelta(days=1))
    for atom in sales(window, split):
        if atom.row.pk in firsts.values() and atom.on:
            for age in range(1, max(2, over - months(atom.on))):
                yield replace(atom, by={**atom.by, "months_since": age if age < over - months(atom.on) else None})
        elif not atom.row.account_id:
            yield replace(atom, by={**atom.by, "months_since": None})


def cohort(world: World) -> Answer:
    found = {(atom.row.pk, atom.by["months_since"]): atom.row for atom in world.atoms if atom.row.account_id}
    cells = [(row, age) for (_pk, age), row in found.items() if age is not None]
    return divided(sum(came_back(row, age) for row, age in cells), len(cells))


def came_back(first: Any, age: int) -> bool:
    rows = Sale.objects.filter(account=first.account_id, kind="sale", cancelled_on=None)
    return any(months(row.sold_on) - months(first.sold_on) == age for row in rows)


def response(row: Any, as_of: date) -> Any:
    """Seconds to the first activity; None without any."""
    done = [each for each in Activity.objects.filter(account=row, state="done") if each.done_on]
    since = [each for each in done if row.prospect_since <= each.done_on <= as_of]  # type: ignore[operator]
    first = min(since, key=lambda each: (each.done_on, each.done_at, each.pk), default=None)
    if first is None:
        return None
    local = Company.current().local_date
    if local(row.created_at) == row.prospect_since and first.done_at and local(first.done_at) == first.done_on:
        return max(0, (whole(first.done_at) - whole(row.created_at)).total_seconds())
    return (first.done_on - row.prospect_since).days * 86400  # type: ignore[operator]


def whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def first_response(world: World) -> Answer:
    every = [response(row, world.as_of) for row in world.rows()]
    known = [each for each in every if each is not None]
    share = len(known) / len(every) if every else None
    value = median(known) / 3600 if known else None
    return Answer(value, len(known), len(every), len(known), {"answered_share": share})


def open_and_closed(window: Window, split: bool) -> Iterable[Atom]:
    """What is open on the day, and what was closed in the 90 days up to it, each marked."""
    lately = window.as_of - timedelta(days=89)
    yield from (replace(atom, line="open") for atom in stock(window, split))
    for atom in closed(window, split):
        if atom.on and lately <= atom.on <= window.as_of:
            yield replace(atom, line="closed")


def velocity(world: World) -> Answer:
    opens = [atom.row for atom in world.atoms if atom.line == "open"]
    past = [atom.row for atom in world.atoms if atom.line == "closed"]
    won = [row for row in past if row.outcome == "won"]
    days = [(row.closed_on - row.opened_on).days for row in won if row.opened_on]
    amount = sum((row.amount for row in won), Decimal(0))
    value = None
    if past and days and sum(days):
        value = len(opens) * Decimal(len(won)) / len(past) * (amount / len(won)) / (Decimal(sum(days)) / len(days))
    beside = {
        "win_share": len(won) / len(past) if past else None,
        "average": amount / len(won) if won else None,
        "cycle_days": sum(days) / len(days) if days else None,
    }
    return Answer(value, len(opens), len(past), len(past), beside)


ORACLES: dict[str, tuple[Any, Oracle]] = {
    "retention_rate": (accounts, retention),
    "churn_rate": (accounts, churn),
    "repeat_rate": (sales, repeat),
    "cohort_retention": (first_sales, cohort),
    "first_response": (prospects, first_response),
    "sales_velocity": (open_and_closed, velocity),
}


def without_account(world: World, row: Any) -> bool:
    return counted(row) and row.account_id is None


def too_recent(world: World, row: Any) -> bool:
    return row.account_id is not None and months(row.sold_on) + 1 >= months(world.as_of + timedelta(days=1))


LEFT_OUT = {
    "repeat_rate": {"no_account": without_account},
    "cohort_retention": {"no_account": without_account, "too_recent": too_recent},
    "first_response": {
        "no_prospect_date": lambda world, row: True,
        "unanswered": lambda world, row: row.prospect_since and response(row, world.as_of) is None,
    },
}
