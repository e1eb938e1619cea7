"""What a page is asked, read from its address: period, comparison, day, filters. The same words on every page."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.models import Company
from crm.templatetags.formats import day as dated
from kpis.catalogue import DIMENSIONS, KNOWN
from kpis.engine import Period, Query, QueryError, Result
from kpis.engine.periods import FIRST_YEAR, GRAINS, bucket_label, floor

# Digits that both databases hold in a key: eighteen of them fit into 64 bits.
IDENTIFIER = re.compile(r"[0-9]{1,18}")
DEFAULT_PERIOD = "this-quarter"
ROLLING = ("days", "weeks", "months")
PERIOD_WORDS = ("period", "from", "to", "on", "grain", "last", "unit")


@dataclass(frozen=True)
class Asking:
    """The question of a page, without its metrics. `words` is the address as it was given."""

    viewer: Any
    period: Period
    compare: str | None
    where: dict[str, list[Any]]
    words: QueryDict
    as_of: date | None = None

    def query(self, *metrics: str, by: tuple[str, ...] = (), **more: Any) -> Query:
        compare = more.pop("compare", self.compare)
        period = more.pop("period", self.period)
        where = {**self.where, **more.pop("where", {})}
        return Query(metrics, period, self.viewer, by, where, compare, self.as_of, **more)

    def carried(self, *metrics: str) -> tuple[str, ...]:
        """Those of the metrics that know all the filters chosen."""
        return tuple(name for name in metrics if all(each in KNOWN[name].dimensions() for each in self.where))

    def address(self) -> list[tuple[str, Any]]:
        """The words of an address that asks the same: of what, when and as known on which day."""
        words: list[tuple[str, Any]] = []
        if self.period.text != DEFAULT_PERIOD or any(name in self.words for name in PERIOD_WORDS):
            words.append(("period", self.period.text))
        words += [("compare", self.words["compare"])] if "compare" in self.words else []
        words += [("as_of", self.as_of.isoformat())] if self.as_of else []
        return words + [
            (name, "none" if each is None else each) for name, values in self.where.items() for each in values
        ]

    @cached_property
    def encoded(self) -> str:
        """The same as a part of an address; those of a page's figures begin with it."""
        return urlencode(self.address())

    def during(self, period: Period) -> "Asking":
        """The same of another period."""
        return replace(self, period=period)

    def before(self, answer: Result) -> "Asking":
        """The same of the window that an answer is compared with, as of as many days earlier."""
        window = answer.comparison
        assert window
        as_of = answer.shift.as_of(answer.as_of)
        return replace(self, period=replace(window, text=str(window)), compare=None, as_of=as_of)


def read(request: HttpRequest, default: str = DEFAULT_PERIOD, comparison: str = "year") -> Asking:
    """The question in the address; QueryError where it cannot be understood.

    “This month” is that of the day as of which is asked: the page as it was on that day.
    """
    company, words = Company.current(), request.GET
    as_of = past_day(day_in(words, "as_of"), company.today())
    today = as_of or company.today()
    text = written_period(words, default, company.fiscal_year_start, today)
    period = Period.parse(text, today, company.fiscal_year_start)
    compare = words.get("compare", comparison) or None
    return Asking(request.user, period, compare if period.bounded else None, filters(words), words, as_of)


def day_in(words: QueryDict, name: str) -> date | None:
    """The day of a word of the address; None where it is not there."""
    text = str(words.get(name, "")).strip()
    return read_day(text) if text else None


def past_day(day: date | None, today: date) -> date | None:
    """A day as of which is asked; QueryError where it is to come."""
    if day is not None and day > today:
        sentence = gettext("What is known on %(day)s is not known yet: ask as of today or of a day before.")
        raise QueryError("bad_date", sentence % {"day": dated(day)})
    return day


def read_day(text: str) -> date:
    sentence = gettext("“%(text)s” is not a date: write it as 2026-03-31.")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise QueryError("bad_date", sentence % {"text": text}) from error
    if day.year < FIRST_YEAR:
        raise QueryError("bad_date", sentence % {"text": text})
    return day


def written_period(words: QueryDict, default: str, fiscal_year_start: int, today: date) -> str:
    """The period in the words of the address: from and to, the last so many days, weeks or months, the day, week,
    month, quarter or year of a day, or one by its name."""
    if words.get("from") and words.get("to"):
        return f"{words['from']}..{words['to']}"
    if words.get("from") or words.get("to"):
        raise QueryError("bad_period", gettext("Give both days, the first and the last, or choose a period."))
    if words.get("last"):
        unit = words.get("unit") if words.get("unit") in ROLLING else ROLLING[0]
        return f"last-{str(words['last']).strip()}-{unit}"
    if words.get("grain") in GRAINS:
        grain = str(words["grain"])
        start = floor(day_in(words, "on") or today, grain, fiscal_year_start)
        return bucket_label(start, grain, fiscal_year_start)
    return words.get("period") or default


def filters(words: QueryDict) -> dict[str, list[Any]]:
    """The ids of each dimension named in the address; “none” stands for what is not set."""
    return {
        name: [identified(name, each) for each in words.getlist(name) if each] for name in DIMENSIONS if words.get(name)
    }


def identified(name: str, text: str) -> Any:
    if text == "none":
        return None
    if not IDENTIFIER.fullmatch(text):
        raise QueryError("bad_filter", _("“%(text)s” is not a choice of this filter.") % {"text": text})
    return int(text)


def key_in(words: QueryDict) -> dict[str, Any]:
    """The row of the answer that is opened: key-team=3, key-month=2026-03-01; “none” is what is not set."""
    key: dict[str, Any] = {}
    for word in words:
        text, name = str(words[word]), word.removeprefix("key-")
        if name == word or (name not in DIMENSIONS and name not in GRAINS):
            continue
        if name in GRAINS:
            key[name] = bucket(text)
        elif text == "none":
            key[name] = None
        elif IDENTIFIER.fullmatch(text):
            key[name] = int(text)
        else:
            raise QueryError("bad_key", gettext("“%(text)s” is not a row of this figure.") % {"text": text})
    return key


def bucket(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QueryError("bad_key", gettext("“%(text)s” is not a row of this figure.") % {"text": text}) from error


def trend_period(asking: Asking, today: date) -> Period:
    """The twelve months up to the period's end, or up to today."""
    company = Company.current()
    today = min(asking.as_of or today, today)
    if asking.period.grain == "year" or asking.period.text in ("all", "last-12-months"):
        return asking.period if asking.period.bounded else Period.parse("last-36-months", today)
    return Period.parse("last-12-months", min(today, last_day(asking.period, today)), company.fiscal_year_start)


def last_day(period: Period, today: date) -> date:
    return period.end - timedelta(days=1) if period.end else today
