"""The number of queries of a page is small and does not grow with the rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Import, ImportEffect, Pipeline, Product, Region
from tests.imports.conftest import Desk

BUDGET = 25
# The first rows go through the whole loader.
PREVIEW_BUDGET = 30
# More are asked in the beginning of a longer file, whatever its length.
ALLOWANCE = 3
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


def deals(desk: Desk, number: int) -> str:
    row = "Deal {0}-{1},Mill,Won,5,{2},2026-01-02,2026-01-05,Pump\n"
    return DEALS.replace("\n", ",Create Date,Close Date,Product\n") + "".join(
        row.format(number, each, desk.people.rep) for each in range(number)
    )


def test_the_worker_asks_once_for_all_rows(desk: Desk, pipeline: Pipeline) -> None:
    """Won ones, whose owner has a team and a region: each of them has a sale. They go in, and once more."""
    desk.people.rep.region = Region.objects.create(name="Coast")
    desk.people.rep.save()
    Account.objects.create(name="Mill", owner=desk.people.rep)
    Product.objects.create(name="Pump")
    found = []
    for number in (2, 40):
        for outcome in ("created", "unchanged"):
            with CaptureQueriesContext(connection) as queries:
                own = desk.imported(deals(desk, number), create_missing=None)
            assert (getattr(own, outcome), own.rejected) == (number, 0)
            found.append(len(queries))
    assert found[2] <= found[0] + ALLOWANCE
    assert found[3] <= found[1] + ALLOWANCE
