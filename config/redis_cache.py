"""What is remembered in Redis, and what happens while Redis is away: pages go on, and nobody waits for it twice."""

import time
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

from crm.bell import logger, redis_errors

# So long a process does without it before it asks again.
PAUSE_SECONDS = 2.0
# A session that is ended while Redis is away may be in it still when it comes back: for so long at most.
SESSION_SECONDS = 300
ASKED = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many")


class Guarded(RedisCache):
    """Asks `instead` while Redis does not answer. Emptying it is not guarded: who asks for that must know."""

    instead: BaseCache
    # Of the process: each of its threads has a cache of its own.
    asks_again_at = 0.0

    def ask(self, name: str, *words: Any, **named: Any) -> Any:
        if time.monotonic() >= Guarded.asks_again_at:
            try:
                return getattr(RedisCache, name)(self, *words, **named)
            except redis_errors() as error:
                Guarded.asks_again_at = time.monotonic() + PAUSE_SECONDS
                logger.warning("Redis is away", exc_info=error)
        return getattr(self.instead, name)(*words, **named)


def asking(name: str) -> Any:
    return lambda self, *words, **named: self.ask(name, *words, **named)


for each in ASKED:
    setattr(Guarded, each, asking(each))


class CountingOn(Guarded):
    """For limits: while Redis is away each process counts by itself, so that no door stands open and none is locked."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.instead = LocMemCache("while Redis is away", {})


class Forgetting(Guarded):
    """For sessions, which are in the database: what another process may have changed is not remembered here."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.instead = DummyCache("", {})

    def get_backend_timeout(self, timeout: Any = None) -> int:
        return min(super().get_backend_timeout(timeout) or SESSION_SECONDS, SESSION_SECONDS)
