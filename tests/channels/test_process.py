"""The process: how it starts, what it listens on, that it owns its folder and ends in time with a reply open.

Ctrl-C with a reply open is in tests/test_run.py.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from channels.stream import ABANDONED
from tests.channels.conftest import FAQ, QUESTION, Talk, code, events
from tests.servers import API, BUILDER, READY_WITHIN, ROOT, Server, command, environment, free_port, running
from tests.wire_server import Fails, Says, WireServer

pytestmark = [pytest.mark.xdist_group("channels-process"), pytest.mark.timeout(1200)]
SITE = "http://127.0.0.1:9"
SENTENCES = "You can return a pen within 30 days of delivery, inked or not. [1] " * 240  # goes on for three minutes
PROMPTLY = 45  # seconds, on a machine that is busy with other tests too: far from the end of what is being said
BOT = f"""
id: slow
kind: support
name: Slow
policy: {{packs: [default]}}
origins: ["{SITE}"]
model: {{provider: openai, name: slow, timeout_seconds: 100}}
notice: {{controller: Slow, contact: a@b.example}}
"""


SLOWLY = Says(SENTENCES, pause=0.05)


@pytest.fixture(scope="module")
def model() -> Iterator[WireServer]:
    """Says a word every twentieth of a second, or what a test tells it to."""
    with WireServer() as running:
        yield running


@pytest.fixture(scope="module")
def slow_env(model: WireServer) -> dict[str, str]:
    """The environment of a server with this model."""
    model.will(SLOWLY)
    return {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "sk-test-only", "OPENAI_MODEL": "slow"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, slow_env: dict[str, str]) -> Iterator[Server]:
    """The public part alone, for every test that does not end it."""
    with running(tmp_path_factory.mktemp("api") / "data", API, env=slow_env, ready=False) as server:
        yield server


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """All of it, as it is right after its first start."""
    with running(tmp_path_factory.mktemp("all") / "data", demo_port=free_port(), ready=False) as server:
        yield server


@pytest.fixture(scope="module")
def bot(api: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A bot of the public part whose model is the slow one; its public id."""
    return published(api, tmp_path_factory.mktemp("bot"))


def published(server: Server, folder: Path) -> str:
    file = folder / "slow.yaml"
    file.write_text(BOT, "utf-8")
    (folder / "faq.md").write_text(FAQ, "utf-8")
    bot: str = command(server, "import-bot", str(file))[0]["public_id"]
    command(server, "add-source", "slow", str(folder / "faq.md"))
    command(server, "publish", "slow", "--no-check", "a server for tests")
    return bot


def talk_to(server: Server, bot: str) -> Talk:
    http = httpx2.Client(base_url=server.url, timeout=PROMPTLY, headers={"Origin": SITE})
    said = http.post(f"/api/v1/bots/{bot}/conversations", json={}).json()
    talk = Talk(http, said["conversation"], said["token"], said["notice"]["hash"], said["consent"]["wording"])
    assert talk.consent().status_code == 204
    return talk


class Reader(threading.Thread):
    """Reads a stream until it ends."""

    def __init__(self, talk: Talk, message: dict[str, object]) -> None:
        super().__init__(daemon=True)
        self.talk, self.message, self.text = talk, message, ""
        self.accepted = threading.Event()
        self.speaking = threading.Event()

    def run(self) -> None:
        headers = self.talk.auth | {"Accept": "text/event-stream"}
        try:
            with self.talk.http.stream(
                "POST", f"{self.talk.path}/messages", json=self.message, headers=headers
            ) as answer:
                for piece in answer.iter_text():
                    self.text += piece
                    if "event: accepted" in self.text:
                        self.accepted.set()
                    if self.text.count("event: said") >= 2:
                        self.speaking.set()
        except httpx2.TransportError:
            pass


def test_app_py_is_found_by_streamlit_as_an_application() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.is_asgi_app, "only a literal st.App(...) is found; a function's result would be served wide open"
    assert found.app_name == "app"


def test_pages_do_not_lie_beside_the_script_given_to_streamlit() -> None:
    assert '"builder/main.py"' in (ROOT / "app.py").read_text("utf-8")
    assert not (ROOT / "builder" / "pages").exists()


def test_it_says_whether_it_is_ready(api: Server) -> None:
    with api.client() as http:
        states = set()

        def ready() -> bool:
            answer = http.get("/healthz")
            states.add((answer.json()["state"], answer.status_code))
            return answer.status_code == 200

        assert _until(ready, READY_WITHIN)
        assert states <= {("starting", 503), ("ready", 200)}
        assert ("ready", 200) in states
        assert code(http.get("/api/v1/nothing")) == "not_found"


