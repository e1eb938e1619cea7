"""The facts of figures as atoms, read by plain loops.

An atom is a fact, or where lines are asked about one line of it: its dimensions, its date and its amounts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm.models import Account, Activity, Opportunity, Sale
from kpis.engine.periods import floor

LINES = {"product", "category"}


@dataclass(frozen=True)
class Window:
    """Days from `start` to `end` (excluded), looked at as of a day; `past`: history tells what was so then.

    `shift` days bring the dates of a comparison window onto those of the period.
    """

    start: date | None
    end: date
    as_of: date
    past: bool = False
    shift: timedelta = timedelta(0)
    fiscal: int = 1

    def holds(self, day: date | None) -> bool:
        return day is not None and (self.start is None or self.start <= day) and day < self.end

    def bucket(self, day: date, grain: str) -> date:
        return floor(day + self.shift, grain, self.fiscal)


@dataclass
class Atom:
    row: Any
    on: date | None
    by: dict[str, Any]
    amount: Decimal | None = None
    line: Any = None


def attribution(row: Any) -> dict[str, Any]:
    found = {name: getattr(row, f"{name}_id") for name in ("owner", "team", "region", "channel", "campaign")}
    account = getattr(row, "account", None)
    return {**found, "account": account and account.pk, "segment": account and account.segment_id}


def of_lines(row: Any, by: dict[str, Any], on: date | None, amount: Any, split: bool, of: Any = None) -> Iterable[Atom]:
    """The row's lines as atoms of the row itself, or `of` what is about it."""
    lines = list(row.lines.all()) if split else []
    for line in lines:
        product = line.product
        named = {"product": line.product_id, "category": product.category_id if product else None}
        yield Atom(of or row, on, {**by, **named}, line.amount, line)
    if not lines:
        yield Atom(of or row, on, {**by, "product": None, "category": None}, amount)


def sales(window: Window, split: bool) -> Iterable[Atom]:
    for row in Sale.objects.filter(cancelled_on=None).select_related("account").prefetch_related("lines__product"):
        yield from of_lines(row, {**attribution(row), "source": row.source_id}, row.sold_on, row.amount, split)


def opportunities() -> Iterable[tuple[Any, dict[str, Any]]]:
    rows = Opportunity.objects.select_related("account", "stage")
    for row in rows.prefetch_related("events__stage", "lines__product"):
        own = {name: getattr(row, f"{name}_id") for name in ("source", "pipeline", "stage", "lost_reason")}
        yield row, {**attribution(row), **own}


def opened(window: Window, split: bool) -> Iterable[Atom]:
    for row, by in opportunities():
        price = row.amount if row.amount_at_opening is None else row.amount_at_opening
        yield from of_lines(row, by, row.opened_on, price, split)


def followed(window: Window, split: bool) -> Iterable[Atom]:
    """Those opened, with the owner, team and stage of the day."""
    for row, by in opportunities():
        place(row, by, window)
        yield from of_lines(row, by, row.opened_on, row.amount, split)


def closed(window: Window, split: bool) -> Iterable[Atom]:
    for row, by in opportunities():
        if row.outcome != "open":
            yield from of_lines(row, by, row.closed_on, row.amount, split)


def stock(window: Window, split: bool) -> Iterable[Atom]:
    """What was open on the day, with the owner, team, stage and amount of the day."""
    for row, by in opportunities():
        if not open_on(row, window):
            continue
        place(row, by, window)
        yield from of_lines(row, by, None, amount_on(row, window), split)


def place(row: Any, by: dict[str, Any], window: Window) -> None:
    """Who had an opportunity on the day, and where it stood."""
    then = latest(row, window.as_of) if window.past else None
    for name in ("owner", "team", "stage"):
        by[name] = then_or_now(then, row, f"{name}_id")


def prospects(window: Window, split: bool) -> Iterable[Atom]:
    for row in Account.objects.all():
        by = {name: getattr(row, f"{name}_id") for name in ("owner", "team", "region", "channel", "campaign")}
        more = {"account": row.pk, "segment": row.segment_id, "source": row.source_id}
        yield Atom(row, row.prospect_since, {**by, **more})


def activities(window: Window, split: bool) -> Iterable[Atom]:
    for row in Activity.objects.filter(state="done").select_related("account", "type"):
        more = {"activity_type": row.type_id, "medium": row.medium_id}
        yield Atom(row, row.done_on, {**attribution(row), **more})


def latest(row: Any, day: date, kinds: tuple[str, ...] = ()) -> Any:
    """The last event of an opportunity up to a day."""
    found = [each for each in row.events.all() if each.on and each.on <= day and (not kinds or each.kind in kinds)]
    return max(found, key=lambda each: (each.on, each.at, each.pk), default=None)


def then_or_now(then: Any, row: Any, name: str) -> Any:
    """What an event says, or where history is silent the row of today."""
    known = getattr(then, name, None)
    return getattr(row, name) if known is None else known


def amount_on(row: Any, window: Window) -> Any:
    return then_or_now(latest(row, window.as_of) if window.past else None, row, "amount")


def outcome_on(row: Any, window: Window) -> str:
    """What an opportunity was at the end of a day; it may have been closed and reopened before."""
    if row.closed_on and row.closed_on <= window.as_of:
        return str(row.outcome)
    turn = latest(row, window.as_of, ("won", "lost", "reopened")) if window.past else None
    return turn.outcome if turn else "open"


def open_on(row: Any, window: Window) -> bool:
    begun = row.opened_on <= window.as_of if row.opened_on else not window.past
    return begun and outcome_on(row, window) == "open"


Facts = Callable[[Window, bool], Iterable[Atom]]
