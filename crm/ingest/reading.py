"""JSON objects read field by field; what is missing or says something else is refused with the field's name."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.ingest.refusals import RefusedError
from crm.keepable import UNKEPT, keepable

LARGEST = Decimal(10) ** 13
MOST_PIECES = Decimal(10) ** 9
# Clocks differ.
AHEAD = timedelta(minutes=5)
CURRENCY = re.compile("[A-Z]{3}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def parsed(body: bytes) -> "Said":
    """The object that a body holds; 400 for anything else."""
    try:
        if UNKEPT.search(body) and not keepable(body):
            raise RefusedError(_("The text holds characters that cannot be kept: half of a pair, or zero."), 400)
        data = json.loads(body, parse_float=Decimal, parse_constant=not_a_number)
    except (ValueError, RecursionError) as error:
        raise RefusedError(_("The message is no JSON."), 400) from error
    if not isinstance(data, dict):
        raise RefusedError(_("The message is no JSON object."), 400)
    return Said(data)


def not_a_number(text: str) -> Any:
    raise ValueError(text)


class Said:
    """An object of a message; `path` is where it stands in it, for the sentences."""

    def __init__(self, data: dict[str, Any], path: str = "") -> None:
        self.data = data
        self.path = path

    def named(self, name: str) -> str:
        return f"{self.path}{name}"

    def has(self, name: str) -> bool:
        return self.data.get(name) not in (None, "")

    def only(self, names: Iterable[str]) -> None:
        """Refuses fields of other names: one that is misspelt would be passed over unseen."""
        known = set(names)
        for name in self.data:
            if name not in known:
                words = {"field": self.named(name), "names": ", ".join(sorted(known))}
                raise RefusedError(_("“%(field)s” is no field of it: write one of %(names)s.") % words)

    def missing(self, name: str) -> RefusedError:
        return RefusedError(_("“%(field)s” is missing.") % {"field": self.named(name)})

    def text(self, name: str, most: int = 200) -> str:
        """A text or a whole number as one, cut to what can be kept; empty without one."""
        value = self.data.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise RefusedError(_("“%(field)s” is no text.") % {"field": self.named(name)})
        return str(value).strip()[:most]

    def key(self, name: str, needed: bool = True) -> str:
        """An id: never cut."""
        found = self.text(name, 101)
        if not found and needed:
            raise self.missing(name)
        if len(found) > 100:
            raise RefusedError(_("“%(field)s” is longer than 100 characters.") % {"field": self.named(name)})
        return found

    def email(self, name: str) -> str:
        """What looks like an address; anything else names nobody."""
        found = self.text(name, 255)
        return found if len(found) <= 254 and EMAIL.fullmatch(found) else ""

    def number(self, name: str, default: Decimal | None = None) -> Decimal:
        value = self.data.get(name)
        if value in (None, ""):
            if default is None:
                raise self.missing(name)
            return default
        try:
            found = Decimal(str(value)) if not isinstance(value, bool | list | dict) else None
        except InvalidOperation:
            found = None
        if found is None or not found.is_finite():
            raise RefusedError(_("“%(field)s” is no number.") % {"field": self.named(name)})
        if abs(found) >= LARGEST:
            raise RefusedError(_("“%(field)s” is larger than what can be stored.") % {"field": self.named(name)})
        return found

    def amount(self, name: str, default: Decimal | None = None) -> Decimal:
        """A number that is not negative."""
        found = self.number(name, default)
        if found < 0:
            raise RefusedError(_("“%(field)s” is negative.") % {"field": self.named(name)})
        return found

    def quantity(self, name: str) -> Decimal:
        """How many; one where it is not told."""
        found = self.number(name, Decimal(1))
        if abs(found) >= MOST_PIECES:
            raise RefusedError(_("“%(field)s” is larger than what can be stored.") % {"field": self.named(name)})
        return found

    def whole(self, name: str, most: int = 2_000_000_000) -> int:
        found = self.amount(name, Decimal(0))
        if found != found.to_integral_value() or found > most:
            raise RefusedError(_("“%(field)s” is no whole number.") % {"field": self.named(name)})
        return int(found)

    def yes(self, name: str) -> bool | None:
        value = self.data.get(name)
        if value is not None and not isinstance(value, bool):
            raise RefusedError(_("“%(field)s” is neither true nor false.") % {"field": self.named(name)})
        return value

    def currency(self, name: str) -> str:
        found = self.text(name, 10)
        if found and not CURRENCY.fullmatch(found):
            sentence = _("“%(field)s” is no currency: write three capital letters.")
            raise RefusedError(sentence % {"field": self.named(name)})
        return found

    def moment(self, name: str, utc: bool = False) -> datetime:
        """A moment with its zone; with `utc` one that is told without."""
        found = self.moment_if_told(name, utc)
        if found is None:
            raise self.missing(name)
        return found

    def moment_if_told(self, name: str, utc: bool = False) -> datetime | None:
        if not self.has(name):
            return None
        try:
            found = datetime.fromisoformat(self.text(name, 60))
        except ValueError:
            found = None
        if found is not None and found.tzinfo is None and utc:
            found = found.replace(tzinfo=UTC)
        if found is None or found.tzinfo is None or not 1990 <= found.year <= 2200:
            sentence = _("“%(field)s” is no moment with a time zone: write it like 2026-03-31T14:05:00+02:00.")
            raise RefusedError(sentence % {"field": self.named(name)})
        if found > timezone.now() + AHEAD:
            raise RefusedError(_("“%(field)s” is in the future.") % {"field": self.named(name)})
        return found.astimezone(UTC)

    def inside(self, name: str) -> "Said":
        """The object in a field; an empty one where there is none."""
        value = self.data.get(name)
        if value in (None, "", []):
            value = {}
        if not isinstance(value, dict):
            raise RefusedError(_("“%(field)s” is no object.") % {"field": self.named(name)})
        return Said(value, f"{self.named(name)}.")

    def each(self, name: str) -> list["Said"]:
        """The objects in a list; none where there is no list."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise RefusedError(_("“%(field)s” is no list of objects.") % {"field": self.named(name)})
        return [Said(each, f"{self.named(name)}.{number}.") for number, each in enumerate(value)]
