"""The sums that PostgreSQL keeps are those of the facts, whatever is written and by whatever way; SQLite keeps none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.access import Operator
from crm.models import Activity, Opportunity, OpportunityEvent, Sale
from feedback.sending.running import run_due
from kpis import rollups
from kpis.catalogue import METRICS, ask
from kpis.catalogue.flows import FOLLOWED
from kpis.catalogue.rollups import ROLLUPS, kept
from kpis.engine import Period, Query, Result
from kpis.engine import rollups as engine
from kpis.models import ActivitiesRolled, RollupState, SalesRolled, StockFlow
from tests.kpis.companies import FIRST, NOON, TODAY, Made, make

POSTGRESQL = connection.vendor == "postgresql"
ROLLED = ("revenue", "average_basket", "win_rate", "win_rate_value", "won_amount", "new_opportunities", "pipeline_created",
          "activities", "high_value_share", "open_pipeline", "open_opportunities", "new_customers", "funnel", "sales_cycle")  # fmt: skip
PERIODS = ["all", "2025-Q1", "2024", "2025-02", "this-year", "2024-12-10..2025-03-20", "month-to-date", "last-quarter"]

# Statements that know nothing of the program, each of some rows.
RAW = (
    ("UPDATE crm_sale SET amount = amount * 2", 3),
    ("UPDATE crm_opportunity SET amount = amount + 1", 4),
    ("UPDATE crm_activity SET duration_seconds = 60", 7),
    ("DELETE FROM crm_opportunityevent", 11),
    (
        "UPDATE crm_account SET customer_since = customer_since + 1"
        if POSTGRESQL
        else "UPDATE crm_account SET customer_since = date(customer_since, '+1 day')",
        5,
    ),
    ('UPDATE crm_stage SET "order" = 9 - "order"', 3),
)

bounded = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def company(db: None) -> Iterator[Made]:
    with time_machine.travel(NOON, tick=False):
        yield make(11)


@contextmanager
def facts_alone() -> Iterator[None]:
    """As if there were no roll-up."""
    known = dict(engine._ROLLUPS)
    engine._ROLLUPS.clear()
    try:
        yield
    finally:
        engine._ROLLUPS.update(known)


def plain(result: Result) -> list[Any]:
    """What an answer says: intervals, which are floats, to nine digits."""
    rows = [(tuple(key.id for key in row.by.values()), row.figures) for row in result.rows]
    return [
        (key, name, figure.value, figure.numerator, figure.denominator, figure.n, figure.previous,
         *(None if each is None else f"{each:.9g}" for each in (figure.low, figure.high)))
        for key, figures in [*rows, ((), result.total)]
        for name, figure in sorted(figures.items())
    ]  # fmt: skip


def sums_are_those_of_the_facts() -> None:
    if POSTGRESQL:
        assert not any(rollups.differences_of_all().values())


def shake(random: Random, made: Made) -> None:
    """Changes facts in every way that there is, past all rules of the program."""
    for model, day in ((Sale, "sold_on"), (Opportunity, "opened_on"), (Activity, "done_on"), (OpportunityEvent, "on")):
        keys = list(model.objects.values_list("pk", flat=True))
        for pk in random.sample(keys, min(3, len(keys))):
            one = model.objects.filter(pk=pk)
            moved = FIRST + timedelta(days=random.randrange(220))
            kind = random.randrange(3)
            if kind == 0:
                one.exclude(**{day: None}).filter(**later(model, moved)).update(**{day: moved})
            elif kind == 1:
                one.update(owner=random.choice([*made.people, None]))
            else:
                one.update(team=random.choice([*made.teams, None]))
    with connection.cursor() as cursor:
        for statement, divisor in RAW:
            cursor.execute(f"{statement} WHERE id %% {divisor} = %s", [random.randrange(divisor)])


def later(model: Any, day: date) -> dict[str, Any]:
    """Opened before closed, as the database demands."""
    return {"closed_on__gte": day} if model is Opportunity else {}


@bounded
@given(data=st.data())
def test_an_answer_is_the_same_with_and_without_roll_ups(company: Made, data: st.DataObject) -> None:
    """Each company is shaken anew, from where it was made."""
    with transaction.atomic():
        compare_one(company, data)
        transaction.set_rollback(True)


def compare_one(company: Made, data: st.DataObject) -> None:
    random = Random(data.draw(st.integers(0, 10_000)))
    shake(random, company)
    if data.draw(st.booleans()):
        rollups.fold_all()
    names = data.draw(st.lists(st.sampled_from(ROLLED), min_size=1, max_size=3, unique=True))
    carried = set.intersection(*(set(METRICS[name].dimensions()) for name in names))
    by = data.draw(
        st.lists(
            st.sampled_from(sorted(carried & {"owner", "team", "month", "quarter", "stage"})), max_size=2, unique=True
        )
    )
    query = Query(
        names,
        Period.parse(data.draw(st.sampled_from(PERIODS)), TODAY),
        data.draw(st.sampled_from([Operator(), company.manager, company.people[0]])),
        by=by,
        where=data.draw(st.sampled_from([{}, {"team": [company.teams[1].pk, None]}])),
        compare=data.draw(st.sampled_from([None, "previous", "year"])),
        as_of=data.draw(st.sampled_from([None, date(2025, 2, 14), date(2025, 3, 31)])),
        plain_rows=data.draw(st.booleans()),
    )
    if query.period.start is None:
        query = Query(names, query.period, query.viewer, by=by, where=query.where, as_of=query.as_of)
    found = plain(ask(query))
    with facts_alone():
        assert found == plain(ask(query))
    sums_are_those_of_the_facts()


def test_months_are_read_from_the_roll_up_and_days_from_facts(company: Made) -> None:
    query = Query(["revenue"], Period.parse("2024-12-10..2025-03-20", TODAY), Operator(), by=("owner",))
    with CaptureQueriesContext(
        connection,
    ) as told:
        ask(query)
    rolled = [each["sql"] for each in told.captured_queries if SalesRolled._meta.db_table in each["sql"]]
    assert len(rolled) == (1 if POSTGRESQL else 0)
    if POSTGRESQL:
        # Of December and of March more than half is asked: what is not is taken off.
        assert all(day in rolled[0] for day in ("2024-12-01", "2024-12-10", "2025-03-21", "2025-04-01"))


def test_a_dimension_that_is_not_kept_is_asked_of_the_facts(company: Made) -> None:
    with CaptureQueriesContext(connection) as told:
        ask(Query(["revenue"], Period.parse("2025-Q1", TODAY), Operator(), by=("region",)))
    assert not any(SalesRolled._meta.db_table in each["sql"] for each in told.captured_queries)


def test_a_roll_up_of_another_definition_is_not_read(company: Made) -> None:
    query = Query(["revenue", "open_pipeline"], Period.parse("2025-Q1", TODAY), Operator(), compare="year")
    known = plain(ask(query))
    RollupState.objects.update(definition="of another version")
    SalesRolled.objects.update(revenue=0)
    StockFlow.objects.update(open_amount=0)
    assert plain(ask(query)) == known


def test_migrate_makes_roll_ups_of_another_definition_anew(company: Made) -> None:
    if POSTGRESQL:
        RollupState.objects.update(definition="of another version")
        SalesRolled.objects.all().delete()
    rollups.install()
    assert RollupState.objects.count() == (len(ROLLUPS) if POSTGRESQL else 0)
    sums_are_those_of_the_facts()


def test_folding_makes_the_rows_of_a_key_one(company: Made) -> None:
    with connection.cursor() as cursor:
        for _time in range(3):
            cursor.execute("UPDATE crm_activity SET duration_seconds = duration_seconds + 60")
    several = ActivitiesRolled.objects.count()
    run_due()
    keys = list(ActivitiesRolled.objects.values_list("month", "owner", "team", "type"))
    assert len(keys) == len(set(keys))
    if POSTGRESQL:
        assert 0 < len(keys) < several
    sums_are_those_of_the_facts()


def test_what_takes_itself_back_leaves_nothing(company: Made) -> None:
    Activity.objects.all().delete()
    rollups.fold_all()
    assert not ActivitiesRolled.objects.exists()


def test_changes_of_what_is_not_kept_add_nothing(company: Made) -> None:
    before = SalesRolled.objects.count(), StockFlow.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crm_sale SET external_id = 'x' || id")
        cursor.execute("UPDATE crm_opportunity SET name = 'x'")
    assert (SalesRolled.objects.count(), StockFlow.objects.count()) == before


def test_the_command_says_what_differs_and_mends_it(company: Made) -> None:
    out = StringIO()
    call_command("rollups", stdout=out)
    if not POSTGRESQL:
        assert "SQLite" in out.getvalue()
        return
    assert out.getvalue().count("  0\n") == len(ROLLUPS) + len(FOLLOWED)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE crm_sale SET amount = amount * 2")
        cursor.execute("UPDATE crm_opportunity SET opened_on = opened_on - 1")
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match="rollups --rebuild"):
        call_command("rollups", stdout=StringIO())
    assert rollups.differences_of_all()[StockFlow._meta.db_table]
    call_command("rollups", "--rebuild")
    call_command("rollups", stdout=StringIO())


def test_each_kept_measure_has_a_column_of_its_name() -> None:
    for table, each in kept().items():
        assert table == each.table
        assert set(each.sums) <= {field.name for field in rolled_model(table)._meta.fields}


def rolled_model(table: str) -> Any:
    return next(
        each.rows(Operator(), "own").model
        for each in ROLLUPS
        if each.rows(Operator(), "own").model._meta.db_table == table
    )
