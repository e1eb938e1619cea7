"""How soon leads are won, open ones counting for as long as they were watched."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.real.files import DATA, load, total
from tests.real.test_olist import DEALS, LEADS

pytestmark = pytest.mark.django_db
AS_OF = date(2018, 11, 30)


def column(file: str, name: str) -> dict[str, date]:
    with (DATA / file).open(newline="", encoding="utf-8") as rows:
        return {row["mql_id"]: date.fromisoformat(row[name][:10]) for row in csv.DictReader(rows)}


def share_won_within(days: int) -> float:
    """Without any lost, the cumulative incidence is 1 − Kaplan–Meier, step by step from the files."""
    begun, won = column(LEADS, "first_contact_date"), column(DEALS, "won_date")
    lasted = {lead: (won.get(lead, AS_OF) - day).days for lead, day in begun.items()}
    times = [(time, lead in won) for lead, time in lasted.items() if time >= 0]
    watched, events = Counter(time for time, _won in times), Counter(time for time, was_won in times if was_won)
    at_risk, still = len(times), 1.0
    for time in range(days + 1):
        still *= 1 - events[time] / at_risk
        at_risk -= watched[time]
    return 1 - still


def test_leads_are_won_in_time(data: Path) -> None:
    load("prospects", LEADS)
    load("opportunities", LEADS)
    load("opportunities", DEALS, "--create-missing")
    ours = total("time_to_win", "--as-of", str(AS_OF))["time_to_win"]
    assert ours["value"] == pytest.approx(share_won_within(90), abs=1e-9)
    for days in (30, 60, 180):
        assert ours[f"share_{days}_days"] == pytest.approx(share_won_within(days), abs=1e-9)
