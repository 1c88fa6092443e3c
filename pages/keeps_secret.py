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
from guardrails.policy import packs
from workspace import studio
from workspace.combination import stricter
from workspace.preview import Piece, pieces
from workspace.studio import Tried
from workspace.versions import diff


def draw(bench: Bench) -> None:
    policy = bench.draft.config.policy
    st.header("Keeps secret", anchor=False)
    quiet("What your bot does with what people tell about themselves. A bar means: nobody further on sees it.")
    _differs(bench)
    _packs(bench, policy)
    _table(bench, policy)
    _try(bench)
    _exceptions(bench, policy)


def _differs(bench: Bench) -> None:
    """What of this page is not live yet, sentence by sentence."""
    if bench.draft.live_version is None or not bench.draft.differs:
        return
    changes = diff(bench.desk, bench.draft.bot, bench.draft.live_version, None)
    places = [change for change in changes if change.where.startswith("policy")]
    if not places:
        return
    with st.expander(f"Differs from live in {words.many(len(places), 'place')}", icon=":material/difference:"):
        for change in places:
            st.markdown(f"- {words.plain(change.sentence)}")
        quiet("Customers meet this once you publish.")


def _packs(bench: Bench, policy: PolicyConfig) -> None:
    names = [*words.PACKS, *(pack for pack in policy.packs if pack not in words.PACKS)]
    picked = st.pills(
        "Start from",
        names,
        selection_mode="multi",
        default=list(policy.packs),
        format_func=_pack,
        help="Starting points. With several, the stricter wins. They are no legal advice.",
        disabled=bench.fixed,
        key=f"packs:{','.join(policy.packs)}",
        wrap=True,
    )
    known = packs()
    for name in policy.packs:
        if name in known:
            quiet(f"**{words.plain(known[name].title)}.** {words.plain(known[name].description)}")
    _combined(bench, policy)
    if tuple(picked) != policy.packs and set(picked) != set(policy.packs):
        bench.save({"policy": policy.model_dump() | {"packs": tuple(picked) or ("default",)}})


def _combined(bench: Bench, policy: PolicyConfig) -> None:
    """Where the packs disagree, and which of them made it stricter."""
    if len(policy.packs) < 2:
        return
    found = stricter(bench.desk, bench.draft.bot)
    if not found:
        quiet("These starting points agree on everything.")
        return
    with st.expander("What the combination changes: the stricter starting point wins", icon=":material/layers:"):
        for one in found:
            kinds = ", ".join(words.kind_of_data(entity) for entity in one.entities)
            places = ", ".join(words.STAGES_MORE[stage] for stage in one.stages)
            others = ", ".join(
                f"{words.plain(_pack(pack))} would {words.ACTIONS[action]}" for pack, action in one.others
            )
            st.markdown(
                f"- **{kinds[:1].upper()}{kinds[1:]}**, {places}: **{words.ACTIONS[one.action]}**, "
                f"as {words.plain(_pack(one.pack))} wants. {others}."
            )


def _pack(name: str) -> str:
    return words.PACKS.get(name, name)


def _table(bench: Bench, policy: PolicyConfig) -> None:
    rows = studio.policy_table(bench.desk, bench.draft.bot)
    key = f"switches:{bench.draft.bot}"

    def changed() -> None:
        change = st.session_state[key].changed
        if change:
            st.session_state["secret:change"] = change

    switches(rows, changed=_own(policy), fixed=bench.fixed, key=key, on_changed=changed)
    if change := st.session_state.pop("secret:change", None):
        _switch(bench, policy, change)
    quiet("**Allow** lets it through, **bar** hides it, **ask** asks not to send it, **block** stops the message.")
    if policy.entities and not bench.fixed and st.button("Undo my changes to the table"):
        bench.save({"policy": policy.model_dump() | {"entities": {}}})


@st.fragment
def _try(bench: Bench) -> None:
    st.markdown("**Try it**")
    text = st.text_area(
        "What a customer might write", placeholder="Call me on 030 5550142, I am Mara", key="secret:try", height=80,
        help="Nothing typed here is stored.",
    )  # fmt: skip
    if text.strip():
        _tried(studio.try_text(bench.desk, bench.draft.bot, text))


def _tried(tried: Tried) -> None:
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            quiet("You typed")
            typed = [Piece(text=t, entity=e, label=e, action="allow" if e else "") for t, e, _ in tried.pieces]
            transcript([line(typed)], key="secret:typed")
        with right:
            quiet("Goes on to the model")
            if tried.blocked:
                st.markdown(f"Nothing. {words.blocked(tried.reason)}")
            else:
                transcript([line(pieces(tried.text))], key="secret:tried")
        quiet("Why" if tried.rules else "Nothing personal was found in it.")
        for entity, action, rule in tried.rules:
            st.markdown(f"- **{words.kind_of_data(entity)}**: {words.DONE[action]} ({words.rule(rule)})")


def _own(policy: PolicyConfig) -> set[tuple[str, str]]:
    """The cells the owner set: (entity, stage)."""
    cells: set[tuple[str, str]] = set()
    for entity, stages in policy.entities.items():
        named = words.STAGES if isinstance(stages, str) else stages
        cells |= {(entity, stage) for stage in named}
    return cells


def _switch(bench: Bench, policy: PolicyConfig, change: Mapping[str, Any]) -> None:
    stage, action = str(change["stage"]), str(change["action"])
    entities: dict[str, Any] = dict(policy.entities)
    for entity in change["entities"]:
        now = entities.get(entity, {})
        stages = dict.fromkeys(words.STAGES_MORE, now) if isinstance(now, str) else dict(now)
        entities[entity] = stages | {stage: action}
    bench.save({"policy": policy.model_dump() | {"entities": entities}})


def _exceptions(bench: Bench, policy: PolicyConfig) -> None:
    st.markdown("**Not secret, and never said**")
    with st.form("secret:more", border=False):
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
