"""The public side of a conversation: what channels may ask for. No field selects a prompt, model or workspace.

Over 300 lines, because what the public may do is easiest to judge when all of it stands in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.cleared import join
from bots.engine import Incoming, LiveBot, run_turn
from bots.errors import ConversationClosed
from bots.kinds._attended import attended
from bots.types import Choice, Conversation, PastTurn, TurnEvent, Visitor
from guardrails.pipeline import trusted
from guardrails.types import ClearedText, Stage
from records.attending import Attending
from records.bots import Bots
from records.consents import Consents
from records.conversations import ConversationEnded, Conversations
from records.ratings import Ratings
from records.store import Store
from records.tables import bots
from records.vault import SealedVault
from workspace import files, notices
from workspace.arrival import arrival
from workspace.assembly import Application
from workspace.errors import (
    BadRequest,
    ConsentNeeded,
    IdentityMismatch,
    NoticeChanged,
    UnknownBot,
    UnknownConversation,
    UnknownTurn,
)
from workspace.notices import NoticeText
from workspace.place import PREVIEW, Place, find, kept, rules, shows_own_values
from workspace.transcripts import Transcript, TranscriptTurn, citations, seen

__all__ = [
    "PREVIEW", "BotCard", "NoticeText", "Started", "Transcript", "TranscriptTurn", "card", "choice_named", "consent",
    "consent_as_owner", "language", "notice", "origin_allowed", "rate", "read", "send", "start", "stopped",
    "talk_origin_allowed", "withdraw",
]  # fmt: skip

THUMBS = ("up", "down")
REASONS = ("", "wrong", "missing", "unclear", "rude", "slow", "other")
LONGEST_WAIT = 60.0  # seconds a message waits for the reply before it


@dataclass(frozen=True, slots=True)
class BotCard:
    """What a page may know about a bot before anybody talks: public by construction."""

    public_id: str
    name: str
    kind: str
    language: str
    languages: tuple[str, ...]
    welcome: str
    starters: tuple[str, ...]
    theme: Mapping[str, str]  # color, position, mode, avatar
    ai_label: str  # "AI assistant" in the bot's language
    consent: str  # the two lines asked at the first send
    consent_button: str
    decline_button: str
    declined: str  # said when the visitor does not agree
    notice_url: str
    notice_hash: str
    origins: tuple[str, ...]
    version: int | None


@dataclass(frozen=True, slots=True)
class Started:
    """A conversation that exists and waits for consent."""

    conversation: str
    bot: str  # public id
    language: str
    notice: NoticeText
    consent: str
    started_at: datetime


def card(app: Application, public_id: str, language: str | None = None, *, draft: bool = False) -> BotCard:
    """The public card of a published bot (``draft`` for its owner only). Raises UnknownBot, NotPublished."""
    bot = _find(app, public_id, draft=draft)
    config = bot.config
    spoken = language if language in notices.LANGUAGES else config.language
    words = notices.wording(config, spoken)
    return BotCard(
        public_id=bot.public_id,
        name=config.name,
        kind=config.kind,
        language=config.language,
        languages=notices.LANGUAGES,
        welcome=config.welcome,
        starters=config.starters,
        theme=config.theme.model_dump(),
        ai_label=words.ai_label,
        consent=words.consent,
        consent_button=words.button,
        decline_button=words.decline,
        declined=words.declined,
        notice_url=f"{app.settings.public_url}/notice/{bot.public_id}",
        notice_hash=notices.notice_hash(config, _address(app, public_id)),
        origins=config.origins,
        version=bot.version,
    )


def origin_allowed(app: Application, public_id: str, origin: str | None) -> bool:
    """Whether a page of this origin may carry the bot; an empty list denies, our own pages are always allowed."""
    if origin is None:
        return False
    allowed = (*_find(app, public_id).config.origins, _own(app), *app.settings.demo_origins)
    return origin.rstrip("/") in {o.rstrip("/") for o in allowed}


def talk_origin_allowed(app: Application, conversation: str, origin: str) -> bool:
    """Whether a page of this origin may call a talk: the list of its bot decides. Of a talk nobody knows (an old one in
    a tab) any published bot's list does, so that the page that carried it reads that it is over."""
    try:
        config = rules(app, kept(app, conversation))
    except UnknownConversation:
        config = None
    listed = config.origins if config is not None else _every_origin(app)
    return origin in {o.rstrip("/") for o in (*listed, _own(app), *app.settings.demo_origins)}


