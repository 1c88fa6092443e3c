"""The talk through the command line, as INTERFACES tells scripts: JSON lines in and out, then ``records``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.personas.customer import Customer

_CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")


class Desk:
    """One bot's chat command and its records."""

    def __init__(self, data: Path, bot: str, file: str, now: datetime) -> None:
        self.bot, self._run = bot, [sys.executable, "-m", "workspace", "--data", str(data)]
        path = data.parent / f"{bot}.yaml"
        path.write_text(file, "utf-8")
        done = subprocess.run(
            [*self._run, "import-bot", str(path), "--publish"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{bot}: {done.stdout}{done.stderr}")
        self._process = subprocess.Popen(
            [*self._run, "chat", bot, "--jsonl", "--now", f"{now:%Y-%m-%dT%H:%M}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def whole(self, customer: Customer, name: str) -> list[str]:
        """Everybody who came before, the customer, and the sequel; gives the lines of the customer's talks."""
        log: list[str] = []
        for n, one in enumerate(customer.before):
            self._talk(one, f"{name}-before{n}", [])
        code = self._talk(customer, name, log)
        if customer.sequel is not None:
            customer.sequel.code = code
            self._talk(customer.sequel, f"{name}-sequel", log)
        return log

    def records(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each conversation."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)
        kept = subprocess.run([*self._run, "records", self.bot], check=True, capture_output=True, text=True).stdout
        found: dict[str, list[dict[str, Any]]] = {}
        for row in (json.loads(line) for line in kept.splitlines()):
            found.setdefault(row["conversation"], []).append(row)
        return found

    def _talk(self, customer: Customer, name: str, log: list[str]) -> str:
        line: str | None = customer.opening
        code = ""
        while line is not None and customer.turns < 20:
            got = self._say(name, line, customer.now)
            choices = tuple(c["label"] for c in got.get("choices") or ())
            reply, asking = str(got.get("reply", got)), got.get("asking")
            log += [f"  > {line}", f"  < [{asking}] {reply} {list(choices)}"]
            customer.turns += 1
            code = next(iter(_CODE.findall(reply)), code)
            line = customer.answer(reply, asking, choices)
        return code

    def _say(self, name: str, text: str, now: datetime) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(
            json.dumps({"conversation": name, "text": text, "now": f"{now:%Y-%m-%dT%H:%M}"}) + "\n"
        )
        self._process.stdin.flush()
        got: dict[str, Any] = json.loads(self._process.stdout.readline())
        return got
