"""JSON as it comes, refused where it is no text that can be kept."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from crm.keepable import UNKEPT, keepable


class Json(JSONParser):
    """Nested without end, or with text that no database keeps, it is refused like any other broken JSON."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        raw = stream.read()
        try:
            if UNKEPT.search(raw) and not keepable(raw):
                raise ParseError(_("The text holds characters that cannot be kept: half of a pair, or zero."))
            return super().parse(Read(raw), media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error


class Read:
    """What was read, as a stream."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def read(self, size: int = -1) -> bytes:
        raw, self.raw = self.raw, b""
        return raw
