"""The audit trail: `record` adds a row, within the transaction of what is done.

Who asks and from where is taken from the request under way; commands and workers have none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from simple_history.models import HistoricalRecords

from crm.models import AuditEntry, User
from crm.rate_limits import address_of

Event = AuditEntry.Event
# Of whom the name is kept: customers' may have to be erased.
NAMED = 310
LONGEST = 200

_as_one: ContextVar[bool] = ContextVar("as_one", default=False)


def request_under_way() -> Any:
    return getattr(HistoricalRecords.context, "request", None)


def whoever_asks() -> Any:
    """The person who is signed in, or whose token asks; None for nobody and for commands."""
    person: Any = getattr(request_under_way(), "user", None)
    return person if person is not None and person.is_authenticated and person.pk else None


def harmless(text: str, longest: int = NAMED) -> str:
    """One line, whatever somebody typed: what does not print is shown as a mark."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:longest])


def record(
    event: str,
    *,
    by: Any = None,
    request: Any = None,
    subject: Model | None = None,
    name: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Adds an entry. `by` and `request` are those under way unless given; of a subject `name` is kept, if given."""
    request = request or request_under_way()
    who = by or whoever_asks()
    AuditEntry.objects.create(
        event=event,
        by_id=who.pk if who else None,
        by_name=harmless(str(who)) if who else "",
        address=address_of(request) if request is not None and request.META.get("REMOTE_ADDR") else None,
        subject_kind=subject._meta.label if subject is not None else "",
        subject_key=subject.pk if subject is not None and isinstance(subject.pk, int) else None,
        subject_name=harmless(str(subject)) if isinstance(subject, User) and not name else harmless(name),
        details={key: cut(value) for key, value in (details or {}).items()},
    )


def cut(value: Any) -> Any:
    """What is kept of a detail: numbers, texts of one short line, and lists of them."""
    if isinstance(value, list | tuple):
        return [cut(each) for each in value]
    return value if value is None or isinstance(value, bool | int) else harmless(str(value), LONGEST)


@contextmanager
def as_one() -> Iterator[None]:
    """What is deleted inside is told by one entry, which whoever deletes adds."""
    token = _as_one.set(True)
    try:
        yield
    finally:
        _as_one.reset(token)


def told_apart() -> bool:
    return not _as_one.get()
