"""How often something may be tried from outside, counted in the cache that all workers share."""

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most `most` uses in each window of `seconds`."""

    name: str
    most: int
    seconds: int = 600

    def allows(self, *of: str) -> bool:
        """Counts one use of what is named (an address, a token) and tells whether it is within the limit.

        Where the cache is the database two uses at the very same time may count as one: it slows down, it is no lock.
        """
        window = int(time.time() // self.seconds)
        named = hashlib.sha256("\n".join(of).encode()).hexdigest()
        key = f"limit:{self.name}:{window}:{named}"
        if cache.add(key, 1, self.seconds * 2):
            return self.most >= 1
        try:
            used = cache.incr(key)
            cache.touch(key, self.seconds * 2)  # counting on, some caches forget how long to remember
        except ValueError:  # thrown out of the cache between the two
            return True
        return used <= self.most


def address_of(request: HttpRequest) -> str:
    """The visitor's address, behind as many proxies as JAUGE_PROXY_COUNT says."""
    return str(get_adapter().get_client_ip(request))
