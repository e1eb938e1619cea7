"""Pages of a sorted list, each found from a row of the page before: page 1,000 costs what page 1 does.

A list is sorted by one value, empty ones last in either direction, ties by key in the direction of the sort. The
address holds a place: the value and the key of the row next to which a page begins, signed, so that nothing else
reaches the database. What is no place of this sort is the first page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Exists, Expression, F, Field, Model, OuterRef, Q, QuerySet

PAGE_SIZE = 50
# Beyond this many rows a list says "more than": counting them all costs more than the page itself.
COUNTED = 1000
# A sort with few values is read value by value; after so many that fill no page together, all that is left at once.
GROUPS = 3
SIGNER = signing.Signer(sep=".", salt="crm.place")
VALUE = "sort_value"


@dataclass(frozen=True)
class Sort:
    """By a column of the rows' own or of a related table ("stage__order"), and in which direction.

    `few`: of a related table with a few hundred rows at most, so that very many rows share a value.
    """

    path: str
    descending: bool = False
    few: bool = False

    def of(self, model: type[Model]) -> "Field[Any, Any]":
        """The field at the end of the path."""
        field: Any = None
        for name in self.path.split("__"):
            field = model._meta.get_field(name)
            model = field.related_model or model
        return field  # type: ignore[no-any-return]

    def order(self) -> list[Any]:
        """The whole list at once: for files."""
        value = F(self.path)
        first: Expression = value.desc(nulls_last=True) if self.descending else value.asc(nulls_last=True)
        return [first, "-pk" if self.descending else "pk"]


@dataclass(frozen=True)
class Place:
    """Next to which row a page begins: the row's value (None: empty) and key."""

    value: Any
    key: int

    def token(self, sort: Sort) -> str:
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        text = None if value is None else str(value)
        return SIGNER.sign_object([sort.path, sort.descending, text, self.key])

    @classmethod
    def read(cls, token: str, sort: Sort, model: type[Model]) -> "Place | None":
        """None for what was not written here, or for another sort."""
        try:
            path, descending, text, key = SIGNER.unsign_object(token)
            value = None if text is None else sort.of(model).to_python(text)
        except (signing.BadSignature, ValidationError):
            return None
        return cls(value, key) if (path, descending) == (sort.path, sort.descending) else None


@dataclass(frozen=True)
class Sheet:
    """One page of a list: its rows, the places of the pages around it (empty: there is none), and a count."""

    rows: list[Any]
    before: str
    after: str
    count: int
    more: bool


@dataclass(frozen=True)
class Part:
    """A part of a list that one index range holds, and its order."""

    condition: Q
    order: tuple[str, ...]


def parts(rows: QuerySet[Any], sort: Sort, place: Place | None, backwards: bool) -> Iterator[Part]:
    """What lies behind a place (None: the whole list), nearest first.

    An OR of these conditions in one statement would be read from the beginning of the list.
    """
    down = sort.descending != backwards
    by_key = ("-pk" if down else "pk",)
    beyond = {f"pk__{'lt' if down else 'gt'}": place.key} if place else {}
    nullable = may_be_empty(rows.model, sort)
    empty = Part(Q(**{f"{nullable}__isnull": True}), by_key)
    if place is not None and place.value is None:
        yield Part(empty.condition & Q(**beyond), by_key)
    elif place is not None:
        yield Part(Q(**{sort.path: place.value}, **beyond), by_key)
    elif backwards and nullable:
        yield empty
    if place is None or place.value is not None or backwards:
        yield from filled(rows, sort, place.value if place else None, down)
    if nullable and not backwards and (place is None or place.value is not None):
        yield empty


