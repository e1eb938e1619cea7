"""What is worked out from tables that seldom change, kept from one page to the next: labels, choices, compiled
statements.

It holds for one state of these tables. A page that knows their state says so (`standing_on`); what is made meanwhile
is listened to, and kept where its own statements read nothing else, write nothing and do not ask for the time of day.
Each process keeps its own. This module knows no models, so that models and the engine of figures can use it.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from django.apps import apps
from django.db import connections

T = TypeVar("T")

READING = ("SELECT", "WITH", "SAVEPOINT", "RELEASE")
NAME = re.compile(r"\w+")
# Things kept in a process, the latest used ones: ten kilobytes each.
MOST = 600


class Listener:
    """Hears which tables the statements name while something is made."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.settled = True

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.settled = self.settled and sql.lstrip("( \n").startswith(READING)
        self.tables |= tables_in(sql)
        return execute(sql, params, many, context)


@lru_cache(maxsize=1)
def all_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


@lru_cache(maxsize=256)
def tables_in(sql: str) -> frozenset[str]:
    """The tables whose name stands in a statement, be it as a name of something else."""
    return all_tables().intersection(NAME.findall(sql))


_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening() -> Iterator[Listener]:
    """To every connection: which one a statement takes is not for a page to know. Who listened before hears it all."""
    listener, before = Listener(), _listener.get()
    token = _listener.set(listener)
    try:
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(listener))
            yield listener
    finally:
        _listener.reset(token)
        if before is not None:
            before.settled = before.settled and listener.settled


def by_the_clock() -> None:
    """Said by what depends on the time of day: what is being made is not kept."""
    if (listener := _listener.get()) is not None:
        listener.settled = False


@dataclass(frozen=True)
class Ground:
    """What a page stands on: the state of some tables, and who is answered, in which language, and when."""

    state: Hashable
    tables: frozenset[str]
    whose: Hashable


def anything(_made: Any) -> bool:
    return True


_ground: ContextVar[Ground | None] = ContextVar("ground", default=None)
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


@contextmanager
def standing_on(ground: Ground | None) -> Iterator[None]:
    token = _ground.set(ground)
    try:
        yield
    finally:
        _ground.reset(token)


def remembered(key: Hashable, make: Callable[[], T], for_all: bool = False, fits: Callable[[T], bool] = anything) -> T:
    """What `make` gives, or gave before on the same ground, under a key that tells all that it depends on besides.

    Nobody may change it. `for_all` says that it is the same whoever asks; what does not fit is too large to keep.
    Without ground it is made each time. Once the page itself has written nothing more is kept: what it sees since may
    be taken back.
    """
    ground = _ground.get()
    if ground is None:
        return make()
    place = (ground.state, None if for_all else ground.whose, key)
    with _lock:
        if place in _kept:
            _kept.move_to_end(place)
            found: T = _kept[place]
            return found
    page = _listener.get()
    with listening() as listener:
        made = make()
    settled = listener.settled and (page is None or page.settled)
    if settled and listener.tables <= ground.tables and fits(made):
        with _lock:
            _kept[place] = made
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return made
