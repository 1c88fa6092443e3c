"""A page that breaks says so in our words; the error's own, in which a customer's may stand, are nowhere."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
NUMBER = "+49 1522 3456789"


BROKEN = f"from builder.broken import sorry\nassert sorry(RuntimeError('no such row: {NUMBER}'))"


def test_it_is_said_in_plain_words_and_where_without_what() -> None:
    page = AppTest.from_string(BROKEN).run()
    assert not page.exception
    assert "Load the page again" in page.error[0].value
    assert "RuntimeError" in page.markdown[-1].value
    assert NUMBER not in repr(page.main)


def test_streamlit_is_told_to_ask_us_and_to_print_nothing_past_the_log() -> None:
    app = ast.unparse(ast.parse((ROOT / "app.py").read_text("utf-8")))
    assert "on_script_error=sorry" in app
    assert tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["logger"]["enableRich"] is False
