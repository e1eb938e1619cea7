"""How many requests a person may send, counted in the cache that all workers share, and told in every answer."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

SECONDS = 60


class PerMinute(BaseThrottle):
    """At most `JAUGE_API_PER_MINUTE` requests of one person in a minute of the clock.

    Where the cache is the database two requests at the very same time may count as one: it slows down, it is no lock.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        most = settings.API_PER_MINUTE
        now = time.time()
        self.left = SECONDS - int(now) % SECONDS
        used = self.count(f"api:{int(now) // SECONDS}:{request.user.pk}")
        view.rate = {"Limit": most, "Remaining": max(0, most - used), "Reset": self.left}
        return used <= most

    def count(self, key: str) -> int:
        """Added to first: only the first of a minute makes it, which takes a cache in the database five queries."""
        for _time in range(2):
            try:
                return int(cache.incr(key))
            except ValueError:
                if cache.add(key, 1, SECONDS * 2):
                    return 1
        return 1

    def wait(self) -> float:
        return self.left
