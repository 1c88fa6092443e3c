"""Builder and chat API as two processes on one data folder: either may start first, the API owns the index."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx2
import pytest

from knowledge import OnFinding, Upload
from tests.channels.conftest import FAQ, QUESTION, SHOP, Talk, code
from tests.servers import API, BUILDER, ROOT, Server, environment, free_port, running
from workspace import sources, studio, versions
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings

pytestmark = [pytest.mark.xdist_group("two-processes"), pytest.mark.timeout(1200)]

SITE = "http://127.0.0.1:9"
# What happens in the builder's process, in a process of its own with the builder's environment.
ADD = """
import sys
from knowledge import OnFinding, Upload
from workspace import sources, studio, versions
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings

app = Application(Settings.load())
desk = Desk(app, local_owner(app))
bot, text = sys.argv[1], sys.argv[2]
for source in sources.add_sources(desk, bot, [Upload("more.md", text.encode(), "upload")], on_finding=OnFinding.KEEP):
    print(source.status)
app.close()
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server, dict[str, str]]]:
    """The builder, started first and alone for a moment; the API; the builder's environment."""
    data, port = tmp_path_factory.mktemp("pair") / "data", free_port()
    env = {"TACIT_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    beside = env | {"TACIT_BUILDER_ONLY": "1"}
    with running(data, BUILDER, env=beside) as builder:
        assert "The chat API does not run yet" in builder.output()
        with running(data, API, port=port, env=env) as api:
            yield builder, api, environment(data, builder.port, beside)


def test_the_builder_publishes_and_the_api_answers_from_what_was_added(
    pair: tuple[Server, Server, dict[str, str]],
) -> None:
    _, api, env = pair
    app = Application(Settings.load({k: v for k, v in env.items() if k.startswith("TACIT_")}))
    try:
        desk = Desk(app, local_owner(app))
        bot = studio.import_bot(desk, SHOP.format(origin=SITE), "shop.yaml")
        page = Upload("faq.md", FAQ.encode(), "upload")
        assert [s.status for s in sources.add_sources(desk, bot.bot, [page], on_finding=OnFinding.KEEP)] == ["indexed"]
        versions.publish(desk, bot.bot)
        talk = talk_to(api, bot.public_id)
        assert "30 days" in reply(talk, QUESTION)
        more = "# Repairs\n\n## What does a nib grinding cost?\n\nIt costs 35 euros.\n"
        done = subprocess.run(
            [sys.executable, "-c", ADD, bot.bot, more],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.stdout.strip() == "indexed", done.stderr[-2000:]
        assert "35 euros" in reply(talk, "What does a nib grinding cost?"), "at once, without a restart"
        sources.remove_source(desk, bot.bot, "more")
        assert "35 euros" not in reply(talk, "What does a nib grinding cost, please?")
    finally:
        app.close()


def test_the_builder_sends_customers_to_the_api_and_keeps_its_own_addresses(
    pair: tuple[Server, Server, dict[str, str]],
) -> None:
    builder, api, _ = pair
    with builder.client() as http:
        for path in ("/widget.js", "/api/v1/bots/pub_x", "/api/docs", "/notice/pub_x"):
            answer = http.get(path)
            assert (answer.status_code, answer.headers["location"]) == (307, f"{api.url}{path}")
        assert http.get("/login").status_code == 200
        assert http.get("/healthz").json()["state"] == "ready"
    printed = builder.output()
    assert f"Builder            {builder.url}" in printed
    assert f"{builder.url}/welcome/" in printed, "the owner's link leads to the builder"
    assert f"{api.url}/api/docs" in printed
    with api.client() as http:
        assert code(http.get("/login")) == "not_found"
        assert code(http.post("/widget.js")) == "method_not_allowed"


def test_a_third_process_that_would_own_the_folder_refuses_and_names_the_cures(
    pair: tuple[Server, Server, dict[str, str]],
) -> None:
    _, api, _ = pair
    port = free_port()
    for kind in ((*API, "--port", str(port)), ("-m", "workspace", "serve", "--port", str(port))):
        third = subprocess.run(
            [sys.executable, *kind], cwd=ROOT, env=environment(api.data, port), capture_output=True, text=True,
            timeout=240, check=False,
        )  # fmt: skip
        said = third.stdout + third.stderr
        assert third.returncode != 0
        assert f"another server works on this data folder already (chat API {api.url})" in said
        assert "--data" in said
        assert "TACIT_BUILDER_ONLY=1" in said


def talk_to(api: Server, public_id: str) -> Talk:
    http = httpx2.Client(base_url=api.url, timeout=120, headers={"Origin": SITE})
    said = http.post(f"/api/v1/bots/{public_id}/conversations", json={}).json()
    talk = Talk(http, said["conversation"], said["token"], said["notice"]["hash"], said["consent"]["wording"])
    assert talk.consent().status_code == 204
    return talk


def reply(talk: Talk, text: str) -> str:
    return str(talk.send(talk.message(text)).json()["turn"]["reply"])
