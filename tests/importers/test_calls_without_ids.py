"""Calls and events of Zoho as people export them: without an id, and with durations as a clock shows them."""

from decimal import Decimal

import pytest

from crm.importers.kinds.activities import MinutesColumn
from crm.models import Activity
from tests.importers.test_loading import Loader, counted, load
from tests.people import People

__all__ = ["load"]
CALLS = """Subject,Call Type,Call Purpose,Call Start Time,Call Duration,Call Owner
Invoice,Outbound,Prospecting,15/04/2021 23:03,07:00,Rep
Invoice,Outbound,Prospecting,15/04/2021 23:03,07:00,Rep
Invoice,Inbound,Prospecting,15/04/2021 23:03,1:02:03,Rep
Books,Inbound,Prospecting,15/04/2021 23:03,00:45,Rep
"""
EVENTS = """Subject,Event Owner,Start DateTime,End DateTime
Demo,Rep,2025-06-02 10:00,2025-06-02 10:45
Demo,Rep,2025-06-02 10:00,2025-06-02 10:45
"""


def test_calls_that_say_the_same_are_calls_of_their_own(load: Loader, people: People) -> None:
    assert counted(load("activities", CALLS)) == {"read": 4, "created": 4}
    assert counted(load("activities", CALLS)) == {"read": 4, "unchanged": 4}
    durations = Activity.objects.order_by("pk").values_list("duration_seconds", flat=True)
    assert list(durations) == [420, 420, 3723, 45]


def test_events_that_say_the_same_are_events_of_their_own(load: Loader, people: People) -> None:
    assert counted(load("activities", EVENTS)) == {"read": 2, "created": 2}
    assert counted(load("activities", EVENTS)) == {"read": 2, "unchanged": 2}


def test_a_call_with_an_id_that_is_told_twice_is_one(load: Loader, people: People) -> None:
    header, *lines = CALLS.splitlines()
    text = "\n".join([f"CALLID,{header}", f"1,{lines[0]}", f"1,{lines[0]}"])
    assert counted(load("activities", text)) == {"read": 2, "created": 1, "unchanged": 1}


def test_what_was_measured_in_seconds_goes_before_the_duration(load: Loader, people: People) -> None:
    header, line = CALLS.splitlines()[:2]
    load("activities", f"{header},Call Duration (in seconds)\n{line},300\n")
    assert Activity.objects.get().duration_seconds == 300


@pytest.mark.parametrize(
    ("decimal", "text", "minutes"),
    [
        (".", "07:00", "7"), (".", "1:02:03", "62.05"), (".", "00:45", "0.75"), (".", "90:30", "90.5"),
        (".", "7.5", "7.5"), (",", "7,5", "7.5"),
    ],
)  # fmt: skip
def test_minutes_are_numbers_or_what_a_clock_shows(decimal: str, text: str, minutes: str) -> None:
    assert MinutesColumn(decimal).read(text) == Decimal(minutes)


@pytest.mark.parametrize("text", ["07:60", "1:2:3", "7 mint", "7:"])
def test_other_times_are_no_minutes(load: Loader, people: People, text: str) -> None:
    summary = load("activities", CALLS.replace("00:45", text))
    assert counted(summary) == {"read": 4, "created": 3, "rejected": 1}
    assert summary["errors"][0]["value"] == text


def test_decimal_commas_are_seen_beside_a_clock(load: Loader, people: People) -> None:
    load("activities", CALLS.replace("00:45", '"0,75"'))
    assert Activity.objects.get(subject="Books").duration_seconds == 45
