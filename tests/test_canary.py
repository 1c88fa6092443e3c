"""Twenty people type their data into a chat whose model is a real server: the data is in no prompt, row, log or file.

The scan reads the rows through the database's key, the shadow tables of the keyword search and the raw bytes of the
data folder. Words left on purpose must be found by the same scan, so that it proves something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx2
import pytest
import yaml

from records import sqlcipher
from records.sealing import MasterKey
from tests.channels.conftest import Talk
from tests.servers import API, Server, command, running
from tests.wire_server import Says, WireServer

pytestmark = [pytest.mark.xdist_group("canary"), pytest.mark.timeout(1200)]

SITE = "http://127.0.0.1:9"
LEFT = "Quorlwix"  # in the title of a source, typed by the owner: no secret, so it must be found
BOT = f"""
id: canary
kind: support
name: Pens
policy: {{packs: [gdpr, pci_dss]}}
origins: ["{SITE}"]
model: {{provider: openai, name: recorder}}
notice: {{controller: Pens, contact: a@b.example}}
"""
FAQ = f"""# {LEFT} returns

You can return a pen within 30 days of delivery. Sie können einen Füller innerhalb von 30 Tagen zurückgeben.

Vous pouvez retourner un stylo dans les 30 jours. Puede devolver una pluma en 30 días.

Può restituire una penna entro 30 giorni. Pode devolver uma caneta em 30 dias.

U kunt een pen binnen 30 dagen retourneren.
"""
DATA = yaml.safe_load((Path(__file__).parent / "canaries.yaml").read_text("utf-8"))
PEOPLE: list[dict[str, str]] = DATA["people"]
SHOWN = ("phone", "email", "iban")  # what its own visitor reads back in clear; a card is gone for good


@dataclass(frozen=True)
class Aftermath:
    """What is left when the twenty have gone."""

    prompts: str
    requests: int
    read_back: list[list[str]]  # each person's own view of the talk: what was typed, "" where it was stopped
    rows: dict[str, list[bytes]]  # table → every value in it
    terms: set[str]  # of the keyword search
    data: Path
    output: str


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("canary")
    with WireServer() as model:
        model.will(Says("You can return a pen within 30 days of delivery [1]."))
        env = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "sk-test-only", "OPENAI_MODEL": "recorder"}
        with running(folder / "data", API, env=env) as server:
            read_back = [talked(server, bot, person) for bot in [prepared(server, folder)] for person in PEOPLE]
            rows, terms = database(server)
            assert (server.data / "tacit.db-wal").stat().st_size, "the write-ahead log is there to be read"
            yield Aftermath(model.everything(), len(model.bodies), read_back, rows, terms, server.data, server.output())


def prepared(server: Server, folder: Path) -> str:
    """A bot that has read one document and is live; its public id."""
    (folder / "canary.yaml").write_text(BOT, "utf-8")
    (folder / "returns.md").write_text(FAQ, "utf-8")
    public_id: str = command(server, "import-bot", str(folder / "canary.yaml"))[0]["public_id"]
    command(server, "add-source", "canary", str(folder / "returns.md"))
    command(server, "publish", "canary", "--no-check", "a server for tests")
    return public_id


def talked(server: Server, bot: str, person: dict[str, str]) -> list[str]:
    """One person's talk; what the person reads back of each message."""
    number = PEOPLE.index(person)
    # Every person calls from an address of their own, so that rates are counted apart.
    there = httpx2.HTTPTransport(local_address=f"127.0.9.{number + 1}")
    with httpx2.Client(base_url=server.url, timeout=120, headers={"Origin": SITE}, transport=there) as http:
        said = http.post(f"/api/v1/bots/{bot}/conversations", json={"language": person["language"]}).json()
        talk = Talk(http, said["conversation"], said["token"], said["notice"]["hash"], said["consent"]["wording"])
        assert talk.consent().status_code == 204
        for sentence in DATA["says"][person["language"]]:
            answer = talk.send(talk.message(sentence.format(**person)))
            assert answer.status_code == 200, answer.text
        return ["" if turn["blocked"] else turn["message"] for turn in talk.read()["turns"]]


