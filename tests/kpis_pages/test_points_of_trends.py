"""Every point of a dashboard's trends, of this year's months and of those beside them, opens rows that add up to it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from crm.access import Role
from crm.models import User
from tests.kpis.companies import NOON, Made, kept_company

# A year later the company's half a year is what lies beside the months.
YEAR_LATER = NOON.replace(year=NOON.year + 1)


@pytest.fixture(scope="module")
def made(kept_database: Any) -> Iterator[Made]:
    with kept_company(kept_database, 200, 30) as company:
        User.objects.create_user("boss", role=Role.ADMIN)
        yield company


@pytest.mark.parametrize("moment", [NOON, YEAR_LATER], ids=["while it is", "a year later"])
@pytest.mark.parametrize("period", ["all", "this-quarter", "last-year", "2026-02", "month-to-date"])
@pytest.mark.parametrize("who", ["boss", "manager"])
def test_each_point_opens_its_rows(made: Made, db: None, client: Client, who: str, period: str, moment: Any) -> None:
    opened = 0
    with time_machine.travel(moment, tick=False):
        viewer = User.objects.get(username="boss") if who == "boss" else made.manager
        client.force_login(viewer)
        address = "/dashboards/company/" if who == "boss" else f"/dashboards/teams/{viewer.managed_teams.first().pk}/"
        page = client.get(address, {"period": period})
        for chart in page.context["dashboard"].charts:
            if not chart.id.startswith("trend-"):
                continue
            for series in chart.config["series"]:
                for value, address in zip(series["data"], series["addresses"], strict=True):
                    if value:
                        rows = client.get(address)
                        assert Decimal(str(rows.context["total"])) == Decimal(str(value)), address
                        opened += 1
    # What was known a year before the company began is nothing.
    assert opened or (moment == NOON and period == "2026-02")
