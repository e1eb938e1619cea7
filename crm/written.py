"""Numbers and dates as people write them: “1 234,56”, “1,234.56”, “24/11/2026”, “24 Nov 2026”, 2026-11-24.

What can be read in two ways is not guessed: `Ambiguous` carries both readings.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_symbol

from crm.models.names import normalise
from crm.templatetags.formats import LOCALES, viewer_locale

# Spaces of any width and apostrophes group digits: “1 234”, “1'234”.
GROUPERS = re.compile(r"[\s'’ʼ`_]+")
MINUS = str.maketrans("−–‐‑", "----")
GROUPED = {mark: re.compile(rf"\d{{1,3}}({re.escape(mark)}\d{{3}})+") for mark in " .,"}
SIGNS = r"[^\W\d_]+|[$€£¥]"
WITH_SIGN = re.compile(rf"([+-]?)\s?({SIGNS})?\s?([+-]?[\d., ]+?)\s?({SIGNS})?")
ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
NUMERIC_DATE = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
DAY_AND_NAME = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[\s.-]+([^\W\d_]{3,})[.,]?[\s-]+(\d{4})")
NAME_AND_DAY = re.compile(r"([^\W\d_]{3,})[.]?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2200
# Of two-digit years these are of this century, as the usual conversions have it.
THIS_CENTURY = 69
FEW_DECIMALS = 2


class Unreadable(ValueError):
    """It says no number, or no date."""


class ForeignCurrency(ValueError):
    """An amount with the sign of another currency."""


class Ambiguous(ValueError):
    """It says two things; `readings` are both."""

    def __init__(self, *readings: Decimal | date) -> None:
        super().__init__(*readings)
        self.readings = readings


def read_number(text: str, decimals: int = FEW_DECIMALS) -> Decimal:
    """The number that a text says in the viewer's language.

    “1,234” and “1.234” say a thousand or a fraction: the viewer's language decides where it has the mark for one of
    them only and so many `decimals` are usual; else Ambiguous. Unreadable where it says no number.
    """
    bare = GROUPERS.sub(" ", text.translate(MINUS)).strip()
    sign, digits = (bare[0], bare[1:].strip()) if bare[:1] in ("+", "-") else ("", bare)
    if not re.fullmatch(r"[0-9., ]*[0-9][0-9., ]*", digits):
        raise Unreadable(text)
    mark = decimal_mark(digits, decimals)
    whole, _mark, fraction = digits.partition(mark) if mark else (digits, "", "")
    if fraction and not fraction.isdecimal():
        raise Unreadable(text)
    return Decimal(f"{sign}{ungrouped(whole or '0')}.{fraction or '0'}")


def decimal_mark(digits: str, decimals: int) -> str:
    """The mark before the decimals, empty where there are none."""
    used = sorted((digits.rindex(mark), mark) for mark in ".," if mark in digits)
    if not used:
        return ""
    mark = used[-1][1]
    if digits.count(mark) > 1:
        return "" if len(used) == 1 else mark
    if len(used) == 2 or not GROUPED[mark].fullmatch(digits) or digits.startswith("0"):
        return mark
    return mark_of_three(digits, mark, decimals)


def mark_of_three(digits: str, mark: str, decimals: int) -> str:
    """“1,234”: the mark before three digits groups or begins decimals."""
    symbols = viewer_locale().number_symbols["latn"]
    if symbols["group"] == mark:
        return ""
    if symbols["decimal"] == mark and decimals > FEW_DECIMALS:
        return mark
    raise Ambiguous(Decimal(digits.replace(mark, "")), Decimal(digits.replace(mark, ".")))


def ungrouped(whole: str) -> str:
    """The digits before the decimals without what groups them, which is one mark and between groups of three."""
    if whole.isdecimal():
        return whole
    if not any(pattern.fullmatch(whole) for pattern in GROUPED.values()):
        raise Unreadable(whole)
    return re.sub(r"[ .,]", "", whole)


def read_money(text: str, currency: str) -> Decimal:
    """The same for an amount, with the sign of its currency or without; ForeignCurrency with that of another."""
    bare = GROUPERS.sub(" ", text.translate(MINUS)).strip()
    found = WITH_SIGN.fullmatch(bare)
    if found is None:
        raise Unreadable(text)
    own = {currency.casefold()} | {get_currency_symbol(currency, each).casefold() for each in LOCALES.values()}
    for sign in (found[2], found[4]):
        if sign and sign.casefold() not in own:
            raise ForeignCurrency(text) if is_currency(sign) else Unreadable(text)
    return read_number(found[1] + found[3])


def is_currency(sign: str) -> bool:
    known = LOCALES["en"].currencies
    return sign in "$€£¥" or sign.upper() in known


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """The months by their names in both languages, without accents and full stops."""
    return {
        normalise(name).rstrip("."): month
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for month, name in locale.months["format"][width].items()
    }


def month_named(text: str) -> int:
    """By its name or the beginning of it; Unreadable where no month or several begin so."""
    wanted = normalise(text).rstrip(".")
    known = month_names()
    months = {known[wanted]} if wanted in known else {known[name] for name in known if name.startswith(wanted)}
    if len(months) != 1:
        raise Unreadable(text)
    return months.pop()


def read_date(text: str) -> date:
    """The date that a text says: year first, the day first with digits or the month's name.

    In English “03/04/2026” is a day of March or of April: Ambiguous. Unreadable where it says no date.
    """
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()
    if match := ISO_DATE.fullmatch(bare):
        return day_of(match[1], match[2], match[3])
    if match := NUMERIC_DATE.fullmatch(bare):
        return numeric_date(match[1], match[3], match[4], slashed=match[2] in "/-")
    if match := DAY_AND_NAME.fullmatch(bare):
        return day_of(match[3], month_named(match[2]), match[1])
    if match := NAME_AND_DAY.fullmatch(bare):
        return day_of(match[3], month_named(match[1]), match[2])
    raise Unreadable(text)


def numeric_date(first: str, second: str, year: str, slashed: bool) -> date:
    """Day first, as in French; in English the month may be, where slashes or hyphens stand between."""
    if len(year) == 2:
        year = ("20" if int(year) < THIS_CENTURY else "19") + year
    if not slashed or viewer_locale() == LOCALES["fr"] or first == second:
        return day_of(year, second, first)
    if int(second) > 12:
        return day_of(year, first, second)
    if int(first) > 12:
        return day_of(year, second, first)
    raise Ambiguous(day_of(year, second, first), day_of(year, first, second))


def day_of(year: str, month: str | int, day: str) -> date:
    try:
        on = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Unreadable(f"{year}-{month}-{day}") from error
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise Unreadable(str(on))
    return on
