"""The least that one thing of each kind is: a module that loads, and a case that fails until the thing does its work.

``NAME`` is the thing's name, ``Name`` its class. What is to be written says so with TODO.
"""

from __future__ import annotations

from dataclasses import dataclass

_HEAD = '"""NAME: TODO say what it is for, and where its rule comes from."""\n\nfrom __future__ import annotations\n\n'
_FAILS = '    pytest.fail("TODO write down what it does")\n'
_TEST = '"""NAME: TODO what holds for it."""\n\nfrom __future__ import annotations\n\nimport pytest\n\n\n'


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Where a thing and its cases stand, and what they begin as."""

    module: str
    text: str
    cases: str
    first: str


SKELETONS = {
    "recognizer": Skeleton(
        "guardrails/recognizers/NAME.py",
        _HEAD
        + """import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_PATTERN = re.compile(r"(?!)")  # TODO bounded, and readable in one way only


class Name:
    name = "NAME"
    description = "TODO"
    entities = ("REFERENCE",)  # TODO one of guardrails.catalogue

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _PATTERN.finditer(reading.folded):
            yield Candidate(match.start(), match.end(), "REFERENCE", 0.8)


recognizer = Name()
""",
        "tests/guardrails/recognizers/NAME.yaml",
        'found:\n  - "TODO {REFERENCE|what is to be found}"\na look-alike:\n  - "TODO what is not one"\n',
    ),
    "operator": Skeleton(
        "guardrails/operators/NAME.py",
        _HEAD
        + """from guardrails.operators._label import label
from guardrails.types import Vault


class Name:
    name = "NAME"
    description = "TODO"
    reversible = False

    def apply(self, entity: str, _value: str, _vault: Vault | None, /) -> str:
        return f"[{label(entity)}]"  # TODO until then nothing of the value is left


operator = Name()
""",
        "tests/guardrails/operators/NAME.yaml",
        '- {entity: PHONE_NUMBER, value: "555-0139", gives: "TODO"}\n',
    ),
    "check": Skeleton(
        "guardrails/checks/NAME.py",
        _HEAD
        + '''from guardrails.types import OutputContext


class Name:
    """TODO what may not be said."""

    name = "NAME"
    description = "TODO"
    stops = True

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """The reason, or None when the sentence may be said."""
        raise NotImplementedError  # TODO until then every reply is stopped: a check that raises is a block


check = Name()
''',
        "tests/guardrails/checks/NAME.yaml",
        "cases:\n  what is stopped:\n    - {say: TODO, reason: NAME}\n",
    ),
    "tool": Skeleton(
        "bots/tools/NAME.py",
        _HEAD
        + '''from pydantic import Field

from bots.tools import Arguments, ToolContext, ToolResult


class NameArguments(Arguments):
    """TODO what a model gives; who the visitor is comes from the context."""

    text: str = Field(max_length=200, description="TODO")


class _Name:
    name = "NAME"
    description = "TODO"
    writes = True  # it is confirmed by the person; False only when nothing changes
    Arguments = NameArguments

    def run(self, arguments: NameArguments, context: ToolContext) -> ToolResult:
        raise NotImplementedError  # TODO


tool = _Name()
''',
        "tests/bots/tools/test_NAME.py",
        _TEST + "def test_what_it_does() -> None:\n" + _FAILS,
    ),
    "kind": Skeleton(
        "bots/kinds/NAME.py",
        _HEAD
        + """from collections.abc import Iterator

from bots.kinds import Turn
from bots.toolbox import Toolbox
from bots.types import Conversation, ReplyPart


class _Name:
    name = "NAME"  # TODO its file's schema: bots/schema/NAME.py, named in bots.config.KINDS
    description = "TODO"

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        raise NotImplementedError  # TODO

    def asked(self, conversation: Conversation) -> str | None:
        return None  # TODO the kind of data the open question expects


kind = _Name()
""",
        "tests/bots/kinds/test_NAME.py",
        _TEST + "def test_what_it_answers() -> None:\n" + _FAILS,
    ),
    "field": Skeleton(
        "bots/fields/NAME.py",
        _HEAD
        + """from bots.fields import Asked, Moment, Reading
from bots.types import Choice


class _Name:
    name = "NAME"
    description = "TODO"
    kinds = ("NAME",)
    entity = None
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        return Reading()  # TODO until then nothing is understood and it is asked again


field = _Name()
""",
        "tests/bots/fields/test_NAME.py",
        _TEST + "def test_what_it_understands() -> None:\n" + _FAILS,
    ),
    "reader": Skeleton(
        "documents/NAME.py",
        _HEAD
        + '''from documents.limits import Limits
from documents.reader import Reader
from documents.types import Document


def read(data: bytes, name: str, limits: Limits) -> Document:
    """TODO how its blocks are told apart; raises DocumentError, or anything else when the file is broken."""
    raise NotImplementedError


reader = Reader("NAME", "TODO", (".NAME",), read)
''',
        "tests/documents/test_NAME.py",
        _TEST + "def test_what_is_read() -> None:\n" + _FAILS,
    ),
    "page": Skeleton(
        "pages/NAME.py",
        _HEAD
        + """import streamlit as st

from builder.session import desk
from workspace.roles import Desk


def draw(member: Desk) -> None:
    st.header("TODO", anchor=False)  # TODO read, call one workspace function, show; then name it in builder/main.py


draw(desk("bots.view"))  # TODO the permission it needs
""",
        "tests/pages/test_NAME.py",
        _TEST + "def test_what_is_shown() -> None:\n" + _FAILS,
    ),
}
