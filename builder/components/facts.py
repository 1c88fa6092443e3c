"""A short list of facts, such as those of one booking: label and value, what is kept secret as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.components import register
from builder.components.phone import pieces as draw_pieces
from workspace.preview import Piece, pieces

_facts = register("facts")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and cleared text; ``entity`` names the kind of data when the value was revealed and stands in clear."""

    label: str
    text: str
    note: str = ""
    entity: str = ""


def facts(shown: Sequence[Fact], *, key: str) -> None:
    """Draw the facts one below the other."""
    _facts(
        key=key,
        data={"facts": [{"label": f.label, "pieces": draw_pieces(_pieces(f)), "note": f.note} for f in shown]},
    )


def _pieces(fact: Fact) -> Sequence[Piece]:
    return [Piece(fact.text, fact.entity, action="allow")] if fact.entity else pieces(fact.text)
