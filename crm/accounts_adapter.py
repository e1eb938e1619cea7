from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from crm import signing_out


class ClosedSignupAdapter(DefaultAccountAdapter):
    """People are added by an admin; nobody signs up alone."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def logout(self, request: Any) -> None:
        token = signing_out.token_of(request)
        super().logout(request)
        signing_out.carry(request, token)

    def get_logout_redirect_url(self, request: Any) -> str:
        """Asked before the session is ended."""
        if signing_out.token_of(request):
            return reverse("crm:provider_leave")
        return str(super().get_logout_redirect_url(request))

    def pre_login(self, request: Any, user: Any, **options: Any) -> Any:
        """Whoever has left is told so, although the password was right."""
        if not user.may_sign_in():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)
