"""Application: the only file that picks real adapters. Heavy parts are made at first use.

```
Settings → Application ─ database ─ store(workspace) ─┬─ library: knowledge bases, index, embeddings
                                                      └─ live_bot: file + kind + guardrails + model + services
```
One per process; ``application(settings)`` gives the same one again. It can be used from many threads.

Over 300 lines: every choice of an adapter stands here and nowhere else.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from time import monotonic, sleep
from weakref import WeakValueDictionary

import guardrails
from bots import config as bot_file
from bots import kinds
from bots.config import BotConfig
from bots.engine import LiveBot
from bots.fetching import fetch
from bots.models import ChatModel
from bots.models.openai import OpenAIModel
from bots.schema.common import ModelConfig
from bots.tools import Services
from guardrails import Guardrails, Policy
from guardrails.types import ClearedText
from knowledge.embed import MiniLM
from knowledge.errors import IndexOwned
from knowledge.guest import GuestLibrary
from knowledge.library import Library
from knowledge.prepare import Prepared, Task, prepare
from knowledge.types import Embedder, Retrieval
from knowledge.worker import Worker
from records.bots import BotRow, Bots
from records.database import Database
from records.knowledge import KnowledgeRecords
from records.links import signed
from records.sealing import MasterKey
from records.secrets import Secrets
from records.store import Store
from workspace.closed import keep_closed
from workspace.errors import NotPublished, UnknownBot
from workspace.rehearsal import Rehearsal
from workspace.remote_index import RemoteIndex
from workspace.settings import DEFAULT_MODEL, Settings

Clock = Callable[[], datetime]

HOME_NAME = "My business"
PATIENCE = 60.0  # seconds a command waits for another one that owns the index
OPENAI_ADDRESS = "https://api.openai.com/v1"
# Names of the secrets that hold the owner's model settings.
MODEL_ADDRESS, MODEL_NAME, MODEL_KEY = "model_base_url", "model_name", "model_key"


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where answers are written when a bot's model is ``openai``. ``source``: builder, environment or none."""

    base_url: str = ""
    model: str = ""
    key: str = ""
    source: str = "none"

    def __repr__(self) -> str:
        """Without the key, so that no log line or traceback can hold it."""
        return f"Endpoint(base_url={self.base_url!r}, model={self.model!r}, source={self.source!r})"


