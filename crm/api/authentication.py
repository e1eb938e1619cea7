"""Who asks the API, and what their token may do. Apart from the views: the framework loads it before its own."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from crm.models import ApiToken
from crm.second_factor import lacks_second_factor

SCHEME = "bearer"


def refuse_without_second_factor(person: Any) -> None:
    """Neither a session nor a token is a way around the second factor that the operator asks for."""
    if lacks_second_factor(person):
        raise PermissionDenied(_("A second factor is needed here: set one up on the pages first."))


class Token(BaseAuthentication):
    """`Authorization: Bearer jauge_…`; sentences are in the person's language unless the request asks for another."""

    def authenticate(self, request: Any) -> tuple[Any, ApiToken] | None:
        scheme, _space, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != SCHEME or not text.strip():
            raise AuthenticationFailed(_("Give the token as “Authorization: Bearer jauge_…”."), "bad_authorization")
        found = ApiToken.known(text.strip())
        if found is None:
            raise AuthenticationFailed(
                _("This token opens nothing: it was revoked, has expired or never existed. Make a new one."),
                "bad_token",
            )
        refuse_without_second_factor(found.user)
        if "HTTP_ACCEPT_LANGUAGE" not in request.META and found.user.language:
            translation.activate(found.user.language)
        found.used()
        return found.user, found

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class InScope(BasePermission):
    """What the token may do; a session may do what its person may. A view of figures says so by `figures`."""

    code = "scope"

    def has_permission(self, request: Any, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken) or token.scope == ApiToken.Scope.WRITE:
            return True
        figures = getattr(view, "figures", False)
        if token.scope == ApiToken.Scope.KPI:
            self.message = _("This token is for figures only: make one that may read.")
            return figures
        self.message = _("This token may read only: make one that may write.")
        return figures or request.method in SAFE_METHODS
