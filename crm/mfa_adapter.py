"""How second factors are kept and named."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from crm.models import Company

# What was stored before secrets were encrypted has no such beginning.
ENCRYPTED = "fernet:"


@cache
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"crm.mfa\n{secret}".encode()).digest()))


class MFAAdapter(DefaultMFAAdapter):
    """Seeds of codes are encrypted with a key made of JAUGE_SECRET_KEY: a stolen database alone makes no code."""

    def encrypt(self, text: str) -> str:
        return ENCRYPTED + _box(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        if not encrypted_text.startswith(ENCRYPTED):
            return encrypted_text
        return _box(settings.SECRET_KEY).decrypt(encrypted_text.removeprefix(ENCRYPTED)).decode()

    def get_totp_issuer(self) -> str:
        return Company.current().name

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": Company.current().name}
