"""What a list of the rows behind a figure shows of each: the columns that fit the kind of row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm import exports
from crm.columns import Column
from crm.models import Sale
from crm.paging import Sort
from crm.templatetags.formats import day, days, duration, hours, money_exact, number, percent
from kpis.engine.expressions import DaysBetween
from kpis.engine.measures import Computed, Measure
from kpis.engine.metrics import Metric

SECONDS = "duration_seconds"
FORMS: dict[str, Any] = {
    "hours": lambda value: hours(value, 2), "percent": percent,
    "text": lambda value: "–" if value in (None, "") else str(value),
    "day": day, "money": money_exact, "duration": duration, "days": lambda value: days(value, 0), "number": number,
    "months": lambda value: ngettext("%(shown)s month", "%(shown)s months", value) % {"shown": number(value)},
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A column: its name in the address, the attribute that it shows, how it is written, what it sorts by."""

    name: str
    label: Any
    source: str
    form: str = "text"
    sorts_by: str = ""

    @property
    def numeric(self) -> bool:
        return self.form not in ("text", "day")

    def column(self) -> Column:
        return Column(self.name, self.label, self.source, self.sorts_by, "number" if self.numeric else "text")


ACCOUNT = Shown("account", _("Account"), "account", sorts_by="account__normalised_name")
OWNER = Shown("owner", _("Rep"), "owner", sorts_by="owner__last_name")
AMOUNT = Shown("amount", _("Amount"), "amount", "money", "amount")
COUNTS = (
    ("impressions", _("Impressions")), ("clicks", _("Clicks")), ("leads", _("Leads")), ("orders", _("Orders")),
)  # fmt: skip
# By the name of the model: what stands beside the name of a row.
COLUMNS: dict[str, tuple[Shown, ...]] = {
    "opportunity": (
        ACCOUNT, OWNER, Shown("stage", _("Stage"), "stage", sorts_by="stage__order"),
        Shown("opened", _("Opened on"), "opened_on", "day", "opened_on"),
        Shown("closed", _("Closed on"), "closed_on", "day", "closed_on"), AMOUNT,
    ),
    "sale": (
        ACCOUNT, OWNER, Shown("channel", _("Channel"), "channel", sorts_by="channel__name"),
        Shown("sold", _("Date"), "sold_on", "day", "sold_on"), AMOUNT,
    ),
    "activity": (
        ACCOUNT, OWNER, Shown("type", _("Type"), "type", sorts_by="type__name"),
        Shown("done", _("Done on"), "done_on", "day", "done_on"),
        Shown("duration", _("Duration"), SECONDS, "duration", SECONDS),
    ),
    "opportunityevent": (
        OWNER, Shown("stage", _("Stage"), "stage", sorts_by="stage__order"),
        Shown("on", _("Date"), "on", "day", "on"),
    ),
    "account": (
        OWNER, Shown("source", _("Source"), "source", sorts_by="source__name"),
        Shown("prospect", _("Prospect since"), "prospect_since", "day", "prospect_since"),
        Shown("customer", _("Customer since"), "customer_since", "day", "customer_since"),
    ),
    "campaignresult": (
        Shown("campaign", _("Campaign"), "campaign", sorts_by="campaign__name"),
        Shown("measured", _("Date"), "measured_on", "day", "measured_on"),
        *(Shown(name, label, name, "number", name) for name, label in COUNTS),
    ),
    "user": (
        Shown("days", _("Days"), "days", "number", "days"),
        Shown("away", _("Days away"), "away", "number", "away"),
        Shown("share", _("Working share"), "working_share", "percent", "working_share"),
    ),
}  # fmt: skip
COLUMNS["answer"] = (
    # Neither whose answer it was nor whose customer: its page tells those who may know.
    Shown("on", _("Date"), "answered_on", "day", "answered_on"),
    Shown("score", _("Score"), "score", "number", "score"), Shown("comment", _("Comment"), "comment"),
)  # fmt: skip
# What a column is called in which the part of a row that counts is shown.
HEADS: dict[str, Any] = {"days": _("Days"), "money": _("Amount"), "months": _("Months"), "hours": _("Hours")}
DATES = ("created_on", "spent_on", "sent_on", "answered_on", "due_on")
# Of other rows: what they have of these.
OTHERS = (
    ACCOUNT, OWNER,
    *(Shown(each, _("Date"), each, "day", each) for each in DATES),
    Shown("score", _("Score"), "score", "number", "score"), AMOUNT,
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A list of rows: which, the column that is summed (None: they are counted), and how it is written."""

    rows: QuerySet
    summed: str | None
    form: str
    columns: tuple[Shown, ...]

    def sortable(self) -> tuple[Column, ...]:
        return (Column("name", _("Name"), ""), *(each.column() for each in self.columns))

    def sort(self, asked: str) -> str:
        """The sort that an address asks for; empty where it is none of this list."""
        names = {column.name for column in self.sortable() if column.sorts_by}
        return asked if asked.removeprefix("-") in names else ""

    def ordered(self, sort: str, metric: Metric, part: str) -> QuerySet:
        """By a column, or the latest first; with what its lines name, so that a page of them costs one query."""
        found = related(self.rows)
        if sort:
            path = next(each.sorts_by for each in self.sortable() if each.name == sort.removeprefix("-"))
            return found.order_by(*Sort(path, sort.startswith("-")).order())
        on = self.dated(metric, part)
        return found.order_by(*Sort(on, descending=True).order()) if on else found.order_by("-pk")

    def dated(self, metric: Metric, part: str) -> str | None:
        """The date by which the facts of this part count, or else the first one that is shown."""
        measure = metric.parts.get(part)
        on = measure.fact.date if isinstance(measure, Measure) else None
        return on or next((each.source for each in self.columns if each.form == "day"), None)

    def written(self, value: Any) -> str:
        """A sum of the column as people write it."""
        return str(FORMS[self.form](value))

    def cells(self, row: Any) -> list[tuple[Shown, str]]:
        """The columns, and what they show of a row."""
        return [(each, str(FORMS[each.form](value_of(row, each.source)))) for each in self.columns]

    def export(self, metric: Metric) -> exports.Export:
        others = (exports.Field(head(each), each.source, each.form == "money") for each in self.columns)
        return exports.Export(f"{metric.id}-rows", metric.label, (exports.Field(_("Name"), ""), *others))


def listed(metric: Metric, part: str, rows: QuerySet, summed: str | None) -> Listed:
    """How the rows of a figure are listed. What is summed has a column of its own where the row does not show it."""
    fields = {field.name for field in rows.model._meta.get_fields()} | set(rows.query.annotations)
    columns = [each for each in COLUMNS.get(rows.model._meta.model_name or "", OTHERS) if each.source in fields]
    form = form_of(metric, part, summed)
    if summed and summed not in {each.source for each in columns}:
        # What counts of a row, such as its part in a product or its amount on the day, stands in place of its amount.
        columns = [each for each in columns if form != "money" or each.form != "money"]
        columns.append(
            Shown(
                "counts",
                HEADS.get(form, _("Counts")),
                summed,
                form,
                summed,
            )
        )
    return Listed(rows, summed, form, tuple(columns))


def form_of(metric: Metric, part: str, summed: str | None) -> str:
    """How what a part sums is written: by what its measure adds up."""
    measure = metric.parts.get(part)
    if summed is None or measure is None:
        return "number"
    if isinstance(measure, Computed):
        # Without a column such parts sum for how many months each customer counts.
        return measure.part_unit or ("money" if measure.column else "months")
    if summed == SECONDS:
        return "duration"
    if measure.histogram is not None:
        return "days" if isinstance(measure.histogram, DaysBetween) or metric.unit == "days" else "number"
    return "money" if measure.money and measure.total != "items" else "number"


def head(shown: Shown) -> Any:
    return _("Duration (seconds)") if shown.form == "duration" else shown.label


def related_names(rows: QuerySet) -> tuple[str, ...]:
    carried = {field.name for field in rows.model._meta.get_fields() if field.many_to_one}
    wanted = (
        "survey", "owner", "account", "opportunity", "stage", "channel", "type", "source", "contact", "campaign",
    )  # fmt: skip
    return tuple(name for name in wanted if name in carried)


def related(rows: QuerySet) -> QuerySet:
    return rows.select_related(*related_names(rows))


def value_of(row: Any, source: str) -> Any:
    return getattr(row, source, None)


def records(rows: Iterable[Any], list_of: Listed) -> list[dict[str, Any]]:
    """Rows as lines: what each is called, its page where it has one, its cells."""
    return [{"label": called(row), "address": address(row), "cells": list_of.cells(row)} for row in rows]


def called(row: Any) -> str:
    """A change in an opportunity's life is called as the opportunity is, a sale without a number by its account."""
    if isinstance(row, Sale):
        return row.known_as
    return str(row.opportunity if row._meta.model_name == "opportunityevent" else row)


# Of models whose page is not called as they are.
PAGES_OF = {"user": "kpis:rep"}


def address(row: Any) -> str:
    """The page of a row, or of the opportunity or the account that it belongs to."""
    if row._meta.model_name == "answer":
        return reverse("feedback:answer", args=[row.pk])
    for each in (row, getattr(row, "opportunity", None), getattr(row, "account", None)):
        if each is None:
            continue
        try:
            page = PAGES_OF.get(each._meta.model_name, f"crm:{each._meta.model_name}")
            return reverse(page, args=[each.pk])
        except NoReverseMatch:
            continue
    return ""
