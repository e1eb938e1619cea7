"""What is answered for a past day is what was shown on that day, whatever changed since: stages, owners, amounts,
closings and reopenings."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.models import Company, Opportunity, Pipeline
from kpis.catalogue import METRICS
from tests.people import People, make_people, make_pipeline

FIRST = date(2025, 3, 1)
WATCHED = [
    ("open_opportunities", "owner"), ("open_opportunities", "stage"), ("open_pipeline", "owner"),
    ("open_pipeline", "team"), ("funnel", "stage"), ("funnel", "owner"), ("created_win_rate", "pipeline"), ("created_win_rate", "owner"),
    *((name, "owner") for name in ("weighted_pipeline", "coverage") if name in METRICS),
]  # fmt: skip


def changes(people: People, pipeline: Pipeline) -> list[Callable[[], Any]]:
    """One for each day."""
    stages = {stage.name: stage for stage in pipeline.stages.all()}
    deals: list[Opportunity] = []

    def opened(name: str, owner: Any, amount: int) -> None:
        today = Company.current().today()
        deals.append(Opportunity.open(name=name, owner=owner, amount=Decimal(amount), opened_on=today))

    return [
        lambda: opened("One", people.rep, 100),
        lambda: opened("Two", people.colleague, 250),
        lambda: deals[0].move_to(stages["Offer"]),
        lambda: deals[1].move_to(stages["Negotiation"]),
        lambda: deals[0].change(amount=Decimal(175)),
        lambda: deals[0].reassign(people.outsider),
        lambda: deals[1].lose(on=Company.current().today()),
        lambda: opened("Three", people.outsider, 40),
        lambda: deals[1].reopen(),
        lambda: deals[1].change(expected_close_on=FIRST + timedelta(days=90)),
        lambda: deals[2].win(on=Company.current().today()),
        lambda: deals[2].reopen(),
        lambda: deals[1].win(Decimal(300), on=Company.current().today()),
        lambda: deals[2].lose(on=Company.current().today()),
    ]


@pytest.fixture(scope="module")
def recorded(kept_database: Any) -> Iterator[tuple[People, dict[date, Any]]]:
    """What was shown on each day; those days are lived once for all tests here."""
    with kept_database():
        people, client, shown = make_people(), Client(), {}
        for number, change in enumerate(changes(people, make_pipeline())):
            day = FIRST + timedelta(days=number)
            with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
                client.force_login(people.admin)
                change()
                shown[day] = seen(client)
        yield people, shown


@pytest.fixture
def days(recorded: tuple[People, dict[date, Any]], db: None, client: Client) -> Iterator[dict[date, Any]]:
    people, shown = recorded
    with time_machine.travel(datetime(2025, 5, 2, 12, tzinfo=UTC), tick=False):
        client.force_login(people.admin)
        yield shown


def seen(client: Client, **words: str) -> list[Any]:
    """The figures and their rows as the pages show them."""
    found = []
    for metric, by in WATCHED:
        page = client.get(reverse("kpis:metric", args=[metric]), {"by": by, "period": "this-quarter", **words})
        rows = page.context["split"].rows
        figures = {row.by[by].label: row.figures[metric].value for row in rows if row.figures[metric].n}
        found.append((metric, by, page.context["figure"].value, figures))
    return found


def test_every_past_day_is_answered_as_it_was_shown(days: dict[date, Any], client: Client) -> None:
    assert len({str(shown) for shown in days.values()}) > len(days) - 3, "hardly a day is like another"
    for day, shown in days.items():
        assert seen(client, as_of=day.isoformat()) == shown, day


def test_the_page_says_as_of_when_and_keeps_it(days: dict[date, Any], client: Client) -> None:
    words = {"as_of": "2025-03-05", "period": "this-quarter"}
    page = client.get(reverse("kpis:company"), words, headers={"accept-language": "en"}).content.decode()
    assert "As known on Wednesday 5 March 2025" in page
    assert "Corrections and deletions made since do; so do reopenings, except in pipeline and funnel." in page
    assert "as_of=2025-03-05" in page.split('class="tiles"')[1].split("</article>")[0]
    rows = client.get(reverse("kpis:metric_rows", args=["open_pipeline"]), words)
    assert rows.context["total"] == Decimal(425)
    assert client.get(reverse("kpis:company"), {"as_of": "soon"}).status_code == 422
