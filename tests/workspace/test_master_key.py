"""The master key is made with the database and never after it: another key would open nothing of what is kept."""

from __future__ import annotations

import pytest

from records.errors import KeyMissing
from tests.workspace.conftest import Clock
from workspace.assembly import Application
from workspace.settings import Settings


def test_a_lost_key_is_said_and_not_made_anew(app: Application, settings: Settings, clock: Clock) -> None:
    app.home()
    settings.key_file.unlink()
    other = Application(settings, clock)
    with pytest.raises(KeyMissing, match="put the saved copy back"):
        _ = other.database
    assert not settings.key_file.exists()
