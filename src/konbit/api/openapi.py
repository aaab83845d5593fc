"""The description of the API: what the endpoints say of themselves, and what the door adds to each of them."""

from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from konbit.api.operations.answers import LONGEST_NAME, NAME
from konbit.api.problems import MEDIA_TYPE, Problem

WRITES = ("post", "put", "patch", "delete")
PROBLEMS = {
    400: "The request cannot be read.",
    401: "No key, or a key that does not work.",
    403: "You may not do this, or the key may only read.",
    404: "It is not there, or not there for you. Both look the same.",
    406: "Answers come as JSON.",
    409: "It cannot be done now, or somebody changed it meanwhile.",
    412: "What If-Match names is not what stands.",
    413: "The body is too large.",
    415: "Bodies come as JSON.",
    422: "What was sent cannot be read or carried out.",
    429: "The key asked too often within a minute.",
    500: "A fault of ours. Nothing was changed.",
}
ONLY_WRITES = {400, 409, 413, 415}
ETAG = {"description": "The version and a fingerprint of this answer.", "schema": {"type": "string"}}
SLUGS, SLUG = ("address", "code"), "^[-a-zA-Z0-9_]+$"
ONCE = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Sent again with the same key and the same body, a request is answered the same and stored once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": NAME},
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag of what you have: it comes again only where it differs.",
    "schema": {"type": "string"},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag of what you read; the body carries the same version.",
    "schema": {"type": "string"},
}
HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}},
}


def documented(schema: OpenAPISchema) -> OpenAPISchema:
    """The schema with every answer that the door gives, and with the sentences of the endpoints as summaries."""
    defined = Problem.model_json_schema(ref_template=REF_TEMPLATE)
    schema["components"]["schemas"] |= {**defined.pop("$defs"), "Problem": defined}
    shapes = schema["components"]["schemas"]
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation)
            _say_versions(method, operation, shapes)
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    operation["summary"] = operation["description"].split(". ")[0].split("\n")[0].rstrip(".")
    for status, description in PROBLEMS.items():
        if status in ONLY_WRITES and method not in WRITES:
            continue
        content = {MEDIA_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
        answer = {"description": description, "content": content}
        operation["responses"][status] = answer | ({"headers": HEADERS[status]} if status in HEADERS else {})
    for one in operation["parameters"]:
        _say_plainly(one["schema"])
        if one["in"] == "path" and one["name"] in SLUGS:
            one["schema"]["pattern"] = SLUG
    if method == "post":
        operation["parameters"].append(ONCE)


def _say_versions(method: str, operation: dict[str, Any], shapes: dict[str, Any]) -> None:
    """One record has an ETag to be named; a change that carries a version may name it."""
    if method == "get" and _has_version(operation["responses"][200], shapes):
        operation["responses"][200]["headers"] = {"ETag": ETAG}
        operation["responses"][304] = {"description": "It is as you have it.", "headers": {"ETag": ETAG}}
        operation["parameters"].append(IF_NONE_MATCH)
    elif _has_version(operation.get("requestBody", {}), shapes):
        operation["parameters"].append(IF_MATCH)


def _has_version(said: dict[str, Any], shapes: dict[str, Any]) -> bool:
    """Whether the shape of a body or an answer has a version of its own."""
    shape = said.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return "version" in shapes.get(shape.rsplit("/", 1)[-1], {}).get("properties", {})


def _say_plainly(schema: dict[str, Any]) -> None:
    """A parameter that may be left out is left out, never sent as null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema |= kinds[0]
