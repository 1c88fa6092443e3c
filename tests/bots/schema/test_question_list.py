"""Questions from a pasted list or a table."""

from __future__ import annotations

import pytest

from bots.errors import ConfigError
from bots.schema.question_list import questions

LIST = """
1. How likely are you to recommend us? (0-10)
2. How clean was it (1-5)?
What did you like? *[Advice / Choice / Prices]
What brought you here?
- A repair
- Advice

Would you come again?
What should we do better?
"""


def test_a_list_of_lines() -> None:
    made = questions(LIST, taken=("would-you-come-again",))
    assert [(q.kind, q.text) for q in made] == [
        ("nps", "How likely are you to recommend us?"),
        ("scale", "How clean was it?"),
        ("multiple", "What did you like?"),
        ("single", "What brought you here?"),
        ("yesno", "Would you come again?"),
        ("long_text", "What should we do better?"),
    ]
    assert made[1].scale == (1, 5)
    assert made[2].options == ("Advice", "Choice", "Prices")
    assert made[3].options == ("A repair", "Advice")
    assert made[4].id == "would-you-come-again-2"


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_table(divider: str) -> None:
    rows = [["id", "Question", "kind", "options", "required"], ["where", "Where?", "single", "Here|There", "no"],
            ["", "How was it?", "stars", "", ""], ["", "", "", "", ""]]  # fmt: skip
    where, stars = questions("\n".join(divider.join(row) for row in rows))
    assert (where.id, where.kind, where.options, where.required) == ("where", "single", ("Here", "There"), False)
    assert (stars.id, stars.kind, stars.required) == ("how-was-it", "rating", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no question in it"),
        ("\n \n", "no question in it"),
        ("question,kind\nHow?,telepathy", "Question 1 cannot be read"),
        ("\n".join(f"Question {n}?" for n in range(600)), "at most 500"),
        ("x" * 300_000, "too long"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        questions(text)


@pytest.mark.parametrize(
    ("line", "kind", "text", "options"),
    [
        ("How clean was it? 1-5", "scale", "How clean was it?", ()),
        ("How clean was it? (1 = bad to 5 = good)", "long_text", "How clean was it? (1 = bad to 5 = good)", ()),
        ("On a scale of 0 to 10, how likely are you to come back?", "nps", "How likely are you to come back?", ()),
        ("Rate our staff /10", "nps", "Rate our staff", ()),
        ("Rate the food 1-5 stars", "rating", "Rate the food", ()),
        ("Would you come again? Yes/No", "yesno", "Would you come again?", ()),
        ("How did you come? Car, bus or train", "single", "How did you come?", ("Car", "bus", "train")),
        ("How did you come? (Car / bus)", "single", "How did you come?", ("Car", "bus")),
        ("What did you like (choose all that apply)? A, B, C", "multiple", "What did you like?", ("A", "B", "C")),
        ("When did you come? (date)", "date", "When did you come?", ()),
        ("How many children aged 3-10?", "long_text", "How many children aged 3-10?", ()),
        ("Have you been here several times?", "yesno", "Have you been here several times?", ()),
        ("Do you prefer mornings or evenings?", "long_text", "Do you prefer mornings or evenings?", ()),
        ("Tell us, honestly, what went wrong.", "long_text", "Tell us, honestly, what went wrong.", ()),
    ],
)
def test_a_line_as_people_paste_it(line: str, kind: str, text: str, options: tuple[str, ...]) -> None:
    [made] = questions(line)
    assert (made.kind, made.text, made.options) == (kind, text, options)


def test_answers_below_a_question_need_no_sign() -> None:
    age, used = questions("How old are you?\n18-24\n25-34\nolder\nWhat did you use?\n☐ Cut\n☐ Colour\n☐ Other (what?)")
    assert (age.kind, age.options) == ("single", ("18-24", "25-34", "older"))
    assert (used.kind, used.options, used.other) == ("multiple", ("Cut", "Colour"), True)


def test_optional_is_heard() -> None:
    [made] = questions("Anything else? (optional)")
    assert (made.required, made.text) == (False, "Anything else?")
