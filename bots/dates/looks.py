"""What only looks like a time: a month that is a name, a street, a sum of money, a bare ordinal."""

from __future__ import annotations

from datetime import datetime

from bots.dates.lexicon import tokens
from bots.dates.pieces import Run
from bots.dates.reading import Reading
from bots.dates.types import When
from bots.dates.weekdays import OR, behind_other_weekdays

_MONTH_LEADS = frozenset(
    """
    in im en em next last until till from to by since during of for early late mid before after bis ab vor nach para
    pour per voor del de a di van du between
    """.split()
)
_LEADS = frozenset(
    """
    in on im am en el le il em no na op next this by until from to for early late mid before after not only but or
    and , about every during since a ab bis vor nach para pour per voor de do da du di van any some
    rather better actually instead prefer lieber besser mejor prefiero plutot prefere meglio preferisco piuttosto melhor
    prefiro liever beter except exceto menos salvo excepto sauf tranne behalve ausser
    time times anything something appointment slot slots spot spots space free
    """.split()
)
_DAYS_IN_SHORT = frozenset(("sat", "wed", "fri"))  # at the beginning: "sat please"; but "mon rendez-vous", "sun is out"
_MINE = frozenset("my mi mein meine mon ma mio mia meu minha mijn".split())
_STREETS = frozenset("rue avenue boulevard place calle avenida plaza via viale piazza corso rua straat".split())
_CODES = frozenset("code number nr no order ref version nummer bestellung numero codigo codice commande".split())
_NAMED = frozenset(
    """called named name heisse llamo appelle chiamo chamo chama heet madame monsieur mr mrs ms miss frau herr senor
    senora signor signora""".split()
)
_VERBS = frozenset({"is", "was", "am"})  # "April is my name", but "4th of July is fine"
_SUITS = frozenset("best better good great fine ok okay perfect easier easiest ideal possible preferred free".split())
_TOMORROW_WOULD = frozenset(
    "noch was geht ginge passt passte bitte gern gerne frei ware kann konnte hatte irgendwann lieber dann auch".split()
)
_HELPED = frozenset("not be have also i we need want you".split())  # "it may be", "may I"
_WISHES_WELL = frozenset(
    """good guten gute schones schonen nice lovely great happy pleasant buenos buenas buen feliz bon bonne buona buon
    bel bom boa goede fijn fijne prettig""".split()
)
_POINTING = frozenset(  # "that one" is no one o'clock
    """that this these those which another any every each either other only right good nice better best latest earliest
    later earlier free next last first second third fourth fifth new same cheaper shorter longer""".split()
)
_SMALL = frozenset("the el la le der die das on il o a de am den".split())


def stands(r: Reading, run: Run) -> bool:  # noqa: PLR0911 - guard clauses, one per look-alike
    """Whether a run may count as a time at all, or only looks like one."""
    before, after = r.at(run.begin - 1), r.at(run.end)
    suits = after in _VERBS and (run.end - run.begin > 1 or r.at(run.end + 1) in _SUITS)
    if after in r.words.not_after and run.clock is None and not suits:
        return False
    if _in_a_name_or_number(r, run):
        return False
    if run.day is not None and run.day.impossible:
        return True
    if before in ("$", "€", "£", "#") or (before == "=" and r.glued(run.begin)):
        return False
    if before in (".", "/") and r.glued(run.begin) and r.at(run.begin - 2).isdigit():
        return False
    lonely = run.pieces == 1 and len(r.tokens) > run.end - run.begin
    first = r.at(run.begin)
    if first in ("the", "das") and run.end - run.begin == 2 and r.at(run.begin + 1) in r.words.shy and lonely:
        return False  # "the sun", "passt das so?"
    if first == "one" and run.clock is not None and run.end - run.begin == 1 and before in _POINTING:
        return False
    shy = first in r.words.shy and run.end - run.begin == 1
    if shy and lonely and (after in _HELPED or (after == "or" and r.at(run.end + 1) == first)):
        return False
    if lonely and shy and run.day is not None:
        more = behind_other_weekdays(r, run.end) > run.end or r.has("same_day", run.end) is not None
        more = more or (after in OR and r.has("days", run.end + 1) is not None)
        if first == "morgen":  # tomorrow but in greetings
            return (before not in _WISHES_WELL) if run.begin else after in _TOMORROW_WOULD
        verb = after in _VERBS and r.at(run.end + 1) not in _SUITS
        return before in _LEADS or more or (run.begin == 0 and first in _DAYS_IN_SHORT and not verb)
    if run.span is not None and run.span.weak and lonely and (first in r.words.shy or _says_more(r, run)):
        return before in _MONTH_LEADS
    if run.clock is not None and run.pieces == 1 and run.clock.end - run.begin == 1 and first.isdigit():
        return r.reference.expecting == "time"
    return not ((run.part or run.span) and run.pieces == 1 and before in _WISHES_WELL)


def _says_more(r: Reading, run: Run) -> bool:
    """Whether a lone month begins a clause about somebody ("Julio me cortó el pelo")."""
    small = any(
        r.has(name, run.end) is not None for name in ("of", "join", "at", "next", "from", "to", "after", "before")
    )
    return run.end - run.begin == 1 and r.at(run.end).isalpha() and not small


def _in_a_name_or_number(r: Reading, run: Run) -> bool:
    """A street, somebody's name, an order number, a row of pairs of digits."""
    before, after = r.at(run.begin - 1), r.at(run.end)
    near = {r.at(run.begin - n) for n in (1, 2, 3)}
    if run.pieces == 1 and (
        near & _STREETS or before in _NAMED or (after in ("is", "es", "ist", "est", "e") and r.at(run.end + 1) in _MINE)
    ):
        return True
    if run.day is not None and r.at(run.begin).isdigit() and near & _CODES and not run.clock:
        return True
    first = last = next((i for i in range(run.begin, run.end) if r.at(i).isdigit()), run.end)
    while r.at(first - 1).isdigit():
        first -= 1
    while r.at(last).isdigit():
        last += 1
    return last - first >= _ROW


_ROW = 4


def trusted(text: str, when: When, r: Reading) -> bool:
    """Whether Duckling's reading may be taken: it must name more than a bare ordinal, hour or year."""
    said = text[when.begin : when.finish].lower()
    sides = text[when.begin - 1 : when.begin] + text[when.finish : when.finish + 1]
    words = [t.text for t in tokens(said)]
    number_before = text[when.begin - 2 : when.begin - 1].isdigit() and sides[:1] in ".,"
    if (
        number_before
        or any(c in "-+/=$€£_" for c in sides)
        or (len(words) == 1 and words[0] in r.words.shy and len(r.tokens) > 1)
    ):
        return False
    if len(said.strip()) < 3 and not any(c.isdigit() for c in said):
        return False  # "we are two": no weekend
    if when.kind == "date" and not any(c.isdigit() for c in said) and _only_ordinal(said, r):
        return False
    if when.kind == "date" and when.start and _far(when, r):
        return False
    if when.kind == "daterange" and (said.strip().isdigit() and len(said.strip()) != 4):
        return False
    behind = text[when.finish : when.finish + 12].split()
    return not (behind and behind[0].lower().strip(".,") in r.words.not_after)


def _only_ordinal(said: str, r: Reading) -> bool:
    words = [t.text for t in tokens(said)]
    return all((word,) in r.words.phrases["ordinals"] or word in _SMALL for word in words)


def _far(when: When, r: Reading) -> bool:
    moment = datetime.fromisoformat(str(when.start))
    return abs((moment - r.now).days) > 40 * 366
