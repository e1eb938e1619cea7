"""Which line names the columns: mostly the first, but reports begin with titles, blank lines and “sep=;”."""

import re
from collections import Counter
from collections.abc import Sequence

from crm.importers.dates import DateColumn
from crm.importers.numbers import NumberColumn

Cells = Sequence[str]
# A header stands among the first lines; some more tell what the table below is like.
FARTHEST, LOOKED_AT = 20, 60
# A header has names for at least this part of the cells that are usual below it.
ENOUGH = 0.75
# In a narrower table, a title cannot be told from a header.
NARROWEST = 3
SEPARATOR = re.compile(r"\"?sep=(\\t|.)\"?\s*(?:[\r\n]|$)", re.I)


def named_separator(text: str) -> str:
    """What Excel has written in the first line: “sep=;”; empty where it has not."""
    match = SEPARATOR.match(text)
    return "" if match is None else match[1].replace("\\t", "\t")


def header_position(records: Sequence[Cells]) -> int | None:
    """Where the header stands among the first records; None when nothing stands in them.

    It is the first with anything in it, unless that has too few names for what is below and a better one follows.
    """
    filled = [sum(map(bool, cells)) for cells in records]
    first = next((position for position, cells in enumerate(records) if begins(cells, not position)), None)
    if first is None or has_enough(filled, first):
        return first
    for position in range(first + 1, min(first + FARTHEST, len(records) - 1)):
        if max(filled[first:position]) >= filled[position]:
            continue
        above = max((filled[each] for each in range(first, position) if are_names(records[each])), default=0)
        wide = filled[position] >= NARROWEST and 2 * above <= filled[position]
        proven = above < ENOUGH * filled[position] and stands_over_numbers(records[position:])
        if has_enough(filled, position) and (wide or proven) and are_names(records[position]):
            return position
    return first


def begins(cells: Cells, is_first: bool) -> bool:
    """Whether a table or its title may begin with this line."""
    return any(cells) and not (is_first and re.fullmatch(r"\"?sep=(\\t|.)?\"?", "".join(cells), re.I))


def has_enough(filled: Sequence[int], position: int) -> bool:
    return filled[position] >= ENOUGH * usual(filled[position + 1 :])


def usual(filled: Sequence[int]) -> int:
    """How many cells are filled in most lines; blank ones do not count."""
    counts = Counter(number for number in filled if number)
    return max(counts, key=lambda number: (counts[number], number), default=0)


def are_names(cells: Cells) -> bool:
    """Texts, nearly all of them different."""
    found = [cell.casefold() for cell in cells if cell]
    return bool(found) and all(map(is_text, found)) and len(set(found)) >= 0.8 * len(found)


def is_text(cell: str) -> bool:
    if not any(letter.isalpha() for letter in cell):
        return False
    for column in (DateColumn("dmy"), NumberColumn(".")):
        try:
            column.read(cell)
        except (ValueError, OverflowError):
            continue
        return False
    return True


def stands_over_numbers(records: Sequence[Cells]) -> bool:
    """Whether the first of the records has a text where those below have numbers or dates."""
    for position, name in enumerate(records[0]):
        below = [cells[position] for cells in records[1:] if position < len(cells) and cells[position]]
        if name and below and not any(map(is_text, below)):
            return True
    return False


def leaves_unnamed(records: Sequence[Cells], position: int) -> bool:
    """Whether a line can be no header: numbers below blank lines, or blank over more columns than it names."""
    header = records[position]
    if position and not any(map(is_text, header)):
        return True
    below = usual([sum(map(bool, cells)) for cells in records[position + 1 :]])
    return not all(header) and 2 * sum(map(bool, header)) < below


def has_table(records: Sequence[Cells]) -> bool:
    """Whether a sheet has columns side by side, with a name each; a cover has not."""
    position = header_position(records)
    return position is not None and sum(map(bool, records[position])) > 1
