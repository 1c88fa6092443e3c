"""Saved mails: the subject and the words, without the addresses of the people."""

from __future__ import annotations

from documents import read

MAIL = b"""From: Mara <mara@people.example>
To: desk@library.example
Subject: Fees for films
Content-Type: text/plain; charset=utf-8

Films cost 2 EUR.
"""


def test_subject_and_words_only() -> None:
    document = read(MAIL, "a.eml")
    assert (document.title, [b.text for b in document.blocks]) == (
        "Fees for films",
        ["Fees for films", "Films cost 2 EUR."],
    )
