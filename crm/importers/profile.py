"""What is in a file before anybody says what it is: its columns, how they write dates and numbers, what stands in them.

Read once; from then on mappings can be changed and previewed without opening the file again.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import product, zip_longest
from pathlib import Path
from typing import Any

from crm.importers.fields import Mapped, column_for, compare_dates, map_columns, plain_header
from crm.importers.kinds import KINDS
from crm.importers.presets import Preset, fitting
from crm.importers.problems import REJECTED_COLUMNS
from crm.importers.reading import Line, Source
from crm.importers.recognising import NUMERIC_DATE, DateColumn, NumberColumn, Numeral, is_nothing

SHOWN, SAMPLES, MOST_VALUES, LONGEST = 20, 3, 200, 200
CHUNK = 1000
# Kept apart: the version before, which may serve beside this one, knows the first alone.
NUMBERS_SEEN, PARTS_SEEN = ("comma", "point", "either"), ("comma_parts", "point_parts")
# Around the word for what a column numbers: “Order ID”, “order_no”, “N° de commande”, “Id client”.
BEFORE, AFTER = (
    ("idde", "id", "numerode", "numero", "nde", "no", "n", "code"),
    ("id", "number", "no", "nr", "code", "key"),
)
SUBJECTS = {
    word: kind
    for kind, words in {
        "reps": "user employee agent salesrep rep utilisateur commercial vendeur",
        "accounts": "account customer client company organisation organization compte entreprise societe",
        "contacts": "contact",
        "opportunities": "opportunity deal opportunite affaire",
        "prospects": "lead mql prospect",
        "activities": "activity task call meeting event activite tache",
        "sales": "order sale invoice transaction commande vente facture",
        "carts": "cart basket panier",
        "products": "product item sku produit article",
        "campaigns": "campaign campagne",
    }.items()
    for word in words.split()
}
# In this order where a file fits several kinds equally well.
ORDER = ("opportunities", "accounts", "contacts", "activities", "sales", "products", "reps", "campaigns")


@dataclass
class ColumnProfile:
    """`values` counts what stands in the column as long as it is few different things; else it is None.

    `dates`, `numbers` and `parts` are what `DateColumn` and `NumberColumn` have seen; the examples could be read two
    ways.
    """

    filled: int = 0
    samples: list[str] = field(default_factory=list)
    values: dict[str, int] | None = field(default_factory=dict)
    dates: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    date_example: str = ""
    number_example: str = ""


class Watcher:
    """Looks at one column, cell by cell."""

    def __init__(self) -> None:
        self.found = ColumnProfile()
        self.values: Counter[str] | None = Counter()
        self.dates, self.numbers = DateColumn(), NumberColumn()

    def see(self, cell: str) -> None:
        if is_nothing(cell):
            return
        self.found.filled += 1
        if len(self.found.samples) < SAMPLES and cell[:80] not in self.found.samples:
            self.found.samples.append(cell[:80])
        if self.values is not None:
            self.values[cell[:LONGEST]] += 1
            if len(self.values) > MOST_VALUES:
                self.values = None
        if any(digit.isdigit() for digit in cell[:6]) and len(cell) < 40:
            self.see_written(cell)

    def see_written(self, cell: str) -> None:
        if NUMERIC_DATE.match(cell):
            self.dates.see(cell)
            self.found.date_example = self.found.date_example or cell
        elif ("," in cell or "." in cell) and not isinstance(cell, Numeral):
            either = self.numbers.either
            self.numbers.see(cell)
            if self.numbers.either > either or not self.found.number_example:
                self.found.number_example = cell

    def told(self) -> dict[str, Any]:
        counts = ("numeric", "first_over_12", "second_over_12")
        self.found.dates = {name: getattr(self.dates, name) for name in counts}
        self.found.numbers = {name: getattr(self.numbers, name) for name in NUMBERS_SEEN}
        self.found.parts = {name: getattr(self.numbers, name) for name in PARTS_SEEN}
        self.found.values = dict(self.values.most_common()) if self.values is not None else None
        return asdict(self.found)


def profile_of(source: Source, goes_on: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Reads the whole file; FileProblem when that cannot be done. `goes_on` is called now and then."""
    watchers = [Watcher() for _header in source.headers]
    lines: list[Line] = []
    total = 0
    for total, line in enumerate(source, 1):
        if total <= SHOWN:
            lines.append(line)
        if not total % CHUNK:
            goes_on()
        for watcher, cell in zip(watchers, line.cells, strict=False):
            watcher.see(cell)
    return {
        "headers": source.headers,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "total": total,
        "lines": [[line.number, line.cells, line.cut] for line in lines],
        "numerals": [numerals(line.cells) for line in lines],
        "columns": [watcher.told() for watcher in watchers],
    }


