"""A picture is what is in it, whatever its name says."""

import pytest

from crm.images import Picture, picture_of
from tests.pictures import SVG, jpeg, png, webp


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(), "png"), (jpeg(), "jpeg"), (webp(), "webp"), (webp(form=b"VP8L"), "webp"), (webp(form=b"VP8 "), "webp")],
)
def test_its_kind_and_its_size(data: bytes, kind: str) -> None:
    assert picture_of(data) == Picture(kind, 120, 40)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"GIF89a" + b"\x00" * 40, SVG, b"<!doctype html>",
        png()[:-8], png()[:40], png().replace(b"IHDR", b"IHDS"), png(0, 40), jpeg()[:-2], jpeg()[:12],
        jpeg().replace(b"\xff\xc0", b"\xff\xc4"), webp()[:-1], webp(form=b"VP8 ").replace(b"\x9d\x01\x2a", b"\x00\x00\x00"),
        b"\xff\xd8" + b"\xff" * 60 + b"\xff\xd9",
    ],
)  # fmt: skip
def test_anything_else_is_none(data: bytes) -> None:
    assert picture_of(data) is None


@pytest.mark.parametrize("whole", [png(), jpeg(), webp()])
def test_no_part_of_a_picture_makes_it_fall_over(whole: bytes) -> None:
    for end in range(len(whole)):
        found = picture_of(whole[:end])
        assert found is None or found == picture_of(whole)
