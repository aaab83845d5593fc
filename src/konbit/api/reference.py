"""The description of the API as a page reads it: endpoints by tag, each with what it takes and what it answers."""

from typing import Any

REF = "#/components/schemas/"


def reference(schema: dict[str, Any]) -> dict[str, Any]:
    """Tags with their endpoints, and the shapes that endpoints take and answer, by name."""
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation["tags"][0], []).append(_endpoint(path, method, operation))
    shapes = [
        {"name": name, "says": shape.get("description", ""), "fields": _fields(shape)}
        for name, shape in sorted(schema["components"]["schemas"].items())
    ]
    tags = [{"name": tag, "endpoints": found} for tag, found in by_tag.items()]
    return {
        "title": schema["info"]["title"],
        "about": schema["info"]["description"],
        "tags": tags,
        "shapes": shapes,
    }


def _endpoint(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    good = next(answer for status, answer in operation["responses"].items() if int(status) < 300)
    answered = good["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "says": operation["description"],
        "parameters": [
            {
                "name": one["name"],
                "where": one["in"],
                "kind": _kind(one["schema"]),
                "needed": one["required"],
                "says": one.get("description", ""),
            }
            for one in operation["parameters"]
        ],
        "takes": _name(body),
        "answers": _name(answered),
    }


def _name(shape: dict[str, Any]) -> str:
    return str(shape.get("$ref", "")).removeprefix(REF)


def _fields(shape: dict[str, Any]) -> list[dict[str, Any]]:
    needed = shape.get("required", ())
    return [
        {
            "name": name,
            "kind": _kind(one),
            "shapes": sorted(_names_in(one)),
            "needed": name in needed,
            "says": one.get("description", ""),
        }
        for name, one in shape.get("properties", {}).items()
    ]


def _names_in(shape: dict[str, Any]) -> set[str]:
    found = {_name(shape)} - {""}
    inside = [*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else [])]
    return found.union(*(_names_in(one) for one in inside))


def _kind(shape: dict[str, Any]) -> str:
    """What a value is, in the schema's own words: "string (date)", "one of: read, write", "array of Held"."""
    if "$ref" in shape:
        return _name(shape)
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    if "enum" in shape:
        return "one of: " + ", ".join(str(one) or '""' for one in shape["enum"])
    if "const" in shape:
        return str(shape["const"])
    if shape.get("type") == "array":
        return f"array of {_kind(shape['items'])}"
    form = f" ({shape['format']})" if "format" in shape else ""
    return f"{shape.get('type', 'any')}{form}"
