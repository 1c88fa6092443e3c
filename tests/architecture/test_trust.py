"""Who may say that a text is cleared without clearing it: each file that does is named here, with its reason.

``ClearedText`` is the proof that models, index, store and log ask for. A new line of this table is a decision about
privacy, so it is made here and not in passing.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.architecture.source import modules

TRUSTED = {
    "bots/cleared.py": "puts cleared pieces and our own words together for the rest of bots",
    "bots/engine.py": "a choice's own words, an empty message, the pieces that the output stage released",
    "knowledge/frames.py": "what the process that read a document has cleared, back over the pipe",
    "knowledge/library.py": "the heading of a stored piece whose text is cleared anew",
    "knowledge/rows.py": "pieces read back from the store, which takes cleared text only",
    "records/attending.py": "lines read back from the store, which takes cleared text only",
    "records/conversations.py": "turns read back from the store, which takes cleared text only",
    "records/ratings.py": "comments read back from the store, which takes cleared text only",
    "workspace/models.py": "the one fixed sentence a model is tried with",
    "workspace/talk.py": "no comment at all",
}
PUT_TOGETHER = {
    "bots/answering/find.py": "the question before, from the conversation's state",
    "bots/kinds/_survey_more.py": "our task for a model, and the owner's question beside an answer that is cleared",
    "bots/kinds/booking/questions.py": "a service's name from the owner's file, before a question that is cleared",
    "bots/kinds/_support_which.py": "what a reply listed, from the conversation's state",
    "bots/kinds/support.py": "the question that waited for its page, from the conversation's state",
    "bots/kinds/_grounded.py": "our rules for a model around passages that are cleared, refusals and results of tools",
}


HOMES = {"guardrails.pipeline", "guardrails.types", "bots", "bots.cleared"}


def callers(*names: str) -> Iterator[str]:
    """The files that call one of these functions by its name or its module's."""
    for module in modules():
        if module.taken & HOMES and any(called in names for _, called in module.calls):
            yield module.name


def test_only_these_say_that_a_text_is_cleared() -> None:
    own = {path for path in callers("trusted", "pipeline.trusted") if not path.startswith("guardrails/")}
    assert own - {"bots/dates/understand.py"} == set(TRUSTED), "its 'trusted' is another one, which judges dates"


def test_only_these_take_stored_or_fixed_words_as_cleared() -> None:
    assert set(callers("cleared.stored", "cleared.fixed", "stored", "fixed")) == set(PUT_TOGETHER)
