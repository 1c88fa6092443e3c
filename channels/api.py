"""The HTTP API: a FastAPI application mounted under ``/api``, and the same as a server of its own.

``uvicorn channels.api:app`` serves everything customers need without the builder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from channels import site
from channels.body import StrictJson
from channels.head import HeadAsGet
from channels.origins import CorsByBot
from channels.problems import ApiError, answer, answer_api_error
from channels.routes import bots, consents, docs, messages, people, ratings
from channels.schemas import Problem
from channels.visitors import explained, known_errors

_DESCRIPTION = """Talk to a published bot. Every call names its site in `Origin`, which must be on the bot's list; every
call of a talk carries the talk's visitor token. Errors are `application/problem+json` with a stable `code`."""
_STATUS_CODES = {404: "not_found", 405: "method_not_allowed"}


def create_api() -> FastAPI:
    """The API without a server around it."""
    api = FastAPI(
        title="Tacit",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        middleware=[Middleware(HeadAsGet), Middleware(CorsByBot), Middleware(StrictJson)],
        redirect_slashes=False,
    )
    for area in (bots, consents, messages, people, ratings, docs):
        api.include_router(area.router)
    api.add_exception_handler(ApiError, answer_api_error)
    api.add_exception_handler(RequestValidationError, _answer_invalid)
    api.add_exception_handler(HTTPException, _answer_status)
    for known in known_errors():
        api.add_exception_handler(known, _answer_core)
    api.add_exception_handler(Exception, _answer_bug)
    api.openapi = lambda: _openapi(api)  # type: ignore[method-assign]
    return api


def _openapi(api: FastAPI) -> dict[str, Any]:
    if api.openapi_schema is None:
        schema = get_openapi(title=api.title, version=api.version, description=api.description, routes=api.routes)
        schema["servers"] = [{"url": "/api"}]
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for unused in ("HTTPValidationError", "ValidationError"):
            schema["components"]["schemas"].pop(unused, None)
        api.openapi_schema = schema
    return api.openapi_schema


async def _answer_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = [_place(fault) for fault in error.errors()]
    too_long = any(e["where"] == "body.text" and "8000" in e["message"] for e in places)
    return answer(ApiError("message_too_long" if too_long else "invalid", errors=places))


def _place(fault: Mapping[str, Any]) -> dict[str, str]:
    """Where and what, without the value that was sent."""
    where = ".".join(str(part) for part in fault["loc"])
    return {"where": where[:200], "message": str(fault["msg"]).removeprefix("Value error, ")[:200]}


async def _answer_status(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _STATUS_CODES.get(error.status_code, "invalid")
    return answer(ApiError(code, headers=dict(error.headers or {})))


async def _answer_core(_: Request, error: Exception) -> Response:
    return answer(explained(error))


async def _answer_bug(_: Request, __: Exception) -> Response:
    return answer(ApiError("internal"))  # raised again by Starlette, and noted by channels/broken.py


api = create_api()
app = Starlette(
    routes=site.routes(api),
    middleware=site.middleware(),
    lifespan=site.lifespan,
    exception_handlers={HTTPException: _answer_status},
)
