from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """People are added by an admin; nobody signs up alone."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
