"""Stops a reply that carries hidden or encoded speech: a way out for stolen data."""

from __future__ import annotations

from guardrails.attacks.views import views
from guardrails.types import OutputContext


class Encoded:
    """Base64, hex, escapes, tags, zero-width writing and the like have no place in an answer to a customer."""

    name = "encoded"
    description = "Stops hidden or encoded text in an answer"
    stops = True

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Name the hiding place, unless a source holds the very words."""
        found = next((view.anomaly for view in views(sentence) if view.anomaly), None)
        if found is None or any(sentence.strip() in source for source in context.sources):
            return None
        return found


check = Encoded()
