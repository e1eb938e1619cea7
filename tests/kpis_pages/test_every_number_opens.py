"""Every number of a page leads to rows that add up to it: random questions, asked as a rep, a manager and an
administrator, followed through the addresses in the pages."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm.access import Role
from crm.models import User
from kpis.catalogue import METRICS
from tests.kpis.companies import FIRST, NOON, Made, by_company, kept_company
from tests.kpis.test_oracles import SECONDS

LINK = re.compile(r'<a href="(/kpis/[\w]+/rows/\?[^"]*)">\s*<data value="([^"]*)">')
SAMPLE = re.compile(r'<a href="(/kpis/[\w]+/rows/\?[^"]*)">n = ([\d,]+)</a>')
PERIODS = ["all", "2025-Q1", "2024", "2025-02", "this-year", "2025-W10", "month-to-date", "last-45-days"]
FOLLOWED = 5
# A figure whose days before, with which it is compared, are no list of rows.
WITHOUT_A_SIDE = ("campaign_lift",)
STOCKS = ("open_pipeline", "expected_pipeline", "weighted_pipeline")

bounded = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, kept_database: Any) -> Iterator[Made]:
    with kept_company(kept_database, request.param) as company:
        User.objects.create_user("boss", role=Role.ADMIN)
        # Who has left does not sign in any more.
        User.objects.filter(pk=company.people[0].pk).update(left_on=None)
        yield company


@pytest.fixture
def company(made: Made, db: None) -> Iterator[Made]:
    with time_machine.travel(NOON, tick=False):
        yield made


@st.composite
def addresses(draw: st.DrawFn, metric: str, made: Made) -> tuple[Any, str]:
    viewer = draw(st.sampled_from([made.people[0], made.manager, User.objects.get(username="boss")]))
    words: list[tuple[str, Any]] = [("by", draw(st.sampled_from(METRICS[metric].dimensions())))]
    words += [("period", draw(st.sampled_from(PERIODS))), ("compare", draw(st.sampled_from(["", "previous", "year"])))]
    if draw(st.booleans()):
        words.append(("as_of", draw(st.dates(FIRST, NOON.date()))))
    for name in draw(st.lists(st.sampled_from([*made.shared, "team"]), max_size=1)):
        if name in METRICS[metric].filters():
            chosen = draw(st.sampled_from([*(made.teams if name == "team" else made.shared[name]), None]))
            words.append((name, chosen.pk if chosen else "none"))
    return viewer, f"{reverse('kpis:metric', args=[metric])}?{urlencode(words)}"


@by_company(100)
@bounded
@given(data=st.data())
def test_cells_lead_to_rows_that_add_up_to_them(metric: str, company: Made, data: st.DataObject) -> None:
    viewer, address = data.draw(addresses(metric, company))
    client = Client(headers={"accept-language": "en"})
    client.force_login(viewer)
    page = client.get(address)
    assert page.status_code == 200, address
    found = [(html.unescape(each), value) for each, value in LINK.findall(page.content.decode())]
    assert found, address
    # The figure itself, what it was before, and cells from every part of the page.
    step = max(1, len(found) // FOLLOWED)
    for opened, value in dict(found[:2] + found[2::step]).items():
        follow(client, metric, opened, value)
    for opened, value in SAMPLE.findall(page.content.decode()):
        follow_sample(client, metric, html.unescape(opened), int(value.replace(",", "")))


def follow(client: Client, metric: str, opened: str, value: str) -> None:
    """The rows' total is the value: of a quotient that of both sides."""
    found = METRICS[metric]
    sides = {
        side: sum(total_of(client, metric, opened, part) for part in parts) for side, parts in found.sides().items()
    }
    if found.explained or metric in WITHOUT_A_SIDE:
        # A median or a curve is no quotient of its parts; that its rows are those parts the oracles hold.
        return
    if not value:
        assert not sides.get("denominator"), opened
        return
    if found.unit == "count" or "denominator" not in sides:
        if found.unit == "money" and not found.additive and metric not in STOCKS:
            return
        assert float(sides["numerator"]) == pytest.approx(float(value), abs=0.000001), opened
        return
    times = 100 if found.after else 1
    assert float(sides["numerator"] / sides["denominator"]) * times == pytest.approx(float(value)), opened


def total_of(client: Client, metric: str, opened: str, part: str) -> Decimal:
    """What the rows of a part add up to, taken off where the part says so."""
    rows = client.get(f"{opened}&part={part.removeprefix('-')}")
    assert rows.status_code == 200, opened
    total = Decimal(str(rows.context["total"]))
    if rows.context["column"] == "duration_seconds":
        total /= SECONDS.get(metric, 1)
    return -total if part.startswith("-") else total


def follow_sample(client: Client, metric: str, opened: str, n: int) -> None:
    """The sample that is told is the number of rows listed, where the rows listed are the sample."""
    rows = client.get(opened)
    assert rows.status_code == 200, opened
    # Of customers counted in several months, each month is a case of the sample.
    months = METRICS[metric].always_by == "months_since"
    assert rows.context["total" if months else "count"] == n, opened
