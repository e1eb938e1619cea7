"""Where the operator asks for a second factor: whoever has none reaches nothing but setting it up."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from crm.access import sees_everything

# Recovery codes stand in for a factor that was lost; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SETTING_UP = "mfa_"
ALLOWED = {"account_logout", "account_reauthenticate"}

Handler = Callable[[HttpRequest], HttpResponse]


def has_second_factor(person: Any) -> bool:
    return bool(is_mfa_enabled(person, FACTORS))


def needs_second_factor(person: Any) -> bool:
    """Whether the operator asks this person for one."""
    if not person.is_authenticated or settings.SECOND_FACTOR == "nobody":
        return False
    return bool(settings.SECOND_FACTOR == "everybody" or sees_everything(person))


def lacks_second_factor(person: Any) -> bool:
    """Whether this person must set one up first; asked at each request, as it may be removed."""
    return needs_second_factor(person) and not has_second_factor(person)


class SecondFactorMiddleware:
    """Pages only. The API, which also knows people by their tokens, asks in `crm.api.authentication`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: tuple[Any, ...], words: dict[str, Any]
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not lacks_second_factor(request.user):
            return None
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if name.startswith(SETTING_UP) or name in ALLOWED:
            return None
        where = reverse("mfa_index")
        return HttpResponseClientRedirect(where) if request.htmx else HttpResponseRedirect(where)  # type: ignore[attr-defined]
