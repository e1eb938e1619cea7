"""Whether a message was signed with the secret of its source."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping

from crm.models import IngestSource

# How old a message may be that says when it was signed: an eavesdropper must not send it again much later.
FRESH_SECONDS = 300
STAMP = re.compile(r"[0-9]{1,12}")


def digest(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def in_base64(key: bytes, body: bytes) -> str:
    """As WooCommerce and Shopify sign."""
    return base64.b64encode(digest(key, body)).decode()


def stamped(key: bytes, stamp: str, body: bytes) -> str:
    """As we ask others to sign: in hexadecimal, of the time, a full stop and the body."""
    return digest(key, stamp.encode() + b"." + body).hex()


def same(given: str, expected: Iterable[str]) -> bool:
    """Compared in a time that does not tell how much of it was right."""
    found = [hmac.compare_digest(given.encode(), each.encode()) for each in expected]
    return any(found)


def is_signed(source: IngestSource, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    keys = source.keys()
    if source.kind == IngestSource.Kind.GENERIC:
        return is_stamped(headers.get("Jauge-Signature", ""), keys, body, now)
    header = "X-WC-Webhook-Signature" if source.kind == IngestSource.Kind.WOOCOMMERCE else "X-Shopify-Hmac-Sha256"
    return same(headers.get(header, "").strip(), [in_base64(key, body) for key in keys])


def is_stamped(header: str, keys: list[bytes], body: bytes, now: float) -> bool:
    """`t=1764311000,v1=…`: signed within the last five minutes; there may be several v1 while a secret changes."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    stamps = [value for name, _mark, value in parts if name == "t"]
    if len(stamps) != 1 or not STAMP.fullmatch(stamps[0]) or abs(now - int(stamps[0])) > FRESH_SECONDS:
        return False
    expected = [stamped(key, stamps[0], body) for key in keys]
    return any([same(value, expected) for name, _mark, value in parts if name == "v1"])
