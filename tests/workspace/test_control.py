"""A server owns its folder: commands run inside it, a second server refuses, and the socket is its owner's alone."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.conftest import SURVEY, Clock, Published
from workspace import control
from workspace.assembly import Application
from workspace.errors import FolderBusy
from workspace.execute import Streams
from workspace.settings import Settings


@pytest.fixture
def server(app: Application, published: Published) -> Iterator[Application]:
    published(SURVEY)
    with control.serving(app):
        yield app


def ask(data: Path, *words: str) -> tuple[int | None, list[str], list[str]]:
    out: list[str] = []
    said: list[str] = []
    code = control.ask(data, words, Streams(Path.cwd(), iter(()), out.append, said.append))
    return code, out, said


def test_without_a_server_nobody_answers(settings: Settings) -> None:
    assert ask(settings.data, "list") == (None, [], [])


def test_a_command_runs_inside_the_server(server: Application) -> None:
    code, out, _ = ask(server.settings.data, "list")
    assert code == 0
    assert json.loads(out[0])["bot"] == "visit"


def test_lines_go_in_and_come_back_one_by_one(server: Application) -> None:
    came = threading.Event()

    def lines() -> Iterator[bytes]:
        yield b'{"conversation": "c1", "text": "Hello"}\n'
        assert came.wait(60), "the first answer comes before the second line is written"
        yield b'{"conversation": "c1", "text": "\xc3\xa9 9"}\n'

    out: list[str] = []

    def take(line: str) -> None:
        out.append(line)
        came.set()

    words = ("chat", "visit", "--jsonl")
    code = control.ask(server.settings.data, words, Streams(Path.cwd(), lines(), take, lambda _: None))
    assert code == 0
    assert [json.loads(line)["asking"] for line in out] == ["recommend", "liked"]


def test_paths_are_seen_from_where_the_command_was_typed(server: Application, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SURVEY.replace("id: visit", "id: mine"), encoding="utf-8")
    out: list[str] = []
    streams = Streams(tmp_path, iter(()), out.append, out.append)
    assert control.ask(server.settings.data, ("import-bot", "mine.yaml"), streams) == 0
    assert json.loads(out[0])["bot"] == "mine"


def test_errors_and_exit_codes_come_back(server: Application) -> None:
    code, out, said = ask(server.settings.data, "chat", "nobody", "--jsonl")
    assert (code, out) == (2, [])
    assert "no bot 'nobody'" in said[0]


def test_the_socket_is_its_owners_alone(server: Application) -> None:
    assert stat.S_IMODE((server.settings.data / "control.sock").stat().st_mode) == 0o600


def test_a_second_server_refuses_and_says_why(server: Application) -> None:
    with pytest.raises(FolderBusy, match="another server"), control.serving(server):
        pass


def test_a_command_at_work_keeps_a_server_away_for_a_while(app: Application) -> None:
    with control.sharing(app.settings.data) as alone:
        assert alone
        with pytest.raises(FolderBusy, match="a command"), control.serving(app):
            pass


def test_commands_share_a_folder_but_not_with_a_server(server: Application) -> None:
    with control.sharing(server.settings.data) as alone:
        assert not alone


def test_after_the_server_the_folder_is_free(app: Application) -> None:
    with control.serving(app):
        pass
    assert ask(app.settings.data, "list")[0] is None
    with control.sharing(app.settings.data) as alone:
        assert alone


def test_a_deep_data_folder_has_a_socket_too(tmp_path: Path, clock: Clock) -> None:
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    settings = Settings.load({"TACIT_DATA": str(deep), "TACIT_KEY_FILE": str(tmp_path / "key")})
    made = Application(settings, clock)
    try:
        with control.serving(made):
            assert ask(deep, "list")[0] == 0
    finally:
        made.close()
