"""The few things Streamlit does not draw: each a Python face beside its ``.js`` and ``.css`` of the same name.

``shared.css`` and ``shared.js`` hold the bar and stand before every component's own. Styles are isolated in a shadow
root and read the theme's variables; text reaches the page as text nodes only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


def register(name: str) -> Any:
    """The mounting command of a component of this folder; call once, at import."""
    parts = {kind: _read("shared", kind) + "\n" + _read(name, kind) for kind in ("css", "js")}
    return st.components.v2.component(f"tacit_{name}", css=parts["css"], js=parts["js"])


def _read(name: str, kind: str) -> str:
    return (HERE / f"{name}.{kind}").read_text(encoding="utf-8")
