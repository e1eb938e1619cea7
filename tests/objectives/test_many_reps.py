"""Three hundred reps and twelve months: shown, sent and saved within the budget."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.access import Role
from crm.models import User
from kpis.grids import people as people_of_grid
from kpis.models import Objective
from tests.objectives.conftest import Browser
from tests.people import People

REPS = 300
BUDGET = 25


@pytest.fixture
def many(people: People) -> People:
    names = [f"rep{number:03}" for number in range(REPS)]
    User.objects.bulk_create(
        User(username=name, first_name=name, normalised_name=name, role=Role.REP, team=people.north) for name in names
    )
    return people


def test_a_year_of_all_of_them(many: People, browser: Browser) -> None:
    page = browser.open(many.admin)
    keys = [cell.key for cell in page.context["grid"].cells()]
    assert len(keys) == (REPS + 4) * 12
    typed = {key: "1 234,5" for key in keys} | {"seen": page.context["seen"], "do": "save"}
    with CaptureQueriesContext(connection) as queries:
        answer = browser.client.post(page.context["address"], typed)
    assert answer.status_code == 302
    # SQLite takes rows in slices: they are not counted.
    assert len([each for each in queries if not each["sql"].startswith("INSERT")]) <= BUDGET
    assert Objective.objects.current().filter(target=Decimal("1234.5")).count() == len(keys)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        again = browser.client.get(page.context["address"])
    assert len(queries) <= BUDGET
    assert again.context["grid"].groups[0].rows[0].total == "14,814"
    browser.client.post(page.context["address"], typed | {key: "7" for key in keys} | {"seen": again.context["seen"]})
    assert set(Objective.objects.current().values_list("target", flat=True)) == {7}  # type: ignore[attr-defined]


def test_more_than_a_page_can_hold_is_told(many: People, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_grid, "MOST_ROWS", 100)
    monkeypatch.setattr("kpis.grids.grid.MOST_ROWS", 100)
    page = browser.open(many.admin)
    assert "304" in page.context["too_many"]
    assert "grid-input" not in page.content.decode()
    assert not browser.open(many.admin, team=many.south.pk).context["too_many"]
