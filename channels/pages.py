"""Our own pages, rendered on the server with every value escaped: no script is needed to read or to log in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

_TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as a response that is never cached."""
    html = _environment().get_template(template).render(**values)
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def message(title: str, text: str, *, status: int = 200, link: str = "", link_text: str = "") -> HTMLResponse:
    """A page that says one thing and offers one next step."""
    return page("message.html", status=status, title=title, text=text, link=link, link_text=link_text)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
