"""A button that copies a line: always in sight, where Streamlit shows its own only under the mouse."""

from __future__ import annotations

from builder.components import register

_copying = register("copying")


def copying(text: str, label: str, *, key: str) -> None:
    """Draw the button; it says so once the line is in the clipboard."""
    _copying(key=key, data={"text": text, "label": label})
