"""The answer: the best unit, what stands beside it, steps in order, rows as rows; short, with citations as used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bots.answering.days import days_held
from bots.answering.keyed import key_terms, named, run_of, whole
from bots.answering.question import Question
from bots.answering.rows import spoken_row
from bots.answering.score import Scored
from bots.answering.steps import steps
from bots.answering.units import Unit, leaning
from bots.answering.words import RULED, terms
from knowledge.types import Citation, Passage

LENGTH = 400
_LISTED_LENGTH = 480  # a list may run a little longer than sentences
_NEXT, _BEFORE, _SAME = 0.12, 0.06, 0.04
# What share of the best score earns a place beside it; a table's other rows and other pages are mostly noise.
_ALSO, _OTHER_HEADING, _ROWS, _ELSEWHERE = 0.62, 0.75, 0.92, 0.92
_BESIDE_LINES = 0.85  # beside lines of a list that the question names, "Saturday: 10:00 to 16:00"
_BARE_ANSWER = re.compile(r"(?:yes|no|ja|nein|sí|oui|non|sì|sim|não|nee)\b(?! \w+ (?:is|are|can|will)\b)", re.I)
# What goes on from a limit: "After that we keep 50 percent", "Later we charge …". Without it a rule is half told.
_GOES_ON = re.compile(
    r"(?:after (?:that|this)|afterwards|later|if (?:you are )?later|otherwise|beyond that|below that|above that|"
    r"from then on|danach|später|ansonsten|andernfalls|después|más tarde|ensuite|après|passé ce|au-delà|"
    r"dopo|oltre|depois|daarna|later dan)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:until|till|up to|within|at (?:least|the latest)|no later|before|for|bis|innerhalb|hasta|dentro|jusqu|entro|"
    r"fino|até|tot|binnen)\b.{0,40}\d|\bfree\b.{0,60}\d", re.I)  # fmt: skip
_THAT_TIME = re.compile(r"\b(?:in|during|at|for) (?:that|this) (?:time|period|case)\b", re.I)
_BESIDE = 0.6  # of the best one's meaning, what a sentence with no word of the question needs to be said as well
_REPEATED = 0.6  # the share of words two sentences have in common when they say the same


@dataclass(frozen=True, slots=True)
class Extract:
    """The words of an answer, the citations in order of use, and the units behind it."""

    text: str
    citations: tuple[Citation, ...]
    used: tuple[Unit, ...]


def extract(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], every: Sequence[Unit], sentences: int
) -> Extract:
    """The answer to a question from ranked units; ``every`` is all units in order, for what stands beside the best."""
    best = ranked[0].unit
    told = steps(question, ranked, passages, every)
    chosen = told or _choose(question, ranked, passages, every, sentences)
    order = list(dict.fromkeys([best.passage, *(u.passage for u in chosen)]))
    groups = [g for number in order if (g := [u for u in chosen if u.passage == number])]
    said = (_whole(_render(g, _heading(g[0], passages), numbered=bool(told)), question, g[0], passages) for g in groups)
    text = "\n\n".join(said)
    cited = {
        passages[n].citation.source: passages[n].citation for n in reversed(order)
    }  # one card a page, first heading
    return Extract(
        text,
        tuple(cited[source] for source in dict.fromkeys(passages[n].citation.source for n in order)),
        tuple(chosen),
    )


def told(chosen: Sequence[Unit], passages: Sequence[Passage]) -> Extract:
    """Units of one passage as an answer, as they are."""
    first = chosen[0]
    return Extract(
        _render(chosen, _heading(first, passages), numbered=False), (passages[first.passage].citation,), tuple(chosen)
    )


def _whole(words: str, question: Question, first: Unit, passages: Sequence[Passage]) -> str:
    """An answer that begins with yes or no, after the question it is the answer to, unless that was asked word for
    word: "Can I mix inks?" has not been asked by "do your inks get along?"."""
    heading = first.asked or _heading(first, passages)
    other = set(terms(heading)) != set(question.terms)
    return f"{heading} {words}" if _BARE_ANSWER.match(words) and heading.endswith("?") and other else words


def _choose(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], every: Sequence[Unit], sentences: int
) -> list[Unit]:
    best = ranked[0].unit
    run, lines = _keyed(question, ranked, passages, every)
    scores = {(s.unit.passage, s.unit.position): s.score for s in ranked}
    loose = {(s.unit.passage, s.unit.position) for s in ranked if not question.context and _loose(s, ranked[0])}
    if lines and best in run and best not in lines:
        best = lines[0]
    chosen = list(dict.fromkeys([best, *lines]))
    length = sum(len(u.text) for u in chosen)
    if leaning(best.text):
        before = _beside(best, every, -1)
        if before is not None and length + len(before.text) <= LENGTH:
            chosen.append(before)
            length += len(before.text)
    rule = _beside(best, every, -1) if RULED.intersection(question.terms) and not lines else None
    if rule is not None and rule not in chosen and RULED & set(terms(rule.text)) and length + len(rule.text) <= LENGTH:
        chosen.insert(0, rule)  # "You get your money back …" is said with the sentence that says until when
        length += len(rule.text)
    on = _beside(chosen[-1], every, 1)
    if on is not None and _LIMIT.search(chosen[-1].text) and _GOES_ON.match(on.text) and on not in chosen:
        chosen.append(on)
        length += len(on.text)
    for unit in _opened(best, every, _LISTED_LENGTH - length):
        chosen.append(unit)
        length += len(unit.text)
    while len(chosen) < sentences:
        found = (u for u in _options(chosen, ranked, every) if not lines or u not in run)
        found = (u for u in found if (u.passage, u.position) not in loose and not _astray(u, lines, chosen, question))
        options = [u for u in found if length + len(u.text) <= LENGTH]
        if not options:
            break
        value = {id(u): scores.get((u.passage, u.position), 0.0) + _bonus(u, best) for u in options}
        unit = max(options, key=lambda u: value[id(u)])
        needed = max(_asked_of(unit, best, passages), _BESIDE_LINES if lines else 0.0)
        if value[id(unit)] < needed * ranked[0].score:
            break
        opened = _opened(unit, every, _LISTED_LENGTH - length - len(unit.text))
        chosen += [unit, *(u for u in opened if u not in chosen)]
        length = sum(len(u.text) for u in chosen)
    first = best if best.kind == "row" else None
    return sorted(chosen, key=lambda u: (u is not first, u.passage != best.passage, u.passage, u.position))


def _keyed(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], every: Sequence[Unit]
) -> tuple[list[Unit], list[Unit]]:
    """The list with keys that answers, and its lines to say: those the question names, or else all."""
    top = ranked[0]
    near = (s.unit for s in ranked[:8] if s.unit.passage == top.unit.passage and s.score >= _ALSO * top.score)
    run = next((run for unit in near if (run := run_of(unit, every))), [])
    above = passages[top.unit.passage].chunk.heading.rsplit(" › ", 1)[-1]
    lines = named(question, run, above)
    asked = top.unit in run or bool(set(terms(above)) & set(question.terms))
    if not lines and asked and whole(run) and question.shape is not None and question.wants not in {"yesno", "steps"}:
        lines = run
    return run, lines if whole(lines) else []


def _loose(one: Scored, best: Scored) -> bool:
    """Whether a sentence only happens to stand near: it has no word of the question, and means something else."""
    return not one.parts["own"] and one.parts["meaning"] < _BESIDE * best.parts["meaning"]


def _astray(unit: Unit, lines: Sequence[Unit], chosen: Sequence[Unit], question: Question) -> bool:
    """Whether a sentence is not to be said beside what was chosen: beside the hours of a day, one that speaks of other
    days; or one about "that time", which was not spoken of."""
    if _THAT_TIME.search(unit.text) and not any(
        u.passage == unit.passage and u.position == unit.position - 1 for u in chosen
    ):
        return True
    keys = set(question.terms).intersection(*[{t for u in lines for t in key_terms(u)}]) if lines else set()
    return bool(keys) and not keys & (set(terms(unit.text)) | days_held(question, unit.text))


def _asked_of(unit: Unit, best: Unit, passages: Sequence[Passage]) -> float:
    """What share of the best score a unit needs."""
    elsewhere = passages[unit.passage].citation.source != passages[best.passage].citation.source
    headed = passages[unit.passage].chunk.heading
    if elsewhere or unit.asked != best.asked or (unit.passage != best.passage and headed.endswith("?")):
        return _ELSEWHERE
    if unit.kind != "row" and headed != passages[best.passage].chunk.heading:
        return _OTHER_HEADING
    return _ROWS if unit.kind == "row" else _ALSO


def _opened(unit: Unit, every: Sequence[Unit], room: int) -> list[Unit]:
    """The list a line such as "You need:" opens, as far as there is room."""
    if not unit.text.endswith(":") or unit.kind != "sentence":
        return []
    found: list[Unit] = []
    for one in every:
        if one.passage == unit.passage and one.position > unit.position and one.lead == unit.text:
            room -= len(one.text)
            if room < 0:
                break
            found.append(one)
    return found


def _options(chosen: Sequence[Unit], ranked: Sequence[Scored], every: Sequence[Unit]) -> Iterator[Unit]:
    have = {(u.passage, u.position) for u in chosen}
    said = [set(terms(u.text)) for u in chosen]
    near = [_beside(chosen[0], every, step) for step in (1, -1)]
    opening = {u.lead for u in every if u.lead}
    for unit in [*(u for u in near if u is not None), *(s.unit for s in ranked[:8])]:
        dangling = unit.text.endswith(":") and unit.text not in opening  # what it opens was cut off or is a picture
        known = (unit.passage, unit.position) in have or _repeats(set(terms(unit.text)), said)
        if not known and not dangling:
            yield unit


def _repeats(words: set[str], said: Sequence[set[str]]) -> bool:
    return any(len(words & other) >= _REPEATED * max(1, len(words | other)) for other in said)


def _bonus(unit: Unit, best: Unit) -> float:
    if unit.passage != best.passage or unit.asked != best.asked:
        return 0.0
    return {1: _NEXT, -1: _BEFORE}.get(unit.position - best.position, _SAME)


def _beside(unit: Unit, every: Sequence[Unit], step: int) -> Unit | None:
    return next((u for u in every if u.passage == unit.passage and u.position == unit.position + step), None)


def _render(group: Sequence[Unit], heading: str, *, numbered: bool) -> str:
    """One passage's share of the answer: sentences run on, items and rows stand as a list under what they hang on."""
    spoken = " ".join(_tidy(u.text) for u in group if u.kind == "sentence" and not _opens(u, group))
    listed = [_tidy(spoken_row(u.text) if u.kind == "row" else u.text) for u in group if u.kind != "sentence"]
    over = next((u.lead for u in group if u.lead), "") or heading if listed else ""
    if len(listed) == 1 and not spoken:
        return (
            f"{over.rstrip(':')}: {listed[0]}" if over and over[-1] != "?" else "\n".join(filter(None, [over, *listed]))
        )
    above = [over if over.endswith((":", "?")) else f"{over}:"] if over else []
    in_order = numbered or any(u.kind == "step" for u in group)
    alone = len(listed) == 1 and not in_order  # one line is no list
    lines = [f"{n}. {line}" if in_order else line if alone else f"- {line}" for n, line in enumerate(listed, 1)]
    listing = "\n".join([*above, *lines]) if listed else ""
    first_is_listed = group[0].kind != "sentence" or _opens(group[0], group)
    return "\n\n".join(filter(None, [listing, spoken] if first_is_listed else [spoken, listing]))


def _opens(unit: Unit, group: Sequence[Unit]) -> bool:
    """Whether a line stands above its own list anyway."""
    return any(u.lead == unit.text for u in group)


def _heading(unit: Unit, passages: Sequence[Passage]) -> str:
    """The heading right above, when it says more than the page's title: "What cannot be returned" changes a list."""
    passage = passages[unit.passage]
    last = passage.chunk.heading.rsplit(" › ", 1)[-1].strip()
    return "" if last.casefold() == passage.citation.title.strip().casefold() else last


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
