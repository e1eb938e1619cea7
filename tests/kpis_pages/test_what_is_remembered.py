"""What is worked out from tables that seldom change is kept from page to page: no page may show it for longer than it
is true, and nothing is kept that came of anything else."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm import page_cache, remembering
from crm.models import Account, Activity, ActivityType, Company, Holiday, Opportunity, Sale, Stage, Team, User
from crm.remembering import Ground, by_the_clock, remembered, standing_on
from feedback.models import FeedbackSettings
from kpis import rollups
from kpis.models import ObjectiveChange, OwnMetric, Slot
from tests.kpis_pages.test_query_counts import BUDGET
from tests.people import People, make_people, make_pipeline, person

GROUND = Ground("first", frozenset({"crm_team", "crm_activitytype"}), "somebody")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_kept", OrderedDict())
    caches["pages"].clear()


def times(make: Callable[[], object], *grounds: Ground | None) -> int:
    """How often something is made when it is asked on each of the grounds."""
    made = []
    for ground in grounds:
        with standing_on(ground):
            remembered("it", lambda: made.append(make()))
    return len(made)


def test_on_one_ground_once() -> None:
    other = replace(GROUND, state="second")
    assert times(int, GROUND, GROUND, other, other, GROUND) == 2
    assert times(int, None, None) == 2


@pytest.mark.django_db
def test_what_reads_more_than_the_ground_writes_or_asks_the_clock_is_made_each_time() -> None:
    assert times(lambda: list(ActivityType.objects.all()), GROUND, GROUND) == 1
    for number, make in enumerate(
        (
            lambda: list(Activity.objects.all()),
            lambda: list(Team.objects.filter(objectives__target=1)),
            lambda: Team.objects.filter(pk=0).update(name="x"),
            by_the_clock,
        )
    ):
        ground = replace(GROUND, state=number)
        assert times(make, ground, ground) == 2, number


def test_each_has_their_own_but_for_what_is_the_same_for_all() -> None:
    other = replace(GROUND, whose="somebody else")
    assert times(int, GROUND, other, other) == 2
    with standing_on(GROUND):
        remembered("the same", lambda: 1, for_all=True)
    with standing_on(other):
        assert remembered("the same", lambda: 2, for_all=True) == 1


def test_what_is_too_large_is_not_kept() -> None:
    with standing_on(GROUND):
        assert remembered("large", lambda: [1, 2], fits=lambda made: len(made) < 2) == [1, 2]
        assert remembered("large", lambda: [3], fits=lambda made: len(made) < 2) == [3]
        assert remembered("large", lambda: [4]) == [3]


def test_who_listens_around_it_hears_the_clock() -> None:
    """Else the page itself would be given again."""
    with remembering.listening() as listener, standing_on(GROUND):
        remembered("by the clock", by_the_clock)
    assert not listener.settled


def test_nothing_is_kept_of_a_page_that_has_written() -> None:
    """Within its transaction it sees what may be taken back."""
    made = []
    with remembering.listening() as page, standing_on(GROUND):
        page.settled = False
        remembered("after writing", lambda: made.append(1))
        remembered("after writing", lambda: made.append(2))
    assert made == [1, 2]


def test_the_latest_used_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    made = []
    with standing_on(GROUND):
        for key in ("a", "b", "a", "c", "a", "b"):
            remembered(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


@pytest.fixture
def people(transactional_db: None) -> People:
    FeedbackSettings.current()
    return make_people()


@pytest.fixture
def company(people: People) -> People:
    """Facts of this quarter and an objective, for pages that show something of everything."""
    today = timezone.localdate()
    call = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    pipeline = make_pipeline()
    for owner in (people.rep, people.outsider):
        account = Account.objects.create(name=f"Account of {owner}", owner=owner, prospect_since=today)
        Opportunity.open(
            name=f"Of {owner}", account=account, owner=owner, amount=Decimal(100), opened_on=today, pipeline=pipeline
        )
        Sale.record(account=account, owner=owner, amount=Decimal(70), sold_on=today)
        Activity.log(type=call, account=account, owner=owner, on=today)
        month = Slot("month", today.replace(day=1), None, owner.pk)
        ObjectiveChange.make("revenue", {month: Decimal(1000)}, by=people.admin)
    return people


def rename_a_type(people: People) -> None:
    ActivityType.objects.update(name="Ring")


def rename_a_stage(people: People) -> None:
    Stage.objects.filter(order=1).update(name="Very first")


def rename_a_rep(people: People) -> None:
    User.objects.filter(pk=people.rep.pk).update(first_name="Zoë")


def move_a_team(people: People) -> None:
    south = Team.objects.get(pk=people.south.pk)
    south.parent = people.sales
    south.save()


def hand_a_team_over(people: People) -> None:
    people.south.managers.add(people.manager)


def add_a_rep(people: People) -> None:
    person("newcomer", "rep", people.north)


def set_an_objective(people: People) -> None:
    month = Slot("month", timezone.localdate().replace(day=1), None, people.rep.pk)
    ObjectiveChange.make("revenue", {month: Decimal(50)}, by=people.admin)


def add_a_holiday(people: People) -> None:
    first = timezone.localdate().replace(day=1)
    Holiday.objects.bulk_create(Holiday(on=first + timedelta(days=each), name="Free") for each in range(28))


def change_the_company(people: People) -> None:
    Company.objects.update(small_sample=1, fiscal_year_start=2, currency="CHF")


def define_a_figure(people: People) -> None:
    OwnMetric.objects.create(key="own_twice", label_en="Twice", label_fr="Double", unit="money", formula="revenue * 2")


CHANGES = [
    rename_a_type, rename_a_stage, rename_a_rep, move_a_team, hand_a_team_over, add_a_rep, set_an_objective,
    add_a_holiday, change_the_company, define_a_figure,
]  # fmt: skip
PAGES = (
    ("admin", "/dashboards/company/"), ("manager", "/dashboards/teams/{sales}/"),
    ("manager", "/dashboards/teams/{sales}/review/"), ("manager", "/dashboards/reps/{rep}/"),
    ("manager", "/kpis/revenue/?by=team"), ("admin", "/kpis/funnel/"), ("admin", "/kpis/own_twice/"),
    ("manager", "/opportunities/"), ("manager", "/opportunities/board/"), ("manager", "/accounts/"),
)  # fmt: skip


def test_nothing_is_looked_up_before_the_state_is_known(company: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else something of before could be kept as of after."""
    before: list[set[str]] = []

    def ground(request: Any, sums: Any) -> None:
        for record in (request.user._wrapped, Company.current()):
            columns = {field.attname for field in record._meta.concrete_fields}
            before.append(vars(record).keys() - columns - {"_state", "backend"})

    client = browser(company.manager)
    monkeypatch.setattr(page_cache, "ground", ground)
    asked(client, PAGES[1][1].format(sales=company.sales.pk))
    assert before == [set(), set()]


