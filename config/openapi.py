"""The description of the API (OpenAPI 3.1), made from its views: who may ask, what verbs are sent."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.views import ApiView


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "crm.api.authentication.Token"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A token made on the page “Tokens of the API”."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "config.api_session.Session"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        name = settings.SESSION_COOKIE_NAME
        return {"type": "apiKey", "in": "cookie", "name": name, "description": "The session of the pages."}


class Schema(AutoSchema):
    """Verbs are sent what they ask for; a list of fields may be asked for wherever records are read."""

    def get_request_serializer(self) -> Any:
        asked = getattr(self.view, "asked", None)
        return asked if asked is not None and self.method != "GET" else super().get_request_serializer()

    def get_operation_id(self) -> str:
        return str(super().get_operation_id()).removeprefix("api_")


def ours(endpoints: list[Any], **_more: Any) -> list[Any]:
    """The addresses of the API, without the one that answers for all others and the description itself."""
    return [each for each in endpoints if not each[0].endswith(".json")]


@lru_cache(maxsize=len(settings.LANGUAGES))
def described(language: str = "en") -> dict[str, Any]:
    """The whole description; it is the same for everybody, and made once for each language."""
    with translation.override(language):
        found: dict[str, Any] = SchemaGenerator(patterns=None).get_schema(request=None, public=True)
    return found


def described_here() -> dict[str, Any]:
    """In the language of whoever asks."""
    return described((translation.get_language() or "en").partition("-")[0])


class Description(ApiView):
    """OpenAPI, as JSON."""

    figures = True

    def get(self, request: Request) -> Response:
        return Response(described_here())
