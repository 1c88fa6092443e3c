"""The bot file that counts: of a bot its live version's, or its draft's before there is one; of a talk the one it began
with. Stored files may be older than this product and no longer load: then there is none, and whoever asks goes on."""

from __future__ import annotations

from bots import config as bot_file
from bots.config import BotConfig
from bots.errors import ConfigError
from records.bots import BotRow, Bots
from records.store import Store


def standing(store: Store, row: BotRow) -> BotConfig | None:
    """What a bot's file says now; None when it no longer loads."""
    return loaded(text(store, row))


def text(store: Store, row: BotRow) -> str:
    """The file of the live version, or of the draft."""
    live = Bots(store).version(row.id, row.live_version) if row.live_version is not None else None
    return live.file if live is not None else row.draft


def begun(store: Store, row: BotRow, version: int | None) -> BotConfig | None:
    """What the file said that a talk began with (None: the draft); None when it no longer loads."""
    kept = Bots(store).version(row.id, version) if version is not None else None
    return loaded(kept.file if kept is not None else row.draft)


def problem(file: str) -> str:
    """What keeps a stored file from loading, in a line for its owner; "" when nothing does."""
    try:
        bot_file.load(file, "its file")
    except ConfigError as error:
        more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
        return f"{error.problems[0]}{more}"
    return ""


def broken(store: Store, row: BotRow) -> str:
    """Why a bot's stored file no longer loads (another version of this product wrote it), with the cure; or ""."""
    live = problem(text(store, row))
    if live or (found := problem(row.draft)):
        what = "The live version" if live and row.live_version is not None else "The draft"
        cure = "mend that line in the file that export-bot writes, take it back with import-bot"
        again = " and publish" if what == "The live version" else ""
        return f"{what} cannot be read any more: {live or found} To mend it, {cure}{again}."
    return ""


def differs(store: Store, row: BotRow) -> bool:
    """Whether the draft is not what is live."""
    if row.live_version is None:
        return True
    live = Bots(store).version(row.id, row.live_version)
    return live is None or live.file != row.draft


def loaded(file: str) -> BotConfig | None:
    """A stored file's value; None when it no longer loads."""
    try:
        return bot_file.load(file)
    except ConfigError:
        return None
