"""The demo: its bots' files fit where it is served."""

from __future__ import annotations

from bots import config
from workspace import demo

SUPPORT = demo.FOLDER / "bots" / demo.SUPPORT


def test_the_order_service_is_asked_where_the_demo_page_is_served() -> None:
    text = demo.file_text(SUPPORT, 9123)
    assert "http://127.0.0.1:9123/orders/{number}" in text
    assert "8601" not in text
    assert config.load(text, SUPPORT.name).id in demo.bot_keys()


def test_without_a_demo_page_the_file_stays_as_it_is() -> None:
    assert demo.file_text(SUPPORT, 0) == SUPPORT.read_text(encoding="utf-8")
