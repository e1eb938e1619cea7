"""What kind of picture a file is and how large, by what is in it and never by its name.

Portable Network Graphics (W3C, 2nd edition), JPEG (ITU-T T.81) and WebP (RFC 9649). SVG is none of them: it may carry
scripts.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
# Frames of JPEG that say the size: all of C0 to CF but tables (C4), extensions (C8) and arithmetic conditioning (CC).
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, b"\xff\xd9"
# Markers that stand alone: of restarts, of the beginning, and one that means nothing.
ALONE = frozenset([*range(0xD0, 0xD9), 0x01])


@dataclass(frozen=True)
class Picture:
    """`kind` is png, jpeg or webp; width and height in pixels."""

    kind: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return f"image/{self.kind}"


def picture_of(data: bytes) -> Picture | None:
    """None for what is no whole picture of the three kinds."""
    read = png if data.startswith(PNG) else jpeg if data.startswith(b"\xff\xd8") else webp
    try:
        found = read(data)
    except (struct.error, IndexError):
        return None
    return found if found and found.width and found.height else None


def png(data: bytes) -> Picture | None:
    chunks = list(png_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        return None
    return Picture("png", *struct.unpack(">II", chunks[0][1][:8]))


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each until the last; ends early where one is not what its sum says."""
    at = len(PNG)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if struct.unpack_from(">I", data, at + 8 + length) != (zlib.crc32(name + content),):
            return
        yield name, content
        at += 12 + length
        if name == b"IEND":
            return


def jpeg(data: bytes) -> Picture | None:
    if END not in data[-64:]:
        return None
    at, found = 2, None
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == SCAN:
            return found
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            found = Picture("jpeg", width, height)
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def webp(data: bytes) -> Picture | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or struct.unpack_from("<I", data, 4)[0] + 8 > len(data):
        return None
    if data[12:16] == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif data[12:16] == b"VP8L" and data[20] == 0x2F:
        bits = struct.unpack_from("<I", data, 21)[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (each & 0x3FFF for each in struct.unpack_from("<HH", data, 26))
    else:
        return None
    return Picture("webp", width, height)
