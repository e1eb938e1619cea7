"""Calendars (Outlook, Google) with day and time in columns of their own, logs of telephony, Pipedrive's activities."""

from crm.importers.fields import Columns, first, joined, one
from crm.importers.presets.preset import IN_UTC, NO, YES, Preset

# What lasts all day tells no time spent.
UNTIMED = ((rf".*\s{YES}", ""), (rf"(.*)\s{NO}", r"\1"))
NAMES = {
    "subject": first("Subject", "Objet"),
    "owner": first("Meeting Organizer", "Organizer", "Organisateur"),
    "type": first("Activity Type", "Type", "Type d'activité"),
}
# Pipedrive writes hours and minutes; what we know as a clock has minutes and seconds.
HOURS_AND_MINUTES = ((r"(\d+):(\d\d)", r"\1:\2:00"),)
TO_DO = ((rf"{YES}|done|fait|terminé|erledigt", "done"), (rf"{NO}|to do|à faire|zu erledigen", "planned"))


def calendar(name: str, begin: tuple[str, str], end: tuple[str, str], all_day: str = "") -> Preset:
    """Those of a language, with or without a column for what lasts all day."""
    told = (all_day,) if all_day else ()
    columns: dict[str, Columns] = {**NAMES, "done_at": joined(*begin), "ended_at": joined(*end, *told)}
    rewrites = {"ended_at": UNTIMED} if all_day else {}
    headers = (*begin, *end, *told)
    return Preset(name, "activities", headers, columns, constants={"type": "Meeting"}, rewrites=rewrites)


def pipedrive(name: str, prefix: str) -> Preset:
    def column(*headers: str) -> Columns:
        return first(*(prefix + header for header in headers))

    return Preset(
        name,
        "activities",
        tuple(prefix + header for header in ("Done", "Type", "Subject", "Due date", "Assigned to user")),
        {
            "external_id": column("ID"),
            "state": column("Done"),
            "type": column("Type"),
            "subject": column("Subject"),
            "done_at": column("Due date"),
            "minutes": column("Duration"),
            "owner": column("Assigned to user"),
            "account": column("Organization"),
            "contact": column("Contact person"),
            "opportunity": column("Deal"),
            "notes": column("Note"),
        },
        rewrites={"minutes": HOURS_AND_MINUTES, "state": TO_DO},
    )


ENGLISH = (("Start Date", "Start Time"), ("End Date", "End Time"))
FRENCH = (("Date de début", "Heure de début"), ("Date de fin", "Heure de fin"))

PRESETS = (
    calendar("calendar", *ENGLISH),
    calendar("calendar-all-day", *ENGLISH, all_day="All day event"),
    calendar("calendar-french", *FRENCH),
    # Who calls and is not answered has made an effort; a call that nobody took is none.
    Preset(
        "aircall-calls",
        "activities",
        ("Call ID", "Datetime (UTC)", "Direction", "Answered", "User", "Duration (in call)"),
        {
            "external_id": one("Call ID"),
            "done_at": one("Datetime (UTC)"),
            "state": joined("Direction", "Answered"),
            "seconds": one("Duration (in call)"),
            "owner": one("User"),
        },
        constants={"type": "Call", "medium": "Phone"},
        rewrites={
            "state": ((rf"inbound {NO}", "cancelled"), (".*", "done")),
            "done_at": IN_UTC,
        },
    ),
    pipedrive("pipedrive-activities", "Activity - "),
    pipedrive("pipedrive-list-of-activities", ""),
    # HubSpot's calls.
    Preset(
        "hubspot-calls",
        "activities",
        ("Record ID", "Call Title", "Activity date", "Activity assigned to"),
        {
            "external_id": one("Record ID"),
            "subject": one("Call Title"),
            "done_at": one("Activity date"),
            "minutes": one("Call duration (HH:mm:ss)"),
            "owner": one("Activity assigned to"),
            "account": one("Associated Company"),
        },
        constants={"type": "Call", "medium": "Phone"},
    ),
)
