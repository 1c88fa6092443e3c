"""Bodies are refused before anybody parses them when they are not safe to parse."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.body import MAX_DEPTH, check
from channels.problems import ApiError


def refused(data: bytes) -> str:
    with pytest.raises(ApiError) as caught:
        check(data)
    return caught.value.code


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "hello"}',
        '{"text": "grüß dich, مرحبا"}'.encode(),
        b'{"text": "\\ud83d\\ude00"}',  # both halves of one character
        b'{"text": "' + b"[" * 100 + b'"}',  # brackets inside a string are words
        b'{"text": "quote \\" and backslash \\\\"}',
        b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
    ],
)
def test_plain_json_passes(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"text": "\\ud83d"}', "json_unsafe"),  # half a character
        (b'{"\\udfff": 1}', "json_unsafe"),  # in a key
        (b'{"n": NaN}', "json_unsafe"),
        (b'{"n": -Infinity}', "json_unsafe"),
        (b'{"n": 1e999}', "json_unsafe"),  # becomes infinite
        (b'{"n": ' + b"9" * 5000 + b"}", "json_unsafe"),  # a number to choke on
        (b'{"a": 1, "a": 2}', "json_unsafe"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "json_unsafe"),
        (b"[" * 100_000, "json_unsafe"),
        (b"{", "not_json"),
        (b'{"text": "\xff"}', "not_json"),  # not UTF-8
        (b'{"text": "a\x00b"}', "not_json"),  # a raw control character
        (b"", "not_json"),
        (b"text=hello", "not_json"),
    ],
)
def test_unsafe_json_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_refusal_never_repeats_what_was_sent() -> None:
    with pytest.raises(ApiError) as caught:
        check(b'{"mail": "mara@mail.example", "mail": "mara@mail.example"}')
    assert "mara" not in caught.value.detail


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(_VALUES)
def test_whatever_a_careful_client_writes_passes(value: object) -> None:
    check(json.dumps(value).encode())
    check(json.dumps(value, ensure_ascii=False).encode())


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    codes = []
    try:
        check(data)
    except ApiError as error:
        codes.append(error.code)
    assert set(codes) <= {"not_json", "json_unsafe"}
