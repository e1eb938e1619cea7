"""The facts that other programs may read in the database: which views there are, and their columns."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import Case, DateTimeField, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from crm.access import Operator
from crm.models import Company, Team
from kpis.catalogue import advertising, facts_of_cost, plans, satisfaction, stages
from kpis.catalogue.dimensions import DIMENSIONS
from kpis.catalogue.facts import ACTIVITY, CART, CLOSED, FIRST_SALE, OPENED, PROSPECT, SALE, STAGE_ENTRY, STOCK
from kpis.catalogue.facts_of_feedback import ANSWER, INVITATION
from kpis.catalogue.named_measures import NAMED
from kpis.engine.measures import Fact, Measure
from kpis.engine.sql_views import Column, SqlView, columns_of, counted, dates, rows_of
from kpis.models import Objective

OPERATOR = Operator()
MONTH = _("First day of the month")


class SecondsApart(Func):
    """Seconds from the second moment to the first, by the databases' own functions."""

    output_field = FloatField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        return super().as_sql(
            compiler, connection, template="EXTRACT(EPOCH FROM (%(expressions)s))", arg_joiner=" - ", **extra
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        later, earlier = (compiler.compile(each) for each in self.source_expressions)
        sql = f"ROUND((julianday({later[0]}) - julianday({earlier[0]})) * 86400.0, 3)"
        return sql, (*later[1], *earlier[1])


class MomentOfReading(Func):
    """When the view is read."""

    output_field = DateTimeField()
    template = "CURRENT_TIMESTAMP"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')", ()


class Patience(Func):
    """The seconds that a cart may lie, by the company's settings at the moment of reading."""

    output_field = IntegerField()
    template = f"(SELECT cart_abandonment_hours * 3600 FROM {Company._meta.db_table})"


def name_of(path: str) -> Any:
    return F(f"{path}__name")


def name_of_person(path: str) -> Any:
    """As people are called on the pages."""
    full = Trim(Concat(f"{path}__first_name", Value(" "), f"{path}__last_name"))
    return Coalesce(NullIf(full, Value("")), f"{path}__username")


def name_of_account(path: str) -> Any:
    return F("name") if path == "id" else F(f"{path}__name")


NAMES: dict[str, Callable[[str], Any]] = {name: name_of for name in DIMENSIONS} | {
    "owner": name_of_person,
    "account": name_of_account,
}
LABELS = {name: each.label for name, each in DIMENSIONS.items()}


def measures_of(fact: Fact, lines: bool = False) -> list[Column]:
    """Those of the fact that formulas may name, under the same names."""
    found = []
    for each in NAMED.values():
        if each.measure.fact.id != fact.id or each.id in OF_CARTS:
            continue
        if lines and (each.measure.counts() or each.measure.lines is None):
            continue
        found.append(Column(each.id, counted(each.measure, lines, each.per), each.label))
    return found


def view(name: str, fact: Fact, date: str = "", lines: bool = False, more: tuple[Column, ...] = ()) -> SqlView:
    """`date` is what the date is called where its column has no name of its own."""
    columns = [
        Column("id", "pk", _("Number of the record")),
        *dates(fact, date or fact.date or "", (_("Date"), MONTH)),
        *columns_of(fact, LABELS, NAMES, lines),
        *measures_of(fact, lines),
        *more,
    ]
    return SqlView(name, fact.label, rows_of(fact, OPERATOR), tuple(columns))


def measured(name: str, label: Any, measure: Measure) -> Column:
    return Column(name, counted(measure), label)


def carts() -> tuple[Column, ...]:
    """As `carts.abandoned` and `carts.converted` say it, with the clock and the settings of the moment of reading."""
    lain = SecondsApart(MomentOfReading(), F("touched_at"))
    until_sale = SecondsApart(F("converted_at"), F("touched_at"))
    in_time = Q(converted_at__isnull=False) & Q(LessThanOrEqual(until_sale, Patience()))
    too_late = Q(converted_at__isnull=True) | Q(GreaterThan(until_sale, Patience()))
    abandoned = Q(GreaterThan(lain, Patience())) & too_late
    return (
        Column("carts_decided", as_count(abandoned | in_time), NAMED["carts_decided"].label),
        Column("carts_abandoned", as_count(abandoned), NAMED["carts_abandoned"].label),
        Column("amount", "amount", _("Amount")),
    )


def as_count(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


OF_CARTS = ("carts_decided", "carts_abandoned")


def stage_entries() -> tuple[Column, ...]:
    moved, left = (Measure("moved", STAGE_ENTRY, each) for each in (stages.moved_on, stages.left))
    return (
        measured("stage_entered", _("Entries into the stage"), stages.ENTERED),
        measured("stage_moved_on", _("Moved on from the stage"), moved),
        measured("stage_left", _("Left the stage, onward or not"), left),
    )


def answers() -> SqlView:
    """Without those of anonymous surveys: a row each would tell what the pages hide in small groups."""
    scores = (
        measured("csat_answers", _("Answers of satisfaction from 1 to 5"), satisfaction.CSAT_ANSWERS),
        measured("satisfied", _("Satisfied: 4 or 5"), satisfaction.SATISFIED),
        measured("ces_answers", _("Answers of effort from 1 to 7"), satisfaction.CES_ANSWERS),
        Column("ces_score", counted(satisfaction.CES_SCORES), _("Score of effort")),
    )
    whole = view("answers", ANSWER, more=scores)
    return replace(whole, rows=lambda: rows_of(ANSWER, OPERATOR)().filter(anonymous=False))


def objectives() -> SqlView:
    plain = (
        ("metric", _("Figure")),
        ("grain", _("Kind of period")),
        ("start_on", _("First day")),
        ("target", _("Target")),
    )
    columns = [
        Column("id", "pk", _("Number of the record")),
        *(Column(name, name, label) for name, label in plain),
        Column("owner", name_of_person("owner"), LABELS["owner"]),
        Column("owner_id", "owner_id", LABELS["owner"]),
        Column("team", "team__name", LABELS["team"]),
        Column("team_id", "team_id", LABELS["team"]),
    ]
    in_force = Objective.objects.filter(replaced_at=None)
    return SqlView("objectives", _("objectives in force"), lambda: in_force, tuple(columns))


def teams() -> SqlView:
    columns = (
        Column("id", "pk", _("Number of the record")),
        Column("team", "name", LABELS["team"]),
        Column("parent", "parent__name", _("The team above")),
        Column("parent_id", "parent_id", _("The team above")),
        Column("path", "path", _("The numbers from the topmost team to this one: those of sub-teams begin alike")),
    )
    return SqlView("teams", _("teams"), Team.objects.all, columns)


@cache
def views() -> dict[str, SqlView]:
    """All of them by name."""
    known = (
        view("prospects", PROSPECT),
        view("opportunities_opened", OPENED),
        view("opportunities_closed", CLOSED),
        view("opportunities_closed_lines", CLOSED, lines=True),
        view("opportunities_open", STOCK),
        view("stage_entries", STAGE_ENTRY, "entered_on", more=stage_entries()),
        view("activities", ACTIVITY),
        view("activities_due", plans.DUE),
        view("sales", SALE),
        view("sale_lines", SALE, lines=True),
        view("first_sales", FIRST_SALE),
        view("carts", CART, more=carts()),
        view("expenses", facts_of_cost.EXPENSE),
        view("campaign_results", advertising.RESULT),
        view("invitations", INVITATION),
        answers(),
        objectives(),
        teams(),
    )
    return {each.name: each for each in known}
