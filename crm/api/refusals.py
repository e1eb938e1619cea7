"""A refusal that says what would have been right; the API answers it as a problem document."""

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import APIException


class RefusalError(APIException):
    """A code, a sentence in the caller's language and what is allowed instead; 422 unless another status is given."""

    status_code = 422

    def __init__(self, code: str, sentence: Any, allowed: Iterable[Any] = (), status: int = 422) -> None:
        super().__init__(str(sentence), code)
        self.code = code
        self.sentence = str(sentence)
        self.allowed = [str(each) for each in allowed]
        self.status_code = status


class InvalidError(APIException):
    """422 with the errors of several fields, of several rows perhaps.

    `errors` are objects with `field` (empty: the whole), `code`, `sentence`, and in bulk `row`, counted from 0.
    """

    status_code = 422

    def __init__(self, errors: list[dict[str, Any]], code: str = "invalid", status: int = 422) -> None:
        super().__init__(errors[0]["sentence"], code)
        self.errors = errors
        self.code = code
        self.status_code = status


def field_errors(found: Any, field: str = "", **more: Any) -> list[dict[str, Any]]:
    """The errors of a serializer, of a form or of a model, one for each sentence; nested fields as `lines.0.amount`."""
    if isinstance(found, dict):
        return [each for name, value in found.items() for each in field_errors(value, joined(field, name), **more)]
    if isinstance(found, (list, tuple)):
        nested = any(isinstance(value, dict) for value in found)
        return [
            each
            for index, value in enumerate(found)
            for each in field_errors(value, joined(field, index) if nested else field, **more)
        ]
    return [{"field": field, "code": str(getattr(found, "code", "") or "invalid"), "sentence": str(found), **more}]


def joined(field: str, name: Any) -> str:
    own = "" if name in ("non_field_errors", "__all__") else str(name)
    return f"{field}.{own}" if field and own else field or own


def of_validation(error: Any, **more: Any) -> list[dict[str, Any]]:
    """The same of what a model's verb refuses (django.core.exceptions.ValidationError)."""
    if hasattr(error, "error_dict"):
        return field_errors(error.message_dict, **more)
    return field_errors(list(error.messages), **more)
