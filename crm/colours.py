"""The company's colour on pages and in mails: every text on it, and it as a text, is readable (WCAG 2.2, level AA).

The colour itself fills buttons, under black or white letters, whichever reads better. Where it is a text, a border or a
focus ring it is made darker on light pages and lighter on dark ones, just as far as needed.
"""

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")
OURS = "#3a4fd0"
BLACK, WHITE = "#000000", "#ffffff"
# The contrast of texts (1.4.3).
READABLE = 4.5
# What stands behind texts on customers' pages: `--page` and `--surface` of static/css/tokens.css.
LIGHT, DARK = ("#f6f7f9", "#ffffff"), ("#0e1116", "#161a21")
STEPS = 50


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """From 0 (black) to 1 (white)."""
    parts = [each / 255 for each in channels(colour)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share (0 to 1) of another."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def letters_on(colour: str) -> str:
    """White where it is readable, else black, which then is."""
    return WHITE if contrast(colour, WHITE) >= READABLE else BLACK


def readable_on(colour: str, backgrounds: tuple[str, ...], towards: str) -> str:
    """The colour with as little of black or white as makes it readable on each background."""
    tried = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(each for each in tried if all(contrast(each, behind) >= READABLE for behind in backgrounds))


def palette(colour: str) -> dict[str, str | tuple[str, str]]:
    """The values of the style sheet that depend on the colour; pairs are of light and dark pages."""
    soft = mixed(colour, LIGHT[1], 0.9), mixed(colour, DARK[1], 0.75)
    accent = readable_on(colour, (*LIGHT, soft[0]), BLACK), readable_on(colour, (*DARK, soft[1]), WHITE)
    letters = letters_on(colour)
    return {
        "brand": colour,
        "brand-strong": mixed(colour, BLACK if letters == WHITE else WHITE, 0.15),
        "on-brand": letters,
        "accent": accent,
        "accent-strong": (mixed(accent[0], BLACK, 0.15), mixed(accent[1], WHITE, 0.15)),
        "accent-soft": soft,
        "on-accent": (letters_on(accent[0]), letters_on(accent[1])),
    }


def style_sheet(colour: str) -> str:
    """Laid over tokens.css: replaces its values within what has the class `branded`."""
    values = (
        f"--{name}: {value if isinstance(value, str) else f'light-dark({value[0]}, {value[1]})'};"
        for name, value in palette(colour).items()
    )
    return f".branded {{ {' '.join(values)} }}\n"
