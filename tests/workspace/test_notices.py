"""The privacy notice: written from what the bot really does, in every language, versioned by its facts."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bots import config as bot_file
from bots.config import BotConfig
from guardrails.catalogue import ENTITIES
from tests.workspace.conftest import BOOKING, SUPPORT, SURVEY
from workspace import notices

ABROAD = "https://models.example/v1"


def bot(text: str = SUPPORT, **changes: Any) -> BotConfig:
    return bot_file.load(yaml.safe_dump(yaml.safe_load(text) | changes))


@pytest.mark.parametrize("language", notices.LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    texts = yaml.safe_load((notices.TEXTS / f"{language}.yaml").read_text(encoding="utf-8"))
    english = yaml.safe_load((notices.TEXTS / "en.yaml").read_text(encoding="utf-8"))
    assert texts.keys() == english.keys()
    for key, text in english.items():
        assert [p for p in ("{name}", "{days}", "{host}", "{kinds}") if p in text] == [
            p for p in ("{name}", "{days}", "{host}", "{kinds}") if p in texts[key]
        ], key


@pytest.mark.parametrize("language", notices.LANGUAGES)
@pytest.mark.parametrize("text", [SUPPORT, BOOKING, SURVEY], ids=["support", "booking", "survey"])
def test_it_says_who_answers_and_that_it_is_a_machine(text: str, language: str) -> None:
    notice = notices.write(bot(text), "", language)
    assert notice.language == language
    assert notices.wording(bot(text), language).ai_label
    assert bot(text).name.replace("&", "&") in notice.markdown


def test_it_names_the_models_host_only_when_words_go_there() -> None:
    assert "models.example" not in notices.write(bot(), ABROAD, "en").markdown, "this bot quotes its documents"
    assert "models.example" in notices.write(bot(model={"provider": "openai"}), ABROAD, "en").markdown


def test_it_says_how_long_things_are_kept() -> None:
    assert "30 days" in notices.write(bot(), "", "en").markdown
    assert "answered and forgotten" in notices.write(bot(retention={"chats": 0}), "", "en").markdown


def test_it_names_each_detail_asked_with_its_reason_and_basis() -> None:
    assert "phone – To reach you if we are late – contract" in notices.write(bot(BOOKING), "", "en").markdown


def test_it_names_what_the_owner_lets_through() -> None:
    policy = {"packs": ["gdpr"], "entities": {"PHONE_NUMBER": "allow"}}
    assert "phone number" in notices.write(bot(policy=policy), "", "en").markdown
    assert "without masking" not in notices.write(bot(), "", "en").markdown


def test_the_hash_is_the_same_in_every_language() -> None:
    assert len({notices.write(bot(), "", language).hash for language in notices.LANGUAGES}) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"retention": {"chats": 365}},
        {"notice": {"controller": "Somebody else"}},
        {"policy": {"packs": ["gdpr"], "entities": {"PERSON": "allow"}}},
        {"model": {"provider": "openai"}},
    ],
    ids=["keeping", "controller", "plain data", "model"],
)
def test_a_change_that_matters_is_another_notice(changes: dict[str, Any]) -> None:
    assert notices.notice_hash(bot(), ABROAD) != notices.notice_hash(bot(**changes), ABROAD)


def test_a_change_of_looks_is_the_same_notice() -> None:
    assert notices.notice_hash(bot(), "") == notices.notice_hash(
        bot(welcome="Good day", theme={"color": "#000000"}), ""
    )


def test_the_owners_words_cannot_write_markup() -> None:
    sly = bot(notice={"controller": "<b>[free](https://x.example) ![x](y)"})
    markdown = notices.write(sly, "", "en").markdown
    assert "<b>" not in markdown.replace("\\<b\\>", "")
    assert "](" not in markdown.replace("\\](", "")


@pytest.mark.parametrize("language", [one for one in notices.LANGUAGES if one != "en"])
def test_what_is_let_through_is_named_in_the_visitors_language(language: str) -> None:
    for name in ("PHONE_NUMBER", "DATE_OF_BIRTH", "IBAN_CODE", "PL_PESEL", "HEALTH"):
        text = notices.write(bot(policy={"packs": ["default"], "entities": {name: "allow"}}), "", language).markdown
        assert ENTITIES[name].label.lower() not in text, name


def test_every_kind_of_data_has_a_word_in_every_language() -> None:
    everything = bot(policy={"packs": ["default"], "entities": dict.fromkeys(ENTITIES, "allow")})
    assert all(notices.write(everything, "", language).markdown for language in notices.LANGUAGES)


@pytest.mark.parametrize("language", notices.LANGUAGES)
def test_consent_is_asked_in_words_that_fit_two_lines_of_a_phone(language: str) -> None:
    for provider in ("embedded", "openai"):
        assert len(notices.wording(bot(model={"provider": provider}), language).consent) <= 80


@pytest.mark.parametrize("language", notices.LANGUAGES)
def test_consent_names_an_ai_only_where_one_reads(language: str) -> None:
    word = {"en": "AI", "nl": "AI", "de": "KI", "ar": "ذكاء"}.get(language, "IA")
    assert word in notices.wording(bot(model={"provider": "openai"}), language).consent
    assert word not in notices.wording(bot(), language).consent


def test_a_survey_says_who_can_be_recognized_that_everybody_answers_once_and_what_the_page_tells() -> None:
    known = bot(SURVEY, anonymity="anonymous", one_each="invited", hidden=[{"id": "plan", "values": ["free", "paid"]}])
    words = notices.write(known, "", "en").markdown
    assert "without anything that could tell who gave them" in words
    assert "never which answers are yours" in words
    assert "about your visit: plan" in words
    plain = notices.facts(bot(SURVEY), "")
    assert "once" not in plain
    assert "page_tells" not in plain
