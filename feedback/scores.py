"""Scores as survey tools write them: “9 - Very likely”, “10/10”, “4 stars”, “★★★★☆”, “Très satisfait”."""

import re

from crm.models.names import normalise
from feedback.models.surveys import SCALES, ScoreKind

OUT_OF = re.compile(r"(\d+(?:[.,]0+)?)\s*(?:/|sur|out of|of|von|de)\s*(\d+)", re.I)
LABELLED = re.compile(r"(\d+)(?:\s*[-–—:=.,(]\s*|\s+)[^\W\d][^\d]*|[^\W\d][^\d]*[(:=\-–—]\s*(\d+)\s*\)?")
STARS = re.compile(r"(\d)\s*(?:stars?|[eé]toiles?|sterne?|[★⭐])", re.I)
WHOLE = re.compile(r"(-?\d{1,6})(?:[.,]0{1,2})?\s*%?")
DRAWN = re.compile(r"[★⭐]+☆*")
MOST_STARS = 5
SATISFACTION = {
    **dict.fromkeys(("very dissatisfied", "very unsatisfied", "tres insatisfait", "tres insatisfaite"), 1),
    **dict.fromkeys(("pas du tout satisfait", "pas du tout satisfaite"), 1),
    **dict.fromkeys(("dissatisfied", "unsatisfied", "insatisfait", "insatisfaite"), 2),
    **dict.fromkeys(("neutral", "neutre", "neither satisfied nor dissatisfied", "ni satisfait ni insatisfait"), 3),
    **dict.fromkeys(("satisfied", "satisfait", "satisfaite"), 4),
    **dict.fromkeys(("very satisfied", "tres satisfait", "tres satisfaite"), 5),
}


def read_score(text: str, kind: str) -> int:
    """The score that a cell tells on the scale of a kind of survey; ValueError where it tells none on it.

    Four of five stars are no four of ten: what names another scale is not taken.
    """
    text = text.replace("\ufe0f", "").strip()
    most = SCALES[ScoreKind(kind)][1] if kind in SCALES else None
    if match := OUT_OF.fullmatch(text):
        return on_scale(match[1], int(match[2]), most)
    if match := STARS.fullmatch(text):
        return on_scale(match[1], MOST_STARS, most)
    if DRAWN.fullmatch(text) and len(text) <= MOST_STARS:
        return on_scale(str(len(text.rstrip("☆"))), MOST_STARS, most)
    if kind == ScoreKind.CSAT and (found := SATISFACTION.get(normalise(text))):
        return found
    if match := LABELLED.fullmatch(text):
        return int(match[1] or match[2])
    return whole(text)


def on_scale(score: str, named: int, most: int | None) -> int:
    if most is not None and named != most:
        raise ValueError(score)
    return whole(score)


def whole(text: str) -> int:
    if not (match := WHOLE.fullmatch(text)):
        raise ValueError(text)
    return int(match[1])
