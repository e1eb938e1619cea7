"""How a column writes what stands in it: its dates, its numbers, and what stands for nothing."""

from crm.importers.dates import NUMERIC_DATE, DateColumn
from crm.importers.numbers import NumberColumn, Numeral

PLACEHOLDERS = {
    "",
    "-",
    "--",
    "–",
    "—",
    "#n/a",
    "n/a",
    "na",
    "null",
    "(null)",
    "none",
    "-none-",
    "--none--",
    "(none)",
    "(not set)",
    "nan",
    "select",
    "000000000000000aaa",
    "undefined",
    "0000-00-00",
    "0000-00-00 00:00:00",
}


def is_nothing(value: str) -> bool:
    return value.casefold() in PLACEHOLDERS


__all__ = ["NUMERIC_DATE", "DateColumn", "NumberColumn", "Numeral", "is_nothing"]
