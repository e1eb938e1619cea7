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
    """How a field points to a model: by name, or by external id. `create` makes a missing one from its name.

    A short list (`listed`), such as sources or segments, is made by the first file that names any.
    """

    model: type[Model]
    create: Callable[[str], Any] | None = None
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

    def look_up(self, reference: Reference, texts: set[str]) -> None:
        """One query for all names of a chunk that are not known yet."""
        known = self.known[reference]
        if len(known) > REMEMBERED:
            known.clear()
        wanted = {text for text in texts if reference.key(text) not in known}
        if not wanted:
            return
        condition = Q(**{f"{reference.by}__in": {reference.key(text) for text in wanted}})
        for column in reference.also:
            condition |= Q(**{f"{column}__in": wanted | {text.lower() for text in wanted if "@" in text}})
        rows = reference.model._default_manager.filter(condition).select_related(*reference.related).order_by("-pk")
        columns = [*reversed(reference.also), reference.by]
        for column in columns:
            known.update({reference.key(str(getattr(row, column))): row for row in rows if getattr(row, column)})

    def find(self, reference: Reference, name: str, text: str, by_id: bool = False, lenient: bool = False) -> Any:
        """The row of that name; created when that is allowed; RowProblem with what is near otherwise.

        Where the field is `lenient` nobody reads the sentence, and looking for near names would take a query a row.
        What is called by its id in another system keeps that id, so that a later file gives it its name.
        """
        known = self.known[reference]
        found = known.get(reference.key(text))
        if found is not None:
            return found
        if reference.create and (self.create_missing or reference in self.open_tables):
            if len(text) > LONGEST:
                sentence = _("This name is longer than %(most)s characters: shorten it.")
                raise RowProblem(name, text[:60], sentence % {"most": LONGEST})
            made = reference.create(text)
            if by_id:
                type(made)._default_manager.filter(pk=made.pk).update(external_id=text[:100])
                made.external_id = text[:100]
            self.effects.made([made])
            known[reference.key(text)] = made
            self.created[reference.model._meta.model_name or ""] += 1
            return known[reference.key(text)]
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
