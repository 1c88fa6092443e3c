"""Kinds of booking talks: each makes a customer with a goal from a moment, a part of the words and a seed.

One module holds the kinds of one theme; they register themselves.
"""

from benchmarks.scenarios import aside, blind, changes, languages, own, plain, refused
from benchmarks.scenarios.kinds import KINDS, closed_days

__all__ = ["KINDS", "aside", "blind", "changes", "closed_days", "languages", "own", "plain", "refused"]
