"""One question more after a thin answer: proposed by the model where one is configured, else a fixed sentence.

An answer is thin by rule, not by the model: few words that carry anything, and no "nothing" or "all good", which is
an answer in full. What the model sees is the question and the cleared answer; what it writes passes OUTPUT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bots import cleared
from bots.errors import ModelError
from bots.models import ChatModel, ModelMessage
from bots.toolbox import Toolbox
from bots.words import plain, says_only
from guardrails.types import ClearedText

FEW = 3  # words that carry something
LONGEST = 160
_TASK = """Somebody answered a survey question in few words. Ask one short, friendly question that helps to understand
what they mean, in the language of their answer. Ask for no name, contact or other personal detail. Do not suggest an
answer. Reply with the question only."""
_LANGUAGES_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def thin(text: str, languages: Sequence[str]) -> bool:
    """Whether an open answer says too little to act on."""
    words = plain(text).split()
    if not words or _LANGUAGES_WITHOUT_SPACES.search(text):
        return False
    if any(says_only(name, text, one) for one in languages for name in ("no", "none", "skip", "thanks")):
        return False
    return sum(len(word) > 2 for word in words) <= FEW and len(words) <= 2 * FEW


def proposed(model: ChatModel | None, toolbox: Toolbox, question: str, answer: ClearedText) -> Iterator[str]:
    """The model's question, in one piece; nothing when there is no model, or nothing that could be asked came."""
    if model is None:
        return
    messages = [
        ModelMessage("system", cleared.fixed(_TASK)),
        ModelMessage("user", cleared.join([cleared.fixed(f"Question: {question}\nAnswer:"), answer], " ")),
    ]
    toolbox.hand(cleared.join([m.text for m in messages], "\n\n"), prompt=messages[0].text)
    try:
        said = "".join(model.stream(messages)).strip()
    except ModelError:
        return
    if 0 < len(said) <= LONGEST and said.endswith("?") and "\n" not in said:
        yield said
