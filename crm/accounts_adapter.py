from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """People are added by an admin; nobody signs up alone."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_login(self, request: Any, user: Any, **options: Any) -> Any:
        """Whoever has left is told so, although the password was right."""
        if not user.may_sign_in():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)
