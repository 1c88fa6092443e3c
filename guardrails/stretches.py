"""A long text read stretch by stretch, so that memory stays bounded and time grows with the text and no faster.

Stretches overlap. What is found belongs to the stretch in whose own part it begins, so everything has the words around
it in sight, and what is longer than a private key alone could be torn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from guardrails.types import Finding

LONG = 50_000
_STEP, _OVERLAP = 40_000, 8_000  # a private key of 4,096 bits has 3,300 characters


def found_in(text: str, find: Callable[[str, int], Sequence[Finding]]) -> Iterator[Finding]:
    """What ``find`` sees in each stretch, in offsets of the whole text; it is told where its stretch begins."""
    for start in range(0, max(1, len(text) - _OVERLAP), _STEP):
        end = start + _STEP + _OVERLAP
        own_from = start + _OVERLAP // 2 if start else 0
        own_to = end - _OVERLAP // 2 if end < len(text) else len(text)
        for finding in find(text[start:end], start):
            if own_from <= finding.start + start < own_to:
                yield replace(finding, start=finding.start + start, end=finding.end + start)
