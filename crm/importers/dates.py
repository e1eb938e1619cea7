"""How a column writes its dates, seen over the whole column; what could be read two ways is asked."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from django.utils.translation import gettext as _

from crm.importers.problems import FileProblem
from crm.importers.wording import either
from crm.models.names import normalise

NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
# “15 Apr, 2021”, “1er mars 2023”, “11. Mai 2023”, “3 de mayo de 2023”, “11-May-23”; “Apr 15, 2021”.
WORD_DATE = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th|[º°ª])?[\s\-./]+(?:de\s+|of\s+)?([^\W\d_]+)\.?,?[\s\-/]+(?:de\s+|del\s+)?"
    r"(\d{4}|\d{2})(?!\d)"
    r"|([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)",
    re.I,
)
# What stands between a day and its time of day.
JOINER = re.compile(r"(?:[T\s,]|(?:at|[àa]|um|om|[àa]s|alle|ore|a\s+las)(?=[\s\d]))*", re.I)
CLOCK = re.compile(
    r"(\d{1,2})(?::|\s?h\s?)(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(?:([ap])\.?\s?m\.?)?\s*(?:uhr)?\s*"
    r"(z|utc|gmt|cest|cet|mesz|mez)?\s*([+-]\d{2}(?::?\d{2})?)?\s*$",
    re.I,
)
SERIAL = re.compile(r"\d{5}([.,]\d+)?")
# The year, month and day without anything between, as long as it is a day that somebody may mean.
COMPACT = re.compile(r"(19[1-9]\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
HOURS = {"cet": 1, "mez": 1, "cest": 2, "mesz": 2}
# English, French, German, Spanish, Italian, Dutch, Portuguese, without accents; no word means two months.
MONTHS = {
    word: number
    for number, words in enumerate(
        [
            "jan january janv janvier januar janner jaenner januari ene enero gen genn gennaio janeiro",
            "feb february fev fevr fevrier februar feber februari febrero febr febb febbraio fevereiro",
            "mar march mars marz maerz mrz marzo maart mrt marco",
            "apr april avr avril abr abril aprile",
            "may mai mayo mag magg maggio mei maio",
            "jun june juin juni junio giu giugno junho",
            "jul july juil juill juillet juli julio lug luglio julho",
            "aug august aou aout ago agosto augustus",
            "sep sept september septembre septiembre setiembre set sett settembre setembro",
            "oct october octobre okt oktober octubre ott ottobre out outubro",
            "nov november novembre noviembre novembro",
            "dec december decembre dez dezember dic diciembre dicembre dezembro",
        ],
        1,
    )
    for word in words.split()
}


@dataclass
class DateColumn:
    """Sees the dates of a column, then reads them. `order` is "dmy" or "mdy" where day and month are numbers.

    `others` are the columns of dates in the same file: where this one does not tell the order, theirs is taken.
    `compact` and `parted` count the days that are written with nothing between their numbers, and all other values.
    """

    order: str = ""
    numeric: int = 0
    first_over_12: int = 0
    second_over_12: int = 0
    compact: int = 0
    parted: int = 0
    others: "list[DateColumn]" = field(default_factory=list, repr=False, compare=False)

    def see(self, value: str) -> None:
        if COMPACT.fullmatch(value):
            self.compact += 1
            return
        self.parted += 1
        if match := NUMERIC_DATE.match(value):
            self.numeric += 1
            # A point between the numbers is written where the day comes first.
            self.first_over_12 += int(match[1]) > 12 or "." in value[:6]
            self.second_over_12 += int(match[2]) > 12

    @property
    def proven(self) -> str:
        """The order that these dates tell by themselves; empty where they do not, or contradict each other."""
        if bool(self.first_over_12) == bool(self.second_over_12):
            return ""
        return "dmy" if self.first_over_12 else "mdy"

    def settle(self, header: str, field: str) -> str:
        """Decides the order and says it; FileProblem when neither the column nor the others of the file tell."""
        if not self.numeric or self.order:
            return self.order or "iso"
        self.order = self.proven or self._proven_by_others()
        if not self.order:
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
        return self.order

    def _proven_by_others(self) -> str:
        """Empty too where this column contradicts itself, or the others each other."""
        found = {other.proven for other in self.others} - {""}
        return found.pop() if len(found) == 1 and not self.first_over_12 else ""

    def read(self, text: str) -> datetime | date:
        """A date, or a moment where a time is written; ValueError when it is neither."""
        if SERIAL.fullmatch(text):
            return date(1899, 12, 30) + timedelta(days=int(text[:5]))
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        day, end = self._day(text)
        if joiner := JOINER.match(text, end):
            end = joiner.end()
        if end == len(text):
            return day
        clock = CLOCK.match(text, end)
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
        # Among dates of another form, eight digits are something else.
        if (match := COMPACT.fullmatch(text)) and not self.parted:
            return date(int(match[1]), int(match[2]), int(match[3])), match.end()
        raise ValueError(text)


def full_year(text: str) -> int:
    """Two digits are of this century up to 68, as POSIX has it."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 69 else 1900)


def moment(day: date, clock: re.Match[str]) -> datetime:
    """A day with its time of day; aware when the text names a zone."""
    hour = int(clock[1]) % 12 + 12 * (clock[4].lower() == "p") if clock[4] else int(clock[1])
    return datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0), tzinfo=zone_of(clock))


def zone_of(clock: re.Match[str]) -> timezone | None:
    """“+02:00”, “+02”, “UTC”, “GMT+0200”, “CET”; None where no zone is named."""
    name, offset = (clock[5] or "").lower(), (clock[6] or "").replace(":", "")
    if offset:
        minutes = int(offset[1:3]) * 60 + int(offset[3:] or 0)
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    if not name:
        return None
    return timezone(timedelta(hours=HOURS[name])) if name in HOURS else UTC
