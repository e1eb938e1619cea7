"""Questions of other systems: the words of an address or the JSON of a body, as a Query."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from crm.models import Company
from kpis.asking import IDENTIFIER, PERIOD_WORDS, Asking, past_day, read_day, written_period
from kpis.catalogue import DIMENSIONS
from kpis.engine import Period, Query, QueryError
from kpis.naming import identified

WORDS = ("metrics", "period", "from", "to", "by", "where", "compare", "as_of", "scope", "top")
ALL_WORDS = list(dict.fromkeys([*WORDS, *PERIOD_WORDS]))
MOST_ROWS = 10_000


def of_address(viewer: Any, words: QueryDict) -> Query:
    """`metrics=win_rate,revenue&period=2026-Q1&by=owner&channel=Store`: a dimension's name narrows to it; lists by
    commas or by repeating the word."""
    refuse_unknown(words, [*ALL_WORDS, *DIMENSIONS])
    where = {name: words.getlist(name) for name in DIMENSIONS if name in words}
    given: dict[str, Any] = {name: words[name] for name in ALL_WORDS if name in words}
    given |= {name: split(words, name) for name in ("metrics", "by") if name in words}
    return question(viewer, {**given, "where": where})


def of_body(viewer: Any, body: Any) -> Query:
    """The same as a JSON object, `where` an object of lists: names, ids, or null for what is not set."""
    if not isinstance(body, Mapping):
        raise QueryError("bad_question", _("A question is a JSON object."), WORDS)
    refuse_unknown(body, ALL_WORDS)
    return question(viewer, body)


def split(words: QueryDict, name: str) -> list[str]:
    return [each.strip() for text in words.getlist(name) for each in text.split(",") if each.strip()]


def refuse_unknown(given: Any, known: list[str]) -> None:
    for name in given:
        if name not in known:
            sentence = _("“%(name)s” is no word of a question: write one of %(names)s.")
            raise QueryError("unknown_word", sentence % {"name": name, "names": ", ".join(known)}, known)


def question(viewer: Any, given: Mapping[str, Any]) -> Query:
    company = Company.current()
    as_of = past_day(read_day(text(given, "as_of")) if given.get("as_of") else None, company.today())
    today = as_of or company.today()
    words = QueryDict(mutable=True)
    words.update({name: text(given, name) for name in PERIOD_WORDS if given.get(name) is not None})
    written = written_period(words, "all", company.fiscal_year_start, today)
    return Query(
        metrics=tuple(texts(given, "metrics")),
        period=Period.parse(written, today, company.fiscal_year_start),
        viewer=viewer,
        by=tuple(texts(given, "by")),
        where=filters(viewer, {} if given.get("where") is None else given["where"]),
        compare=text(given, "compare") or None,
        as_of=as_of,
        scope=text(given, "scope") or "own",
        top=whole(given, "top"),
    )


def text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise QueryError("bad_question", _("“%(name)s” is written as a text.") % {"name": name})
    return value.strip()


def texts(given: Mapping[str, Any], name: str) -> list[str]:
    """A list of names; one name may stand alone."""
    value = given.get(name) or []
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise QueryError("bad_question", _("“%(name)s” is written as a list of names.") % {"name": name})
    return found


def whole(given: Mapping[str, Any], name: str) -> int | None:
    value = given.get(name)
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not IDENTIFIER.fullmatch(str(value)) or not 0 < int(value) <= MOST_ROWS:  # type: ignore[arg-type]
        sentence = _("“%(name)s” is a whole number from 1 to %(most)s.")
        raise QueryError("bad_question", sentence % {"name": name, "most": MOST_ROWS})
    return int(value)  # type: ignore[arg-type]


def filters(viewer: Any, given: Any) -> dict[str, list[Any]]:
    """The ids of what is named of each dimension; “none”, an empty text and null stand for what is not set."""
    if not isinstance(given, Mapping):
        raise QueryError("bad_question", _("“where” is an object: dimension → list of names or ids."), DIMENSIONS)
    found: dict[str, list[Any]] = {}
    for name, values in given.items():
        if name not in DIMENSIONS:
            sentence = _("“%(name)s” is no dimension: it is one of %(names)s.")
            words = {"name": name, "names": ", ".join(DIMENSIONS)}
            raise QueryError("unknown_dimension", sentence % words, DIMENSIONS)
        several = values if isinstance(values, list) else [values]
        found[name] = [each for value in several for each in ids_of(name, value, viewer)]
    return found


def ids_of(name: str, value: Any, viewer: Any) -> list[Any]:
    if value in (None, "", "none"):
        return [None]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise QueryError("bad_filter", _("“%(text)s” is not a choice of this filter.") % {"text": value})
    return identified(name, str(value), viewer)


def asking_of(query: Query, words: QueryDict) -> Asking:
    """The same question as a page asks it, for the addresses of its rows."""
    where = {name: list(ids) for name, ids in query.where.items()}
    return Asking(query.viewer, query.period, query.compare, where, words, query.as_of)
