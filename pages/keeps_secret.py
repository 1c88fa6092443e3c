"""Keeps secret: per kind of data and stage, what is let through, barred, asked or stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from bots.schema.common import PolicyConfig
from builder import editor, words
from builder.buttons import submit
from builder.components.switches import switches
from builder.components.transcript import line, transcript
from builder.editor import Bench
from builder.forms import field
from builder.heading import quiet
from workspace import studio
from workspace.preview import Piece
from workspace.versions import diff

PACKS: Mapping[str, str] = {
    "default": "Everyday",
    "gdpr": "GDPR",
    "ccpa": "CCPA",
    "hipaa": "HIPAA",
    "pci_dss": "Payment cards",
    "strict": "Strict",
}


def draw(bench: Bench) -> None:
    policy = bench.draft.config.policy
    st.header("Keeps secret", anchor=False)
    quiet("What your bot does with what people tell about themselves. A bar means: nobody further on sees it.")
    _differs(bench)
    _packs(bench, policy)
    _try(bench)
    rows = studio.policy_table(bench.desk, bench.draft.bot)
    key = f"switches:{bench.draft.bot}"

    def changed() -> None:
        change = st.session_state[key].changed
        if change:
            st.session_state["secret:change"] = change

    switches(rows, changed=_own(policy), fixed=bench.fixed, key=key, on_changed=changed)
    if change := st.session_state.pop("secret:change", None):
        _switch(bench, policy, change)
    if policy.entities and not bench.fixed and st.button("Undo my changes to the table"):
        bench.save({"policy": policy.model_dump() | {"entities": {}}})
    _more(bench, policy)


def _differs(bench: Bench) -> None:
    if bench.draft.live_version is None or not bench.draft.differs:
        return
    places = [
        c for c in diff(bench.desk, bench.draft.bot, bench.draft.live_version, None) if c.where.startswith("policy")
    ]
    if places:
        st.badge(f"Differs from live in {words.many(len(places), 'place')}", color="yellow",
                 help="\n".join(f"- {words.plain(c.sentence)}" for c in places))  # fmt: skip


def _packs(bench: Bench, policy: PolicyConfig) -> None:
    names = [*PACKS, *(pack for pack in policy.packs if pack not in PACKS)]
    picked = st.pills(
        "Start from",
        names,
        selection_mode="multi",
        default=list(policy.packs),
        format_func=lambda name: PACKS.get(name, name),
        help="Starting points. With several, the stricter wins. They are no legal advice.",
        disabled=bench.fixed,
        key=f"packs:{','.join(policy.packs)}",
        wrap=True,
    )
    if tuple(picked) != policy.packs and set(picked) != set(policy.packs):
        bench.save({"policy": policy.model_dump() | {"packs": tuple(picked) or ("default",)}})


@st.fragment
def _try(bench: Bench) -> None:
    text = st.text_input(
        "Try it", placeholder="Call me on 030 5550142, I am Mara", key="secret:try",
        help="Nothing typed here is stored.",
    )  # fmt: skip
    if not text.strip():
        return
    tried = studio.try_text(bench.desk, bench.draft.bot, text)
    if tried.blocked:
        st.markdown(words.blocked(tried.reason))
        return
    shown = [Piece(text=t, entity=e, label=e, action=a) for t, e, a in tried.pieces]
    transcript([line(shown)], key="secret:tried")


def _own(policy: PolicyConfig) -> set[tuple[str, str]]:
    """The cells the owner set: (entity, stage)."""
    cells: set[tuple[str, str]] = set()
    for entity, stages in policy.entities.items():
        named = words.STAGES if isinstance(stages, str) else stages
        cells |= {(entity, stage) for stage in named}
    return cells


def _switch(bench: Bench, policy: PolicyConfig, change: Mapping[str, Any]) -> None:
    entity, stage, action = str(change["entity"]), str(change["stage"]), str(change["action"])
    now = policy.entities.get(entity, {})
    stages = dict.fromkeys(words.STAGES_MORE, now) if isinstance(now, str) else dict(now)
    entities = {**policy.entities, entity: stages | {stage: action}}
    bench.save({"policy": policy.model_dump() | {"entities": entities}})


def _more(bench: Bench, policy: PolicyConfig) -> None:
    with st.expander("Not secret, and never said"), st.form("secret:more", border=False):
        changes = {
            name: field(PolicyConfig, name, getattr(policy, name))
            for name in ("keep", "blocked_topics", "blocked_words")
        }
        strict = st.toggle("Look more closely", policy.level == "strict", help="Finds more, and sometimes too much.")
        own = field(PolicyConfig, "show_own_values", policy.show_own_values)
        saved = submit("Save changes", disabled=bench.fixed)
    if saved:
        level = "strict" if strict else (None if policy.level == "strict" else policy.level)
        new = policy.model_dump() | changes | {"level": level, "show_own_values": own}
        if new != policy.model_dump():
            bench.save({"policy": new})


with editor.bench("keeps-secret") as opened:
    draw(opened)
