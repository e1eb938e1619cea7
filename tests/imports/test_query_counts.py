"""The number of queries of a page is small and does not grow with the rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import Import, ImportEffect, Pipeline
from tests.imports.conftest import Desk

BUDGET = 25
# The first rows go through the whole loader.
PREVIEW_BUDGET = 30
DEALS = "Deal Name,Account Name,Stage,Amount,Deal Owner\n"


def count(desk: Desk, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.client.get(address).status_code == 200
    return len(queries)


def rows(number: int) -> str:
    return DEALS + "".join(f"Deal {each},Mill {each},Won,5,Owner {each}\n" for each in range(number))


def test_history_does_not_grow(desk: Desk) -> None:
    desk.imported("account\nMill\n")
    before = count(desk, "/imports/")
    for number in range(5):
        desk.imported(f"account\nMill {number}\n")
    assert count(desk, "/imports/") <= before <= BUDGET


def test_preparing_does_not_grow(desk: Desk, pipeline: Pipeline) -> None:
    first = desk.uploaded(rows(2), create_missing=None)
    before = count(desk, f"/imports/{first.pk}/prepare/")
    second = desk.uploaded(rows(20), create_missing=None)
    assert count(desk, f"/imports/{second.pk}/prepare/") <= before <= PREVIEW_BUDGET


def test_what_was_left_does_not_grow(desk: Desk) -> None:
    own = desk.imported("account\nMill\n")
    Import.objects.filter(pk=own.pk).update(state=Import.State.UNDONE)
    ImportEffect.objects.update(left="touched")
    before = count(desk, f"/imports/{own.pk}/")
    ImportEffect.objects.bulk_create(
        ImportEffect(made_by=own, model="crm.Account", record=1000 + each, after=1, left="gone") for each in range(20)
    )
    assert count(desk, f"/imports/{own.pk}/") <= before <= BUDGET
