"""In a long load PostgreSQL looks again at tables that were empty when it began: else it plans as if they still were."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.importers import statistics
from crm.models import Account

pytestmark = pytest.mark.django_db


def known_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'crm_account'::regclass")
        return int(cursor.fetchone()[0])


def statements(chunks: int, rows: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        statistics.refresh(chunks, rows)
    return len(queries)


@pytest.fixture
def known_to_be_empty(db: None) -> None:
    """What PostgreSQL believes of a table outlives the transaction of a test."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE crm_account")


@pytest.mark.usefixtures("known_to_be_empty")
def test_tables_with_fewer_rows_than_were_loaded_are_looked_at() -> None:
    Account.objects.bulk_create(Account(name=f"A{number}", normalised_name=f"a{number}") for number in range(300))
    assert statements(4, 1000) == (2 if connection.vendor == "postgresql" else 0)
    if connection.vendor == "postgresql":
        assert known_rows() == 300


def test_others_are_left_alone() -> None:
    statistics.refresh(1, 1000)
    Account.objects.bulk_create(Account(name=f"A{number}", normalised_name=f"a{number}") for number in range(300))
    if connection.vendor == "postgresql":
        before = known_rows()
        statistics.refresh(1, 0)
        assert known_rows() == before


def test_only_after_one_four_sixteen_chunks() -> None:
    assert [chunks for chunks in range(20) if statements(chunks, 1000)] == (
        [1, 4, 16] if connection.vendor == "postgresql" else []
    )
