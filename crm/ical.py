"""Planned activities as an iCalendar file (RFC 5545), read by any calendar program."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity

LONGEST_LINE = 75


def calendar(name: str, activities: Iterable[Activity], site: str) -> str:
    """The file; `site` is the address of this house, "https://crm.example", for links and identifiers."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jauge//Calendar//EN", "CALSCALE:GREGORIAN"]
    lines = [*head, f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT15M"]
    for activity in activities:
        lines += event(activity, site)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in fold(line))


def event(activity: Activity, site: str) -> list[str]:
    host = site.rpartition("/")[2]
    who = activity.opportunity or activity.contact or activity.account
    described = [activity.notes, *([f"{who}"] if who else [])]
    link = site + reverse("crm:activity_plan", args=[activity.pk])
    return [
        "BEGIN:VEVENT",
        f"UID:activity-{activity.pk}@{host}",
        f"DTSTAMP:{moment(activity.updated_at)}",
        f"SEQUENCE:{activity.version}",
        *times(activity),
        f"SUMMARY:{escaped(title(activity, who))}",
        f"DESCRIPTION:{escaped(chr(10).join(part for part in described if part))}",
        f"URL:{link}",
        "END:VEVENT",
    ]


def title(activity: Activity, who: Any) -> str:
    what = f"{activity.type}: {activity.subject}" if activity.subject else str(activity.type)
    return _("%(what)s, %(who)s") % {"what": what, "who": who} if who else what


def times(activity: Activity) -> list[str]:
    """With a time of day, as long as planned or usual; without, the whole day."""
    if activity.due_at is None:
        on = activity.due_on or activity.created_at.date()
        return [f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"]
    seconds = activity.duration_seconds or 60 * activity.type.default_minutes
    return [f"DTSTART:{moment(activity.due_at)}", f"DTEND:{moment(activity.due_at + timedelta(seconds=seconds))}"]


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """What has a meaning in the format is escaped; control characters, which it forbids, go."""
    text = text.replace("\r\n", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(letter for letter in text.replace("\n", "\\n") if letter >= " " or letter == "\t")


def fold(line: str) -> Iterator[str]:
    """At most 75 octets a line; what follows is indented by a space, never inside a letter."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