def filled(rows: QuerySet[Any], sort: Sort, value: Any, down: bool) -> Iterator[Part]:
    """The rows with a value beyond `value` (None: with any)."""
    by_key = "-pk" if down else "pk"
    for _group in range(GROUPS if sort.few else 0):
        value = next_value(rows, sort, value, down)
        if value is None:
            return
        yield Part(Q(**{sort.path: value}), (by_key,))
    nullable = may_be_empty(rows.model, sort)
    if value is not None:
        condition = Q(**{f"{sort.path}__{'lt' if down else 'gt'}": value})
    else:
        condition = Q(**{f"{nullable}__isnull": False}) if nullable else Q()
    yield Part(condition, (f"-{sort.path}" if down else sort.path, by_key))


def next_value(rows: QuerySet[Any], sort: Sort, value: Any, down: bool) -> Any:
    """The nearest value beyond `value` (None: from the end) that a row has; None when there is no other.

    Asked of the small table, since sorting a million rows by a dozen stages would take a second.
    """
    relation, _joint, path = sort.path.partition("__")
    related: Any = rows.model._meta.get_field(relation).related_model
    found = related._default_manager.filter(Exists(rows.order_by().filter(**{relation: OuterRef("pk")})))
    if value is not None:
        found = found.filter(**{f"{path}__{'lt' if down else 'gt'}": value})
    return found.order_by(f"-{path}" if down else path).values_list(path, flat=True).first()


def places_from(rows: QuerySet[Any], sort: Sort, place: Place | None, backwards: bool, limit: int) -> list[Place]:
    """At most `limit` places of rows behind a place (None: the whole list), nearest first."""
    found: list[Place] = []
    for part in parts(rows, sort, place, backwards):
        keyed = rows.filter(part.condition).order_by(*part.order).annotate(**{VALUE: F(sort.path)})
        found += [Place(value, key) for value, key in keyed.values_list(VALUE, "pk")[: limit - len(found)]]
        if len(found) == limit:
            break
    return found


def may_be_empty(model: type[Model], sort: Sort) -> str:
    """What is empty in a row without the value: its column, or the relation on the way to it; "" if nothing can be.

    A relation that is empty is found by an index; the column behind it would be joined first.
    """
    path: list[str] = []
    for name in sort.path.split("__"):
        field: Any = model._meta.get_field(name)
        path.append(name)
        if field.null:
            return "__".join(path)
        model = field.related_model or model
    return ""


def sheet(rows: QuerySet[Any], sort: Sort, after: str = "", before: str = "", shown: Any = None) -> Sheet:
    """The page behind the place `after` or in front of `before`, the first one without either.

    `shown` makes of the keyed rows those that the page shows, with all that they need.
    """
    backwards = bool(before)
    place = Place.read(before or after, sort, rows.model) if before or after else None
    found = places_from(rows, sort, place, backwards and place is not None, PAGE_SIZE + 1)
    if place is not None and (not found or (backwards and len(found) <= PAGE_SIZE)):
        # The beginning of the list, or rows that are gone: the first page, whole.
        place, backwards = None, False
        found = places_from(rows, sort, None, False, PAGE_SIZE + 1)
    further = len(found) > PAGE_SIZE
    page = found[:PAGE_SIZE]
    page = page[::-1] if backwards and place is not None else page
    has_before, has_after = (further, True) if backwards and place is not None else (place is not None, further)
    count, more = counted(rows, page, whole=not has_before and not has_after)
    return Sheet(
        in_order(rows if shown is None else shown, page),
        page[0].token(sort) if has_before else "",
        page[-1].token(sort) if has_after else "",
        count,
        more,
    )


def in_order(rows: QuerySet[Any], page: list[Place]) -> list[Any]:
    by_key = {row.pk: row for row in rows.filter(pk__in=[each.key for each in page])}
    return [by_key[each.key] for each in page if each.key in by_key]


def counted(rows: QuerySet[Any], page: list[Place], whole: bool) -> tuple[int, bool]:
    """How many rows, up to COUNTED, and whether there are more."""
    if whole:
        return len(page), False
    count = rows.order_by().values("pk")[: COUNTED + 1].count()
    return min(count, COUNTED), count > COUNTED
