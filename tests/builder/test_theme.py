"""The theme: readable in the light and in the dark, and nothing comes from outside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
SCHEMES = ("light", "dark")
WORDS = [
    ("textColor", "backgroundColor"), ("textColor", "secondaryBackgroundColor"), ("textColor", "codeBackgroundColor"),
    ("grayTextColor", "backgroundColor"), ("grayTextColor", "secondaryBackgroundColor"),
    ("linkColor", "backgroundColor"),
    ("primaryColor", "backgroundColor"), ("violetTextColor", "primaryColor"), ("codeTextColor", "codeBackgroundColor"),
    *((f"{name}TextColor", f"{name}BackgroundColor") for name in ("red", "orange", "yellow", "green", "blue", "gray")),
    ("redTextColor", "backgroundColor"), ("greenTextColor", "backgroundColor"),
    ("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "paper"), WORDS)
def test_words_can_be_read(scheme: str, ink: str, paper: str) -> None:
    theme = CONFIG["theme"][scheme]
    assert contrast(theme[ink], theme[paper]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_bar_can_be_seen(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    assert contrast(theme["linkColor"], theme["secondaryBackgroundColor"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_attention_is_never_the_colour_of_words(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    words = {value for key, value in theme.items() if key.endswith("TextColor")} | {theme["textColor"]}
    assert not words & {"#E0A526", "#E8B94A"}


def test_fonts_are_shipped_with_their_licence() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert face["url"].startswith("app/static/")
        assert (ROOT / "builder" / face["url"].removeprefix("app/")).is_file()
    assert (ROOT / "builder" / "static" / "fonts" / "LICENSE-figtree.txt").is_file()
    assert (ROOT / "builder" / "static" / "fonts" / "LICENSE-ibm-plex-mono.txt").is_file()


def test_no_asset_names_an_address_outside() -> None:
    for path in [*(ROOT / "builder").rglob("*.css"), *(ROOT / "builder").rglob("*.js")]:
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text


def test_components_set_text_and_never_html() -> None:
    for path in (ROOT / "builder" / "components").glob("*.js"):
        text = path.read_text("utf-8")
        assert not [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write") if word in text]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