def start(  # noqa: PLR0913 - each is a fact of the channel
    app: Application,
    public_id: str,
    *,
    origin: str | None,
    language: str | None,
    timezone: str | None,
    subject: str | None = None,
    channel: str = "widget",
    draft: bool = False,
    page: Mapping[str, str] | None = None,
    invitation: str | None = None,
    now: datetime | None = None,
) -> Started:
    """A new conversation with the live version (``draft`` only from the command line and the preview).

    ``page`` and ``invitation`` are what the page tells a survey (``workspace.arrival``). Raises UnknownBot,
    NotPublished. ``language`` outside ours falls back to the bot's own.
    """
    workspace = _workspace_of_bot(app, public_id)
    bot = _find(app, public_id, draft=draft)
    spoken = language if language in notices.LANGUAGES else bot.config.language
    store = app.store(workspace)
    row = Conversations(store).start(
        bot=bot.id, version=bot.version, channel=channel, origin=origin, language=spoken,
        timezone=timezone if _is_zone(timezone) else None, subject=subject, now=now or app.clock(),
        state=arrival(bot, store, page or {}, invitation),
    )  # fmt: skip
    text = notices.write(bot.config, _address(app, public_id), spoken)
    return Started(row.id, bot.public_id, spoken, text, notices.wording(bot.config, spoken).consent, row.started_at)


def notice(app: Application, public_id: str, language: str | None = None) -> NoticeText:
    """The current privacy notice of a published bot. Raises UnknownBot, NotPublished."""
    config = _find(app, public_id).config
    return notices.write(config, _address(app, public_id), language or config.language)


def consent(  # noqa: PLR0913 - each is a part of the proof
    app: Application,
    conversation: str,
    *,
    notice_hash: str,
    language: str,
    wording: str,
    method: str,
    now: datetime | None = None,
) -> None:
    """Record consent: notice, language, the words shown, how it was given. Raises NoticeChanged, ConversationClosed.

    ``wording`` and ``language`` choose among our own words: what is stored is ours, never what a caller wrote.
    """
    place = find(app, conversation)
    if place.row.closed_at is not None:
        raise ConversationClosed("This conversation is closed. Start a new one.")
    if notice_hash != _notice_hash(app, place):
        raise NoticeChanged("The privacy notice has changed since it was shown. Show the current one and ask again.")
    shown = notices.shown(place.bot.config, wording, language)
    if shown is None:
        raise NoticeChanged("These are not the words that ask for consent. Show the current ones and ask again.")
    at = now or app.clock()
    _keep_notice(app, place, notice_hash, shown.language, at)
    Consents(place.store).give(
        conversation, notice_hash=notice_hash, language=shown.language, wording=shown.consent, method=method, now=at
    )


def consent_as_owner(app: Application, conversation: str, *, method: str, now: datetime | None = None) -> None:
    """Consent of somebody at the owner's own desk, to the notice as it stands now."""
    place = find(app, conversation)
    language = place.row.language
    words = notices.wording(place.bot.config, language).consent
    current = _notice_hash(app, place)
    consent(app, conversation, notice_hash=current, language=language, wording=words, method=method, now=now)


def withdraw(app: Application, conversation: str, now: datetime | None = None) -> None:
    """Withdraw consent: closes the conversation and stops replies being written. Doing it twice is no error."""
    found = kept(app, conversation)
    app.withdrawn.add(conversation)
    Consents(found.store).withdraw(conversation, now=now or app.clock())


