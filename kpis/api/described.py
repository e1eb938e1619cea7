"""How the addresses of figures are described: their words, and the form of docs/figures.md that they answer."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from kpis.asking import PERIOD_WORDS
from kpis.catalogue import DIMENSIONS

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": {"type": "string"}}
ABOUT = {
    "metrics": "Figures, with commas between them.",
    "period": "Such as 2026-Q1, 2026-03, last-quarter, 2026-01-15..2026-02-14, all.",
    "from": "The first day, instead of a period.",
    "to": "The last day, instead of a period.",
    "by": "Dimensions to split by, with commas between them: owner, team, month …",
    "compare": "previous or year.",
    "as_of": "As things stood at the end of that day.",
    "scope": "own, or team for the totals of a rep's team.",
    "top": "So many rows, the best first.",
}
METRIC = OpenApiParameter("metric", TEXT, OpenApiParameter.PATH, required=True, description="Its id: win_rate.")


def words(*names: str) -> list[OpenApiParameter]:
    """Words of an address, all of them texts."""
    return [OpenApiParameter(name, TEXT, OpenApiParameter.QUERY, description=ABOUT.get(name, "")) for name in names]


def period_words() -> list[OpenApiParameter]:
    return words(*[name for name in PERIOD_WORDS if name not in ABOUT])


def narrowing() -> list[OpenApiParameter]:
    """A dimension's name narrows to a value of it, or to several by repeating the word."""
    told = "Narrows to a name, a code or an id of this dimension; “none” is what is not set."
    return [OpenApiParameter(name, TEXT, OpenApiParameter.QUERY, description=told) for name in DIMENSIONS]


def answer(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


FIGURES = {"type": "object", "additionalProperties": {"type": "object"}, "description": "Figures by name."}
ASKED = answer(
    query={"type": "object"},
    rows={"type": "array", "items": answer(by={"type": "object"}, ids={"type": "object"}, figures=FIGURES)},
    total=FIGURES,
    left_out={"type": "array", "items": {"type": "object"}},
)
ROWS = answer(
    metric=TEXT,
    part=TEXT,
    key={"type": "object"},
    total={"type": ["string", "number", "null"]},
    count={"type": "integer"},
    results={"type": "array", "items": {"type": "object"}},
    next={"type": ["string", "null"]},
)
OBJECTS = {"type": "array", "items": {"type": "object"}}
CATALOGUE = answer(figures=OBJECTS, made_of_others=OBJECTS)
MAYBE_TEXT = {"type": ["string", "null"]}
QUESTION = {
    "type": "object",
    "required": ["metrics"],
    "additionalProperties": False,
    "properties": {
        "metrics": {"oneOf": [TEXT, TEXTS]},
        **{
            name: {"type": ["string", "null"], "description": ABOUT[name]}
            for name in ("period", "from", "to", "compare")
        },
        "by": {"oneOf": [TEXT, TEXTS]},
        "as_of": {"type": ["string", "null"], "description": ABOUT["as_of"]},
        "scope": {"type": ["string", "null"], "enum": ["own", "team", "", None], "description": ABOUT["scope"]},
        "top": {"type": ["integer", "null"], "minimum": 1, "maximum": 10_000, "description": ABOUT["top"]},
        "where": {
            "type": ["object", "null"],
            "description": "Dimension → names or ids; null is what is not set.",
            "properties": {name: {} for name in DIMENSIONS},
            "additionalProperties": False,
        },
        **{name: {"type": ["string", "null"]} for name in PERIOD_WORDS if name not in ABOUT},
    },
}
QUESTION_WORDS = [*words("metrics", "period", "from", "to", "by", "compare", "as_of", "scope", "top"), *period_words()]
OF_ONE = [METRIC, *QUESTION_WORDS[1:], *narrowing()]

catalogue = extend_schema(operation_id="kpis_list", tags=["kpis"], responses={200: CATALOGUE})
explained = extend_schema(
    operation_id="kpis_explained", tags=["kpis"], parameters=[*OF_ONE, *words("of")], responses={200: ASKED}
)
asked = extend_schema(
    operation_id="kpis_query",
    tags=["kpis"],
    parameters=[*QUESTION_WORDS, *narrowing()],
    responses={200: ASKED},
)
asked_by_body = extend_schema(
    operation_id="kpis_query_create", tags=["kpis"], request={"application/json": QUESTION}, responses={200: ASKED}
)
rows = extend_schema(
    operation_id="kpis_rows", tags=["kpis"], parameters=[*OF_ONE, *words("of", "part", "cursor")], responses={200: ROWS}
)
