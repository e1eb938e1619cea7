"""How second factors are kept and named."""

import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret

from crm.encryption import SECOND_FACTORS, LostKeyError, decrypted, encrypted
from crm.models import Company

log = logging.getLogger("jauge.encryption")


class MFAAdapter(DefaultMFAAdapter):
    """Seeds of codes are encrypted with a key made of JAUGE_SECRET_KEY: a stolen database alone makes no code."""

    def encrypt(self, text: str) -> str:
        return encrypted(text, SECOND_FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        """Where its key is lost a seed that nobody has, so that codes are refused as wrong ones are."""
        try:
            return decrypted(encrypted_text, SECOND_FACTORS)
        except LostKeyError:
            log.error("the seed of a second factor cannot be read: its JAUGE_SECRET_KEY is not among the former")
            return generate_totp_secret()

    def get_totp_issuer(self) -> str:
        return Company.current().name

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": Company.current().name}
