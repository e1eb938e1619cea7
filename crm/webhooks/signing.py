"""How a receiver knows that a message is ours: an HMAC over its moment and its body, with the endpoint's secret."""

import hmac
from hashlib import sha256

HEADER = "Jauge-Signature"


def signature(secret: str, moment: int, body: bytes) -> str:
    """The value of the header; `moment` in seconds since 1970, so that an old message cannot be sent anew."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"
