"""Sets the French catalogue as printers do: curved apostrophes, and no line break before : ; ! ? » or after «.

Rewrites only the messages that need it; `scripts/check_messages.py` fails on those that are left.
"""

import re
from pathlib import Path

from babel.messages.pofile import denormalize, normalize

CATALOGUE = Path(__file__).resolve().parent.parent / "locale/fr/LC_MESSAGES/django.po"
TRANSLATION = re.compile(r'^(msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)
FIXED_SPACE = "\N{NO-BREAK SPACE}"
WIDTH = 79
TAGS = re.compile(r"(<[^>]*>)")


def typeset(text: str) -> str:
    """The text with its apostrophes curved and its spaces fixed; tags stay as they are."""
    parts = TAGS.split(text)
    return "".join(part if part.startswith("<") else typeset_words(part) for part in parts)


def typeset_words(text: str) -> str:
    text = re.sub(r"(?<=[A-Za-zÀ-ÿ])'(?=[\w«%“])", "’", text)
    text = re.sub(r"(?<=[^\s]) (?=[:;!?»](?:\s|$|[.,)]))", FIXED_SPACE, text)
    return text.replace("« ", f"«{FIXED_SPACE}")


def mended(catalogue: str) -> str:
    def mend(found: re.Match[str]) -> str:
        text = denormalize(found[2])
        better = typeset(text)
        return found[0] if better == text else f"{found[1]} {normalize(better, width=WIDTH)}\n"

    return TRANSLATION.sub(mend, catalogue)


if __name__ == "__main__":
    CATALOGUE.write_text(mended(CATALOGUE.read_text(encoding="utf-8")), encoding="utf-8")
