"""What is kept encrypted: with a key made of JAUGE_SECRET_KEY and of what it is for, so that no two uses share one.

What was encrypted with a secret of JAUGE_SECRET_KEY_FALLBACKS is still read; `manage.py encrypt_secrets` encrypts it
again with the present one. Why it is done here and not in the database: docs/decisions/0026.
"""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# What was stored before it was encrypted has no such beginning.
ENCRYPTED = "fernet:"
# What the keys are for. Changing a word of them changes the key.
SECOND_FACTORS, SHOPS, WEBHOOKS = "crm.mfa", "crm.ingest", "crm.webhooks"


class LostKeyError(Exception):
    """It was encrypted with a secret that is neither in force nor among the former ones."""


@cache
def _boxes(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    keys = (hashlib.sha256(f"{purpose}\n{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def boxes(purpose: str) -> MultiFernet:
    """Encrypts with the present secret, and opens with any."""
    return _boxes(purpose, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def encrypted(text: str, purpose: str) -> str:
    return ENCRYPTED + boxes(purpose).encrypt(text.encode()).decode()


def decrypted(stored: str, purpose: str) -> str:
    """What was encrypted; what was stored as it is comes back as it is. Raises LostKeyError."""
    if not stored.startswith(ENCRYPTED):
        return stored
    try:
        return boxes(purpose).decrypt(stored.removeprefix(ENCRYPTED)).decode()
    except InvalidToken as error:
        raise LostKeyError(purpose) from error
