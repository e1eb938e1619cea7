"""Who is let in: a person's sign-in, and every session that is open, ends with their last day of work."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class EmployedBackend(AuthenticationBackend):
    """Asked at sign-in and again on each request, so nothing has to run at midnight."""

    def __init__(self) -> None:
        self.compared: set[int] = set()

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user) and user.may_sign_in())

    def _check_password(self, user: Any, password: str) -> Any:
        """Once for each person: found both by name and by address, who has an account would take twice the time."""
        if user is None or user.pk in self.compared:
            return None
        self.compared.add(user.pk)
        return super()._check_password(user, password)
