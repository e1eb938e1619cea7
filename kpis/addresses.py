"""The addresses of the very rows behind a figure: of a total, of a row of an answer, of what it was before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from kpis.engine import Period, Result
from kpis.engine.drilldown import within
from kpis.engine.periods import GRAINS


class Asked(Protocol):
    """What a page was asked (kpis.asking.Asking)."""

    @property
    def encoded(self) -> str: ...

    def during(self, period: Period) -> Any: ...

    def before(self, answer: Result) -> Any: ...


def rows(asking: Asked, metric: str, key: Mapping[str, Any] | None = None, part: str = "") -> str:
    """Behind the figure of a question; `part` is one of `rows_of`, `key` that of a row of the answer: ids (None: not
    set), for a grain the first day of the bucket."""
    own = [("part", part)] if part else []
    own += [(f"key-{name}", text_of(value)) for name, value in (key or {}).items()]
    words = [each for each in (asking.encoded, urlencode(own)) if each]
    return f"{page_of_rows(metric, get_script_prefix())}?{'&'.join(words)}"


@lru_cache(maxsize=1000)
def page_of_rows(metric: str, prefix: str) -> str:
    """Looked up once: a page has hundreds, of a dozen figures. `prefix` is where this Jauge lies on its server."""
    return reverse("kpis:metric_rows", args=[metric])


def text_of(value: Any) -> str:
    if value is None:
        return "none"
    return value.isoformat() if isinstance(value, date) else str(value)


def before(asking: Asked, answer: Result, metric: str, key: Mapping[str, Any] | None = None, part: str = "") -> str:
    """Behind what a figure was in the window compared with, where a bucket of time lies as far before; empty where the
    window ends before that bucket begins."""
    earlier, ids, back = asking.before(answer), dict(key or {}), answer.shift.back
    window = earlier.period
    for name in [name for name in ids if name in GRAINS]:
        bucket = within(answer.period, ids.pop(name), name)
        start, end = max(window.start, back(bucket.start)), min(window.end, back(bucket.end))  # type: ignore[arg-type, type-var]
        if start >= end:
            return ""
        window = replace(window, start=start, end=end, grain=None)
    return rows(earlier.during(written(window)), metric, ids, part)


def written(period: Period) -> Period:
    """The period under a text that reads as these days, whatever the day it is read on."""
    return replace(period, text=str(period)) if period.bounded else period