def test_a_figure_of_ones_own_is_compiled_once(company: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its measures are made of a row, where it has filters: they have to be the same ones on the next page."""
    define_a_figure(company)
    OwnMetric.objects.update(filters={"team": [company.north.pk, company.south.pk, None]})
    client, address = browser(company.admin), "/kpis/own_twice/"
    asked(client, address)
    Sale.record(owner=company.rep, amount=Decimal(5), sold_on=timezone.localdate())
    kept = set(remembering._kept)
    assert "€290.00" in asked(client, address)[1] and set(remembering._kept) == kept


def test_nothing_outlives_a_change(company: People) -> None:
    """Each page after each change: as one that remembers nothing would show it."""
    clients = {who: browser(getattr(company, who)) for who in ("admin", "manager")}

    def shown() -> list[tuple[int, str]]:
        places = {"sales": company.sales.pk, "rep": company.rep.pk}
        return [asked(clients[who], address.format(**places)) for who, address in PAGES]

    shown()
    for change in CHANGES:
        change(company)
        found = shown()
        remembering._kept.clear()
        caches["pages"].clear()
        assert found == shown(), change
    assert {status for status, _page in found} == {200}


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    client.get("/my-day/")
    return client


def asked(client: Client, place: str) -> tuple[int, str]:
    response = client.get(place)
    return response.status_code, plain(response.content.decode())


def plain(page: str) -> str:
    """Without the time at which it was made, and the words that go with its forms and scripts."""
    return re.sub(r"\d{1,2}:\d\d|[A-Za-z0-9]{64}|nonce=\S+", "", page)


@pytest.mark.parametrize(
    ("address", "most"),
    [("/dashboards/company/", 20), ("/dashboards/teams/{sales}/", 20), ("/opportunities/", 10), ("/accounts/", 10)],
)
def test_a_page_made_anew_asks_for_facts_alone(company: People, address: str, most: int) -> None:
    """With the queries that are aimed at, where the database keeps sums."""
    if rollups.keeps():
        rollups.rebuild_all()
    client, place = browser(company.admin), address.format(sales=company.sales.pk)
    asked(client, place)
    Sale.record(owner=company.rep, amount=Decimal(5), sold_on=date(2020, 1, 1))
    Account.objects.update(city="Lyon")
    Opportunity.objects.update(notes="Seen")
    with CaptureQueriesContext(connection) as queries:
        asked(client, place)
    looked_up = ("crm_team", "crm_stage", "crm_activitytype", "crm_savedview", "kpis_objective", "crm_holiday")
    again = [each["sql"] for each in queries if any(f'FROM "{table}"' in each["sql"] for table in looked_up)]
    assert not again
    assert len(queries) <= (most if rollups.keeps() or "dashboards" not in address else BUDGET)
