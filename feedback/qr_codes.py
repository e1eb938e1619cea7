"""The address of a survey as a QR code: a drawing (SVG) for the page and the printer, a picture (PNG) to paste."""

import struct
import zlib
from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

# Light modules around the code that readers need: ISO/IEC 18004, 4 of them.
QUIET_ZONE = 4
PIXELS = 12
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def code(address: str) -> qrcode.QRCode:
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, box_size=PIXELS)
    made.add_data(address)
    made.make(fit=True)
    return made


def svg(address: str) -> bytes:
    """Dark on white in every theme: readers expect it."""
    drawn = BytesIO()

    class OnWhite(SvgPathImage):
        background = "white"

    code(address).make_image(image_factory=OnWhite).save(drawn)
    return drawn.getvalue()


def png(address: str) -> bytes:
    """Each module as `PIXELS` by `PIXELS` pixels, one bit each (W3C, Portable Network Graphics, 2nd edition)."""
    modules = code(address).get_matrix()
    side = len(modules) * PIXELS
    lines = b"".join(line(row) * PIXELS for row in modules)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(name, data) for name, data in chunks)


def line(row: list[bool]) -> bytes:
    """A line of pixels, white is 1, unfiltered."""
    bits = "".join(("0" if dark else "1") * PIXELS for dark in row)
    bits += "0" * (-len(bits) % 8)
    return b"\x00" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
