"""Who is let in: a person's sign-in, and every session that is open, ends with their last day of work."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class EmployedBackend(AuthenticationBackend):
    """Asked at sign-in and again on each request, so nothing has to run at midnight."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user) and user.may_sign_in())
