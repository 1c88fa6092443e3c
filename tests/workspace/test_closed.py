"""The data folder is closed to other accounts, whatever library writes into it and whatever the mask was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.index import ChromaIndex
from tests.workspace.conftest import SUPPORT
from workspace import studio
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings


@pytest.fixture(autouse=True)
def mask() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)


def modes(folder: Path) -> set[tuple[bool, int]]:
    return {(path.is_dir(), path.stat().st_mode & 0o777) for path in (folder, *folder.rglob("*"))}


def test_everything_in_the_data_folder_is_for_its_account_alone(settings: Settings) -> None:
    app = Application(settings)
    studio.import_bot(Desk(app, local_owner(app)), SUPPORT, "shop.yaml")
    index = ChromaIndex(settings.data / "index" / "1")
    index.add([1], np.ones((1, 4), dtype=np.float32))
    assert modes(settings.data) == {(True, 0o700), (False, 0o600)}
    index.close()
    app.close()


def test_an_older_folder_is_closed_at_the_next_start(settings: Settings, tmp_path: Path) -> None:
    old = settings.data / "index" / "1"
    old.mkdir(parents=True)
    (old / "chroma.sqlite3").touch()
    outside = tmp_path / "outside"
    outside.touch(0o644)
    (old / "link").symlink_to(outside)
    Application(settings).close()
    assert modes(old.parent) - {(False, 0o644)} == {(True, 0o700), (False, 0o600)}
    assert outside.stat().st_mode & 0o777 == 0o644, "what a link leads to is not ours"
