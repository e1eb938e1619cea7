"""A refusal that says what would have been right; the API answers it as a problem document."""

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import APIException


class RefusalError(APIException):
    """422 with a code, a sentence in the caller's language and what is allowed instead."""

    status_code = 422

    def __init__(self, code: str, sentence: Any, allowed: Iterable[Any] = ()) -> None:
        super().__init__(str(sentence), code)
        self.code = code
        self.sentence = str(sentence)
        self.allowed = [str(each) for each in allowed]
