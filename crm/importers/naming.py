"""Names in a file that we do not know, each with those of ours that are like it."""

import difflib
from dataclasses import dataclass
from typing import Any

from crm.importers.fields import Field, Mapped, plain_header
from crm.importers.kinds.stages import Stages, kind_of
from crm.importers.loading import Load
from crm.importers.references import Directory
from crm.models import Stage
from crm.models.names import normalise

SIMILAR, CUTOFF = 3, 0.6
# So many names of ours are all offered; of more only those that are alike.
MOST_OFFERED = 150
MOST_ASKED = 50
STAGE = "stage"
# Reference fields whose names are told apart by hand; accounts and the like are too many.
ASKED = (
    "owner", "product", "pipeline", "team", "region", "channel", "campaign", "source", "segment", "category",
    "lost_reason", "type", "medium", "survey",
)  # fmt: skip


@dataclass(frozen=True)
class Unknown:
    """A name in the file: in how many rows it stands, what of ours is like it, what it was said to be.

    `sure` is the one that differs by spaces, case, accents and punctuation only.
    """

    text: str
    count: int
    similar: list[str]
    chosen: str

    @property
    def sure(self) -> str:
        found = [name for name in self.similar if plain_header(name) == plain_header(self.text)]
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class UnknownNames:
    """Those of one field; `names` are all of ours, none where they are too many; `more` are not shown."""

    field: str
    header: str
    unknown: list[Unknown]
    names: list[str]
    more: int = 0


def unknown_names(load: Load, profile: dict[str, Any], said: dict[str, dict[str, str]]) -> list[UnknownNames]:
    """For each column that names something of ours: the names that we do not have, or that were given another."""
    found = []
    for mapped in load.columns:
        counts = values_of(mapped, profile)
        if not counts or mapped.by_id:
            continue
        names = ours(load, mapped.field, list(counts))
        if names is None:
            continue
        known, all_names = names
        own = said.get(mapped.field.name, {})
        missing = {
            text: count for text, count in counts.items() if text in own or read(load, mapped, text) not in known
        }
        asked = [unknown(text, count, all_names, own) for text, count in list(missing.items())[:MOST_ASKED]]
        if asked:
            offered = all_names if len(all_names) <= MOST_OFFERED else []
            more = max(0, len(missing) - MOST_ASKED)
            found.append(UnknownNames(mapped.field.name, mapped.header, asked, offered, more))
    return found


def values_of(mapped: Mapped, profile: dict[str, Any]) -> dict[str, int]:
    """What stands in the column, the most frequent first; nothing where it is too much or put together."""
    if len(mapped.positions) != 1:
        return {}
    return profile["columns"][mapped.positions[0]]["values"] or {}


def read(load: Load, mapped: Mapped, text: str) -> str:
    """The name as the load reads it: by what was said and what the preset knows."""
    return load.options.values.get(mapped.field.name, {}).get(text) or mapped.rewritten(text)


def unknown(text: str, count: int, names: list[str], own: dict[str, str]) -> Unknown:
    return Unknown(text, count, like(text, names), own.get(text, ""))


def like(text: str, names: list[str]) -> list[str]:
    """The names that are most like a text, the nearest first."""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(plain_header(name), name)
    return [plain[each] for each in difflib.get_close_matches(plain_header(text), plain, SIMILAR, CUTOFF)]


class Known:
    """Whether a name is one of ours."""

    def __init__(self, texts: set[str]) -> None:
        self.texts = texts

    def __contains__(self, text: object) -> bool:
        return normalise(str(text)) in self.texts


def ours(load: Load, target: Field, texts: list[str]) -> tuple[Any, list[str]] | None:
    """Which names are known, and all of ours; None where any name is welcome or is told apart otherwise."""
    if target.name == STAGE and target.reference is None and "pipeline" in load.fields:
        return our_stages()
    if target.name not in ASKED or target.reference is None or target.lenient:
        return None
    directory = Directory()
    directory.begin([target.reference])
    if target.reference in directory.open_tables:
        return None
    columns = {column.field.name: column for column in load.columns}
    directory.look_up(target.reference, {read(load, columns[target.name], text) for text in texts})
    rows = target.reference.model._default_manager.all()[:1000]
    return Known(set(directory.known[target.reference])), [str(row) for row in rows]


def our_stages() -> tuple[Any, list[str]] | None:
    stages = Stages(Directory())
    if stages.defined_by_file or stages.default is None:
        return None
    known = stages.of(stages.default)
    ends = {stage.kind for stage in known} - {Stage.Kind.OPEN}

    class KnownStages(Known):
        def __contains__(self, text: object) -> bool:
            return super().__contains__(text) or kind_of(str(text)) in ends

    return KnownStages({stage.normalised_name for stage in known}), [stage.name for stage in known]
