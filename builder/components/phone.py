"""The live preview: the draft's widget on a phone, and under each turn what the model saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bots.config import BotConfig
from bots.types import Closed, FindingSeen
from builder import words
from builder.components import register
from builder.running import Running
from guardrails.catalogue import ENTITIES
from guardrails.types import Stage
from knowledge.types import Citation
from workspace import notices
from workspace.preview import Piece, PreviewTurn

_phone = register("phone")
_ORDER = {stage: place for place, stage in enumerate(words.TIMES)}


def phone(  # noqa: PLR0913 - what is drawn and the two things it can say
    bot: BotConfig,
    turns: Sequence[dict[str, Any]],
    *,
    by_model: bool,
    live: dict[str, Any] | None = None,
    problem: str = "",
    key: str,
    on_sent: Callable[[], None],
    on_again: Callable[[], None],
) -> None:
    """Draw the phone. The callbacks read ``st.session_state[key].sent`` ({"text", "choice"}) and ``.again``."""
    _phone(
        key=key,
        data={
            "name": bot.name,
            "label": notices.wording(bot, bot.language).ai_label,
            "avatar": bot.theme.avatar,
            "color": bot.theme.color,
            "mode": bot.theme.mode,
            "welcome": bot.welcome,
            # A bot that leads the talk waits for a word; the widget offers the same one in the visitor's language.
            "starters": list(bot.starters) or ([] if bot.kind == "support" else ["Start"]),
            "placeholder": "Write as a customer would",
            "foot": "An AI answers here. Privacy notice",
            "reader": "model" if by_model else "bot",
            "turns": list(turns),
            "live": live,
            "problem": problem,
            "closed": False,
        },
        on_sent_change=on_sent,
        on_again_change=on_again,
    )


def live(going: Running) -> dict[str, Any]:
    """A turn that is still coming: its words so far, and after a second what is being done."""
    doing = "" if going.said or going.seconds < 1 else ("Looking it up" if going.accepted else "Checking what came in")
    return {"text": going.text, "reply": going.said, "doing": doing and f"{doing}, {going.seconds:.0f} s"}


def turn(text: str, seen: PreviewTurn) -> dict[str, Any]:
    """A finished turn as the phone draws it."""
    result = seen.closed.result
    # An attack is in the ledger too; it is said by the outcome, and is no value that was kept secret.
    found = [f for f in result.findings if f.entity in ENTITIES]
    return {
        "id": seen.turn,
        "text": text,
        "typed": pieces(seen.typed),
        "saw": pieces(seen.saw),
        "prompt": pieces(seen.prompt),
        "reply": seen.closed.shown,
        "notice": result.notice,
        "outcome": _outcome(seen.closed),
        "blocked": result.blocked,
        "stopped": result.blocked and not result.message,
        "kept": any(f.action != "allow" for f in found),
        "citations": [_where(c) for c in result.citations],
        "passages": [_where(c) for c in result.passages],
        "choices": [{"id": c.id, "label": c.label} for c in result.choices],
        "findings": [
            {
                "label": words.kind_of_data(entity) + (f" × {count}" if count > 1 else ""),
                "action": words.screen_action(action),
                "where": words.STAGES_MORE.get(stage, str(stage)),
            }
            for (entity, action, stage), count in _together(found).items()
        ],
        "times": [
            {"label": words.TIMES.get(stage, stage.replace("_", " ").capitalize()), "ms": round(float(ms), 2)}
            for stage, ms in sorted(result.milliseconds.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
            if stage not in ("total", "first")
        ],
    }


def _together(found: Sequence[FindingSeen]) -> dict[tuple[str, str, Stage], int]:
    """One line for each kind at each stage: every passage that was read has findings of its own."""
    counts: dict[tuple[str, str, Stage], int] = {}
    for one in found:
        key = (one.entity, one.action, one.stage)
        counts[key] = counts.get(key, 0) + one.count
    return counts


def pieces(given: Sequence[Piece]) -> list[dict[str, str]]:
    """Pieces as components draw them."""
    return [
        {
            "text": p.text,
            "entity": p.entity,
            "label": words.kind_of_data(p.entity) if p.entity else "",
            "action": words.screen_action(p.action) if p.action else "",
        }
        for p in given
    ]


def _where(citation: Citation) -> dict[str, str]:
    title, heading = words.place(citation)
    return {"title": title, "heading": heading}


def _outcome(closed: Closed) -> str:
    result = closed.result
    if result.blocked:
        return words.blocked(result.block_reason)
    if result.handed_over:
        return words.WHY_PERSON.get(result.handover_reason, "A person takes over.")
    if result.abstained:
        return words.WHY_NOT.get(result.abstain_reason, "The bot said that it does not know.")
    if result.state == "failed":
        return "The answer could not be finished."
    return ""
