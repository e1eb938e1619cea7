"""The types of events that other systems can be told of, whichever app they belong to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

PING = "ping"

# The keys of what it happened to → what is sent of each; those that are gone are left out.
Describe = Callable[[Iterable[int]], Mapping[int, dict[str, Any]]]


@dataclass(frozen=True)
class EventType:
    """`name` is what programs know it by, `label` what people do."""

    name: str
    label: Any
    # None where the payload is made with the event.
    describe: Describe | None = None


@dataclass(frozen=True)
class Watched:
    """Rows of a table whose coming, or whose change, is an event.

    `types` and `occurred` are SQL over the columns of the row (`NEW`), the latter with `{now}` for the present moment;
    `when` is a condition over `NEW` and, after an update of `column`, `OLD`.
    """

    name: str
    table: str
    type: str
    occurred: str
    when: str
    column: str = ""
    subject: str = "NEW.id"


_TYPES: dict[str, EventType] = {}
_WATCHED: list[Watched] = []


def register(*types: EventType, watched: Iterable[Watched] = ()) -> None:
    """Once, when an app is ready."""
    _TYPES.update({each.name: each for each in types})
    _WATCHED.extend(watched)


def known() -> dict[str, EventType]:
    return dict(_TYPES)


def watched() -> list[Watched]:
    return list(_WATCHED)


def label_of(name: str) -> Any:
    """As people read it; a type that no app knows any more by its name."""
    if name == PING:
        return _("Test message")
    return _TYPES[name].label if name in _TYPES else name
