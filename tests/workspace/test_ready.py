"""Before publishing: what customers would stumble over, with a cure that mends it."""

from __future__ import annotations

from tests.workspace.conftest import BOOKING, SUPPORT, SURVEY
from workspace import ready, sources, studio
from workspace.ready import Todo
from workspace.roles import Desk

SHIPPING, RETURNS = "What does shipping cost?", "Can I return a pen?"


def ids(found: list[Todo]) -> list[str]:
    return [one.id for one in found]


def test_a_support_bot_with_nothing_to_read_and_nobody_behind_it_is_told(desk: Desk) -> None:
    bot = studio.import_bot(desk, SUPPORT, "shop.yaml").bot
    found = ready.todos(desk, bot)
    assert [(one.id, one.step) for one in found] == [("documents", "knows"), ("contact", "about")]


def test_offered_questions_are_really_asked_and_the_silent_ones_go_with_one_press(desk: Desk) -> None:
    bot = studio.import_bot(desk, SUPPORT + f"starters: [{SHIPPING}, {RETURNS}]\n", "shop.yaml").bot
    sources.add_answer(desk, bot, RETURNS, "Yes, within 30 days.")
    silent = ready.unanswered(desk, bot)
    assert silent == (SHIPPING,)
    todo = next(one for one in ready.todos(desk, bot, silent) if one.id == "starters")
    assert SHIPPING in todo.why
    studio.change_draft(desk, bot, todo.changes)
    assert studio.get_draft(desk, bot).config.starters == (RETURNS,)
    assert ids(ready.todos(desk, bot, silent)) == ["contact"]


def test_words_of_the_template_that_no_longer_fit_are_replaced_with_one_press(desk: Desk) -> None:
    text = BOOKING + 'confirmation: "Please take your bags off the bicycle before you bring it."\n'
    bot = studio.import_bot(desk, text, "salon.yaml").bot
    (todo,) = ready.todos(desk, bot)
    assert (todo.id, todo.cure) == ("left:confirmation", "Take it away")
    studio.change_draft(desk, bot, todo.changes)
    assert ready.todos(desk, bot) == []


def test_first_words_with_another_number_of_questions_are_told(desk: Desk) -> None:
    bot = studio.import_bot(desk, SURVEY + "welcome: Five short questions.\n", "visit.yaml").bot
    (todo,) = ready.todos(desk, bot)
    assert todo.cure == "Say instead: Three short questions."
