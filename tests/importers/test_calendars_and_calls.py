"""Activities out of calendars, telephony and Pipedrive: when they were, how long they took, whether they were done."""

from decimal import Decimal

import pytest

from crm.importers.kinds.activities import MinutesColumn
from crm.models import Activity
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]
OUTLOOK = """Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer
Demo,1/13/2024,9:00:00 AM,1/13/2024,9:45:00 AM,False,Rep
Fair,1/14/2024,12:00:00 AM,1/15/2024,12:00:00 AM,True,Rep
"""
FRENCH = """Objet;Date de début;Heure de début;Date de fin;Heure de fin
Visite;13/01/2024;09:00;13/01/2024;09:30
"""
PIPEDRIVE = """{0}ID,{0}Done,{0}Type,{0}Subject,{0}Due date,{0}Duration,{0}Assigned to user
1,Done,Call,Offer,2024-05-01,00:30,Rep
2,To do,Call,Offer,2024-05-02,01:00,Rep
"""
AIRCALL = """Call ID,Datetime (UTC),Direction,Answered,User,Duration (total),Duration (in call)
1,2024-05-01 23:30:00,outbound,Yes,Rep,100,90
2,2024-05-02 08:00:00,outbound,No,Rep,20,0
3,2024-05-02 08:00:00,inbound,No,Rep,20,0
"""


def told() -> list[tuple[str, str, int]]:
    return list(Activity.objects.order_by("pk").values_list("subject", "state", "duration_seconds"))


def test_a_calendar_has_day_and_time_in_two_columns(load: Loader) -> None:
    summary = load("activities", OUTLOOK, "--create-missing")
    assert (summary["preset"], counted(summary)) == ("calendar-all-day", {"read": 2, "created": 2})
    assert sorted(told()) == [("Demo", "done", 2700), ("Fair", "done", 0)]
    assert Activity.objects.get(subject="Demo").done_at.isoformat() == "2024-01-13T08:00:00+00:00"


def test_a_french_calendar_too(load: Loader) -> None:
    load("activities", FRENCH, "--create-missing")
    assert told() == [("Visite", "done", 1800)]


def test_a_calendar_that_names_types_keeps_them(load: Loader) -> None:
    header = "Subject,Type,Start Date,Start Time,End Date,End Time\n"
    load("activities", header + "Offer,Call,2024-01-13,09:00,2024-01-13,09:10\n", "--create-missing")
    assert Activity.objects.get().type.name == "Call"


@pytest.mark.parametrize("prefix", ["Activity - ", ""])
def test_what_pipedrive_has_to_do_is_not_done(load: Loader, prefix: str) -> None:
    load("activities", PIPEDRIVE.format(prefix), "--create-missing")
    states = dict(Activity.objects.values_list("external_id", "state"))
    assert states == {"1": "done", "2": "planned"}
    assert dict(Activity.objects.values_list("external_id", "duration_seconds")) == {"1": 1800, "2": 3600}


def test_a_call_that_nobody_took_is_no_effort(load: Loader) -> None:
    load("activities", AIRCALL, "--create-missing")
    found = dict(Activity.objects.values_list("external_id", "state"))
    assert found == {"1": "done", "2": "done", "3": "cancelled"}
    first = Activity.objects.get(external_id="1")
    assert (str(first.done_on), first.duration_seconds) == ("2024-05-02", 90)


def test_a_column_says_whether_it_was_done(load: Loader) -> None:
    load("activities", "Type,Date,Subject,Done\nCall,2024-05-01,A,Yes\nCall,2024-05-02,B,No\n")
    assert sorted(told()) == [("A", "done", 0), ("B", "planned", 0)]


def test_calls_of_hubspot_have_their_time(load: Loader) -> None:
    header = "Record ID,Call Title,Call duration (HH:mm:ss),Activity date,Activity assigned to\n"
    load("activities", header + "1,Offer,00:03:30,2024-05-01 10:00,Rep\n", "--create-missing")
    assert told() == [("Offer", "done", 210)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h 30m", 90), ("1h30", 90), ("1 h 30 min", 90), ("45m", 45), ("45 min", 45), ("2h", 120), ("2,5 heures", 150),
        ("1 hour 15 minutes", 75), ("30 s", "0.5"), ("1h 0m 30s", "60.5"), ("90", 90),
    ],
)  # fmt: skip
def test_minutes_as_people_write_them(text: str, minutes: int | str) -> None:
    assert MinutesColumn(".").read(text) == Decimal(minutes)


@pytest.mark.parametrize("text", ["45 bottles", "1h 30x", "min", "h"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        MinutesColumn(".").read(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [("To do", "planned"), ("En cours", "planned"), ("NOT_STARTED", "planned"), ("Réalisé", "done"), ("Held", "done"),
     ("Not Held", "cancelled"), ("Annulée", "cancelled")],
)  # fmt: skip
def test_states_go_by_several_names(load: Loader, text: str, state: str) -> None:
    load("activities", f"Type,Date,Subject,Status\nCall,2024-05-01,A,{text}\n")
    assert told() == [("A", state, 0)]
