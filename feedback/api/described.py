"""How the addresses of answers are described."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from feedback.api.answers import MOST_LETTERS, MOST_OF_ID
from feedback.models.texts import LANGUAGES

TEXT = {"type": "string"}
NAMED = {"type": ["object", "null"], "properties": {"id": {"type": "integer"}, "label": TEXT}}
ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["id", "survey", "kind", "score", "comment", "answered_on", "anonymous"],
    "properties": {
        "id": {"type": "integer"}, "survey": NAMED, "kind": TEXT, "score": {"type": ["integer", "null"]},
        "comment": TEXT, "language": TEXT, "answered_on": {"type": "string", "format": "date"},
        "anonymous": {"type": "boolean"}, "account": NAMED, "contact": NAMED, "owner": NAMED,
        "tags": {"type": "array", "items": TEXT}, "external_id": TEXT, "follow_up": {"type": "boolean"},
        "closed_with": TEXT, "page": TEXT,
    },
}  # fmt: skip
RECORD = {"type": ["string", "integer", "null"], "description": "An id, an external id, an address or a name."}
RECORDED: dict[str, Any] = {
    "type": "object",
    "required": ["survey"],
    "additionalProperties": False,
    "properties": {
        "survey": {"type": ["string", "integer"], "description": "Its name or its id."},
        "score": {"type": ["integer", "null"], "description": "On the scale of the survey."},
        "answered_on": {"type": ["string", "null"], "format": "date"},
        "answered_at": {"type": ["string", "null"], "format": "date-time"},
        "comment": {"type": ["string", "null"], "maxLength": MOST_LETTERS},
        "language": {"type": ["string", "null"], "enum": [*LANGUAGES, "", None]},
        "account": RECORD,
        "contact": RECORD,
        "external_id": {"type": ["string", "null"], "maxLength": MOST_OF_ID},
    },
}
PAGE = {
    "type": "object",
    "required": ["results", "next"],
    "properties": {"results": {"type": "array", "items": ANSWER}, "next": {"type": ["string", "null"]}},
}
DAY = {"type": "string", "format": "date"}
CURSOR = {"type": "string", "pattern": "^[0-9]{1,18}$"}
WORDS = [
    OpenApiParameter("survey", TEXT, description="Its name or its id."),
    OpenApiParameter("from", DAY, description="Answered on this day or later."),
    OpenApiParameter("to", DAY, description="Answered on this day or before."),
    OpenApiParameter("cursor", CURSOR, description="Where a page begins: from “next”."),
]

listed = extend_schema(operation_id="answers_list", tags=["answers"], parameters=WORDS, responses={200: PAGE})
recorded = extend_schema(
    operation_id="answers_create",
    tags=["answers"],
    request={"application/json": RECORDED},
    responses={200: ANSWER, 201: ANSWER},
)
one = extend_schema(operation_id="answers_retrieve", tags=["answers"], responses={200: ANSWER})
