"""The other commands: lines a script can read, errors with place and cure, exit codes 0, 1 and 2."""

from __future__ import annotations

import json

import pytest

from bots import config as bot_file
from tests.workspace.conftest import SUPPORT, Terminal
from workspace import members
from workspace.commands import discover
from workspace.execute import parse

PAGE = {"page_id": "faq-1", "title": "Returns", "url": "https://shop.example/r", "text": "# Returns\n\nWithin 30 days."}


@pytest.mark.parametrize("kind", ["support", "booking", "survey"])
def test_an_example_is_commented_and_imports_unchanged(terminal: Terminal, kind: str) -> None:
    text = "\n".join(terminal.run("example", kind)) + "\n"
    assert text.count("#") > 8
    (terminal.folder / "example.yaml").write_text(text, encoding="utf-8")
    [line] = terminal.items("import-bot", "example.yaml")
    assert (line["kind"], line["state"], terminal.code) == (kind, "draft", 0)
    assert "\n".join(terminal.run("export-bot", line["bot"])) + "\n" == text


def test_the_schema_is_json_schema_that_knows_every_key(terminal: Terminal) -> None:
    schema = json.loads("\n".join(terminal.run("schema")))
    assert schema["$schema"].startswith("https://json-schema.org/")
    names = {name for part in schema["$defs"].values() for name in part.get("properties", {})}
    for kind in bot_file.KINDS.values():
        assert set(kind.model_fields) <= names


def test_importing_and_publishing_in_one_step(terminal: Terminal) -> None:
    [line] = terminal.items("import-bot", "shop.yaml", "--publish")
    assert (line["state"], line["version"], terminal.code) == ("live", 1, 0)
    assert line["check"]["attacks"]["passed"] >= line["check"]["attacks"]["needed"]
    [listed] = terminal.items("list")
    assert (listed["bot"], listed["live_version"], listed["draft_differs"]) == ("shop", 1, False)


def test_a_blocked_publication_is_a_failure_with_reasons(terminal: Terminal) -> None:
    (terminal.folder / "shop.yaml").write_text(SUPPORT + "model: {provider: openai}\n", encoding="utf-8")
    [line] = terminal.items("import-bot", "shop.yaml", "--publish")
    assert (line["state"], line["error"]["code"], terminal.code) == ("blocked", "publish_blocked", 1)
    assert any("OPENAI_BASE_URL" in text for text in terminal.said)
    [line] = terminal.items("publish", "shop", "--no-check", "the endpoint comes tomorrow")
    assert (line["state"], line["check"]) == ("live", {"skipped": "the endpoint comes tomorrow"})


def test_sources_are_told_one_by_one_and_a_broken_one_fails_the_batch(terminal: Terminal) -> None:
    terminal.run("import-bot", "shop.yaml")
    folder = terminal.folder / "documents"
    folder.mkdir()
    (folder / "hours.md").write_text("# Hours\n\nTuesday to Saturday, 10 to 18.", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF nonsense")
    (terminal.folder / "pages.jsonl").write_text(json.dumps(PAGE) + "\nnonsense\n", encoding="utf-8")
    lines = terminal.items("add-source", "shop", "documents", "pages.jsonl")
    assert terminal.code == 1
    by_name = {line["source"]: line for line in lines}
    assert by_name["faq-1"] == {"source": "faq-1", "status": "indexed", "chunks": 1, "findings": {}}
    assert by_name["hours"]["status"] == "indexed"
    assert by_name["broken"]["status"] == "failed"
    assert by_name["broken"]["error"]
    assert len(lines) == 4


def test_a_problem_names_its_place_and_its_cure(terminal: Terminal) -> None:
    (terminal.folder / "bad.yaml").write_text("id: b\nkind: suport\nname: B\n", encoding="utf-8")
    assert terminal.run("import-bot", "bad.yaml") == []
    assert terminal.code == 1
    assert terminal.said == ["bad.yaml, kind: 'suport' is no kind of bot. Did you mean 'support'?"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("import-bot", "missing.yaml"), "Check the path"),
        (("chat", "nobody", "--jsonl"), "import-bot makes one"),
        (("add-source", "nobody", "x"), "import-bot makes one"),
        (("records", "nobody"), "no bot 'nobody'"),
    ],
)
def test_wrong_use_is_two_and_says_what_to_do(terminal: Terminal, words: tuple[str, ...], hint: str) -> None:
    assert terminal.run(*words) == []
    assert terminal.code == 2
    assert hint in "\n".join(terminal.said)


def test_a_misspelt_command_suggests_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["imort-bot", "x"])
    assert ended.value.code == 2
    assert "Did you mean 'import-bot'?" in capsys.readouterr().err


def test_the_owners_link_works_once_and_is_not_printed_when_there_is_one(terminal: Terminal) -> None:
    [url] = terminal.run("create-owner", "--if-none")
    token = url.rpartition("/")[2]
    members.accept(terminal.app, token, name="Ada", email="ada@shop.example", password="copper lantern brisk otter")
    assert terminal.run("create-owner", "--if-none") == []


def test_a_forgotten_password_is_mended_on_the_server(terminal: Terminal) -> None:
    [url] = terminal.run("create-owner")
    old, new = "copper lantern brisk otter", "seven quiet herons"
    members.accept(terminal.app, url.rpartition("/")[2], name="Ada", email="ada@shop.example", password=old)
    [url] = terminal.run("reset-password", "Ada@shop.example")
    members.set_password(terminal.app, url.rpartition("/")[2], new)
    assert members.login(terminal.app, "ada@shop.example", new).actor.name == "Ada"
    assert terminal.run("reset-password", "nobody@shop.example") == []
    assert "No open account" in terminal.said[-1]


def test_what_tonight_deletes_can_be_asked(terminal: Terminal) -> None:
    terminal.run("import-bot", "shop.yaml")
    assert terminal.items("retention") == [
        {"bot": "Ada & Finch", "chats": 0, "bookings": 0, "answers": 0, "deleted": False}
    ]


@pytest.mark.parametrize("name", sorted(discover()))
def test_every_command_teaches(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([name, "--help"])
    assert ended.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Example:" in told
    assert "--data" in told
