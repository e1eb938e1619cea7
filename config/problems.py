"""Refusals of the API as problem documents (RFC 9457)."""

import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import server_error
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from crm.api.refusals import InvalidError, RefusalError, field_errors, of_validation
from crm.bell import redis_errors
from crm.full_disk import is_full
from kpis.engine import QueryError

PROBLEM = "application/problem+json"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """What went wrong as a problem document: a code, a sentence, and what would have been right."""
    answer = of_ours(error) or of_the_database(error) or of_the_framework(error)
    if answer is not None:
        set_rollback()
        answer.data["instance"] = context["request"].path
    return answer


def of_ours(error: Exception) -> Response | None:
    if isinstance(error, QueryError):
        return refused(400 if error.code == "bad_cursor" else 422, error.code, error.sentence, error.allowed)
    if isinstance(error, RefusalError):
        return refused(error.status_code, error.code, error.sentence, error.allowed)
    if isinstance(error, InvalidError):
        return refused(error.status_code, error.code, error.errors[0]["sentence"], errors=error.errors)
    if isinstance(error, exceptions.ValidationError):
        return invalid(field_errors(error.detail))
    return invalid(of_validation(error)) if isinstance(error, ValidationError) else None


def of_the_database(error: Exception) -> Response | None:
    if isinstance(error, ProtectedError | RestrictedError):
        return refused(409, "in_use", _("Other records refer to it: it cannot be deleted."))
    if isinstance(error, IntegrityError):
        sentence = _("This contradicts what is stored: a name that is taken, a record that is gone, or dates in the "
                     "wrong order. Nothing was changed.")  # fmt: skip
        return refused(409, "conflict", sentence)
    if isinstance(error, DataError):
        return refused(422, "bad_value", _("A value is larger than what can be stored. Nothing was changed."))
    return None


def of_the_framework(error: Exception) -> Response | None:
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is nothing at this address that you may see."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(str(error) or None)
    if not isinstance(error, exceptions.APIException):
        return None
    answer = refused(error.status_code, str(error.get_codes()), str(error.detail))
    if header := getattr(error, "auth_header", None):
        answer.headers["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        answer.headers["Retry-After"] = str(int(wait))
    return answer


def invalid(errors: list[dict[str, Any]]) -> Response:
    """Several errors, each of a field; the sentence of the document is the first one's."""
    return refused(422, "invalid", errors[0]["sentence"], errors=errors)


def failure(request: HttpRequest) -> HttpResponse:
    """What went wrong beneath us, or what nobody foresaw: a problem document below /api/, a page elsewhere."""
    status = status_of(sys.exc_info()[1])
    if status == 507:
        read_to_the_end(request)
    if request.path.startswith(reverse("api:root")):
        answer = refused(status, *SAID[status]())
        data = {**answer.data, "instance": request.path}
        made: HttpResponse = JsonResponse(data, status=status, content_type=PROBLEM)
    elif status == 500:
        return server_error(request)
    else:
        made = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if status == 503:
        made.headers["Retry-After"] = str(RETRY_SECONDS)
    return made


def read_to_the_end(request: HttpRequest) -> None:
    """Whoever is still sending a file hears no answer before it is sent; what came of it so far is thrown away."""
    for handler in request.upload_handlers:
        handler.upload_interrupted()
    try:
        while request.read(1 << 16):
            pass
    except OSError:
        # Nobody sends any more, or waits for an answer.
        return


def status_of(error: BaseException | None) -> int:
    """503 where the database or Redis is away or too busy, 507 where a disk is full: others than we must act."""
    if is_full(error):
        return 507
    return 503 if isinstance(error, (OperationalError, InterfaceError, *redis_errors())) else 500


def failed() -> tuple[str, str]:
    return "failure", _("Something went wrong on our side: look whether it was done before you try again.")


def unavailable() -> tuple[str, str]:
    return "unavailable", _("A server that Jauge needs does not answer. Try again in a moment, with the same "
                            "Idempotency-Key: what was done already is not done twice.")  # fmt: skip


def full() -> tuple[str, str]:
    return "disk_full", _("There is no space left for files on the server: nothing was kept. Tell the operator.")


RETRY_SECONDS = 5
SAID = {500: failed, 503: unavailable, 507: full}


def refused(
    status: int,
    code: str,
    sentence: str,
    allowed: list[str] | None = None,
    errors: list[dict[str, Any]] | None = None,
) -> Response:
    data = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    data |= {"code": code, "sentence": sentence, "allowed": list(allowed or []), "errors": errors or []}
    return Response(data, status=status, content_type=PROBLEM)