def database(server: Server) -> tuple[dict[str, list[bytes]], set[str]]:
    """Every value of every table, shadow tables included, and the terms of the keyword search; read through the key."""
    key = MasterKey.load(Path(f"{server.data}.key"))
    engine = sqlcipher.engine(server.data / "tacit.db", key.derive("database"))
    rows: dict[str, list[bytes]] = {}
    with engine.connect() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found = connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
            rows[name] = [as_bytes(value) for row in found for value in row if isinstance(value, str | bytes)]
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, chunk_text, row)")
        terms = {row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.terms").fetchall()}
    engine.dispose()
    return rows, terms


def as_bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


@cache
def needles(value: str) -> tuple[bytes, ...]:
    """The ways a value may lie somewhere: as typed and without its spaces and signs, as UTF-8, JSON and UTF-16."""
    joined = re.sub(r"[\s()./-]", "", value)
    forms = {value, joined} if sum(c.isdigit() for c in joined) > 6 else {value}
    folded = {form.casefold() for form in forms}
    escaped = {form.encode("ascii", "backslashreplace").decode() for form in folded}
    return tuple({*(one.encode() for one in folded | escaped), *(one.encode("utf-16-le") for one in folded)})


def canaries(person: dict[str, str]) -> list[str]:
    """Every value of a person: as typed, the name also in its parts, the address also without its town."""
    name, address = person["name"], person["address"]
    values = [value for key, value in person.items() if key != "language"]
    return [*values, *name.split(), address.split(",")[0].split("،")[0]]


EVERYBODY = [value for person in PEOPLE for value in canaries(person)]


def seen(data: str | bytes) -> set[str]:
    """The canaries that are somewhere in this."""
    raw = as_bytes(data)
    # Capitals are no hiding place: text is compared folded, other bytes also with ASCII letters in lower case.
    if _is_text(raw):
        return _held(EVERYBODY, raw.decode("utf-8").casefold().encode())
    # Four letters in any case stand in 8 MB of ciphertext by chance once in thirty runs, six once in half a million.
    return _held([value for value in EVERYBODY if len(value.encode()) >= 6], raw, raw.lower())


def _held(values: list[str], *looked: bytes) -> set[str]:
    return {value for value in values if any(one in data for one in needles(value) for data in looked)}


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_twenty_were_heard_and_may_read_their_own_words(after: Aftermath) -> None:
    """Their data did arrive: it is sealed in the vault and comes back to each of them, and to nobody else."""
    assert len(PEOPLE) == 20
    assert after.requests > 20, "the model was asked"
    assert sum(message == "" for own in after.read_back for message in own) < 12, "few were stopped"
    for person, own in zip(PEOPLE, after.read_back, strict=True):
        for sentence, message in zip(DATA["says"][person["language"]], own, strict=True):
            typed = [key for key in SHOWN if f"{{{key}}}" in sentence]
            assert not message or [key for key in typed if person[key] not in message] == []
        others = {value for other in PEOPLE if other is not person for value in canaries(other)}
        assert not seen("\n".join(own)) & others - set(canaries(person))


def test_no_prompt_holds_a_value(after: Aftermath) -> None:
    assert LEFT in after.prompts, "the scan finds what was left on purpose"
    assert seen(after.prompts) == set()


def test_no_row_holds_a_value(after: Aftermath) -> None:
    assert any(LEFT.encode() in value for value in after.rows["sources"])
    assert any(value.startswith(b"[[") for value in after.rows["vault_entries"]), "the vault is not empty"
    assert {table: found for table, values in after.rows.items() if (found := set().union(*map(seen, values)))} == {}


def test_the_keyword_search_holds_no_value(after: Aftermath) -> None:
    shadows = [table for table in after.rows if table.startswith("chunk_text_")]
    assert {"chunk_text_data", "chunk_text_idx"} <= set(shadows)
    assert LEFT.casefold() in after.terms
    assert not after.terms & {part.casefold() for person in PEOPLE for part in person["name"].split()}
    assert seen("\n".join(after.terms)) == set()


def test_no_byte_of_the_data_folder_tells_a_value(after: Aftermath) -> None:
    found = files(after.data)
    assert {"tacit.db", "tacit.db-wal"} <= set(found)
    assert any(name.endswith("chroma.sqlite3") for name in found), "the vectors' folder is there"
    assert {name: values for name, data in found.items() if (values := seen(data))} == {}
    assert not [name for name, data in found.items() if LEFT.encode() in data], "texts lie encrypted only"


def test_the_servers_output_holds_no_value(after: Aftermath) -> None:
    assert after.output.strip()
    assert seen(after.output) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("value", [EVERYBODY[0], PEOPLE[3]["iban"], PEOPLE[17]["name"]])
def test_the_scan_finds_a_value_planted_in_a_file(tmp_path: Path, value: str, encoding: str) -> None:
    (tmp_path / "planted.bin").write_bytes(b"\x00\xff" + value.casefold().encode(encoding) + b"\x00")
    assert any(value in seen(data) for data in files(tmp_path).values())