def test_it_ends_in_time_with_a_reply_open_and_keeps_what_was_said(tmp_path: Path, slow_env: dict[str, str]) -> None:
    data = tmp_path / "data"
    with running(data, env=slow_env, ready=False) as server:
        talk = talk_to(server, published(server, tmp_path))
        reader = Reader(talk, talk.message(QUESTION))
        reader.start()
        assert reader.speaking.wait(60), reader.text
        assert server.stop(signal.SIGTERM) < PROMPTLY
        assert server.process.returncode == 0
        assert "Aborted" not in server.output()
        reader.join(PROMPTLY)
        assert events(reader.text)[-1]["event"] in {"error", "closed"}, "the page is told"
    with running(data, API, port=server.port, ready=False) as again:
        turn = talk.read()["turns"][0]
        assert turn["state"] == "cut"
        assert "30 days" in turn["reply"]
        assert again.process.poll() is None


def test_a_reply_under_way_can_be_joined_again_and_withdrawn(api: Server, bot: str, model: WireServer) -> None:
    model.will(SLOWLY)
    asked = len(model.bodies)
    talk = talk_to(api, bot)
    message = talk.message(QUESTION)
    first = Reader(talk, message)
    first.start()
    assert first.speaking.wait(60), first.text
    second = Reader(talk, message)
    second.start()
    assert second.speaking.wait(PROMPTLY)
    assert len(model.bodies) == asked + 1, "the reply is joined, not begun anew"
    assert talk.http.delete(f"{talk.path}/consent", headers=talk.auth).status_code == 204
    for reader in (first, second):
        reader.join(PROMPTLY)
        assert not reader.is_alive(), "withdrawing stops what is being written"
    turns = talk.read()["turns"]
    assert len(turns) == 1
    assert turns[0]["state"] == "cut"


def test_a_reply_whose_model_has_not_said_a_word_is_withdrawn_in_time(api: Server, bot: str, model: WireServer) -> None:
    model.will(Fails("timeout"))
    asked = len(model.bodies)
    talk = talk_to(api, bot)
    reader = Reader(talk, talk.message(QUESTION))
    reader.start()
    assert reader.accepted.wait(60), reader.text
    assert _until(lambda: len(model.bodies) > asked), "the model is thinking"
    assert talk.http.delete(f"{talk.path}/consent", headers=talk.auth).status_code == 204
    reader.join(PROMPTLY)
    assert not reader.is_alive(), "the model would be waited for a hundred seconds"
    assert _until(lambda: talk.read()["turns"][0]["state"] == "cut")
    assert len(model.bodies) == asked + 1, "the prompt is not sent again"


@pytest.mark.evidence  # half a minute of waiting by its nature
def test_a_reply_nobody_waits_for_ends_though_its_model_has_not_said_a_word(
    api: Server, bot: str, model: WireServer
) -> None:
    model.will(Fails("timeout"))
    asked = len(model.bodies)
    talk = talk_to(api, bot)
    message = talk.message(QUESTION)
    with talk.http.stream("POST", f"{talk.path}/messages", json=message, headers=talk.auth) as stream:
        assert next(stream.iter_lines())
        assert _until(lambda: len(model.bodies) > asked), "the model is thinking"
    assert talk.read()["turns"][0]["state"] == "open", "somebody may still come back for it"
    assert _until(lambda: talk.read()["turns"][0]["state"] == "cut", ABANDONED + 30, pause=2)
    assert len(model.bodies) == asked + 1, "the prompt is not sent again"


def _until(held: Callable[[], bool], seconds: float = 60, *, pause: float = 0.05) -> bool:
    until = time.monotonic() + seconds
    while not held() and time.monotonic() < until:
        time.sleep(pause)
    return held()


def test_it_listens_on_loopback_only(builder: Server) -> None:
    assert _until(lambda: len(_listening(builder.process.pid)) == 2), "itself and the demo shop's page"
    assert set(_listening(builder.process.pid)) == {"0100007F"}


def test_the_public_part_runs_without_the_builder(api: Server) -> None:
    with api.client() as http:
        assert http.get("/widget.js").status_code == 200
        assert http.get("/api/docs").status_code == 200
        assert http.get("/login").status_code == 404
        assert http.get("/_stcore/health").status_code == 404


def test_a_second_server_on_the_same_folder_refuses_in_plain_words(api: Server) -> None:
    port = free_port()
    other = subprocess.run(
        [sys.executable, *BUILDER, "--server.port", str(port)],
        cwd=ROOT, env=environment(api.data, port), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert other.returncode != 0
    assert "another server works on this data folder" in other.stdout + other.stderr
    assert api.client().get("/healthz").status_code in {200, 503}


def test_the_addresses_are_printed_with_the_owners_link_once(builder: Server) -> None:
    with builder.client() as http:
        printed = builder.output()
        assert builder.url in printed
        assert "/api/docs" in printed
        link = printed.split("Make your account")[1].split()[0]
        assert http.get(link).status_code == 200


def _listening(pid: int) -> list[str]:
    """The addresses (as the kernel writes them) a process accepts connections at."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            target = str(link.readlink())
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.append(fields[1].split(":")[0])
    return found
