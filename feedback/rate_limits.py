"""How often customers' pages may be used from one address."""

from django.http import HttpRequest

from crm.rate_limits import Limit, address_of

# A customer sends a handful of steps; a tablet in a busy store, an answer every few seconds.
ANSWERS = Limit("answers", 120)
# An office behind one address may get a whole campaign; nobody follows twenty broken links.
FROM_ADDRESS = Limit("address", 600)
UNKNOWN = Limit("unknown", 20)


def may_send(request: HttpRequest, token: str) -> bool:
    """Whether something may be sent to the page of a token from this address."""
    address = address_of(request)
    return FROM_ADDRESS.allows(address) and ANSWERS.allows(address, token)


def may_miss(request: HttpRequest) -> bool:
    """Whether this address may try one more token that leads nowhere."""
    return UNKNOWN.allows(address_of(request))
