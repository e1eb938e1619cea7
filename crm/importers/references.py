"""Names in a file → rows of ours, looked up per chunk; unknown ones are created when asked, else told."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from crm.importers.effects import Effects
from crm.importers.problems import RowProblem
from crm.importers.seen import Seen
from crm.importers.wording import either
from crm.models.names import normalise

# Of each reference so many records are kept in memory, some 3 KB each.
REMEMBERED, LONGEST = 10_000, 120
MOST_COMPARED = 500


@dataclass(frozen=True)
class Reference:
    """How a field points to a model: by name, or by external id.

    `create` makes the missing ones of a chunk from their names, in that order; the second argument tells whether these
    are ids in another system, which the records then keep, so that a later file gives them their names.
    A short list (`listed`), such as sources or segments, is made by the first file that names any.
    """

    model: type[Model]
    create: Callable[[list[str], bool], list[Any]] | None = None
    by: str = "normalised_name"
    also: tuple[str, ...] = ("external_id",)
    related: tuple[str, ...] = ()
    listed: bool = False

    def key(self, text: str) -> str:
        return normalise(text)


@dataclass
class Directory:
    """What was found so far. A table that was empty when loading began is defined by the file."""

    create_missing: bool = False
    created: Counter[str] = field(default_factory=Counter)
    known: dict[Reference, dict[str, Any]] = field(default_factory=dict)
    open_tables: set[Reference] = field(default_factory=set)
    # Columns (by field) in which something was named that is not there, and how often; the rows were taken.
    left_empty: Counter[str] = field(default_factory=Counter)
    # What was said of unknown names, by field and name; the names that they were compared with.
    refusals: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[Reference, list[str]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    effects: Effects = field(default_factory=Effects)

    def begin(self, references: Iterable[Reference]) -> None:
        for reference in references:
            self.known[reference] = {}
            if reference.create and reference.listed and not reference.model._default_manager.exists():
                self.open_tables.add(reference)

    def look_up(self, reference: Reference, texts: Iterable[str], by_id: bool = False) -> None:
        """One query for all names of a chunk that are not known yet; what is missing is created if that is allowed."""
        known = self.known[reference]
        if len(known) > REMEMBERED:
            known.clear()
        missing = {text: reference.key(text) for text in texts}
        missing = {text: key for text, key in missing.items() if key not in known}
        if not missing:
            return
        self.fetch(reference, set(missing))
        if self.may_create(reference):
            self.create(reference, {text: key for text, key in missing.items() if key not in known}, by_id)

    def fetch(self, reference: Reference, wanted: set[str]) -> None:
        condition = Q(**{f"{reference.by}__in": {reference.key(text) for text in wanted}})
        for column in reference.also:
            condition |= Q(**{f"{column}__in": wanted | {text.lower() for text in wanted if "@" in text}})
        rows = reference.model._default_manager.filter(condition).select_related(*reference.related).order_by("-pk")
        columns = [*reversed(reference.also), reference.by]
        for column in columns:
            self.known[reference].update(
                {reference.key(str(getattr(row, column))): row for row in rows if getattr(row, column)}
            )

    def may_create(self, reference: Reference) -> bool:
        return reference.create is not None and (self.create_missing or reference in self.open_tables)

    def create(self, reference: Reference, missing: dict[str, str], by_id: bool) -> None:
        """The records of these names (with their keys): of several that spell one name, the first spelling."""
        assert reference.create
        spelt: dict[str, str] = {}
        for text, key in missing.items():
            if len(text) <= LONGEST:
                spelt.setdefault(key, text)
        if not spelt:
            return
        made = reference.create(list(spelt.values()), by_id)
        self.effects.made(made)
        self.known[reference].update(zip(spelt, made, strict=True))
        self.created[reference.model._meta.model_name or ""] += len(made)

    def find(self, reference: Reference, name: str, text: str, lenient: bool = False) -> Any:
        """The row of that name, after `look_up`; RowProblem with what is near where there is none.

        Where the field is `lenient` nobody reads the sentence, and looking for near names would take a query a row.
        """
        found = self.known[reference].get(reference.key(text))
        if found is not None:
            return found
        if self.may_create(reference):
            sentence = _("This name is longer than %(most)s characters: shorten it.")
            raise RowProblem(name, text[:60], sentence % {"most": LONGEST})
        raise RowProblem(name, text, "" if lenient else self.unknown(reference, name, text))

    def unknown(self, reference: Reference, name: str, text: str) -> str:
        """Why the row is rejected: said once for each name, because a file may hold the same one in every row."""
        if len(self.refusals) > REMEMBERED:
            self.refusals.clear()
        found = self.refusals.get((name, text))
        if found is None:
            if reference not in self.names:
                self.names[reference] = [str(row) for row in reference.model._default_manager.all()[:MOST_COMPARED]]
            found = self.refusals[name, text] = refusal(reference, name, text, self.names[reference])
        return found


def refusal(reference: Reference, name: str, text: str, names: list[str]) -> str:
    words = {"value": text, "kind": reference.model._meta.verbose_name, "field": name}
    sentence = either(
        _("There is no %(kind)s “%(value)s”: correct it, or load with --create-missing."),
        _("There is no %(kind)s “%(value)s”: correct it, or have what is missing created."),
    )
    sentence %= words
    near = difflib.get_close_matches(text, names, n=1, cutoff=0.6)
    if not near:
        return sentence
    hint = either(
        _("Or say --value '%(field)s:%(value)s=%(near)s'."),
        _("Or say under “Names in the file” that it is “%(near)s”."),
    )
    return f"{sentence} {hint % {**words, 'near': near[0]}}"
