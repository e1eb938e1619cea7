"""Calls, meetings and the like, with how long they took."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from crm.importers.fields import DATE, NUMBER, REFERENCE, TEXT, Field, local_date
from crm.importers.kinds.attribution import ACCOUNT_FIELD, ATTRIBUTION, EXTERNAL_ID
from crm.importers.kinds.base import Kind, Row
from crm.importers.kinds.lookups import ACTIVITY_TYPE, CONTACT, MEDIUM, OPPORTUNITY
from crm.importers.problems import RowProblem
from crm.importers.recognising import NumberColumn
from crm.models import Activity, Company

STATES = {
    "done": "done", "completed": "done", "closed": "done", "fait": "done", "termine": "done", "terminee": "done",
    "planned": "planned", "open": "planned", "not started": "planned", "in progress": "planned", "a faire": "planned",
    "prevu": "planned", "scheduled": "planned", "cancelled": "cancelled", "canceled": "cancelled", "annule": "cancelled",
    **dict.fromkeys(("faite", "effectue", "effectuee", "realise", "realisee", "held"), "done"),
    **dict.fromkeys(("to do", "todo", "not_started", "in_progress", "deferred", "overdue", "en cours"), "planned"),
    **dict.fromkeys(("planifie", "planifiee", "prevue", "reporte", "reportee", "en retard"), "planned"),
    # What a column called “Done” says.
    **dict.fromkeys(("yes", "oui", "true", "vrai", "1"), "done"),
    **dict.fromkeys(("no", "non", "false", "faux", "0"), "planned"),
    **dict.fromkeys(("not held", "no show", "annulee"), "cancelled"),
}  # fmt: skip
LONGEST = timedelta(days=1)
# “07:00” is seven minutes, “1:02:03” an hour, two minutes and three seconds.
CLOCK = re.compile(r"(?:(\d+):)?(\d+):([0-5]\d)")
# “1h 30m”, “1h30”, “45 min”, “2,5 hours”, “30 s”: only what follows an hour may be without its unit.
UNITS = re.compile(
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|heures?|std\.?|stunden?)\s*)?"
    r"(?:(?P<minutes>\d+)\s*(?:m|mn|mins?\.?|minutes?|minuten?|(?<=\d)$)\s*)?"
    r"(?:(?P<seconds>\d+)\s*(?:s|secs?\.?|seconds?|secondes?|sekunden?))?",
    re.I,
)


@dataclass
class MinutesColumn(NumberColumn):
    """Sees and reads minutes, as numbers or as a clock shows them."""

    def see(self, value: str) -> None:
        if not CLOCK.fullmatch(value) and with_units(value) is None:
            super().see(value)

    def read(self, text: str) -> Decimal:
        match = CLOCK.fullmatch(text)
        if match is None:
            found = with_units(text)
            return super().read(text) if found is None else found
        hours, minutes, seconds = (int(each or 0) for each in match.groups())
        return Decimal(hours * 60 + minutes) + Decimal(seconds) / 60


def with_units(text: str) -> Decimal | None:
    """Minutes as a person writes them; None where no unit is named. “45m” is no 45 million."""
    match = UNITS.fullmatch(text.strip()) if text[-1:] and not text.strip(" .,-").isdigit() else None
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (Decimal((each or "0").replace(",", ".")) for each in match.groups())
    return hours * 60 + minutes + seconds / 60


def timed(values: dict[str, Any]) -> bool:
    """Whether the file says how long it took, rather than when it began and ended."""
    return values.get("seconds") is not None or values.get("minutes") is not None


class Activities(Kind):
    id = "activities"
    model = Activity
    repeats = True
    key = ("type", "owner", "done_at", "subject", "account")
    numbers: ClassVar[Mapping[str, type[NumberColumn]]] = {"minutes": MinutesColumn}
    related = ("type", "owner", "account")
    fields = (
        Field("type", REFERENCE, ("activity type", "type d activité"), reference=ACTIVITY_TYPE, required=True),
        Field("external_id", headers=(*EXTERNAL_ID, "taskid", "eventid", "activity id", "call id"), most=100),
        Field("medium", REFERENCE, ("outil", "moyen"), reference=MEDIUM),
        Field("subject", headers=("sujet", "objet", "title", "activity title"), most=200),
        Field("notes", headers=("description", "remarques", "body", "activity notes"), most=20_000),
        Field("done_at", DATE, (
            "call start time", "start datetime", "activity date", "date", "done on", "start time", "date de début", "fait le", "due date", "échéance",
        ), required=True),
        Field("ended_at", DATE, ("end datetime", "end time", "end date", "end", "date de fin", "fin")),
        Field("state", TEXT, ("status", "statut", "état", "done", "fait"), choices=STATES),
        Field("seconds", NUMBER, ("call duration in seconds", "duration in seconds", "durée en secondes", "duration seconds", "duration sec", "duration s", "durée s", "durée sec")),
        Field("minutes", NUMBER, ("duration", "durée", "duration minutes", "durée min", "call duration in minutes", "duration min", "duration hh mm ss", "durée hh mm ss", "call duration hh mm ss")),
        replace(ACCOUNT_FIELD, lenient=True),
        Field("contact", REFERENCE, ("contactid", "contact id", "contact name"), reference=CONTACT, lenient=True),
        Field("opportunity", REFERENCE, ("potentialid", "deal", "affaire", "opportunité", "deal id"), reference=OPPORTUNITY, lenient=True),
        *ATTRIBUTION,
    )  # fmt: skip

    def clean(self, row: Row) -> None:
        values = row.values
        moment, ended = values.pop("done_at"), values.pop("ended_at", None)
        values["duration_seconds"] = self.duration(values) if timed(values) else self.between(moment, ended)
        day = local_date(moment)
        at = moment if isinstance(moment, datetime) else datetime.combine(day, time(12), Company.current().zone)  # type: ignore[arg-type]
        values["state"] = values.get("state") or Activity.State.DONE
        done = values["state"] == Activity.State.DONE
        values.update({"done_at": at, "done_on": day} if done else {"due_at": at, "due_on": day, "done_at": None})

    def duration(self, values: dict[str, Any]) -> int:
        seconds, minutes = values.pop("seconds", None), values.pop("minutes", None)
        # Where a file has both, seconds are what was measured and minutes what was rounded.
        found = seconds if seconds is not None else (minutes or Decimal(0)) * 60
        if found < 0:
            raise RowProblem("seconds" if seconds is not None else "minutes", found, _("A duration is not negative."))
        return int(found.to_integral_value())

    def between(self, begun: date | datetime, ended: date | datetime | None) -> int:
        """Seconds from begin to end. What ends before it begins or goes on past a day was no time spent: it counts
        as none and is told."""
        if not (isinstance(begun, datetime) and isinstance(ended, datetime)):
            return 0
        lasted = ended - begun
        if timedelta() <= lasted <= LONGEST:
            return int(lasted.total_seconds())
        self.directory.left_empty["ended_at"] += 1
        return 0

    def prepare(self, record: Any) -> Any:
        record.attribute()
        return record
