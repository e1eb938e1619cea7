"""A question: which metrics, when, by what, for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kpis.engine.errors import QueryError
from kpis.engine.periods import Period

COMPARISONS = ("previous", "year")


@dataclass(frozen=True)
class Query:
    """`viewer` is required: a question without a viewer is an error.

    `where` maps a dimension to the ids that count (None: not set). `scope` "team" lets a rep ask for the totals
    of their team; "own" is what the viewer may see row by row. `as_of` defaults to today. `brief` asks for the rows
    alone: what would take further statements for the total, or to say what has no date, is left out. With
    `plain_rows` medians, and what was before, stand beside the total only. `top` keeps so many rows: those with the
    greatest values of the first metric, what belongs to nobody last; the total stays that of all. With `whole_months` a
    period of months, asked by month, quarter or year, is compared with the same months of the year before, of which one
    may be longer.
    """

    metrics: Sequence[str]
    period: Period
    viewer: Any
    by: Sequence[str] = ()
    where: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    compare: str | None = None
    as_of: date | None = None
    scope: str = "own"
    targets: bool = True
    brief: bool = False
    plain_rows: bool = False
    top: int | None = None
    whole_months: bool = False
    # What was read for this very question, for its windows and its total to share.
    remembered: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.viewer is None:
            raise QueryError("no_viewer", _("A question needs a viewer: say for whom it is asked."))
        if self.compare not in (None, *COMPARISONS):
            sentence = _("“%(name)s” is not a comparison.") % {"name": self.compare}
            raise QueryError("bad_comparison", sentence, COMPARISONS)
        if self.scope not in ("own", "team"):
            raise QueryError("bad_scope", _("The scope is “own” or “team”."), ("own", "team"))
