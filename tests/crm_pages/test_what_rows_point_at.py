"""People, teams, stages and types of many rows are looked up once for all of them, and are those of the rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.models import Account, Activity, ActivityType, Company, Opportunity, Sale
from crm.related import apart, attach
from tests.people import People, make_pipeline


@pytest.fixture
def rows(people: People) -> list[list[Any]]:
    make_pipeline()
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep)
    first, second = (
        Opportunity.open(name=name, account=account, owner=owner)
        for name, owner in (("Pump", people.rep), ("Valve", people.manager))
    )
    Activity.log(type=call, opportunity=first, owner=people.outsider)
    Sale.record(account=account, amount=100, sold_on=timezone.now().date(), owner=people.rep)
    second.owner = None
    second.save()
    return [list(model.objects.order_by("pk")) for model in (Account, Opportunity, Activity, Sale)]


@pytest.mark.django_db
def test_each_row_is_given_its_own_by_a_few_statements(people: People, rows: list[list[Any]]) -> None:
    pointing = [(row, field) for part in rows for row in part for field in apart(type(row))]
    keys = [getattr(row, field.attname) for row, field in pointing]
    assert len(set(keys)) > 4
    with Company.remembered(), CaptureQueriesContext(connection) as queries:
        attach(people.manager, *rows)
        found = [getattr(row, field.name) for row, field in pointing]
    assert len(queries) == 4  # people, teams, stages, types
    assert [getattr(each, "pk", None) for each in found] == keys


@pytest.mark.django_db
def test_a_viewer_among_their_own_rows_asks_for_nobody(people: People) -> None:
    account = Account.objects.create(name="Mill", owner=people.rep)
    row = Account.objects.get(pk=account.pk)
    with Company.remembered() as company:
        assert company.teams
        with CaptureQueriesContext(connection) as queries:
            attach(people.rep, [row])
            assert row.owner == people.rep
        assert not queries.captured_queries


@pytest.mark.django_db
def test_what_a_row_has_already_stays(people: People) -> None:
    account = Account.objects.create(name="Mill", owner=people.rep)
    account.owner = people.colleague
    attach(people.manager, [account])
    assert account.owner is people.colleague
