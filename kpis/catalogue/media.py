"""What tools do for winning: opportunities with an activity by a medium, beside those that had none."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, QuerySet

from kpis.catalogue.facts import CLOSED
from kpis.catalogue.revenue import WON
from kpis.engine import statements
from kpis.engine.expressions import count_of_rows
from kpis.engine.measures import Asked, Computed, Key
from kpis.engine.metrics import Parts, quotient_of
from kpis.engine.periods import GRAINS
from kpis.engine.statistics import wilson

MEDIUM = "medium"
MEDIUM_COLUMN = "activities__medium_id"


@dataclass(frozen=True)
class Effect:
    """Opportunities closed, and those of them won: with an activity by the medium, and without."""

    closed: int = 0
    won: int = 0
    closed_without: int = 0
    won_without: int = 0


def effects(asked: Asked) -> Mapping[Key, Effect]:
    """Per key; without "medium" among the keys, any medium stands beside none.

    An opportunity with activities by two media counts once in each of their rows, and once in the total.
    """
    others = without_medium(asked)
    everything = counts(statements.rows(CLOSED, [others]), statements.keys_of(CLOSED, [others]), others)
    found: dict[Key, Effect] = {}
    for key, (closed, won) in touched(asked).items():
        all_closed, all_won = everything[other_key(asked, key)]
        found[key] = Effect(closed, won, all_closed - closed, all_won - won)
    if MEDIUM not in asked.by:
        found |= {key: Effect(0, 0, *both) for key, both in everything.items() if key not in found}
    return found


def without_medium(asked: Asked) -> Asked:
    """The same question without what it says of media: opportunities know none."""
    where = {name: ids for name, ids in asked.query.where.items() if name != MEDIUM}
    exact = {name: value for name, value in asked.exact.items() if name != MEDIUM}
    by = tuple(name for name in asked.by if name != MEDIUM)
    return replace(asked, query=replace(asked.query, where=where), by=by, exact=exact)


def other_key(asked: Asked, key: Key) -> Key:
    return tuple(value for name, value in zip(asked.by, key, strict=True) if name != MEDIUM)


def with_activity(asked: Asked) -> QuerySet:
    """The closed opportunities, once for each activity done by a medium before they were closed."""
    done = Q(activities__state="done", activities__done_on__lte=F("closed_on"))
    media = [each for each in asked.query.where.get(MEDIUM, ()) if each is not None]
    chosen = Q(**{f"{MEDIUM_COLUMN}__in": media}) if MEDIUM in asked.query.where else Q()
    if MEDIUM in asked.exact:
        chosen &= Q(**{MEDIUM_COLUMN: asked.exact[MEDIUM]})
    return statements.rows(CLOSED, [without_medium(asked)]).filter(
        done & chosen & Q(**{f"{MEDIUM_COLUMN}__isnull": False})
    )


def touched(asked: Asked) -> dict[Key, tuple[int, int]]:
    """Per key how many closed opportunities had an activity by the medium, and how many of them were won."""
    keys = statements.keys_of(CLOSED, [without_medium(asked)])
    ordered = {f"key_{name}": F(MEDIUM_COLUMN) if name == MEDIUM else keys[f"key_{name}"] for name in asked.by}
    return counts(with_activity(asked), ordered, asked, distinct=True)


def counts(rows: QuerySet, keys: dict[str, Any], asked: Asked, distinct: bool = False) -> dict[Key, tuple[int, int]]:
    distinct = distinct or CLOSED.through_lines(without_medium(asked).slices())
    sums = {"closed_count": count_of_rows(None, distinct), "won_count": count_of_rows(WON, distinct)}
    grouped = rows.order_by().values(**keys).annotate(**sums) if keys else [rows.order_by().aggregate(**sums)]
    found: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in grouped:
        found[statements.key_in(row, asked.by)] = row["closed_count"], row["won_count"]
    return found


def effect(parts: Parts) -> dict[str, Any]:
    """The win rate with the medium; beside it the one without, with its interval and size."""
    found: Effect = parts["medium_effect"]
    low, high = wilson(found.won, found.closed) or (None, None)
    low_without, high_without = wilson(found.won_without, found.closed_without) or (None, None)
    without = {
        "without_share": found.won_without / found.closed_without if found.closed_without else None,
        "without_low_share": low_without,
        "without_high_share": high_without,
        "without_count": found.closed_without,
    }
    return {**quotient_of(found.won, found.closed, found.closed), "low": low, "high": high, "beside": without}


def closed_with(asked: Asked) -> QuerySet:
    return with_activity(asked).distinct()


def won_with(asked: Asked) -> QuerySet:
    return closed_with(asked).filter(WON)


EFFECT = Computed(
    "medium_effect",
    effects,
    (MEDIUM, *CLOSED.dimensions, *GRAINS),
    filters=tuple(CLOSED.line_dimensions),
    rows=closed_with,
    empty=Effect(),
    dated=CLOSED.date,
)
WON_WITH = replace(EFFECT, id="won_with_medium", rows=won_with)
