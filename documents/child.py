"""Runs in the child process: takes files from its standard input, gives documents as JSON on its standard output.

A request is one line of JSON (name, length, what, limits) and then the bytes; an answer is one line with its length and
then as many bytes: JSON, and after it the members when an archive was unpacked. Never pickle (a broken child must not
be able to run code in its parent).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from documents.archive import members
from documents.confine import allow_processor_time, confine
from documents.limits import Limits
from documents.links import links_of, sitemap_of
from documents.reader import readers
from documents.sniff import sniff
from documents.types import Document, DocumentError

_BROKEN = "This file is broken and cannot be read. Open it, save it again, and add the new copy."
_MEMORY = "Reading this file takes too much memory. Please split it or save it in a simpler form."


def main() -> None:
    """Serves requests until its input ends."""
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    readers()  # every import before the limits close
    isolation = confine(Limits(**json.loads(given.readline())))
    _send(answers, {"isolation": isolation})
    while request := given.readline():
        asked = json.loads(request)
        data = given.read(asked["length"])
        limits = Limits(**asked["limits"])
        allow_processor_time(limits.cpu_seconds)
        _answer(answers, asked["what"], data, asked["name"], limits)


def _answer(answers: BinaryIO, what: str, data: bytes, name: str, limits: Limits) -> None:
    try:
        if what == "unpack":
            found = members(data, limits)
            _send(answers, {"members": [[n, len(d)] for n, d in found]}, b"".join(d for _, d in found))
        elif what == "links":
            _send(answers, {"links": asdict(links_of(data))})
        elif what == "sitemap":
            _send(answers, {"sitemap": asdict(sitemap_of(data, limits))})
        else:
            _send(answers, {"document": _packed(_read(data, name, limits))})
    except DocumentError as error:
        _send(answers, {"error": [error.code, error.message]})
    except MemoryError:
        _send(answers, {"error": ["memory", _MEMORY]})
    except (Exception, RecursionError):  # noqa: BLE001 - whatever a broken file makes a parser do, the file is broken
        _send(answers, {"error": ["corrupt", _BROKEN]})


def _read(data: bytes, name: str, limits: Limits) -> Document:
    format = sniff(data, name)
    if format == "zip":
        raise DocumentError("unsupported", "This is an archive. Add the files in it.")
    return readers()[format].read(data, name, limits)


def _packed(document: Document) -> dict[str, Any]:
    packed = asdict(document)
    packed["blocks"] = [[b.kind.value, b.text, b.level, b.page] for b in document.blocks]
    return packed


def _send(answers: BinaryIO, value: dict[str, Any], extra: bytes = b"") -> None:
    body = json.dumps(value).encode()
    answers.write(b"%d %d\n" % (len(body), len(extra)) + body + extra)
    answers.flush()
