"""Origins are compared as browsers write them; what is no origin is none."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from channels.origins import named, normal


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("https://shop.example", "https://shop.example"),
        ("HTTPS://Shop.Example", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80/", "http://shop.example"),
        ("http://127.0.0.1:8601", "http://127.0.0.1:8601"),
        ("http://[::1]:8601", "http://[::1]:8601"),
    ],
)
def test_spellings_of_one_origin(given: str, same: str) -> None:
    assert normal(given) == same


@pytest.mark.parametrize(
    "given",
    [
        "", "null", "*", "shop.example", "file://", "javascript:alert(1)", "https://shop.example/page",
        "https://me:secret@shop.example", "https://shop.example:99999", "https://", "https://[broken",
    ],
)  # fmt: skip
def test_what_is_no_origin(given: str) -> None:
    assert normal(given) == ""


def test_a_look_alike_is_another_origin() -> None:
    assert normal("https://shop.example.evil.example") != normal("https://shop.example")
    assert normal("http://shop.example") != normal("https://shop.example")


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        ([b"https://shop.example"], "https://shop.example"),
        ([b"https://shop.example", b"https://evil.example"], ""),
        ([], ""),
    ],
)
def test_a_request_names_one_origin_or_none(origins: list[bytes], said: str) -> None:
    assert named(Headers(raw=[(b"origin", one) for one in origins])) == said
