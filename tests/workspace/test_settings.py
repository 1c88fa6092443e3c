"""Settings: read once, every fault at once with its cure, no key where a log could hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspace.settings import Settings, SettingsError, default_key_file


def test_defaults_are_in_the_home_folder_and_on_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = Settings.load({})
    assert settings.data == tmp_path / ".local" / "share" / "tacit"
    assert settings.host == "127.0.0.1"
    assert settings.public_url == "http://127.0.0.1:8501"


def test_the_key_lies_outside_the_data_folder_and_differs_per_folder(tmp_path: Path) -> None:
    settings = Settings.load({"TACIT_DATA": str(tmp_path / "a")})
    assert not settings.key_file.is_relative_to(settings.data)
    assert default_key_file(tmp_path / "a") != default_key_file(tmp_path / "b")


def test_every_problem_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    wrong = {
        "TACIT_DATA": str(tmp_path),
        "TACIT_KEY_FILE": str(tmp_path / "inside.key"),
        "TACIT_PORT": "ninety",
        "TACIT_DATABASE_URL": "mysql://x",
        "OPENAI_BASE_URL": "http://models.example/v1",
    }
    with pytest.raises(SettingsError) as error:
        Settings.load(wrong)
    assert {p.where for p in error.value.problems} == set(wrong) - {"TACIT_DATA"}
    assert "https" in str(error.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000/v1", "http://localhost/v1", "https://models.example/v1"])
def test_a_model_on_this_machine_or_by_tls_is_accepted(address: str, tmp_path: Path) -> None:
    assert Settings.load({"TACIT_DATA": str(tmp_path), "OPENAI_BASE_URL": address}).openai_base_url == address


def test_the_key_of_the_model_is_not_in_its_words(tmp_path: Path) -> None:
    settings = Settings.load({"TACIT_DATA": str(tmp_path), "OPENAI_API_KEY": "sk-planted-secret"})
    assert "planted" not in repr(settings)


def test_a_commands_folder_wins_over_the_environments(tmp_path: Path) -> None:
    assert Settings.load({"TACIT_DATA": "/elsewhere"}, data=tmp_path).data == tmp_path
