"""The number of queries of a page of figures is small, and grows neither with the rows nor with the people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.access import Role
from crm.models import (
    Account,
    Activity,
    ActivityType,
    Company,
    Opportunity,
    Pipeline,
    Product,
    Region,
    Sale,
    Team,
    User,
)
from kpis import rollups
from kpis.models import ObjectiveChange, OwnDashboard, OwnMetric, Slot
from tests.people import People

BUDGET = 25
# Where the database keeps sums one statement reads those of all facts. A page that is made to be given again asks three more.
DASHBOARD = 19
DASHBOARDS = ("/dashboards/company/", "/dashboards/teams/{team}/", "/dashboards/reps/{rep}/")
DAY = date(2025, 6, 10)
PERIOD = "period=2025-06&compare=year"
# (who, address): {team} and {rep} are those of the people, {account} is the rep's.
ADDRESSES = [
    ("admin", "/dashboards/company/"),
    ("admin", "/dashboards/teams/{team}/"),
    ("manager", "/dashboards/teams/{team}/"),
    ("manager", "/dashboards/teams/{team}/review/"),
    ("manager", "/dashboards/reps/{rep}/"),
    ("manager", "/dashboards/reps/{rep}/one-to-ones/"),
    ("manager", "/dashboards/reps/{rep}/one-to-ones/new/"),
    ("rep", "/dashboards/reps/{rep}/"),
    ("rep", "/dashboards/accounts/{account}/"),
    ("admin", "/kpis/"),
    ("admin", "/kpis/own_per_hour/?by=owner"),
    ("admin", "/own-kpis/"),
    ("admin", "/dashboards/own/"),
    ("admin", "/dashboards/own/{dashboard}/"),
    ("rep", "/dashboards/own/{dashboard}/"),
    ("admin", "/dashboards/own/{dashboard}/arrange/"),
    ("admin", "/dashboards/own/{dashboard}/panels/new/?kind=table"),
    ("admin", "/own-kpis/new/"),
    ("admin", "/own-kpis/{own}/edit/"),
    ("admin", "/kpis/revenue/"),
    ("manager", "/kpis/win_rate/"),
    ("manager", "/kpis/average_basket/?by=owner"),
    ("admin", "/kpis/funnel/"),
    ("manager", "/kpis/attainment/?by=owner"),
    ("admin", "/kpis/revenue_per_rep/?by=team"),
    ("admin", "/kpis/stage_conversion/"),
    ("manager", "/kpis/time_in_stage/?by=owner"),
    ("admin", "/kpis/time_to_win/"),
    ("admin", "/kpis/first_response/"),
    ("manager", "/kpis/sales_velocity/"),
    ("admin", "/kpis/cart_abandonment/"),
    ("admin", "/kpis/retention_rate/"),
    ("manager", "/kpis/churn_rate/?by=month"),
    ("manager", "/kpis/repeat_rate/"),
    ("admin", "/kpis/cohort_retention/"),
    ("manager", "/kpis/cohort_retention/rows/"),
    ("manager", "/kpis/stage_conversion/rows/"),
    ("manager", "/kpis/win_rate/rows/"),
    ("rep", "/kpis/revenue/rows/"),
    ("admin", "/objectives/?year=2025"),
    ("manager", "/objectives/?year=2025&metric=average_basket"),
    ("rep", "/objectives/?year=2025"),
    ("admin", "/objectives/?year=2025&rows=teams&grain=quarter"),
    ("admin", "/objectives/?year=2025&rows=company&grain=year"),
    ("admin", "/objectives/changes/"),
    ("manager", "/objectives/changes/"),
    ("manager", "/objectives/changes/{change}/"),
    ("admin", "/objectives/changes/{change}/"),
    ("admin", "/dashboards/company/?as_of=2025-06-30"),
    ("manager", "/kpis/open_pipeline/?as_of=2025-06-30&by=owner"),
    ("manager", "/api/kpis/win_rate/"),
    ("admin", "/api/kpis/query?metrics=revenue,win_rate&by=owner"),
    ("rep", "/api/kpis/win_rate/rows"),
]
# A dashboard of twelve panels.
PANELS = [
    *(("tile", [name], "") for name in ("revenue", "win_rate", "own_per_hour", "average_deal", "activities")),
    ("trend", ["revenue"], ""), ("trend", ["won_amount"], ""), ("ranking", ["revenue"], "owner"),
    ("ranking", ["own_per_hour"], "team"), ("table", ["win_rate", "sales_cycle"], "owner"), ("funnel", [], ""),
    ("note", [], ""),
]  # fmt: skip


def facts(owner: User, call: ActivityType, number: int) -> None:
    account = Account.objects.create(name=f"Account {number}", owner=owner, prospect_since=DAY)
    deal = Opportunity.open(name=f"Deal {number}", account=account, owner=owner, amount=Decimal(100), opened_on=DAY)
    deal.win(on=DAY + timedelta(days=3)) if number % 2 else deal.lose(on=DAY)
    Opportunity.open(name=f"Open {number}", account=account, owner=owner, amount=Decimal(5), opened_on=DAY)
    Sale.record(account=account, owner=owner, amount=Decimal(7), sold_on=DAY)
    Activity.log(type=call, account=account, owner=owner, on=DAY)
    june = Slot("month", date(2025, 6, 1), None, owner.pk)
    ObjectiveChange.make("revenue", {june: Decimal(1000 + number)}, by=owner)


@pytest.fixture
def company(people: People, pipeline: Pipeline) -> People:
    Company.current()
    call = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    for number, owner in enumerate([people.rep, people.colleague, people.outsider]):
        facts(owner, call, number)
    OwnMetric.objects.create(
        key="own_per_hour", label_en="Per hour", label_fr="Par heure", unit="money",
        formula="(won_amount + lost_amount) / activity_hours", filters={"team": [people.sales.pk, None]},
    )  # fmt: skip
    dashboard = OwnDashboard.objects.create(owner=people.admin, name="Twelve", shared="everyone")
    for place, (kind, metrics, by) in enumerate(PANELS, 1):
        dashboard.panels.create(kind=kind, metrics=metrics, by=by, note="Look.", place=place)
    for name in ("One", "Two"):
        Region.objects.create(name=name)
        Product.objects.create(name=name)
    return people


def grow(company: People) -> None:
    """More reps, in a further team as well, each with facts of every kind."""
    call = ActivityType.objects.get()
    further = Team.objects.create(name="Further", parent=company.north)
    for number in range(10, 18):
        team = further if number % 2 else company.north
        rep = User.objects.create_user(
            f"rep{number}", first_name="Rep", last_name=str(number), role=Role.REP, team=team
        )
        facts(rep, call, number)
        Product.objects.create(name=f"Product {number}")


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_queries_are_few_and_do_not_grow(client: Client, company: People, who: str) -> None:
    """All pages of one viewer together: what takes time is that the company grows."""
    client.force_login(getattr(company, who))
    account = Account.objects.get(name="Account 0")
    own, dashboard = OwnMetric.objects.get(), OwnDashboard.objects.get()
    change = ObjectiveChange.objects.filter(by=company.rep).get()
    words = {"team": company.sales, "rep": company.rep, "account": account, "own": own, "dashboard": dashboard}
    keys = {name: row.pk for name, row in words.items()}
    filled = {
        address: address.format(**keys, change=change.pk) + ("&" if "?" in address else "?") + PERIOD
        for each, address in ADDRESSES
        if each == who
    }
    before = {address: count(client, filled[address]) for address in filled}
    grow(company)
    found = [(address, before[address], count(client, filled[address])) for address in filled]
    assert [each for each in found if each[1] > allowed(each[0]) or each[2] > each[1]] == []


def allowed(address: str) -> int:
    return DASHBOARD if rollups.keeps() and address in DASHBOARDS else BUDGET
