"""Columns of lists: what each shows, sorts by and needs; which of them a viewer chose, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Expression, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.exports import Export
from crm.exports import Field as FileField
from crm.models import Company
from crm.paging import Sort
from crm.related import apart
from crm.templatetags.formats import day, days, duration, money_exact, number

LONGEST = 40


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a list: a text, where it leads, a line below it, and how it is drawn."""

    column: "Column"
    text: str
    address: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a list: its name in the address, the attribute it shows ("account.segment" follows relations).

    `sorts_by` is empty where it does not sort. `made_of` gives, for a viewer, the expression of a value that is no
    column of the rows. `leads_to` names the attribute whose page the cell opens; a `title` opens the row's own.
    `few`: it sorts by a small related table (see `Sort`). `needs` names a relation that the text of a row reads.
    """

    name: str
    label: Any
    source: str
    sorts_by: str = ""
    kind: str = "text"
    shown: bool = False
    note: str = ""
    leads_to: str = ""
    few: bool = False
    needs: str = ""
    made_of: Callable[[Any], Expression] | None = field(default=None, compare=False)

    @property
    def numeric(self) -> bool:
        return self.kind in ("money", "number", "age", "duration")

    @property
    def head(self) -> Any:
        """What it is called in a file, where numbers stand without their unit."""
        return _("Duration (seconds)") if self.kind == "duration" else self.label

    @property
    def whole(self) -> bool:
        """Whether the cell is never broken into lines."""
        return self.kind in ("day", "phone")

    def value(self, row: Any, source: str) -> Any:
        """An attribute of the row, the row itself where none is named."""
        return FileField("", source).value(row)

    def cell(self, row: Any) -> Cell:
        value = self.value(row, self.source)
        note = self.value(row, self.note) if self.note else None
        text = WRITTEN.get(self.kind, written)(value)
        return Cell(self, text, self.address(row, value), "" if note is None else str(note), self.tone(row))

    def address(self, row: Any, value: Any) -> str:
        if self.kind in ("mail", "phone"):
            return f"{'mailto' if self.kind == 'mail' else 'tel'}:{value}" if value else ""
        if self.kind == "title":
            return address_of(row)
        return address_of(self.value(row, self.leads_to)) if self.leads_to else ""

    def tone(self, row: Any) -> str:
        return TONES.get(getattr(row, TONED[self.kind]), "") if self.kind in TONED else ""


# By the kind of a column, the attribute that gives its tone.
TONED = {"outcome": "outcome", "sale": "kind"}
TONES = {"won": "good", "lost": "bad", "open": "accent", "positive": "good", "negative": "bad", "refund": "bad"}
# The pages of records; a row without one of its own opens that of what it belongs to.
PAGES = {"opportunity": "crm:opportunity", "account": "crm:account", "contact": "crm:contact"}


def address_of(record: Any) -> str:
    """The page of a record, or of the nearest record that it belongs to; empty where there is none."""
    if record is None:
        return ""
    name = record._meta.model_name
    if name in PAGES:
        return reverse(PAGES[name], args=[record.pk])
    for word, page in PAGES.items():
        key = getattr(record, f"{word}_id", None)
        if key:
            return reverse(page, args=[key])
    return ""


def written(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "–" if value in (None, "") else str(value)


def age(since: Any) -> str:
    """Days since a date."""
    return days((Company.current().today() - since).days, 0) if since else "–"


def spent(seconds: Any) -> str:
    """A duration; none is not told apart from one that nobody recorded."""
    return duration(seconds or None)


WRITTEN: dict[str, Callable[[Any], str]] = {
    "day": day, "money": money_exact, "age": age, "duration": spent, "number": number,
}  # fmt: skip


def relations(model: type[Model], source: str) -> str:
    """What `select_related` needs for an attribute: the part of its path that is made of relations."""
    path: list[str] = []
    for name in source.split("."):
        found: Any = next((each for each in model._meta.get_fields() if each.name == name), None)
        if found is None or not found.is_relation:
            break
        path.append(name)
        model = found.related_model
    return "__".join(path)


@dataclass(frozen=True)
class Listing:
    """A list: its name (of its views and files), its rows, its columns (the first stays first), its usual sort."""

    name: str
    title: Any
    model: type[Model]
    columns: tuple[Column, ...]
    usual: str

    def chosen(self, asked: str) -> tuple[Column, ...]:
        """The columns that an address names, in its order, the first one of the list before them; without a known
        name the usual ones. What is unknown or named twice is left out."""
        known = {column.name: column for column in self.columns[1:]}
        named = [known[name] for name in dict.fromkeys(asked.split(",")[:LONGEST]) if name in known]
        return (self.columns[0], *(named or [column for column in self.columns[1:] if column.shown]))

    def others(self, chosen: tuple[Column, ...]) -> list[Column]:
        return [column for column in self.columns if column not in chosen]

    def sort(self, asked: str) -> str:
        """The sort that an address names; the usual one for what is none."""
        names = {column.name for column in self.columns if column.sorts_by}
        return asked if asked.removeprefix("-") in names else self.usual

    def sorting(self, sort: str) -> Sort:
        column = next(column for column in self.columns if column.name == sort.removeprefix("-"))
        return Sort(column.sorts_by, sort.startswith("-"), column.few)

    def filled(
        self, rows: QuerySet[Any], columns: tuple[Column, ...], viewer: Any, attached: bool = False
    ) -> QuerySet[Any]:
        """The rows with all that the columns show; `attached`: but for what `crm.related.attach` gives them."""
        sources = [each for column in columns for each in (column.source, column.note, column.needs) if each]
        related = {path for source in sources if (path := relations(self.model, source))}
        if attached:
            related -= {each.name for each in apart(self.model)}
        made = {column.source: column.made_of(viewer) for column in columns if column.made_of}
        rows = rows.select_related(*sorted(related)) if related else rows
        return rows.annotate(**made) if made else rows

    def file(self, columns: tuple[Column, ...]) -> Export:
        """The columns as those of a file."""
        fields = (FileField(column.head, column.source, column.kind == "money") for column in columns)
        return Export(self.name, self.title, tuple(fields))
