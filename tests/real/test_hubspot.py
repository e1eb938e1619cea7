"""HubSpot's layout of deals and activities: every figure computed elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import Company
from tests.real.files import by, expected, kpi, load, six, total

pytestmark = pytest.mark.django_db
FOLDER = "crm_exports/hubspot"
METRICS = ("won_count", "lost_count", "win_rate", "won_amount", "average_deal", "sales_cycle")


@pytest.fixture(scope="module")
def theirs(data: Path, kept_database: Callable[[], AbstractContextManager[None]]) -> Iterator[dict[str, Any]]:
    with kept_database():
        Company.objects.update_or_create(pk=1, defaults={"currency": "USD"})
        load("opportunities", f"{FOLDER}/hubspot_deals.csv", "--create-missing", "--map", "Deal Type=channel")
        load("activities", f"{FOLDER}/hubspot_activities.csv", "--create-missing")
        yield expected(FOLDER)


def agrees(found: dict[str, Any], group: dict[str, Any]) -> None:
    assert (found["won_count"]["value"], found["lost_count"]["value"]) == (group["won"], group["lost"])
    assert six(found["win_rate"]["value"]) == six(group["win_rate"])
    assert Decimal(found["won_amount"]["value"]) == Decimal(str(group["revenue"]))
    assert six(found["average_deal"]["value"]) == six(group["avg_won"])
    assert six(found["sales_cycle"]["value"]) == six(group["avg_cycle_won_days"])


def test_all_deals(theirs: dict[str, Any]) -> None:
    agrees(total(*METRICS), theirs["total"])


@pytest.mark.parametrize(
    ("figure", "dimension"), [("by_owner", "owner"), ("by_pipeline", "pipeline"), ("by_type", "channel")]
)
def test_deals_by_group(theirs: dict[str, Any], figure: str, dimension: str) -> None:
    groups = by(dimension, *METRICS)
    assert set(theirs[figure]) == set(groups)
    for name, group in theirs[figure].items():
        agrees(groups[name], group)


def test_deals_by_stage(theirs: dict[str, Any]) -> None:
    """Stages of the same name in both pipelines are two stages."""
    found: dict[str, int] = {}
    for row in kpi("open_opportunities", "won_count", "lost_count", "--by", "stage", "--by", "pipeline")["rows"]:
        name = row["by"]["stage"].split(" · ")[-1]
        found[name] = found.get(name, 0) + sum(figure["value"] or 0 for figure in row["figures"].values())
    assert found == theirs["by_stage"]


def test_why_deals_were_lost(theirs: dict[str, Any]) -> None:
    reasons = by("lost_reason", "lost_count")
    found = {name or "(blank)": figures["lost_count"]["value"] for name, figures in reasons.items()}
    assert {name: count for name, count in found.items() if count} == theirs["lost_reasons"]


def test_activities(theirs: dict[str, Any]) -> None:
    rows = kpi("activities", "--by", "owner", "--by", "activity_type")["rows"]
    found = {
        f"{row['by']['owner']} | {row['by']['activity_type']}": row["figures"]["activities"]["value"] for row in rows
    }
    assert found == theirs["activities_by_owner_and_type"]
