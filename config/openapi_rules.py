"""What the description of the API says of all addresses alike: refusals, versions, repeated requests, many rows."""

import copy
import inspect
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext

from config.openapi_examples import EXAMPLES
from crm.api.serializers import RecordSerializer, Strict

PROBLEM = "application/problem+json"
JSON = "application/json"
MOST = 500
ABOUT = """Everything that Jauge records and answers, with the rights of the person whose token or session is used.

Lists are pages by key: follow `next`. Money is a text of exact decimals. `If-Match` with the `ETag` of what was read
refuses a change from a stale version (412). A POST with an `Idempotency-Key` is carried out once. Every refusal is a
problem document (RFC 9457) in the language of the person, or of `Accept-Language`."""
# What these say is for whoever reads the source.
UNTOLD = {inspect.getdoc(each) for each in (RecordSerializer, Strict)}
ID = {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}
ALWAYS = (401, 403, 429)
OF_RECORD = (404,)
OF_WRITING = (400, 409, 415, 422)
MATCHED = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The `ETag` of what was read: 412 where it was changed since.",
}  # fmt: skip
REPEATED = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z0-9_-]+$"},
    "description": "Sent again with the same key, the request is carried out once and answered as the first time.",
}  # fmt: skip
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Why a request was refused.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "What the status means."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do, for people."},
        "instance": {"type": "string"},
        "code": {"type": "string", "description": "What is wrong, for programs."},
        "sentence": {"type": "string", "description": "The same as `detail`."},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "What would have been right."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "sentence"],
                "properties": {
                    "field": {"type": "string", "description": "As `lines.0.amount`; empty for the whole."},
                    "code": {"type": "string"},
                    "sentence": {"type": "string"},
                    "row": {"type": "integer", "description": "Of several rows the one, counted from 0."},
                },
            },
        },
    },
}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The hook of the generator."""
    result["info"]["description"] = ABOUT
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        finish_schema(name, schema)
    schemas["Problem"] = PROBLEM_SCHEMA
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            finish_operation(path, method, operation, schemas)
    return result


def finish_schema(name: str, schema: dict[str, Any]) -> None:
    """What is sent holds nothing unknown; of what is read, fields may be left out when others were asked for."""
    for each in schema.get("properties", {}).values():
        if "description" in each:
            each["description"] = in_words(each["description"])
    if name.endswith("Request"):
        schema["additionalProperties"] = False
    else:
        schema.pop("required", None)
    if schema.get("description") in UNTOLD:
        del schema["description"]


def finish_operation(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    operation["description"] = in_words(operation.get("description", ""))
    for parameter in parameters:
        parameter["description"] = in_words(parameter.get("description", "").partition("\n")[0])
        no_null(parameter.get("schema", {}))
        if parameter["name"] == "id" and parameter["in"] == "path":
            parameter["schema"] = ID
    if path.endswith("/bulk/"):
        several_rows(path, method, operation, schemas)
    elif method == "get" and pages_or_record(path, operation):
        parameters.append(fields_parameter(operation, schemas))
    if method in ("patch", "put", "delete", "post") and "{id}" in path:
        parameters.append({**MATCHED, "description": in_words(MATCHED["description"])})
    if method == "post":
        parameters.append({**REPEATED, "description": in_words(REPEATED["description"])})
    refusals(path, method, operation)
    example_of(operation)


def in_words(text: Any) -> str:
    """What is said of an operation or a word, in the language of the description (see `openapi_wording`)."""
    return gettext(str(text)) if text else ""


def no_null(schema: dict[str, Any]) -> None:
    """A word of an address is a text: never null. Ids are those that a database can hold."""
    if isinstance(schema.get("type"), list):
        schema["type"] = next(each for each in schema["type"] if each != "null")
    if schema.get("type") == "integer" and "maximum" not in schema:
        schema |= {"minimum": 1, "maximum": 2**63 - 1}


def phrase(status: int) -> str:
    """HTTP's own, in the reader's language: `openapi_wording` has those for the catalogue."""
    return gettext(HTTPStatus(status).phrase)


def refusals(path: str, method: str, operation: dict[str, Any]) -> None:
    wanted = {*ALWAYS}
    if "{" in path:
        wanted |= {*OF_RECORD}
    if method != "get":
        wanted |= {*OF_WRITING}
    else:
        wanted |= {400, 422}
    if method != "get" and ("{id}" in path or "/bulk/" in path):
        wanted |= {412}
    for status in sorted(wanted):
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][str(status)] = {"description": phrase(status), "content": content}
    if method == "get" and "{id}" in path and path.count("/") == 4:
        operation["responses"]["304"] = {"description": phrase(304)}
    for status, response in operation["responses"].items():
        response["description"] = response.get("description") or phrase(int(status))


def pages_or_record(path: str, operation: dict[str, Any]) -> bool:
    """Whether it answers the records of a family, or one of them: what hangs on a record is answered whole."""
    reads = operation["operationId"].endswith("_list") or path.endswith("/{id}/")
    return reads and record_of(operation) != ""


def record_of(operation: dict[str, Any]) -> str:
    """The name of the schema of the records that a GET answers; empty where it answers something else."""
    content = operation["responses"].get("200", {}).get("content", {})
    name = content.get(JSON, {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return name.removeprefix("Paginated").removesuffix("List") if name.startswith("Paginated") else name


def fields_parameter(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    known = [name for name in schemas[record_of(operation)].get("properties", {})]
    return {
        "name": "fields", "in": "query", "required": False, "style": "form", "explode": False,
        "schema": {"type": "array", "items": {"type": "string", "enum": known}, "minItems": 1},
        "description": in_words("Only these fields, with commas between them."),
    }  # fmt: skip


def several_rows(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A list of rows, each as it is sent alone; when they are changed, with their ids."""
    name = operation["requestBody"]["content"][JSON]["schema"]["$ref"].rpartition("/")[2]
    read = name.removeprefix("Patched").removesuffix("Request")
    row: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    if method == "patch":
        row = copy.deepcopy(schemas[name])
        version = {"type": ["integer", "string"], "description": "The version that was read, or its `ETag`."}
        row["properties"] = {"id": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}, **row["properties"]}
        if "version" in schemas[read]["properties"]:
            row["properties"]["version"] = version
        row["required"] = ["id"]
    rows = {"type": "array", "minItems": 1, "maxItems": MOST, "items": row}
    body = {"type": "object", "required": ["rows"], "properties": {"rows": rows}, "additionalProperties": False}
    operation["requestBody"] = {"required": True, "content": {JSON: {"schema": body}}}
    results = {"type": "array", "items": {"$ref": f"#/components/schemas/{read}"}}
    answer = {"type": "object", "required": ["results"], "properties": {"results": results}}
    operation["responses"] = {
        "200" if method == "patch" else "201": {"description": "All rows.", "content": {JSON: {"schema": answer}}}
    }


def example_of(operation: dict[str, Any]) -> None:
    body = operation.get("requestBody", {}).get("content", {}).get(JSON)
    if body is not None and operation["operationId"] in EXAMPLES:
        body["example"] = EXAMPLES[operation["operationId"]]
    if body is not None:
        operation["requestBody"]["content"] = {JSON: body}
