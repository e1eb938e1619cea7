"""How a column writes dates and numbers, seen over the whole column; what could be read two ways is asked."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from crm.importers.problems import FileProblem
from crm.importers.wording import either
from crm.models.names import normalise

PLACEHOLDERS = {
    "",
    "-",
    "--",
    "#n/a",
    "n/a",
    "na",
    "null",
    "none",
    "nan",
    "select",
    "000000000000000aaa",
    "undefined",
    "–",
    "—",
}
NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
WORD_DATE = re.compile(r"(\d{1,2})[ \-]+([^\W\d]+)\.?,?[ \-]+(\d{4}|\d{2})|([^\W\d]+)\.? +(\d{1,2}),? +(\d{4})")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m)?\s*(z|utc|[+-]\d{2}:?\d{2})?\s*$", re.I)
SERIAL = re.compile(r"\d{5}(\.\d+)?$")
MONTHS = {
    word: number
    for number, words in enumerate(
        [
            "jan january janv janvier", "feb february fev fevr fevrier", "mar march mars", "apr april avr avril",
            "may mai", "jun june juin", "jul july juil juillet", "aug august aou aout", "sep sept september septembre",
            "oct october octobre", "nov november novembre", "dec december decembre",
        ],
        1,
    )
    for word in words.split()
}  # fmt: skip
# One to three digits, the first no zero, before the only mark: it may part thousands.
THOUSANDS = re.compile(r"[-+(]*[1-9]\d{0,2}[.,]")
NUMBER_NOISE = re.compile(r"[\s\u00a0\u202f'’]|eur|usd|gbp|chf|[€$£¥]", re.I)
SCALES = {"k": Decimal(1000), "m": Decimal(1_000_000)}


def is_nothing(value: str) -> bool:
    return value.casefold() in PLACEHOLDERS


@dataclass
class DateColumn:
    """Sees the dates of a column, then reads them. `order` is "dmy" or "mdy" where day and month are numbers."""

    order: str = ""
    numeric: int = 0
    first_over_12: int = 0
    second_over_12: int = 0

    def see(self, value: str) -> None:
        if match := NUMERIC_DATE.match(value):
            self.numeric += 1
            # A point between the numbers is written where the day comes first.
            self.first_over_12 += int(match[1]) > 12 or "." in value[:6]
            self.second_over_12 += int(match[2]) > 12

    def settle(self, header: str, field: str) -> str:
        """Decides the order and says it; FileProblem when the column does not tell."""
        if not self.numeric or self.order:
            return self.order or "iso"
        if bool(self.first_over_12) == bool(self.second_over_12):
            sentence = either(
                _(
                    "In column “%(header)s” a date such as 03/04 can be read two ways: say "
                    "--date-format %(field)s=dmy (day first) or --date-format %(field)s=mdy."
                ),
                _(
                    "In column “%(header)s” a date such as 03/04 can be read two ways: say whether the day or the "
                    "month comes first."
                ),
            )
            raise FileProblem(sentence % {"header": header, "field": field})
        self.order = "dmy" if self.first_over_12 else "mdy"
        return self.order

    def read(self, text: str) -> datetime | date:
        """A date, or a moment where a time is written; ValueError when it is neither."""
        if SERIAL.fullmatch(text):
            return date(1899, 12, 30) + timedelta(days=int(float(text)))
        day, end = self._day(text)
        rest = text[end:].lstrip("T ,")
        if not rest:
            return day
        clock = CLOCK.match(rest)
        if clock is None:
            raise ValueError(text)
        return moment(day, clock)

    def _day(self, text: str) -> tuple[date, int]:
        """The day that the text begins with, and where it ends."""
        if match := ISO_DATE.match(text):
            return date(int(match[1]), int(match[2]), int(match[3])), match.end()
        if match := NUMERIC_DATE.match(text):
            first, second = int(match[1]), int(match[2])
            day, month = (second, first) if self.order == "mdy" else (first, second)
            return date(full_year(match[3]), month, day), match.end()
        if match := WORD_DATE.match(text):
            number, word, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
            return date(full_year(year), MONTHS.get(normalise(word), 0), int(number)), match.end()
        raise ValueError(text)


def full_year(text: str) -> int:
    """Two digits are of this century up to 68, as POSIX has it."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 69 else 1900)


def moment(day: date, clock: re.Match[str]) -> datetime:
    """A day with its time of day; aware when the text names a zone."""
    hour = int(clock[1]) % 12 + 12 * (clock[4].lower() == "pm") if clock[4] else int(clock[1])
    found = datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0))
    zone = (clock[5] or "").upper().replace(":", "")
    if not zone:
        return found
    return datetime.strptime(f"{found:%Y%m%d%H%M%S}{'+0000' if zone in ('Z', 'UTC') else zone}", "%Y%m%d%H%M%S%z")


@dataclass
class NumberColumn:
    """Sees the numbers of a column, then reads them. `decimal` is "." or ","."""

    decimal: str = ""
    comma: int = 0
    point: int = 0
    either: int = 0

    def see(self, value: str) -> None:
        bare = NUMBER_NOISE.sub("", value)
        marks = [mark for mark in bare if mark in ".,"]
        if not marks:
            return
        tail = re.match(r"\d*", bare[bare.rfind(marks[-1]) + 1 :])
        digits = len(tail[0]) if tail else 0
        if len(set(marks)) == 2:
            self._vote(marks[-1])
        elif len(marks) > 1:
            self._vote("," if marks[0] == "." else ".")
        elif digits != 3 or not THOUSANDS.match(bare):
            self._vote(marks[0])
        else:
            self.either += 1

    def _vote(self, mark: str) -> None:
        if mark == ",":
            self.comma += 1
        else:
            self.point += 1

    def settle(self, header: str, field: str) -> str:
        """Decides the decimal mark and says it; FileProblem when the column does not tell."""
        if self.decimal:
            return self.decimal
        if (self.comma and self.point) or (self.either and not self.comma and not self.point):
            sentence = either(
                _(
                    "In column “%(header)s” a number such as 1,234 can be read two ways: say "
                    "--decimal %(field)s=, or --decimal %(field)s=. for the decimal mark."
                ),
                _(
                    "In column “%(header)s” a number such as 1,234 can be read two ways: say which mark separates "
                    "decimals."
                ),
            )
            raise FileProblem(sentence % {"header": header, "field": field})
        self.decimal = "," if self.comma else "."
        return self.decimal

    def read(self, text: str) -> Decimal:
        """A number; “$1,117.10K” is 1117100. ValueError when it is none."""
        bare = NUMBER_NOISE.sub("", text)
        scale = SCALES.get(bare[-1:].lower(), Decimal(1))
        bare = bare.rstrip("kKmM%")
        if bare.startswith("(") and bare.endswith(")"):
            bare = f"-{bare[1:-1]}"
        bare = bare.replace("." if self.decimal == "," else ",", "").replace(",", ".")
        try:
            number = Decimal(bare)
        except InvalidOperation as error:
            raise ValueError(text) from error
        if not number.is_finite() or number.adjusted() > 20:
            raise ValueError(text)
        return number * scale
