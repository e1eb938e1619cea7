"""Imports in the background: each is a row, and a task only says which one to work on.

A worker that dies leaves a row without a sign of life; `ring_again` has another one go on where it stood.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.full_disk import is_full
from crm.importers.apart import Apart, apart
from crm.importers.effects import Recorded
from crm.importers.loading import Course, Summary
from crm.importers.preparing import load_of, take_in
from crm.importers.problems import FileProblem, RowProblem
from crm.importers.profile import profile_of
from crm.importers.reading import open_source
from crm.importers.turns import waiting_for_its_turn
from crm.importers.undoing import undo
from crm.importers.wording import on_pages
from crm.models import Company, Import
from crm.models.imports import TakenOverError

State = Import.State
MOST_ATTEMPTS = 5
# What stops an import in a way that somebody can be told of.
PROBLEMS = (FileProblem, RowProblem, DatabaseError, OSError, sqlite3.Error)


class WishedError(Exception):
    """The user wants it to stop here: paused, or for good."""


def work_on(key: int) -> None:
    """Does what the import's state asks for, unless somebody else is at it."""
    own = Import.objects.select_related("by").filter(pk=key).first()
    if own is None or not own.is_at_work or not own.claim():
        return
    language = own.by.language if own.by and own.by.language else own.settings.get("language", "en")
    with translation.override(language), on_pages(), Company.remembered(), waiting_for_its_turn():
        try:
            if own.attempts > MOST_ATTEMPTS:
                give_up(own)
            else:
                WORK[State(own.state)](own)
        except TakenOverError:
            return


def give_up(own: Import) -> None:
    sentence = _("The worker ended %(count)s times after line %(line)s: look at its log, then go on.")
    note = sentence % {"count": MOST_ATTEMPTS, "line": own.line}
    state = State.DRAFT if own.state == State.CHECKING else State.FAILED
    own.release(state, note=note, finished_at=timezone.now() if state == State.FAILED else None)


def ring_again() -> list[int]:
    """The imports that nobody works on although somebody should, free for the next who comes."""
    found = list(Import.objects.forsaken().values_list("pk", "beat_at"))
    now = timezone.now()
    return [key for key, beat in found if Import.objects.filter(pk=key, beat_at=beat).update(runner=None, beat_at=now)]


def read(own: Import) -> None:
    """Looks through a long file after its upload."""
    try:
        source = open_source(own.path)
        profile = profile_of(source, Beating(own).goes_on)
    except FileProblem as problem:
        own.release(State.FAILED, note=str(problem))
        return
    own.write(profile=profile, total=profile["total"])
    take_in(own, Import.objects.filter(pk=own.settings.get("like")).first())
    own.release(State.DRAFT, kind=own.kind, settings=own.settings)


class Beating(Course):
    """Shows that the worker lives, and sees what the user wants meanwhile."""

    def __init__(self, own: Import) -> None:
        self.own = own

    def goes_on(self) -> None:
        self.own.write()
        self.obey()

    def obey(self) -> None:
        if Import.objects.filter(pk=self.own.pk).exclude(wish="").exists():
            raise WishedError


class Trial(Beating):
    """A check of the whole file in a place apart."""

    def __init__(self, own: Import, place: Apart) -> None:
        super().__init__(own)
        self.place = place

    def goes_on(self) -> None:
        with self.place.outside():
            super().goes_on()

    def has_done(self, summary: Summary, line: int) -> None:
        with self.place.outside():
            self.own.write(check_summary={"read": summary.read})


def check(own: Import) -> None:
    """What would become of each row; nothing is changed. The user may break it off."""
    own.write(check_summary={})
    try:
        with apart() as place, rejected_file(own) as errors:
            summary = load_of(own, dry_run=True).run(errors=errors, course=Trial(own, place))
    except PROBLEMS as problem:
        own.release(State.DRAFT, note=told(problem))
    except WishedError:
        own.release(State.DRAFT)
    else:
        own.release(State.CHECKED, check_summary=summary.as_dict(), note="")


class Applying(Beating):
    """Keeps the position of an import with the rows that it stands for."""

    def __init__(self, own: Import, errors: TextIOWrapper) -> None:
        super().__init__(own)
        self.errors = errors
        self.done, self.line = own.position, own.line
        self.effects = Recorded(own)
        self.seen_path = own.seen_path

    def begins(self, summary: Summary) -> None:
        summary.read = self.own.position
        summary.states.update({name: getattr(self.own, name) for name in Import.COUNTS})
        summary.left_empty = self.own.summary.get("left_empty", {})
        summary.created_missing = self.own.summary.get("created_missing", {})

    def takes_turn(self) -> None:
        """Two imports go through each chunk one after the other: what both name is created once."""
        running = Import.objects.select_for_update().filter(state=State.RUNNING).order_by("pk")
        list(running.values_list("pk", flat=True))

    def has_done(self, summary: Summary, line: int) -> None:
        self.line = line
        self.own.write(**self.values(summary))

    def ends(self, summary: Summary) -> None:
        self.own.release(State.DONE, **self.values(summary), finished_at=timezone.now(), note="")

    def values(self, summary: Summary) -> dict[str, Any]:
        self.errors.flush()
        counts = {name: summary.states[name] for name in Import.COUNTS}
        return {
            "position": summary.read,
            **counts,
            "attempts": 0,
            "line": self.line,
            "rejected_bytes": self.own.rejected_path.stat().st_size,
            "summary": summary.as_dict(),
        }


def apply(own: Import) -> None:
    """From where it stands to the end, or to where the user wants it to stop."""
    try:
        with rejected_file(own) as errors:
            load_of(own).run(errors=errors, course=Applying(own, errors))
    except WishedError:
        with transaction.atomic():
            asked = Import.objects.select_for_update().get(pk=own.pk).wish
            state = State.PAUSED if asked == Import.Wish.PAUSE else State.CANCELLED
            own.release(state, finished_at=timezone.now() if state == State.CANCELLED else None)
    except PROBLEMS as problem:
        own.release(State.FAILED, note=told(problem), finished_at=timezone.now())
    if own.state in (State.DONE, State.CANCELLED):
        own.seen_path.unlink(missing_ok=True)


def take_back(own: Import) -> None:
    undone = undo(own, Beating(own).goes_on)
    own.release(State.UNDONE, undone=undone, finished_at=timezone.now())


def told(problem: Exception) -> str:
    if is_full(problem):
        return _("There is no space left for files on the server. Tell the operator, then go on.")
    if isinstance(problem, DatabaseError):
        return _("The database refused to go on: %(reason)s") % {"reason": str(problem)[:500]}
    if isinstance(problem, OSError):
        return _("A file could not be read or written: %(reason)s") % {"reason": problem.strerror or problem}
    return str(problem)


@contextmanager
def rejected_file(own: Import) -> Iterator[TextIOWrapper]:
    """The file of rejected rows, as long as it was when the last chunk was applied."""
    path: Path = own.rejected_path
    path.touch(exist_ok=True)
    with path.open("r+b") as raw:
        raw.truncate(own.rejected_bytes)
        raw.seek(own.rejected_bytes)
        text = TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
        try:
            yield text
        finally:
            text.flush()
            text.detach()


WORK = {State.READING: read, State.CHECKING: check, State.RUNNING: apply, State.UNDOING: take_back}
