"""What JSON can write and no database keeps: half of a character, and the character zero."""

import json
import re

UNKEPT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")


def keepable(raw: bytes) -> bool:
    """Whether every text in it is one: pairs of halves are."""
    try:
        text = json.dumps(json.loads(raw), ensure_ascii=False)
        text.encode()
    except (ValueError, UnicodeError):
        return False
    return "\\u0000" not in text
