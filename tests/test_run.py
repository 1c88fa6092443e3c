"""Starting and ending as an owner does it: ``make run``, Ctrl-C, and starting again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests.channels.conftest import QUESTION, events
from tests.channels.test_process import PROMPTLY, SLOWLY, Reader, published, talk_to
from tests.servers import ROOT, SERVE, environment, free_port, running
from tests.wire_server import WireServer
from workspace.__main__ import main

pytestmark = [pytest.mark.xdist_group("run"), pytest.mark.timeout(1200)]

PLAIN = SERVE[:-1]  # without the demo shop
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-models.lock", "requirements-installer.lock")


def test_ctrl_c_ends_it_in_time_with_a_reply_streaming_and_a_second_start_was_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execve", _started)  # what a start that is not refused comes to
    with WireServer() as model:
        model.will(SLOWLY)
        env = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "sk-test-only", "OPENAI_MODEL": "slow"}
        with running(tmp_path / "data", PLAIN, env=env) as server:
            second = serve(server.data, free_port())
            assert second.returncode == 1
            running_one = f"another server works on this data folder already (builder {server.url})"
            assert f"{server.data}: {running_one}. Use that one, or stop it first" in second.stderr
            assert "Traceback" not in second.stderr

            other = ("--data", str(tmp_path / "other"), *PLAIN[2:])
            taken = refused(capfd, *other, "--port", str(server.port))
            assert f"127.0.0.1:{server.port}: Address already in use. Choose another with --port." in taken
            demo_taken = refused(capfd, *other, "--port", str(free_port()), "--demo", "--demo-port", str(server.port))
            assert f"127.0.0.1:{server.port}: Address already in use. Choose another with --demo-port." in demo_taken
            twice = refused(capfd, *other, "--port", str(server.port), "--demo", "--demo-port", str(server.port))
            assert f"Port {server.port} is asked for twice" in twice

            talk = talk_to(server, published(server, tmp_path))
            reader = Reader(talk, talk.message(QUESTION))
            reader.start()
            assert reader.speaking.wait(60), reader.text
            assert server.stop(signal.SIGINT) < PROMPTLY
            assert server.process.returncode == 0
            reader.join(PROMPTLY)
            assert events(reader.text)[-1]["event"] in {"error", "closed"}, "the page is told"
            assert not {"Traceback", "Aborted"} & set(server.output().replace("!", " ").split())


def refused(capfd: pytest.CaptureFixture[str], *words: str) -> str:
    """Tries to start a server in this process, which is a second quicker; what was said of why it cannot."""
    capfd.readouterr()
    assert main(words) != 0
    return capfd.readouterr().err


def _started(*_: object) -> NoReturn:
    raise AssertionError("it started")


def serve(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Tries to start a server."""
    return subprocess.run(
        [sys.executable, *PLAIN, "--port", str(port)],
        cwd=ROOT, env=environment(data, port), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Checkout:
    """A folder with the real set-up script and locks, and an environment whose installers only say that they ran."""

    folder: Path

    def setup(self, mode: str) -> str:
        """Runs the script; what it said and what was installed."""
        before = self.installed()
        done = subprocess.run(
            ["sh", "scripts/setup.sh", mode], cwd=self.folder, capture_output=True, text=True, timeout=120, check=True,
            env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        return done.stdout + done.stderr + self.installed().removeprefix(before)

    def installed(self) -> str:
        log = self.folder / "installed.log"
        return log.read_text("utf-8") if log.exists() else ""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    for name in (*LOCKS, "scripts/setup.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name in ("python", "uv"):
        program = tmp_path / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f'#!/bin/sh\necho "{name} $*" >>installed.log\n', "utf-8")
        program.chmod(0o755)
    return Checkout(tmp_path)


def test_the_second_make_run_installs_nothing(checkout: Checkout) -> None:
    assert "requirements.lock" in checkout.setup("run")
    assert "--require-hashes" in checkout.installed()
    assert checkout.setup("run") == ""


def test_a_changed_lock_installs_again(checkout: Checkout) -> None:
    checkout.setup("run")
    with (checkout.folder / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    assert "requirements.lock" in checkout.setup("run")
    assert checkout.setup("run") == ""


def test_what_tests_need_holds_what_running_needs(checkout: Checkout) -> None:
    said = checkout.setup("dev")
    assert "requirements-dev.lock" in said
    assert " requirements.lock" not in said, "the other lock holds all of it: it is installed in one pass"
    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")
    assert checkout.setup("dev") == ""
    assert checkout.setup("run") == ""


def pinned(lock: str) -> set[str]:
    """The packages of a lock with their versions."""
    return {line.split()[0] for line in (ROOT / lock).read_text("utf-8").splitlines() if "==" in line}


def test_a_set_up_that_was_cut_short_is_done_again(checkout: Checkout) -> None:
    (checkout.folder / ".venv" / "bin" / "uv").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (checkout.folder / ".venv" / "bin" / "python").write_text(
        '#!/bin/sh\necho "python $*" >>installed.log\ncase "$*" in *requirements.lock*) exit 1;; esac\n', "utf-8"
    )
    with pytest.raises(subprocess.CalledProcessError):
        checkout.setup("run")
    assert not (checkout.folder / ".venv" / "installed-run").exists()
