"""Whatever colour a company has, everything drawn with it can be read (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.colours import DARK, LIGHT, OURS, READABLE, contrast, palette, style_sheet

TOKENS = Path(__file__).resolve().parents[2] / "static/css/tokens.css"
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda each: "#" + "".join(f"{part:02x}" for part in each))
# Of the texts on what is merely tinted: `--ink`, light and dark.
INK = ("#171a21", "#e8ebf1")


def test_contrast_is_wcag_s() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)


@given(COLOURS)
def test_every_text_is_readable(colour: str) -> None:
    values = palette(colour)
    assert values["brand"] == colour
    for fill in (values["brand"], values["brand-strong"]):
        assert contrast(str(fill), str(values["on-brand"])) >= READABLE
    for theme, behind in enumerate((LIGHT, DARK)):
        accent, strong, soft, letters = (
            values[name][theme] for name in ("accent", "accent-strong", "accent-soft", "on-accent")
        )
        for each in (*behind, soft):
            assert contrast(accent, each) >= READABLE and contrast(strong, each) >= READABLE
        assert contrast(letters, accent) >= READABLE
        assert contrast(INK[theme], soft) >= READABLE


def test_the_style_sheet_holds_what_was_reckoned() -> None:
    assert style_sheet("#ffff00").startswith(
        ".branded { --brand: #ffff00; --brand-strong: #ffff26; --on-brand: #000000;"
    )
    assert "--accent: light-dark(#757500, #ffff00);" in style_sheet("#ffff00")


def test_it_is_reckoned_against_the_pages_as_they_are() -> None:
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w+), #\w+\)", TOKENS.read_text()))
    dark = dict(re.findall(r"--([\w-]+): light-dark\(#\w+, (#\w+)\)", TOKENS.read_text()))
    assert ((tokens["page"], tokens["surface"]), (dark["page"], dark["surface"])) == (LIGHT, DARK)
    assert (tokens["ink"], dark["ink"], tokens["accent"]) == (*INK, OURS)
