"""The API's own pages: how to call it, readable without a script and without anything from another host."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from channels import context
from channels.pages import page
from channels.problems import PROBLEMS

router = APIRouter()
_PREFIX = "#/components/schemas/"


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """Every call with its parameters, body and answers."""
    schema: dict[str, Any] = request.app.openapi()
    return page(
        "docs.html",
        description=_coded(schema["info"]["description"]),
        base=f"{context.settings().public_url}/api",
        calls=list(_calls(schema)),
        problems=PROBLEMS,
    )


def _calls(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield {
                "id": call["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": call["summary"],
                "description": _coded(call.get("description", "")),
                "parameters": [_parameter(p) for p in call.get("parameters", ())],
                "body": _pretty(_example(schema, body["schema"])) if body else "",
                "answers": [_answer(schema, status, a) for status, a in sorted(call["responses"].items())],
            }


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "required": parameter.get("required", False),
        "description": _coded(parameter.get("description", "")),
    }


def _answer(schema: Mapping[str, Any], status: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    examples = []
    for kind, content in answer.get("content", {}).items():
        if "examples" in content:
            examples += [_pretty(example["value"]) for example in content["examples"].values()]
        elif "example" in content:
            examples.append(str(content["example"]))
        elif kind == "application/json":
            examples.append(_pretty(_example(schema, content["schema"])))
    return {"status": status, "description": _coded(answer["description"]), "examples": examples}


def _example(schema: Mapping[str, Any], of: Mapping[str, Any]) -> Any:
    """A value that fits a schema: its own example, its first choice, or a word for its type."""
    if "$ref" in of:
        return _example(schema, schema["components"]["schemas"][of["$ref"].removeprefix(_PREFIX)])
    if of.get("examples"):
        return of["examples"][0]
    if "anyOf" in of:
        return _example(schema, of["anyOf"][0])
    if of.get("type") in {"object", "array"}:
        fields = {name: _example(schema, inner) for name, inner in of.get("properties", {}).items()}
        return fields if of["type"] == "object" else [_example(schema, of["items"])]
    if "enum" in of:
        return of["enum"][0]
    return of.get("const", {"string": "…", "integer": 1, "number": 1, "boolean": False}.get(str(of.get("type"))))


def _coded(text: str) -> Markup:
    """Words between backticks as code, everything escaped."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part) for i, part in enumerate(text.split("`"))
    )


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
