"""The reference of the API, for reading: made from its description, without any script."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.openapi import described_here
from config.openapi_rules import JSON

METHODS = ("get", "post", "put", "patch", "delete")
TONES = {"get": "accent", "post": "good", "put": "warn", "patch": "warn", "delete": "bad"}
# In every family alike: told once, on the first page.
COMMON = ("If-Match", "Idempotency-Key", "cursor", "limit", "order", "fields")


@dataclass(frozen=True)
class Word:
    """A word of an address, or a field of a body."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    about: str
    words: list[Word]
    body: list[Word]
    answers: list[tuple[str, str]]
    example: str = ""
    tone: str = ""
    common: list[str] = field(default_factory=list)

    @property
    def curl(self) -> str:
        """The request as a command."""
        parts = [f'curl -X {self.method.upper()} "$JAUGE{self.path}"', '-H "Authorization: Bearer $TOKEN"']
        if self.example:
            parts += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(json.loads(self.example))}'"]
        return " \\\n  ".join(parts)


def families() -> dict[str, list[tuple[str, str, Any]]]:
    """The operations by family: method, path, what is said of it."""
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for path, operations in described_here()["paths"].items():
        for method in METHODS:
            if method in operations:
                found.setdefault(operations[method]["tags"][0], []).append((method, path, operations[method]))
    return dict(sorted(found.items()))


def operation_of(method: str, path: str, told: dict[str, Any]) -> Operation:
    body = told.get("requestBody", {}).get("content", {}).get(JSON, {})
    parameters = [each for each in told["parameters"] if each["in"] != "path"]
    return Operation(
        method=method,
        path=path,
        about=told.get("description", ""),
        words=[
            Word(each["name"], kind_of(each["schema"]), each.get("required", False), each.get("description", ""))
            for each in parameters
            if each["name"] not in COMMON
        ],
        body=fields_of(body.get("schema", {})),
        answers=sorted((status, response["description"]) for status, response in told["responses"].items()),
        example=json.dumps(body["example"], indent=2, ensure_ascii=False) if "example" in body else "",
        tone=TONES[method],
        common=[each["name"] for each in parameters if each["name"] in COMMON],
    )


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    if "$ref" in schema:
        found: dict[str, Any] = described_here()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def fields_of(schema: dict[str, Any], within: str = "") -> list[Word]:
    """The fields of what is sent, those of lists of objects below them."""
    schema = resolved(schema)
    needed = schema.get("required", [])
    found = []
    for name, each in schema.get("properties", {}).items():
        about = each.get("description", "") or each.get("title", "")
        found.append(Word(f"{within}{name}", kind_of(each), name in needed, about))
        items = resolved(each.get("items", {}))
        if items.get("properties"):
            found += fields_of(items, f"{within}{name}[].")
    return found


def kind_of(schema: dict[str, Any]) -> str:
    """“integer or null”, “list of object”, “date”, “one of a, b”."""
    schema = resolved(schema)
    if "enum" in schema:
        return " | ".join(f"“{each}”" for each in schema["enum"] if each not in ("", None))
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            return " | ".join(dict.fromkeys(kind_of(each) for each in schema[word]))
    kinds = schema.get("type", "any")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds == ["array"]:
        return f"list of {kind_of(schema.get('items', {}))}"
    named = [str(schema.get("format", kind)) if kind == "string" else str(kind) for kind in kinds]
    return " | ".join(named)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and what holds for all of it."""
    found = [(name, len(operations)) for name, operations in families().items()]
    root = request.build_absolute_uri("/").rstrip("/")
    return render(request, "api/index.html", {"families": found, "root": root})


@require_safe
def family(request: HttpRequest, name: str) -> HttpResponse:
    """The addresses of one family, each with what is sent and what is answered."""
    known = families()
    if name not in known:
        raise Http404
    operations = [operation_of(*each) for each in known[name]]
    return render(request, "api/family.html", {"name": name, "operations": operations})
