"""A column that holds a secret, which is needed as it is and kept encrypted."""

import logging
from typing import Any

from django.db import models

from crm.encryption import LostKeyError, decrypted, encrypted
from crm.models.organisation import Company

log = logging.getLogger("jauge.encryption")


class Unreadable(str):
    """Nothing, in the place of a secret whose key is lost; it is stored again as it was."""

    stored: str

    def __new__(cls, stored: str) -> "Unreadable":
        made = super().__new__(cls)
        made.stored = stored
        return made


class EncryptedField(models.CharField):
    """Read as it was set; encrypted for `purpose` whenever its row is saved, once the company encrypts secrets."""

    def __init__(self, *args: Any, purpose: str = "", **options: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **{"max_length": 1500, "editable": False, **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "purpose": self.purpose}

    def from_db_value(self, value: str | None, *_about: Any) -> str | None:
        if value is None:
            return None
        try:
            return decrypted(value, self.purpose)
        except LostKeyError:
            log.error("a secret cannot be read: its JAUGE_SECRET_KEY is not among the former")
            return Unreadable(value)

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = getattr(instance, self.attname)
        if isinstance(value, Unreadable):
            return value.stored
        if not value or not Company.current().encrypts_secrets:
            return value
        return encrypted(value, self.purpose)
