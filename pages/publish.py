"""Publish: make the draft live, put it on the site, and go back to an earlier version."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from bots.schema.common import NoticeConfig
from builder import editor, words
from builder.ask import confirm
from builder.before import before_you_publish
from builder.buttons import primary
from builder.components.copying import copying
from builder.components.report import report_lines
from builder.editor import Bench
from builder.forms import field
from builder.heading import quiet
from builder.qr import qr
from builder.told import tell
from knowledge.types import SourceStatus
from workspace import business, publishing, sources, versions
from workspace.errors import WorkspaceError
from workspace.publishing import Publication
from workspace.roles import NotAllowed
from workspace.versions import Change, Version


def draw(bench: Bench) -> None:
    st.header("Publish", anchor=False)
    known = versions.versions(bench.desk, bench.draft.bot)
    _state(bench)
    _reads(bench, known)
    live = bench.draft.live_version is not None
    if live:
        _on_your_site(bench)  # what somebody who has just published comes for
    before_you_publish(bench)
    _responsible(bench)
    _sites(bench)
    if bench.desk.may("bots.publish") and (bench.draft.live_version is None or bench.draft.differs):
        _publish(bench)
    if not live:
        _on_your_site(bench)
    if known:
        st.markdown("**Versions**")
        for version in known:
            _version(bench, version)


def _state(bench: Bench) -> None:
    if bench.draft.live_version is None:
        quiet("Customers cannot reach this bot yet. Publishing tests the draft first, then makes it live.")
        return
    if not bench.draft.differs:
        quiet(f"Version {bench.draft.live_version} is live, and the draft says the same.")
        return
    quiet(f"Version {bench.draft.live_version} is live. The draft differs:")
    _changes(versions.diff(bench.desk, bench.draft.bot, bench.draft.live_version, None))


def _reads(bench: Bench, known: Sequence[Version]) -> None:
    """What a bot may read is no part of a version: it counts at once, and this page is where one would not guess so."""
    live = next((version for version in known if version.live), None)
    if live is None or not bench.desk.may("sources.view"):
        return
    read = sources.list_sources(bench.desk, bench.draft.bot)
    since = sum(one.status is SourceStatus.INDEXED and one.added_at > live.published_at for one in read)
    said = (
        f" {words.many(since, 'file or answer', 'files and answers')} came since version {live.number}."
        if since
        else ""
    )
    quiet(f"{words.AT_ONCE}{said}")


def _responsible(bench: Bench) -> None:
    """Said before publishing: a notice that names nobody is no notice."""
    notice = bench.draft.config.notice
    if notice.controller or bench.fixed:
        return
    own = business.known(bench.desk)
    known = {"controller": own.controller, "contact": notice.contact or own.contact}
    with st.container(border=True), st.form("responsible", border=False):
        st.badge("Your privacy notice names nobody yet", color="yellow")
        quiet("Customers must be able to read who is responsible for what they write, and how to reach you about it.")
        given = {name: field(NoticeConfig, name, known[name]) for name in ("controller", "contact")}
        every = bench.desk.may("settings.edit") and st.checkbox("The same for my other bots", value=not own.controller)
        saved = st.form_submit_button("Save to the notice")
    if saved and every and given["controller"].strip():
        business.save(bench.desk, given["controller"], given["contact"])
        st.session_state.pop(f"opened:{bench.draft.bot}", None)
        tell("Saved for the business: new bots say it too.")
        st.rerun()
    elif saved:
        bench.save({"notice": notice.model_dump() | given})


def _publish(bench: Bench) -> None:
    last = publishing.last(bench.desk, bench.draft.bot)
    if last and not last.over:
        _under_way(bench, last)
        return
    with st.container(border=True):
        note = st.text_input("What is new in this version", max_chars=200, placeholder="Optional, for your colleagues")
        if not bench.draft.config.origins:
            quiet("No site is named above. Published like this, only the bot's own page shows it; your site does not.")
        if primary("Publish this version" if bench.draft.config.origins else "Publish without a site"):
            _go_live(bench, note)
    if last and last.problem and last.draft_of == bench.draft.changed_at:
        if not last.report:
            st.error(words.plain(last.problem), title="Not published")
            return
        report_lines(last.report)
        if bench.desk.may("bots.publish_unchecked") and st.button("Publish although it failed", type="tertiary"):
            _override(bench, note)


def _go_live(bench: Bench, note: str, reason: str | None = None) -> None:
    try:
        publishing.start(bench.desk, bench.draft.bot, note=note, no_check=reason)
    except (WorkspaceError, NotAllowed) as error:
        st.error(words.plain(str(error)), title="Not published")
        return
    st.rerun()


@st.fragment(run_every=0.5)
def _under_way(bench: Bench, running: Publication) -> None:
    """It goes on without this page; whoever comes back sees how far it is."""
    running.wait(0.2)
    if not running.over:
        with st.container(border=True):
            st.markdown("**Testing the draft before it goes live**")
            doing = f"{words.trying(running.what)} ({running.done} of {running.of})" if running.of else "Getting ready"
            st.progress(running.done / max(1, running.of), doing)
            quiet("You may leave this page. The test goes on, and the result stands here when you come back.")
        return
    if running.version:
        st.session_state[f"opened:{bench.draft.bot}"] = bench.draft.changed_at
        st.toast(f"Version {running.version.number} is live.", icon=":material/check:")
    st.rerun()


@st.dialog("Publish although the test failed")
def _override(bench: Bench, note: str) -> None:
    st.write("Your reason is kept with the version and in the audit trail, with your name.")
    reason = st.text_area("Why it must go live now", max_chars=500)
    if primary("Publish with this reason", disabled=not reason.strip()):
        _go_live(bench, note, reason.strip())


def _on_your_site(bench: Bench) -> None:
    st.markdown("**On your site**")
    if bench.draft.live_version is None:
        quiet("Once it is live, one line of HTML puts it on your page. You find the line here.")
    else:
        line = versions.snippet(bench.desk, bench.draft.bot)
        quiet("Copy this line into your page, just before `</body>`.")
        st.code(line, language=None, wrap_lines=True)
        copying(line, "Copy the line", key="copy:line")
        page = versions.own_page(bench.desk, bench.draft.bot)
        quiet(f"It also has a page of its own, for a link in a mail or on a poster: [{page}]({page})")
        copying(page, "Copy the address", key="copy:page")
        if not versions.only_here(bench.desk):  # printed, an address of this computer alone would lead nowhere
            qr(page, f"{bench.draft.key}-qr", key="qr:page")
        else:
            st.info(
                "Both addresses begin with the name of this computer, so they work on it alone. To reach customers, "
                "run Tacit on a server with a name of its own, start it with TACIT_PUBLIC_URL set to that name, such "
                "as `https://chat.shop.example`, and copy the line again. More in the README, On your own site.",
                title="Only this computer can reach it yet",
            )


def _sites(bench: Bench) -> None:
    """Before the button that publishes: a bot without a site is live and cannot be reached from anywhere."""
    if not bench.draft.config.origins:
        st.badge("No site may show it yet: name yours here and save", color="yellow")
    with st.form("sites", border=False):
        config = bench.draft.config
        origins = field(type(config), "origins", config.origins, key=f"sites:{','.join(config.origins)}")
        quiet(
            "One a line, such as `www.shop.example`; with and without www are two sites. Pages of other sites are "
            "refused. Takes effect when published."
        )
        saved = st.form_submit_button("Save sites", disabled=bench.fixed)
    if saved:
        bench.save({"origins": origins})


def _version(bench: Bench, version: Version) -> None:
    with st.container(border=True, gap="xsmall", key=f"version:{version.number}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**Version {version.number}** {words.plain(version.note)}", width="content")
            if version.live:
                st.badge("Live", color="green")
        quiet(f"{words.plain(version.published_by)}, {words.when(version.published_at)}")
        with st.container(horizontal=True):
            if st.button("See changes", key=f"diff:{version.number}", type="tertiary"):
                _difference(bench, version)
            if st.button("See the test", key=f"test:{version.number}", type="tertiary"):
                _report(version)
            if (
                not version.live
                and not bench.fixed
                and st.button("Restore", key=f"restore:{version.number}", type="tertiary")
            ):
                confirm(
                    f"Restore version {version.number}?",
                    f"The draft becomes version {version.number} again: words, rules and looks. What the draft holds "
                    "now is replaced; files and answers stay as they are. Customers see no change until you publish.",
                    "Restore this version",
                    lambda: _restore(bench, version.number),
                )


def _restore(bench: Bench, number: int) -> None:
    draft = versions.restore(bench.desk, bench.draft.bot, number)
    st.session_state[f"opened:{bench.draft.bot}"] = draft.changed_at


@st.dialog("What changed", width="large")
def _difference(bench: Bench, version: Version) -> None:
    before = version.number - 1 or None
    if before is None:
        st.write("This was the first version.")
        return
    quiet(f"From version {before} to version {version.number}")
    _changes(versions.diff(bench.desk, bench.draft.bot, before, version.number))


@st.dialog("The test of this version", width="large")
def _report(version: Version) -> None:
    report_lines(version.report)


def _changes(changes: list[Change]) -> None:
    if not changes:
        st.write("Nothing that customers would notice.")
    for change in changes:
        st.markdown(f"- {words.plain(change.sentence)}")


with editor.bench("publish") as opened:
    draw(opened)
