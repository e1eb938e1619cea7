"""Refusals of the API as problem documents (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from feedback.api.refusals import RefusalError
from kpis.engine import QueryError

PROBLEM = "application/problem+json"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """What went wrong as a problem document: a code, a sentence, and what would have been right."""
    if isinstance(error, QueryError):
        set_rollback()
        return refused(422, error.code, error.sentence, error.allowed)
    if isinstance(error, RefusalError):
        set_rollback()
        return refused(error.status_code, error.code, error.sentence, error.allowed)
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is nothing at this address that you may see."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    answer = refused(error.status_code, str(error.get_codes()), str(error.detail))
    if header := getattr(error, "auth_header", None):
        answer.headers["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        answer.headers["Retry-After"] = str(int(wait))
    return answer


def refused(status: int, code: str, sentence: str, allowed: list[str] | None = None) -> Response:
    data = {"type": "about:blank", "status": status, "title": sentence, "code": code, "sentence": sentence}
    return Response({**data, "allowed": list(allowed or [])}, status=status, content_type=PROBLEM)