class TurnLock:
    """Lets the turns of one conversation run one after the other; may be let go from another thread."""

    __slots__ = ("__weakref__", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()


class Application:
    """What the product is made of: database, knowledge, guardrails and models, put together from settings."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        keep_closed(settings.data)
        self.settings = settings
        self.clock = clock
        self.stopping = threading.Event()
        self.fetch_page = fetch  # how websites are read, and how long to wait between their pages
        self.wait: Callable[[float], None] = sleep
        self._worker: Worker | None = None
        self.withdrawn: set[str] = set()
        self.origins: dict[tuple[str, int], tuple[str, ...]] = {}  # by bot and published version
        self._guard = threading.RLock()
        self._database: Database | None = None
        self._embedder: Embedder | None = None
        self._home = ""
        self._libraries: dict[str, Library] = {}
        self._bots: dict[tuple[str, str, int | None, bool], tuple[object, LiveBot]] = {}
        self._rehearsal: Rehearsal | None = None
        self._turns: WeakValueDictionary[str, TurnLock] = WeakValueDictionary()

    @property
    def database(self) -> Database:
        """The database, opened and migrated at first use."""
        with self._guard:
            if self._database is None:
                self._database = Database.open(self.settings.database_url, self._master_key())
            return self._database

    def store(self, workspace: str) -> Store:
        """The database seen from one workspace."""
        return self.database.store(workspace)

    def home(self) -> str:
        """The first workspace, made on first use: where the command line works and the first owner belongs."""
        with self._guard:
            if not self._home:
                self._home = self._find_home()
            return self._home

    def library(self, workspace: str) -> Library:
        """The knowledge bases of a workspace; its index has one owning process."""
        with self._guard:
            if workspace not in self._libraries:
                self._libraries[workspace] = self._open_library(workspace)
            return self._libraries[workspace]

    def reach_index(self, workspace: str) -> None:
        """For a builder beside the chat API: raises AnsweringAway, with the cure, while the API does not run."""
        if self.settings.builder_only:
            RemoteIndex(self.settings.data, workspace).reach()

    def work_aside(self) -> None:
        """For a server: uploads are prepared in a process of their own, so that reading never holds up an answer."""
        with self._guard:
            self._worker = self._worker or Worker()

    def _prepare(self, task: Task, guarded: Guardrails, model: Embedder, progress: Callable[[float], None]) -> Prepared:
        return (self._worker or prepare)(task, guarded, model, progress)

    def _open_library(self, workspace: str) -> Library:
        data, store = self.settings.data, self.store(workspace)
        folder = data / "knowledge" / workspace
        if self.settings.builder_only:
            return GuestLibrary(store, folder, self.embedder(), RemoteIndex(data, workspace))
        return Library(store, folder, self.embedder(), prepare=self._prepare)

    def embedder(self) -> Embedder:
        """The model that turns text into vectors."""
        with self._guard:
            if self._embedder is None:
                self._embedder = MiniLM()
            return self._embedder

    def endpoint(self, workspace: str) -> Endpoint:
        """The model endpoint in use: what the owner set in the builder, otherwise the environment's."""
        secrets = Secrets(self.store(workspace))
        address, name, key = (secrets.get(part) or "" for part in (MODEL_ADDRESS, MODEL_NAME, MODEL_KEY))
        if address or key:
            return Endpoint(address, name or DEFAULT_MODEL, key, "builder")
        own = self.settings
        if own.openai_base_url or own.openai_api_key:
            return Endpoint(own.openai_base_url, own.openai_model or DEFAULT_MODEL, own.openai_api_key, "environment")
        return Endpoint()

    def model_address(self, workspace: str) -> str:
        """The address of the model in use, for the notice; "" when only the embedded answerer is."""
        endpoint = self.endpoint(workspace)
        return "" if endpoint.source == "none" else endpoint.base_url or OPENAI_ADDRESS

    def live_bot(
        self, workspace: str, bot_id: str, *, draft: bool = False, version: int | None = None, tried: bool = False
    ) -> LiveBot:
        """A bot ready to answer: the draft, a version, or by default the live one. Raises UnknownBot, NotPublished.

        ``tried``: what it books and records is thrown away. Kept until its file or the model settings change.
        """
        row = self.bot_row(workspace, bot_id)
        number = None if draft else version or row.live_version
        state = (self._text(workspace, row, draft, number), self.endpoint(workspace))
        place = (workspace, bot_id, number, tried)
        with self._guard:
            known = self._bots.get(place)
        if known is None or known[0] != state:
            store = self._stage(row) if tried else None
            known = state, self.assemble(workspace, row, bot_file.load(state[0]), number, store=store)
            with self._guard:
                self._bots[place] = known
        return known[1]

    def assemble(
        self,
        workspace: str,
        row: BotRow,
        config: BotConfig,
        version: int | None,
        *,
        store: Store | None = None,
        alone: bool = False,
    ) -> LiveBot:
        """A bot from its parts. ``store`` may be one that is thrown away; ``alone`` it asks no service of others."""
        return LiveBot(
            id=row.id,
            public_id=row.public_id,
            config=config,
            version=version,
            guardrails=Guardrails(Policy.load(config.guarded())),
            kind=kinds.discover()[config.kind],
            model=self._model(config.model, self.endpoint(workspace)),
            services=Services(
                store=store or self.store(workspace),
                search=partial(self._search, workspace, row.key, config.knowledge),
                embed=self.embedder().embed,
                fetch=None if alone else fetch,
                link=partial(self._link, store or self.store(workspace)),
            ),
        )

    def bot_row(self, workspace: str, bot_id: str) -> BotRow:
        """The stored bot. Raises UnknownBot."""
        row = Bots(self.store(workspace)).get(bot_id)
        if row is None or row.archived_at is not None:
            raise UnknownBot("There is no such bot.")
        return row

    def turn_lock(self, conversation: str) -> TurnLock:
        """The lock of a conversation, shared by everybody in this process who holds it."""
        with self._guard:
            return self._turns.setdefault(conversation, TurnLock())

    def visitor_key(self) -> bytes:
        """The key that signs visitors' tokens, the same in every process of this installation."""
        return self.database.key.derive("visitor tokens")

    def warm(self) -> None:
        """Load the heavy parts (recognizers, embeddings, indexes) so that the first visitor does not wait."""
        guardrails.warm()
        for workspace in self.database.workspaces():
            self.library(workspace.id).warm()

    def close(self) -> None:
        """Let go of files and locks; replies that are being written stop."""
        self.stopping.set()
        with self._guard:
            for library in self._libraries.values():
                library.close()
            self._libraries.clear()
            if self._worker is not None:
                self._worker.close()
                self._worker = None
            self._bots.clear()
            if self._rehearsal is not None:
                self._rehearsal.close()
                self._rehearsal = None
            if self._database is not None:
                self._database.close()
                self._database = None

    def knowledge_base(self, workspace: str, key: str, name: str | None) -> str | None:
        """The base a bot answers from: the one its file names, otherwise its own, called like the bot; or none yet."""
        wanted = name or key
        found = (base.id for base in KnowledgeRecords(self.store(workspace)).bases() if base.name == wanted)
        return next(found, None)

    def claim_index(self, workspace: str, waiting: Callable[[], None] = lambda: None) -> None:
        """Open the indexes of a workspace, waiting a while for another command that owns them. Raises IndexOwned."""
        until = monotonic() + PATIENCE
        while True:
            try:
                return self.library(workspace).warm()
            except IndexOwned:
                if monotonic() > until:
                    raise
            waiting()
            sleep(0.5)

    def writer(self, workspace: str) -> ChatModel | None:
        """The language model of a workspace, as a bot with no wish of its own would have it; None when none is set."""
        return self._model(ModelConfig(provider="openai", timeout_seconds=20), self.endpoint(workspace))

    def _search(self, workspace: str, key: str, name: str | None, query: ClearedText, k: int) -> Retrieval:
        base = self.knowledge_base(workspace, key, name)
        return self.library(workspace).search(base, query, k) if base else Retrieval((), 0.0)

    def _link(self, store: Store, booking: str) -> str:
        return f"{self.settings.public_url}/booking/{signed(store, booking)}"

    def _stage(self, row: BotRow) -> Store:
        with self._guard:
            if self._rehearsal is None:
                self._rehearsal = Rehearsal(self.clock)
            return self._rehearsal.stage(row)

    def _text(self, workspace: str, row: BotRow, draft: bool, number: int | None) -> str:
        if draft:
            return row.draft
        found = Bots(self.store(workspace)).version(row.id, number) if number is not None else None
        if found is None:
            raise NotPublished(
                f"The bot '{row.key}' is not published yet. Publish it, or talk to its draft (chat {row.key} --draft)."
            )
        return found.file

    def _model(self, wanted: ModelConfig, endpoint: Endpoint) -> ChatModel | None:
        if wanted.provider == "embedded" or endpoint.source == "none":
            return None
        return OpenAIModel(
            base_url=endpoint.base_url or OPENAI_ADDRESS,
            api_key=endpoint.key,
            name=wanted.name or endpoint.model,
            temperature=wanted.temperature,
            timeout=wanted.timeout_seconds,
        )

    def _master_key(self) -> MasterKey:
        """Made on first use; never for a database that exists already, which another key must have made."""
        path = self.settings.key_file
        self.settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if Database.begun(self.settings.database_url):
            return MasterKey.load(path)
        return MasterKey.load_or_create(path)

    def _find_home(self) -> str:
        self.settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.settings.data / "home.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two first commands at once make one workspace
            known = self.database.workspaces()
            return known[0].id if known else self.database.create_workspace(HOME_NAME, self.clock())


@cache
def application(settings: Settings) -> Application:
    """The process's application for these settings."""
    return Application(settings)
