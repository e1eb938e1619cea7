"""How a column writes its numbers, seen over the whole column; what could be read two ways is asked."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from crm.importers.problems import FileProblem
from crm.importers.wording import either

# One to three digits, the first no zero, before the only mark: it may part thousands.
THOUSANDS = re.compile(r"[-+(]*[1-9]\d{0,2}[.,]")
CODES = (
    "aed|ars|aud|bgn|brl|cad|clp|cny|cop|czk|dkk|egp|hkd|huf|idr|ils|inr|isk|jpy|kes|krw|mad|mxn|myr|ngn|nok|nzd|pen|"
    "php|pkr|pln|ron|rsd|rub|sar|sek|sgd|thb|tnd|try|twd|uah|vnd|zar"
)
# These may have a point behind them: “Rs. 5”, “5 kr.”.
WORDS = "руб|грн|sfr|lei|zł|zl|kr|kč|kc|rs|fr|ft|лв|р"
SIGNS = "€$£¥₹₽₺₴₪₩₫₱฿₦₸"
NOISE = re.compile(
    r"[\s'’]|eur|usd|gbp|chf"
    rf"|(?<![^\W\d_])(?:(?:{CODES})(?![^\W\d_])|(?:{WORDS})(?:\.|(?![^\W\d_])))"
    rf"|(?<![^\W\d_])(?:us|ca|au|nz|hk|mx|nt|[acrs])\$|[{SIGNS}]",
    re.I,
)
# Nearly all numbers, and what nearly all have around them: tried first, as it takes a tenth of the time.
PLAIN, AROUND = re.compile(r"-?[\d.,]+"), re.compile(r"[\s'’€$£¥]")
# “5.000,-” and “5000.–”: no cents.
NO_CENTS = re.compile(r"([.,])[-–—]{1,2}$")
# What Bitrix24 writes behind an amount: “12345.00|RUB”.
AFTER_BAR = re.compile(r"\|[a-z]{3}$", re.I)
MINUS = str.maketrans("−–—﹣－", "-----")
SCALES = {"k": Decimal(1000), "m": Decimal(1_000_000)}


class Numeral(str):
    """A number cell of a workbook: its point separates decimals, whatever the texts of the column do."""

    __slots__ = ()


def bare(text: str) -> str:
    """A number without currency and blanks, its minus in front: “(Rs. 1,234.50)” → “-1,234.50”."""
    if PLAIN.fullmatch(found := AROUND.sub("", text)):
        return found
    found = NO_CENTS.sub(r"\1", NOISE.sub("", AFTER_BAR.sub("", text.strip()))).translate(MINUS)
    if found.startswith("(") and found.endswith(")"):
        return f"-{found[1:-1]}"
    if found.endswith("-") and found[:1].isdigit():
        return f"-{found[:-1]}"
    return found


@dataclass
class NumberColumn:
    """Sees the numbers of a column, then reads them. `decimal` is "." or ",".

    `whole` tells that they count something: in such a column “18,088” has no decimals. `comma_parts` and `point_parts`
    are how many of those that could be read two ways could not if they were counts.
    """

    decimal: str = ""
    comma: int = 0
    point: int = 0
    either: int = 0
    comma_parts: int = 0
    point_parts: int = 0
    whole: bool = False

    def see(self, value: str) -> None:
        if isinstance(value, Numeral):
            return
        found = bare(value)
        marks = [mark for mark in found if mark in ".,"]
        if not marks:
            return
        tail = re.match(r"\d*", found[found.rfind(marks[-1]) + 1 :])
        digits = tail[0] if tail else ""
        if len(set(marks)) == 2:
            self._vote(marks[-1])
        elif len(marks) > 1:
            self._vote("," if marks[0] == "." else ".")
        elif len(digits) != 3 or not THOUSANDS.match(found):
            self._vote(marks[0])
        else:
            self.either += 1
            # “18.000” may still be eighteen.
            self.comma_parts += marks[0] == "," and digits != "000"
            self.point_parts += marks[0] == "." and digits != "000"

    def _vote(self, mark: str) -> None:
        if mark == ",":
            self.comma += 1
        else:
            self.point += 1

    def settle(self, header: str, field: str) -> str:
        """Decides the decimal mark and says it; FileProblem when the column does not tell."""
        if self.decimal:
            return self.decimal
        comma = self.comma + (self.point_parts if self.whole else 0)
        point = self.point + (self.comma_parts if self.whole else 0)
        if (comma and point) or (self.either and not comma and not point):
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
        self.decimal = "," if comma else "."
        return self.decimal

    def read(self, text: str) -> Decimal:
        """A number; “$1,117.10K” is 1117100. ValueError when it is none."""
        found = text if isinstance(text, Numeral) else bare(text)
        scale = SCALES.get(found[-1:].lower(), Decimal(1))
        found = found.rstrip("kKmM%")
        if not isinstance(text, Numeral):
            found = found.replace("." if self.decimal == "," else ",", "").replace(",", ".")
        try:
            number = Decimal(found)
        except InvalidOperation as error:
            raise ValueError(text) from error
        if not number.is_finite() or number.adjusted() > 20:
            raise ValueError(text)
        return number * scale
