"""A year spread by last year's seasonality, and last year's actual as a start: in the grid, not in force."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crm.models import Sale, User
from kpis.grids.spreading import spread
from kpis.models import ObjectiveChange
from tests.objectives.conftest import Browser, in_force, key
from tests.people import People


def texts(page: Any, owner: User) -> list[str]:
    return [
        cell.text for row in page.context["grid"].rows() if row.whose.scope == ("owner", owner.pk) for cell in row.cells
    ]


def sell(owner: User, amounts: list[int]) -> None:
    """Month by month the last full ones before June 2025: January to May of that year, June to December of the last."""
    for month, amount in enumerate(amounts, 1):
        if amount:
            Sale.record(owner=owner, amount=Decimal(amount), sold_on=date(2024, month, 15))


def year(browser: Browser, people: People, owner: User, text: str = "1200") -> Any:
    page = browser.open(people.admin)
    return browser.send(people.admin, page, {f"year.owner.{owner.pk}": text}, do="spread")


@given(
    total=st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100),
    weights=st.lists(st.decimals("0.01", "100000", places=2), min_size=1, max_size=12),
)
def test_the_parts_add_up_exactly(total: Decimal, weights: list[Decimal]) -> None:
    parts = spread(total, weights, Decimal("0.01"))
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)


def test_by_its_own_seasonality(people: People, browser: Browser) -> None:
    sell(people.rep, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    answer = year(browser, people, people.rep, "1300")
    assert texts(answer, people.rep) == ["100"] * 11 + ["200"]
    assert answer.context["told"] == ["By its own seasonality: Rep"]
    assert in_force(people.rep) == {}
    browser.send(people.admin, answer, {})
    assert sum(in_force(people.rep).values()) == 1300
    assert ObjectiveChange.objects.count() == 1


def test_else_by_the_teams_and_else_by_the_companys(people: People, browser: Browser) -> None:
    sell(people.colleague, [3] * 6 + [1] * 6)
    sell(people.rep, [1])
    answer = year(browser, people, people.rep, "2500")
    assert answer.context["told"] == ["By the seasonality of North: Rep"]
    assert texts(answer, people.rep)[::6] == ["400", "100"]
    assert year(browser, people, people.outsider).context["told"] == ["By the company's seasonality: Outsider"]


def test_else_by_working_days(people: People, browser: Browser) -> None:
    answer = year(browser, people, people.rep, "2610")
    # 261 working days in 2025, 23 of them in January.
    assert texts(answer, people.rep)[0] == "230"
    assert answer.context["told"] == ["By working days, since nobody has a full year of actuals: Rep"]


def test_all_rows_get_the_same_year(people: People, browser: Browser) -> None:
    answer = browser.send(people.admin, browser.open(people.admin, grain="quarter"), {"every": "4k"}, do="spread")
    assert sum(cell.value for row in answer.context["grid"].rows() for cell in row.cells) == 16000


def test_from_last_year_with_so_much_more(people: People, browser: Browser) -> None:
    sell(people.rep, [100, 0, 333])
    answer = browser.send(
        people.admin,
        browser.open(people.admin),
        {key(people.rep, 2): "5"},
        do="start",
        percent="10 %",
        row=f"owner.{people.rep.pk}",
    )
    assert texts(answer, people.rep)[:4] == ["110", "5", "366", ""]
    assert in_force(people.rep) == {}


def test_next_year_starts_from_the_last_full_months(people: People, browser: Browser) -> None:
    for on, amount in ((date(2024, 6, 5), 7), (date(2025, 5, 5), 5), (date(2025, 6, 5), 1)):
        Sale.record(owner=people.rep, amount=Decimal(amount), sold_on=on)
    page = browser.open(people.admin, year=2026)
    answer = browser.send(people.admin, page, {}, do="start")
    assert texts(answer, people.rep)[4:6] == ["5", "7"]


def test_what_cannot_be_read_is_told(people: People, browser: Browser) -> None:
    answer = year(browser, people, people.rep, "much")
    assert answer.status_code == 422
    assert [mistake.key for mistake in answer.context["typed"].mistakes] == [f"year.owner.{people.rep.pk}"]
    assert "much" in answer.content.decode()
