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
EXTERNAL_ID = "external_id"


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


@dataclass(slots=True)
class Candidates:
    """The records that texts of one key may mean: by name, by their id, by what else they go by (an e-mail address).

    Ids are told apart by case: those of Salesforce with 15 characters differ by nothing else.
    """

    named: Any = None
    ids: dict[str, Any] = field(default_factory=dict)
    other: Any = None

    def meant_by(self, text: str, ids_first: bool) -> Any:
        own = self.ids.get(text)
        if ids_first and own is not None:
            return own
        named, other = (None if is_twin(each, text) else each for each in (self.named, self.other))
        return next((each for each in (named, own, other) if each is not None), None)


def is_twin(record: Any, text: str) -> bool:
    """Whether a record is another one than the text means, as its id differs from it by case only.

    It was called by its id before a file told its name, and names are compared without case.
    """
    number = getattr(record, EXTERNAL_ID, "") or ""
    return number != text and number.casefold() == text.casefold()


@dataclass
class Directory:
    """What was found so far. A table that was empty when loading began is defined by the file."""

    create_missing: bool = False
    created: Counter[str] = field(default_factory=Counter)
    known: dict[Reference, dict[str, Candidates]] = field(default_factory=dict)
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
        known, texts = self.known[reference], list(dict.fromkeys(texts))
        if len(known) > REMEMBERED:
            known.clear()
        missing = {text for text in texts if self.meant(reference, text, by_id) is None}
        if not missing:
            return
        self.fetch(reference, missing)
        if self.may_create(reference):
            self.create(reference, [text for text in texts if self.meant(reference, text, by_id) is None], by_id)

    def meant(self, reference: Reference, text: str, by_id: bool) -> Any:
        """The record that is known by the text so far."""
        found = self.known[reference].get(reference.key(text))
        return found.meant_by(text, by_id or reference.by == EXTERNAL_ID) if found else None

    def fetch(self, reference: Reference, wanted: set[str]) -> None:
        exact = reference.by == EXTERNAL_ID
        condition = Q(**{f"{reference.by}__in": wanted if exact else {reference.key(text) for text in wanted}})
        for column in reference.also:
            condition |= Q(**{f"{column}__in": wanted | {text.lower() for text in wanted if "@" in text}})
        rows = reference.model._default_manager.filter(condition).select_related(*reference.related).order_by("-pk")
        for column in [*reversed(reference.also), reference.by]:
            for row in rows:
                if text := str(getattr(row, column) or ""):
                    self.remember(reference, column, text, row)

    def remember(self, reference: Reference, column: str, text: str, record: Any) -> None:
        """That a record goes by a text: of several the last one counts, except that each id keeps its own."""
        candidates = self.known[reference].setdefault(reference.key(text), Candidates())
        if column == EXTERNAL_ID:
            candidates.ids[text] = record
        elif column == reference.by:
            candidates.named = record
        else:
            candidates.other = record

    def may_create(self, reference: Reference) -> bool:
        return reference.create is not None and (self.create_missing or reference in self.open_tables)

    def create(self, reference: Reference, missing: Iterable[str], by_id: bool) -> None:
        """The records of these names: of several that spell one name, the first spelling; of each id its own."""
        assert reference.create
        spelt: dict[str, str] = {}
        for text in missing:
            if len(text) <= LONGEST:
                spelt.setdefault(text if by_id else reference.key(text), text)
        if not spelt:
            return
        made = self.made(reference, list(spelt.values()), by_id)
        self.effects.made(made)
        for text, record in zip(spelt.values(), made, strict=True):
            if by_id:
                self.remember(reference, EXTERNAL_ID, text, record)
            self.known[reference].setdefault(reference.key(text), Candidates()).named = record
        self.created[reference.model._meta.model_name or ""] += len(made)

    def made(self, reference: Reference, texts: list[str], by_id: bool) -> list[Any]:
        """New records. Called by ids that differ by case only, they get names that differ where names have to."""
        assert reference.create
        if not by_id or not getattr(reference.model._meta.get_field(reference.by), "unique", False):
            return reference.create(texts, by_id)
        made = reference.create(self.free_names(reference, texts), by_id)
        for record, text in zip(made, texts, strict=True):
            number = text[: record._meta.get_field(EXTERNAL_ID).max_length]
            if record.external_id != number:
                record.external_id = number
                type(record)._default_manager.filter(pk=record.pk).update(external_id=number)
        return made

    def free_names(self, reference: Reference, texts: list[str]) -> list[str]:
        """The texts, with a number after those that are taken."""
        taken: set[str] = set()
        names = []
        for text in texts:
            key = reference.key(text)
            found = self.known[reference].get(key)
            if key in taken or (found and found.named is not None):
                begun = {f"{reference.by}__startswith": key}
                taken |= set(reference.model._default_manager.filter(**begun).values_list(reference.by, flat=True))
            free = (text, *(f"{text[: LONGEST - 8]} ({number})" for number in range(2, len(taken) + 3)))
            names.append(next(name for name in free if reference.key(name) not in taken))
            taken.add(reference.key(names[-1]))
        return names

    def find(self, reference: Reference, name: str, text: str, lenient: bool = False, by_id: bool = False) -> Any:
        """The row of that name, after `look_up`; RowProblem with what is near where there is none.

        Where the field is `lenient` nobody reads the sentence, and looking for near names would take a query a row.
        """
        found = self.meant(reference, text, by_id)
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
