"""What a visitor says beside the appointment: start over, cancel, sooner, why, small talk, a question in between."""

from __future__ import annotations

from collections.abc import Iterator

from bots.flow import hear, our
from bots.kinds.booking.commit import already
from bots.kinds.booking.forward import another, proceed
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.own import about_own, hand_over
from bots.kinds.booking.questions import OF_SERVICES, Told, asks, from_the_file, from_the_knowledge, topic_of, wonders
from bots.kinds.booking.summary import ask_change
from bots.kinds.booking.talk import Talk
from bots.types import ReplyPart
from bots.words import plain, says, says_only
from bots.words.affirm import affirms, unmistakable_yes

_COMMANDS = ("human", "robot", "restart", "cancel", "move", "own", "sooner", "other_times", "later", "why", "repeat")


def command_in(talk: Talk, text: str, heard: Heard) -> str | None:
    """The command a message says, beside what it proposes."""
    names = list(_COMMANDS)
    if heard.when.shift is not None:  # "une heure plus tard" is a shift, no wish for any later time
        names = [name for name in names if name not in ("sooner", "later")]
    if asks_of_service(talk):  # "was ist alles dabei?" asks for no question again
        names = [name for name in names if name not in ("repeat", "why")]
    if not (talk.state.slot or talk.state.last or talk.state.opened) and heard.anything:
        names.remove("move")  # "can I move to Friday" before anything is booked names a day
    command = hear(text, names, talk.speech.read, free=False, understood=heard.anything)
    own = talk.speech.read[0]
    doubted = plain(text).split()[:1] in (["not"], ["nicht"], ["pas"], ["niet"]) and not says("cancel", text, own)
    return None if command == "cancel" and doubted else command  # "not quite": another language's word is none here


def obey(talk: Talk, command: str, heard: Heard) -> Iterator[ReplyPart]:
    """Do what a command says; the talk goes on where it was."""
    if command == "human":
        yield from hand_over(talk)
    elif command == "robot":
        yield from proceed(talk, talk.say("small_robot"))
    elif command == "restart":
        talk.forget_draft()
        yield from proceed(talk)
    elif command in ("cancel", "move", "own"):
        yield from about_own(talk, command, heard)
    elif command in ("sooner", "other_times", "later"):
        yield from another(talk, command, heard)
    elif command == "why":
        yield from proceed(talk, talk.say("book_why"))
    else:
        yield from proceed(talk)


def asks_of_service(talk: Talk) -> bool:
    """Whether a price or a length is asked for, which has an answer whatever day is named with it."""
    return asks(talk.message.text) and topic_of(talk.message.text, talk.speech) in OF_SERVICES


def asks_of_cancelling(talk: Talk) -> bool:
    """Whether somebody asks what cancelling costs, which cancels nothing."""
    return topic_of(talk.message.text, talk.speech) == "ask_cancellation"


def asks_of_hours(talk: Talk, heard: Heard) -> bool:
    """Whether the opening hours of a day are asked, and no appointment ("are you open on Sundays?")."""
    only_day = heard.when.names_day and not heard.when.names_clock and heard.service is None
    return only_day and asks(talk.message.text) and topic_of(talk.message.text, talk.speech) == "ask_hours"


def told_aside(talk: Talk, heard: Heard) -> Told | None:
    """The answer to a question in between, from the bot file or the knowledge."""
    text = talk.message.text
    if not asks(text):
        return None
    service = heard.service if heard.service is not None else talk.state.service
    told, topic = from_the_file(text, talk.bot, service, talk.speech, heard.when.first), topic_of(text, talk.speech)
    of_service = topic in OF_SERVICES
    if told is not None or (heard.anything and not of_service):
        return told
    about = talk.bot.services[service].name if of_service and service is not None else ""
    told = from_the_knowledge(text, talk.toolbox, about)
    return told if told is not None or not of_service else Told(talk.say("aside_unknown"))


def polite(talk: Talk, text: str) -> str | None:
    """The courtesy that is all a message says: thanks or greeting."""
    names = ("thanks", "greeting")
    return next((name for name in names if any(says_only(name, text, one) for one in talk.speech.read)), None)


def _doubts(talk: Talk, text: str) -> bool:
    """Whether something about the summary should be otherwise, whatever it is ("let me pick another time")."""
    if plain(text).split()[:1] in (["not"], ["no"], ["nicht"], ["pas"], ["non"], ["nao"], ["niet"]):
        return True
    names = ("change", "other_times", "back", "correction", "move")
    return any(says(name, text, one) for name in names for one in talk.speech.read)


def aside(talk: Talk, text: str) -> Iterator[ReplyPart]:
    """Small talk or what was not understood; then the talk goes on where it was."""
    courtesy = polite(talk, text)
    if courtesy is not None:
        sentence = talk.say("small_thanks" if courtesy == "thanks" else "small_hello")
        over = courtesy == "thanks" and not talk.state.asking
        yield from our(sentence) if over else proceed(talk, sentence)
        return
    if wonders(text) and not talk.first:
        yield from proceed(talk, talk.say("aside_unknown"))
        return
    asking, said = talk.state.asking, affirms(text, talk.speech.read)
    if asking is None and talk.state.last and unmistakable_yes(text, talk.speech.read):
        yield from already(talk)
    elif asking == "confirm" and (said is False or _doubts(talk, text)):
        yield from ask_change(talk)
    elif asking == "confirm":
        yield from proceed(talk, talk.say("book_confirm_again"))
    else:
        yield from proceed(talk, "" if talk.first else talk.say("hint_again"))
