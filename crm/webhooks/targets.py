"""Where messages may go: not into the network that the server stands in, unless its operator says so.

The host is resolved once, each of its addresses is looked at, and the connection goes to an address that was looked
at: a name that means something else a moment later leads nowhere.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

LONGEST = 500
PORTS = {"https": 443, "http": 80}
# Of the IETF's own, whatever the interpreter's table says of parts of it (RFC 6890).
PROTOCOL = ip_network("192.0.0.0/24")
# IPv4 inside of IPv6: translated (RFC 6052, 8215), tunnelled (6to4, Teredo), "compatible" (RFC 4291).
WRAPPING = tuple(ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))

Resolve = Callable[..., list[Any]]


class TargetError(Exception):
    """Nothing is sent there; the text says why, and what would do."""


@dataclass(frozen=True)
class Target:
    """An address, taken apart. `path` is what is asked of the host, with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(address: str) -> Target:
    """TargetError for what is no address, or none that the operator allows."""
    if len(address) > LONGEST or not address.isascii() or any(letter <= " " or letter == "\x7f" for letter in address):
        raise TargetError(_("This is not an address: write it as https://example.com/hooks/jauge."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise TargetError(_("This is not an address: write it as https://example.com/hooks/jauge.")) from error
    if parts.scheme not in PORTS or not parts.hostname or "\\" in address:
        raise TargetError(_("This is not an address: write it as https://example.com/hooks/jauge."))
    if parts.username is not None or parts.password is not None:
        raise TargetError(_("Leave name and password out of the address: messages are known by their signature."))
    if parts.fragment:
        raise TargetError(_("Leave out what follows “#”: it is never sent."))
    if parts.scheme == "http" and not settings.WEBHOOK_HTTP:
        raise TargetError(_("Use https: what is sent over http can be read on its way. The operator can allow it."))
    found = Target(
        parts.scheme,
        parts.hostname,
        PORTS[parts.scheme] if port is None else port,
        (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )
    if found.port not in settings.WEBHOOK_PORTS:
        allowed = ", ".join(str(each) for each in sorted(settings.WEBHOOK_PORTS))
        words = {"port": found.port, "allowed": allowed}
        raise TargetError(_("Port %(port)s is not allowed; these are: %(allowed)s.") % words)
    return found


def addresses(target: Target, resolve: Resolve | None = None) -> list[str]:
    """Those of the host, each of them allowed; TargetError where one is not, or where there is none."""
    ask = resolve or socket.getaddrinfo
    try:
        answers = ask(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TargetError(_("The host “%(host)s” is not known.") % {"host": target.host}) from error
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not found:
        raise TargetError(_("The host “%(host)s” is not known.") % {"host": target.host})
    for each in found:
        if not may_go_to(each):
            sentence = _("“%(host)s” is %(address)s, which is not on the public Internet: the operator can allow that.")
            raise TargetError(sentence % {"host": target.host, "address": each})
    return found


def may_go_to(text: str) -> bool:
    """Whether a numerical address is on the public Internet, or its operator allows others."""
    try:
        found: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    if found.is_multicast or found.is_unspecified:
        return False
    return settings.WEBHOOK_PRIVATE_TARGETS or is_public(found)


def is_public(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(found.ipv4_mapped)
        if found.scope_id or any(found in network for network in WRAPPING):
            return False
    elif found in PROTOCOL:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)
