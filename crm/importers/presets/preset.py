"""A mapping shipped with Jauge: how the export of a product is to be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from crm.importers.fields import Columns, plain_header
from crm.importers.options import Options

V = TypeVar("V")
# Yes and no as programs, and spreadsheets in several languages, write them; patterns without regard to case.
YES = "(?:1|true|yes|y|oui|vrai|ja|wahr|s[ií]|verdadero|vero)"
NO = "(?:0|false|no|n|non|faux|nein|falsch|falso)"
DELETED = ("1", "true", "yes", "oui", "vrai", "wahr", "verdadero", "vero")
# Moments of which the header says that they are in UTC.
IN_UTC = ((r"(\d{4}-\d\d-\d\d \d\d?:\d\d(?::\d\d)?)", r"\1 UTC"),)
# Of two columns, whether it is closed and whether it is won. What they do not tell the stage tells.
CLOSED_AND_WON = ((f"{YES} {YES}", "won"), (f"{YES} {NO}", "lost"), (f"{NO}( .*)?", "open"), (".*", ""))


@dataclass(frozen=True)
class Preset:
    """`headers` are those by which its files are recognised: a file that has them all fits.

    The rest is what a user would say with the options of the same names (see `Options`).
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    columns: Mapping[str, Columns] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    starting: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rewrites: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_empty: tuple[str, ...] = ()
    keep_repeats: bool = False

    def fits(self, headers: Iterable[str]) -> bool:
        known = {plain_header(header) for header in headers}
        return all(plain_header(header) in known for header in self.headers)

    def narrowed_to(self, headers: Iterable[str]) -> "Preset":
        """Without the rows it would pass over by columns that a file does not have."""
        known = {plain_header(header) for header in headers}
        return replace(self, skip={name: values for name, values in self.skip.items() if plain_header(name) in known})

    def under(self, options: Options) -> Options:
        """The preset's options where the user says nothing: what the user says of a field or of a column wins."""
        said = {*options.mapping.values(), *options.constants, *options.starting}
        remapped = {plain_header(header) for header in options.mapping}
        free = {
            name: columns
            for name, columns in self.columns.items()
            if name not in said and not remapped & {plain_header(header) for header in columns.headers}
        }
        values = {name: {**self.values.get(name, {}), **own} for name, own in options.values.items()}
        return replace(
            options,
            preset=self.name,
            columns=free,
            constants={**unsaid(self.constants, said), **options.constants},
            starting={**unsaid(self.starting, said), **options.starting},
            values={**self.values, **values},
            rewrites=unsaid(self.rewrites, said),
            key=options.key or self.key,
            skip={**self.skip, **options.skip},
            leave_empty=(*self.leave_empty, *options.leave_empty),
            keep_repeats=self.keep_repeats or options.keep_repeats,
        )


def unsaid(theirs: Mapping[str, V], said: set[str]) -> dict[str, V]:
    return {name: value for name, value in theirs.items() if name not in said}
