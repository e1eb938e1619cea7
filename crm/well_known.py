"""Passwords that everybody knows, such as those of the demo company: outside the demo they open nothing."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_passwords: set[str] = set()


def declare(passwords: Iterable[str]) -> None:
    _passwords.update(passwords)


def opens_nothing(password: str | None) -> bool:
    """Whether a password must not work here, even where it is somebody's."""
    return not settings.JAUGE_DEMO and password in _passwords


class NotWellKnownValidator(CommonPasswordValidator):
    """Nobody may choose such a password either: one rule with that about common passwords, and told as one."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        if opens_nothing(password):
            raise ValidationError(_("Everybody knows this password: it is one of the demo company."), code="well_known")