@dataclass(frozen=True)
class FirstLines(Source):
    """The first lines of a file, from its profile."""

    lines: tuple[Line, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)


def first_lines(profile: dict[str, Any]) -> FirstLines:
    told = zip_longest(profile["lines"], profile.get("numerals", ()), fillvalue=())
    lines = tuple(Line(number, as_read(cells, numbers), cut) for (number, cells, cut), numbers in told)
    return FirstLines(Path(), profile["headers"], profile["encoding"], profile["delimiter"], lines)


def numerals(cells: list[str]) -> list[int]:
    """Which cells are numbers in the workbook; JSON keeps all of them as texts."""
    return [position for position, cell in enumerate(cells) if isinstance(cell, Numeral)]


def as_read(cells: list[str], numbers: Collection[int]) -> list[str]:
    return [Numeral(cell) if position in numbers else cell for position, cell in enumerate(cells)]


def seen_in(profile: dict[str, Any], columns: Iterable[Mapped]) -> dict[str, DateColumn | NumberColumn]:
    """How the fields of dates and numbers are written, as far as the whole file tells."""
    found = {}
    for mapped in columns:
        seen: Any = column_for(mapped.field)
        if seen is None:
            continue
        parts = ("dates",) if isinstance(seen, DateColumn) else ("numbers", "parts")
        for position, part in product(mapped.positions, parts):
            for name, number in profile["columns"][position].get(part, {}).items():
                setattr(seen, name, getattr(seen, name) + number)
        found[mapped.field.name] = seen
    compare_dates(found.values())
    return found


def subject_of(headers: list[str]) -> str:
    """The kind that the first column tells when it numbers the rows, as “Order ID” does; empty where it does not."""
    plain = plain_header(next((header for header in headers if header), ""))
    words = [plain.removeprefix(each) for each in BEFORE if plain.startswith(each)]
    words += [plain.removesuffix(each) for each in AFTER if plain.endswith(each)]
    return next((SUBJECTS[word] for word in words if word in SUBJECTS), "")


def likely_kind(headers: list[str]) -> tuple[str, Preset | None]:
    """The kind of file that these headers are most like, and the preset that knows them.

    Of kinds that fit equally well, and where something is missing for all, it is the one that the first column numbers.
    A file of which a kind knows no column is none of that kind, even if the kind needs none.
    """
    known = max(fitting(headers), key=lambda preset: len(preset.headers), default=None)
    if known is not None:
        return known.kind, known
    names = [header for header in headers if header and header not in REJECTED_COLUMNS] or headers
    subject = subject_of(names)

    def score(kind: str) -> tuple[bool, bool, int, bool, int]:
        fields = KINDS[kind].by_name()
        taken = {mapped.field.name for mapped in map_columns(names, fields, {})}
        whole = bool(taken) and all(target.name in taken for target in fields.values() if target.required)
        told = kind == subject
        return whole, told and not whole, len(taken), told, -(ORDER.index(kind) if kind in ORDER else len(ORDER))

    return max(KINDS, key=score), None
