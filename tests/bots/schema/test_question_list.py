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