def send(
    app: Application,
    conversation: str,
    incoming: Incoming,
    *,
    subject: str | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[TurnEvent]:
    """Answer a message: Accepted, Said…, Closed. The same id and text again replays the stored reply.

    Raises at once UnknownConversation, ConsentNeeded, ConversationClosed, IdentityMismatch; at the first event
    MessageConflict. Closing the iterator stores the reply as cut, and so does ``stop``, which is asked while a model
    is still thinking as well.
    """
    place = find(app, conversation)
    _may_speak(app, place, subject)
    return _turn(app, place, incoming, subject, stop)


def stopped(app: Application, conversation: str) -> bool:
    """Whether replies of this conversation must stop now: withdrawn here, or the process is ending."""
    return conversation in app.withdrawn or app.stopping.is_set()


def choice_named(text: str, choices: Iterable[Choice]) -> str | None:
    """The id of the button whose words somebody typed instead of pressing it."""
    found = _named(text, choices)
    return found.id if found else None


def read(app: Application, conversation: str) -> Transcript:
    """The conversation as its visitor may see it. Raises UnknownConversation."""
    found = kept(app, conversation)
    row, store = found.row, found.store
    vault = SealedVault(store, row.id, row.person) if shows_own_values(rules(app, found)) else None
    thumbs = Ratings(store).of_conversation(row.id)
    turns = Conversations(store).turns(row.id)
    return Transcript(
        conversation=row.id,
        bot=found.bot.public_id,
        language=row.language,
        consented=Consents(store).active(row.id) is not None,
        closed=row.closed_at is not None,
        outcome=row.outcome,
        turns=tuple(seen(turn, vault, thumbs) for turn in turns),
    )


def language(app: Application, conversation: str) -> str:
    """The language a talk was begun in. Raises UnknownConversation."""
    return kept(app, conversation).row.language


def rate(  # noqa: PLR0913 - a rating has this many parts
    app: Application,
    conversation: str,
    turn: str,
    thumb: str,
    *,
    reason: str = "",
    comment: str = "",
    now: datetime | None = None,
) -> None:
    """Thumb up or down on a reply; the comment is cleared before it is stored. Raises UnknownTurn, BadRequest."""
    place = find(app, conversation)
    if thumb not in THUMBS or reason not in REASONS:
        raise BadRequest(f"A thumb is one of {', '.join(THUMBS)}; a reason one of {', '.join(filter(None, REASONS))}.")
    stored = Conversations(place.store).turn(turn)
    if stored is None or stored.conversation != conversation:
        raise UnknownTurn("There is no such answer in this conversation.")
    vault = SealedVault(place.store, conversation, place.row.person)
    verdict = place.bot.guardrails.clear(comment, Stage.INPUT, vault=vault) if comment else None
    cleared = verdict.text if verdict else trusted("")
    Ratings(place.store).rate(turn, thumb, reason=reason, comment=cleared, now=now or app.clock())


def _turn(
    app: Application, place: Place, incoming: Incoming, subject: str | None, stop: Callable[[], bool]
) -> Iterator[TurnEvent]:
    row, held = place.row, app.turn_lock(place.row.id)
    if not held.lock.acquire(timeout=LONGEST_WAIT):
        raise BadRequest("The answer before this one is still being written. Send the message again in a moment.")
    try:
        conversations = Conversations(place.store)
        talk, taken, offered = _conversation(place.store, row.id, subject)
        incoming = _as_chosen(incoming, offered)
        watch = _Watch(app, conversations, row.id, taken)
        vault = SealedVault(place.store, row.id, row.person)
        bot = replace(place.bot, kind=attended, model=None) if taken else place.bot
        yield from run_turn(bot, talk, incoming, vault, conversations, stop=lambda: stop() or watch.over())
    except ConversationEnded:
        raise ConversationClosed("This conversation is closed. Start a new one.") from None
    finally:
        held.lock.release()
        del held  # the weak table keeps a lock only while somebody holds it


class _Watch:
    """Whether a reply must stop. A withdrawal in another process, or a person taking over, is seen within a second."""

    def __init__(self, app: Application, conversations: Conversations, conversation: str, taken: bool) -> None:
        self._app = app
        self._taken = taken
        self._conversations = conversations
        self._conversation = conversation
        self._looked = monotonic()

    def over(self) -> bool:
        if stopped(self._app, self._conversation):
            return True
        if monotonic() - self._looked < 1.0:
            return False
        self._looked = monotonic()
        row = self._conversations.get(self._conversation)
        return row is None or row.closed_at is not None or (row.taken_by is not None and not self._taken)


def _conversation(
    store: Store, conversation: str, subject: str | None
) -> tuple[Conversation, bool, tuple[Choice, ...]]:
    """The talk so far, a person's words among the replies; whether a person answers in it now; the buttons shown last.
    Its turns are read once."""
    conversations = Conversations(store)
    row = conversations.get(conversation)
    assert row is not None
    said: dict[str, list[ClearedText]] = {}
    for line in Attending(store).lines(conversation):
        if line.text:
            said.setdefault(line.turn, []).append(line.text)
    turns = [turn for turn in conversations.turns(conversation) if turn.state != "open"]
    past = tuple(
        PastTurn(
            message=turn.message,
            reply=join([turn.reply, *said[turn.id]], "\n\n") if turn.id in said else turn.reply,
            citations=citations(turn),
            abstained=turn.abstained,
            handed_over=turn.handed_over,
            asking=turn.asking,
        )
        for turn in turns
    )
    visitor = Visitor(row.person, subject, row.timezone)
    offered = tuple(turns[-1].choices) if turns else ()
    return Conversation(row.id, visitor, row.language, past, row.state), row.taken_by is not None, offered


def _as_chosen(incoming: Incoming, offered: Sequence[Choice]) -> Incoming:
    """A text that is a choice's very words counts as choosing it, and as those words: they are ours, so they pass."""
    typed = _named(incoming.text, [c for c in offered if incoming.choice in (None, c.id)])
    return replace(incoming, choice=typed.id, label=typed.label) if typed else replace(incoming, label=None)


def _named(text: str, choices: Iterable[Choice]) -> Choice | None:
    typed = " ".join(text.split()).casefold()
    return next((c for c in choices if typed and " ".join(c.label.split()).casefold() == typed), None)


def _may_speak(app: Application, place: Place, subject: str | None) -> None:
    row = place.row
    if row.closed_at is not None:
        raise ConversationClosed("This conversation is closed. Start a new one.")
    if subject and row.subject_index != place.store.sealer.index(subject, "subject"):
        raise IdentityMismatch("This conversation belongs to another signed-in person. Start a new one.")
    given = {c.notice_hash for c in Consents(place.store).listing(row.id) if c.withdrawn_at is None}
    if not given:
        raise ConsentNeeded("The visitor has not consented yet. Show the notice and ask.")
    if _notice_hash(app, place) not in given:
        raise ConsentNeeded("The privacy notice has changed. Show the current one and ask again.")


def _find(app: Application, public_id: str, *, draft: bool = False) -> LiveBot:
    workspace = _workspace_of_bot(app, public_id)
    row = Bots(app.store(workspace)).by_public_id(public_id)
    if row is None:
        raise UnknownBot("There is no such bot.")
    return app.live_bot(workspace, row.id, draft=draft)


def _workspace_of_bot(app: Application, public_id: str) -> str:
    workspace = app.database.workspace_of(bots.c.public_id, public_id)
    if workspace is None:
        raise UnknownBot("There is no such bot.")
    return workspace


def _keep_notice(app: Application, place: Place, notice_hash: str, language: str, at: datetime) -> None:
    """The words consented to are kept, also of a draft or of a notice changed by another model endpoint."""
    stored = Bots(place.store)
    text = notices.write(place.bot.config, app.model_address(place.store.workspace), language)
    if stored.notice(place.bot.id, notice_hash, text.language) is None:
        stored.keep_notice(place.bot.id, notice_hash, text.language, text.markdown, now=at)


def _notice_hash(app: Application, place: Place) -> str:
    return notices.notice_hash(place.bot.config, app.model_address(place.store.workspace))


def _address(app: Application, public_id: str) -> str:
    return app.model_address(_workspace_of_bot(app, public_id))


def _every_origin(app: Application) -> Iterator[str]:
    for workspace in app.database.workspaces():
        stored = Bots(app.store(workspace.id))
        for row in stored.listing():
            if row.live_version is not None:
                yield from _published_origins(app, stored, row.id, row.live_version)


def _published_origins(app: Application, stored: Bots, bot: str, number: int) -> tuple[str, ...]:
    """Read once, for a published version stays as it is; a file that no longer loads is on no page."""
    if (bot, number) not in app.origins:
        version = stored.version(bot, number)
        config = files.loaded(version.file) if version is not None else None
        app.origins[bot, number] = config.origins if config is not None else ()
    return app.origins[bot, number]


def _own(app: Application) -> str:
    parts = urlsplit(app.settings.public_url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_zone(name: str | None) -> bool:
    try:
        return bool(name) and ZoneInfo(str(name)) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
