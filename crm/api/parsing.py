"""JSON as it comes, refused where it is no text that can be kept."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

# What JSON can write and no database keeps: half of a character, and the character zero.
UNKEPT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")


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


def keepable(raw: bytes) -> bool:
    """Whether every text in it is one: pairs of halves are."""
    import json

    try:
        text = json.dumps(json.loads(raw), ensure_ascii=False)
        text.encode()
    except (ValueError, UnicodeError):
        return False
    return "\\u0000" not in text
