"""In which encoding a text file is written, recognised by its bytes."""

import codecs
import re
from pathlib import Path

# How much of a file is looked at.
SAMPLE = 65_536
MIXED = "utf-8 and cp1252"
UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC_WORD = re.compile("[А-ЯЁЄІЇ]?[а-яёєії]{2,}|[А-ЯЁЄІЇ]{3,}")
VOWELS = frozenset("аеёиоуыэюяєії")
# So many letters must stand in Cyrillic words, and such a part of all that are not ASCII.
FEWEST, MOST_OF_THEM = 6, 0.75
# Among the letters of a Slavic text; Greek letters read as Cyrillic ones have fewer.
FEWEST_VOWELS, MOST_VOWELS = 0.28, 0.65


def as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as Windows-1252; the five that this leaves undefined as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(bytes([each]).decode("cp1252" if each not in UNDEFINED else "latin-1") for each in found), error.end


codecs.register_error("as_windows", as_windows)


def recognise_encoding(path: Path, start: bytes) -> str:
    """UTF-16 by its mark or its zero bytes, UTF-8 by decoding; else Windows-1252, which is Latin-1 with quotes and €.

    Where its words would be Cyrillic ones in Windows-1251 it is that. A file glued together from UTF-8 and Windows-1252
    is read line by line as what it is.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in start[:SAMPLE] and start.count(b"\0") > 0.3 * len(start):
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    speaks, other = set(), bytearray()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                speaks.add(told := is_utf_8(line))
                if not told and len(other) < SAMPLE:
                    other += line[:SAMPLE]
    if speaks == {True, False}:
        return MIXED
    if False in speaks:
        return "cp1251" if is_cyrillic(bytes(other)) else "cp1252"
    return "utf-8-sig"


def is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_cyrillic(text: bytes) -> bool:
    """Whether nearly all letters that are not ASCII stand in Cyrillic words, if this is Windows-1251.

    What is Western has its accents between plain letters, one by one: “été” would be “йtй”.
    """
    words = [word for word in WORD.findall(text.decode("cp1251", errors="replace")) if not word.isascii()]
    letters = sum(not letter.isascii() for word in words for letter in word)
    found = "".join(word for word in words if CYRILLIC_WORD.fullmatch(word)).lower()
    vowels = sum(letter in VOWELS for letter in found)
    return len(found) >= max(FEWEST, MOST_OF_THEM * letters) and FEWEST_VOWELS * len(
        found
    ) <= vowels <= MOST_VOWELS * len(found)
