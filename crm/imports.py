"""What a person does with an import, on the pages and by the API: upload a file, say how it is read, have it checked,
start it, stop it, go on, take it back. Each step locks nothing itself: callers hold the row."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crm.importers.labels import field_label
from crm.importers.preparing import needed, opened, take_in, used_headers, written
from crm.importers.problems import FileProblem
from crm.importers.profile import profile_of
from crm.importers.reading import open_source
from crm.importers.wording import on_pages
from crm.models import Import
from crm.quota import refuse_beyond, take_room
from crm.tasks import ring

# What is read at once; a longer file is looked through in the background.
SOON = 2 * 1024 * 1024
State = Import.State
PREPARED = (State.DRAFT, State.CHECKED)


def receive(file: Any, by: Any, like: Import | None = None) -> Import:
    """Keeps an uploaded file and looks at it; FileProblem, and nothing kept, when it cannot be read or is too much."""
    with as_problem():
        # Before it is stored and read for nothing; whether it is let in is found when its row is stored.
        refuse_beyond(by, file.size)
    own = Import(name=file.name[-200:], size=file.size, by=by, settings={"language": get_language() or "en"})
    own.path.parent.mkdir(parents=True, exist_ok=True)
    kept = False
    try:
        store(own, file.chunks())
        look_at(own, like)
        with as_problem(), transaction.atomic():
            take_room(by, own.size)
            own.save()
        kept = True
    finally:
        # Whatever the reason, a full disk too: no file without an import.
        if not kept:
            own.delete_files()
    if own.state == State.READING:
        ring(own.pk)
    return own


@contextmanager
def as_problem() -> Iterator[None]:
    """What is more than a person may keep is a FileProblem."""
    try:
        yield
    except ValidationError as refusal:
        raise FileProblem(*refusal.messages) from refusal


def look_at(own: Import, like: Import | None) -> None:
    """Now, or, where the file is long, in the background."""
    if own.size <= SOON:
        with on_pages():
            read_now(own, like)
    elif like is not None:
        own.settings["like"] = like.pk


def receive_corrected(file: Any, by: Any, earlier: Import) -> Import:
    """Rejected rows of an import, corrected: read as that one was, as far as it could be read."""
    known = bool(earlier.kind and earlier.profile and used_headers(earlier))
    return receive(file, by, earlier if known else None)


def store(own: Import, chunks: Iterable[bytes]) -> None:
    own.path.touch(mode=0o600)
    with own.path.open("wb") as target:
        for chunk in chunks:
            target.write(chunk)


def read_now(own: Import, like: Import | None) -> None:
    own.profile = profile_of(open_source(own.path))
    own.total, own.state = own.profile["total"], State.DRAFT
    take_in(own, like)


def keep(own: Import) -> None:
    """As it was said: what an earlier check found no longer holds."""
    own.state, own.check_summary, own.note = State.DRAFT, {}, ""
    own.save()


def missing_of(own: Import) -> dict[str, str]:
    """What has to be said before the whole file is checked: sentences by "constant-field", "date-", "decimal-"."""
    load, found = opened(own), {}
    for name in needed(own, load):
        sentence = _("“%(field)s” is needed: choose its column, or give a value for all rows.")
        found[f"constant-{name}"] = sentence % {"field": field_label(own.kind, name)}
    for each in written(load, own):
        if not each.style:
            what = "date" if each.is_date else "decimal"
            found[f"{what}-{each.field}"] = _("This can be read two ways: say which one is meant.")
    return found


def check(own: Import) -> None:
    """Rings for the check of the whole file, which changes nothing."""
    own.state, own.beat_at, own.runner, own.wish = State.CHECKING, timezone.now(), None, ""
    own.save()
    ring(own.pk)


def set_to_work(own: Import, state: str, **values: Any) -> None:
    own.state, own.wish, own.runner, own.beat_at, own.attempts = state, "", None, timezone.now(), 0
    for name, value in values.items():
        setattr(own, name, value)
    own.save()
    ring(own.pk)


def start(own: Import, by: Any) -> bool:
    """Applies what was checked; False in any other state, as all steps below."""
    if own.state != State.CHECKED:
        return False
    set_to_work(own, State.RUNNING, started_at=timezone.now(), by=by, note="")
    return True


def wish(own: Import, wanted: str) -> bool:
    """Pauses or ends what is under way, after the rows that are being applied."""
    if own.state not in (State.RUNNING, State.CHECKING, State.PAUSED, State.FAILED):
        return False
    rows = Import.objects.filter(pk=own.pk)
    if own.is_at_work and own.runner is not None:
        rows.update(wish=wanted)
    elif own.state == State.CHECKING:
        rows.update(state=State.DRAFT)
    elif own.has_begun:
        ended = wanted == Import.Wish.CANCEL
        state = State.CANCELLED if ended else State.PAUSED
        rows.update(state=state, finished_at=timezone.now() if ended else None)
    else:
        return False
    return True


def resume(own: Import) -> bool:
    if own.state not in (State.PAUSED, State.FAILED) or not own.has_begun:
        return False
    set_to_work(own, State.RUNNING, note="", finished_at=None)
    return True


def take_back(own: Import) -> bool:
    """The whole import, as far as nobody has worked on what it brought."""
    if own.state not in Import.RETURNABLE or not own.has_begun:
        return False
    set_to_work(own, State.UNDOING, finished_at=None)
    return True


def rejected_rows(own: Import) -> Iterator[list[str]]:
    """The file of rejected rows, its head first."""
    if own.rejected_path.is_file():
        with own.rejected_path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)
