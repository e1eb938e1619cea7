"""The views for other programs: the same figures as the engine's, read by any client; and docs/bi.md is true of them."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, models, transaction
from django.db.migrations import Migration, operations
from django.utils import timezone, translation

from crm.access import Operator
from crm.models import Company
from feedback.models import Answer, Survey
from kpis import sql_views
from kpis.catalogue import DIMENSIONS, ask
from kpis.catalogue.named_measures import NAMED
from kpis.catalogue.sql_views import views
from kpis.engine import Period, Query, planner, statements
from kpis.engine.statistics import total
from kpis.management.commands.bi_views import listed
from tests.kpis.companies import NOON, make
from tests.people import make_people

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "bi.md").read_text()
EXAMPLES = dict(re.findall(r"`(\w+)`\n\n```sql\n(.*?);\n```", PAGE, re.DOTALL))
POSTGRESQL = connection.vendor == "postgresql"
ALWAYS = Period(None, None)
MEASURED = [(view.name, column.name) for view in views().values() for column in view.columns if column.name in NAMED]


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One company for all tests here, of known surveys alone; what depends on the day is as of the real one."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=False):
            make(5, 40)
        yield
        transaction.set_rollback(True)


def read(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql if POSTGRESQL else re.sub(r"\bbi\.(?=\w+)", "bi_", sql))
        return list(cursor.fetchall())


def query(by: tuple[str, ...], of_answers: bool, period: Period = ALWAYS) -> Query:
    """Of answers those that are not anonymous."""
    known = {"survey": list(Survey.objects.filter(anonymous=False).values_list("pk", flat=True))}
    return Query(("revenue",), period, Operator(), by, known if of_answers else {})


def by_engine(name: str, by: tuple[str, ...]) -> dict[Any, Any]:
    named = NAMED[name]
    asked = query(by, named.measure.fact.id == "answer")
    windows = planner.windows(DIMENSIONS, asked, Company.current().today())
    found = statements.run([named.measure], windows)[0][named.measure.id]
    values = {key: total(each) if isinstance(each, dict) else each for key, each in found.items()}
    return {key: round(float(each) / named.per, 4) for key, each in values.items() if each}


def by_view(view: str, name: str, columns: tuple[str, ...]) -> dict[Any, Any]:
    """Of rows that lie in some period: not without a date, nor to come."""
    keys = ", ".join(columns)
    fact = NAMED[name].measure.fact
    past = f"WHERE {fact.date} <= '{Company.current().today()}'" if fact.date else ""
    sql = f"SELECT {keys}{', ' if keys else ''}SUM({name}) FROM bi.{view} {past} {f'GROUP BY {keys}' if keys else ''}"
    return {tuple(row[:-1]): round(float(row[-1]), 4) for row in read(sql) if row[-1]}


@pytest.mark.parametrize(("view", "name"), MEASURED)
def test_a_column_adds_up_to_the_measure_by_every_dimension(company: None, view: str, name: str) -> None:
    columns = {each.name for each in views()[view].columns}
    through_lines = view.endswith("_lines")
    fact = NAMED[name].measure.fact
    carried = [each for each in fact.carries() if f"{each}_id" in columns]
    # In the views of lines a fact is repeated for each of its lines: it adds up by product only.
    asked = (
        [(each, "product") for each in carried if each != "product"]
        if through_lines
        else [(), *((e,) for e in carried)]
    )
    if fact.date and not through_lines:
        asked.append(("month",))
    for by in asked:
        grouped = tuple(each if each == "month" else f"{each}_id" for each in by)
        from_view = by_view(view, name, grouped)
        if "month" in by:
            from_view = {(date.fromisoformat(str(key[0])),): value for key, value in from_view.items() if key[0]}
        assert from_view == by_engine(name, by), by


def test_every_measure_that_formulas_name_is_in_a_view() -> None:
    assert {name for _view, name in MEASURED} == set(NAMED)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_give_the_figures(company: None, name: str) -> None:
    satisfaction = name in ("nps", "csat")
    period = Period(date(2025, 1, 1), date(2025, 4, 1))
    asked = query((), satisfaction, period)
    figure = ask(Query((name,), period, Operator(), (), asked.where)).total[name]
    (value,) = read(EXAMPLES[name])[0]
    assert figure.value is not None
    assert float(value) == pytest.approx(float(figure.value), abs=1e-6)


def test_names_are_those_of_the_pages(company: None) -> None:
    for name in ("owner", "team", "region", "channel", "account", "segment", "product"):
        view = "sale_lines" if name == "product" else "sales"
        pairs = {row for row in read(f"SELECT DISTINCT {name}_id, {name} FROM bi.{view}") if row[0] is not None}
        assert pairs == set(DIMENSIONS[name].labels([key for key, _name in pairs]).items())


def test_anonymous_answers_and_what_contacts_are_reached_by_are_not_there(company: None) -> None:
    survey = Survey.objects.create(name="Nobody", kind="nps", anonymous=True)
    before = read("SELECT COUNT(*) FROM bi.answers")
    Answer.objects.create(survey=survey, score=3, answered_at=timezone.now(), answered_on=date(2025, 2, 1))
    assert read("SELECT COUNT(*) FROM bi.answers") == before
    columns = {each.name for view in views().values() for each in view.columns}
    assert not {name for name in columns if re.search("mail|phone|contact|comment|notes", name)}


def test_the_page_lists_the_columns_as_they_are() -> None:
    with translation.override("en"):
        assert PAGE.endswith("\n".join(listed())), "docs/bi.md ends with what `manage.py bi_views` lists"


def take_away(operation: operations.base.Operation) -> None:
    migration = Migration("next", "crm")
    migration.operations = [operation]
    sql_views.take_away(plan=[(migration, False)], apps=apps)


def test_they_come_back_after_a_migration(db: None) -> None:
    assert sql_views.present() == sql_views.definitions(connection.vendor)
    take_away(operations.AlterField("sale", "amount", models.DecimalField(max_digits=30, decimal_places=2)))
    assert sql_views.present() == {}
    sql_views.install()
    assert sql_views.present() == sql_views.definitions(connection.vendor)


def test_they_stay_where_postgresql_only_adds(db: None) -> None:
    take_away(operations.AddField("sale", "why", models.TextField(null=True)))
    assert sql_views.present() == (sql_views.definitions(connection.vendor) if POSTGRESQL else {})


@pytest.mark.django_db
def test_any_client_reads_them_and_no_role_is_given_on_sqlite() -> None:
    if POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE jauge_test_reader")
        call_command("bi_views", role="jauge_test_reader", stdout=StringIO())
        make_people()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE jauge_test_reader")
            for name in views():
                cursor.execute(f"SELECT * FROM bi.{name} LIMIT 1")
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute("SELECT * FROM crm_user")
            cursor.execute("RESET ROLE")
    else:
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("bi_views", role="anybody", stdout=StringIO())
        with sqlite3.connect(connection.settings_dict["NAME"]) as client:
            for name in views():
                client.execute(f"SELECT * FROM bi_{name} LIMIT 1")


def test_an_unknown_role_is_told(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("bi_views", role="no such role", stdout=StringIO())
