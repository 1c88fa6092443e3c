"""Building bots: every fault at once, nobody's change lost, no key ever shown."""

from __future__ import annotations

import pytest

from bots.errors import ConfigError
from records.audit import AuditTrail
from tests.workspace.conftest import BOOKING, SUPPORT, Clock, Published
from workspace import studio, talk
from workspace.assembly import Application
from workspace.errors import BadRequest, DraftChanged, UnknownBot
from workspace.roles import Actor, Desk, NotAllowed, Role


def test_a_file_becomes_a_draft_and_comes_back_unchanged(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    assert studio.export_bot(desk, draft.bot) == SUPPORT
    assert (draft.key, draft.live_version, draft.differs) == ("shop", None, True)


def test_the_same_id_again_is_a_new_draft_of_the_same_bot(desk: Desk) -> None:
    first = studio.import_bot(desk, SUPPORT, "shop.yaml")
    again = studio.import_bot(desk, SUPPORT.replace("Hello.", "Good day."), "shop.yaml")
    assert (again.bot, again.public_id) == (first.bot, first.public_id)
    assert again.config.welcome.startswith("Good day.")


def test_every_problem_is_named_with_place_and_cure(desk: Desk) -> None:
    with pytest.raises(ConfigError) as error:
        studio.import_bot(desk, SUPPORT.replace("welcome", "wellcome").replace("packs", "paks"), "shop.yaml")
    text = str(error.value)
    assert "shop.yaml, wellcome" in text
    assert "Did you mean 'welcome'?" in text
    assert "policy.paks" in text


def test_a_tool_that_there_is_not_is_told_wherever_a_file_comes_in(desk: Desk) -> None:
    bot = studio.import_bot(desk, SUPPORT, "shop.yaml").bot
    wrong = SUPPORT + "tools: [{tool: hand_ovr}]\n"
    assert ["Did you mean 'hand_over'?" in p.hint for p in studio.problems(desk, wrong)] == [True]
    with pytest.raises(ConfigError, match="hand_over"):
        studio.import_bot(desk, wrong, "shop.yaml")
    with pytest.raises(ConfigError, match="hand_over"):
        studio.save_draft(desk, bot, wrong)


def test_a_draft_somebody_else_saved_is_not_overwritten(desk: Desk, clock: Clock) -> None:
    mine = studio.import_bot(desk, SUPPORT, "shop.yaml")
    clock.pass_(seconds=5)
    studio.change_draft(desk, mine.bot, {"welcome": "Theirs"}, changed_at=mine.changed_at)
    with pytest.raises(DraftChanged):
        studio.change_draft(desk, mine.bot, {"welcome": "Mine"}, changed_at=mine.changed_at)
    assert studio.get_draft(desk, mine.bot).config.welcome == "Theirs"


def test_a_bot_keeps_its_id(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    with pytest.raises(ConfigError, match="stays the same"):
        studio.save_draft(desk, draft.bot, SUPPORT.replace("id: shop", "id: store"))


@pytest.mark.parametrize("name", ["Café Zürich", "42", "  ", "Ünïcode!!", "shop"])
def test_a_bot_from_a_template_gets_a_short_name_of_its_own(desk: Desk, name: str) -> None:
    studio.import_bot(desk, SUPPORT, "shop.yaml")
    for template in studio.templates():
        if name.strip():
            made = studio.create_bot(desk, template.name, name=name)
            assert made.config.name == name.strip()
            assert made.key != "shop"
        else:
            with pytest.raises(ConfigError):
                studio.create_bot(desk, template.name, name=name)


def test_a_misspelt_bot_is_answered_with_the_nearest(desk: Desk) -> None:
    studio.import_bot(desk, BOOKING, "salon.yaml")
    with pytest.raises(UnknownBot, match="Did you mean 'salon'"):
        studio.find(desk, "saloon")


def test_bots_are_listed_by_kind(desk: Desk) -> None:
    for number, text in enumerate((SUPPORT, BOOKING)):
        studio.import_bot(desk, text, f"{number}.yaml")
    assert {bot.key for bot in studio.list_bots(desk)} == {"shop", "salon"}
    assert [bot.key for bot in studio.list_bots(desk, "booking")] == ["salon"]


def test_an_archived_bot_is_gone_from_the_list_until_it_is_imported_again(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    studio.archive_bot(desk, draft.bot)
    assert studio.list_bots(desk) == []
    with pytest.raises(UnknownBot):
        studio.find(desk, "shop")
    assert studio.import_bot(desk, SUPPORT, "shop.yaml").bot == draft.bot
    assert [bot.key for bot in studio.list_bots(desk)] == ["shop"]


def test_the_models_key_is_sealed_and_shown_by_four_signs(app: Application, desk: Desk) -> None:
    key = "sk-planted-secret-9876"
    shown = studio.save_model_settings(desk, base_url="https://models.example/v1", model="m", key=key)
    assert (shown.key_last4, shown.source) == ("9876", "builder")
    assert app.endpoint(desk.actor.workspace).key == key
    assert studio.save_model_settings(desk, base_url="https://models.example/v1", model="m2").key_last4 == "9876"
    assert studio.save_model_settings(desk, base_url="", model="", key="").source == "none"
    trail = str(AuditTrail(app.store(desk.actor.workspace)).listing())
    assert "model.set" in trail
    assert "planted" not in trail + repr(app.endpoint(desk.actor.workspace))


@pytest.mark.parametrize(
    "address", ["http://models.example/v1", "ftp://x", "models.example", "https://me:pw@x.example"]
)
def test_a_models_address_off_this_machine_must_be_tls(desk: Desk, address: str) -> None:
    with pytest.raises(BadRequest):
        studio.save_model_settings(desk, base_url=address, model="m")


def test_the_policy_is_a_table_of_words_people_know(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT.replace("[gdpr]", "[gdpr], entities: {PHONE_NUMBER: block}"), "shop.yaml")
    rows = {row.entity: row for row in studio.policy_table(desk, draft.bot)}
    assert rows["PHONE_NUMBER"].actions["input"] == "block"
    assert rows["EMAIL_ADDRESS"].actions["input"] == "mask"
    assert rows["EMAIL_ADDRESS"].label == "E-mail address"


def test_the_try_it_line_shows_what_a_model_would_see(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    tried = studio.try_text(desk, draft.bot, "Mail me at mara@mail.example please")
    assert "".join(text for text, _, _ in tried.pieces) == "Mail me at mara@mail.example please"
    assert ("mara@mail.example", "EMAIL_ADDRESS", "mask") in tried.pieces
    assert "mara@mail.example" not in tried.text


def test_only_who_may_archive_brings_a_bot_back_by_importing_it(
    app: Application, desk: Desk, published: Published
) -> None:
    public_id = published(SUPPORT)
    studio.archive_bot(desk, studio.find(desk, "shop"))
    editor = Desk(app, Actor("mbr_editor", app.home(), Role.EDITOR, "Ed"))
    with pytest.raises(NotAllowed):
        studio.import_bot(editor, SUPPORT, "shop.yaml")
    with pytest.raises(UnknownBot):
        talk.card(app, public_id)
    assert studio.import_bot(desk, SUPPORT, "shop.yaml").live_version == 1


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        ("America/New_York", "America/New_York"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("UTC", "Europe/Berlin"),
        ("Mars/Olympus", "Europe/Berlin"),
        ("../../etc/passwd", "Europe/Berlin"),
        ("", "Europe/Berlin"),
    ],
)
def test_a_new_bot_keeps_the_hours_of_where_its_maker_is(desk: Desk, zone: str, kept: str) -> None:
    assert studio.create_bot(desk, "booking-salon", name="Curls", zone=zone).config.timezone == kept
