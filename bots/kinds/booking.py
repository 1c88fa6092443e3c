"""The booking bot: service, day and time, what the appointment needs, a summary, a yes, and the commit.

The state is small and decided here alone: ``service``, ``staff``, ``wish`` (what was said about when), ``slot`` (the
time picked and held), ``offers`` (times last shown), ``details``, ``asking``, ``token`` (the summary last shown),
``mode`` (book, move, cancel), ``target`` (the booking that is moved or cancelled), ``opened`` (bookings whose code was
given), ``last`` (what was booked here last), ``buttons`` (labels last shown).
Language only proposes. What books is the button of the summary just shown, or an unmistakable yes to it; cancelling
takes the button.
Longer than 300 lines because it is one conversation; what it hears and says stands in the two files beside.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bots.errors import ToolError
from bots.fields import Asked, field_for
from bots.flow import hear, kept, moment, our, speech, words_alone
from bots.kinds import Turn
from bots.kinds._booking_answers import Told, asks, from_the_file, from_the_knowledge
from bots.kinds._booking_hears import ANYONE, Heard, day_of, hear_proposal, nth
from bots.kinds._booking_says import Sayer
from bots.schema.booking import BookingFile, Detail
from bots.toolbox import Toolbox
from bots.types import Ask, Choice, Conversation, HandOver, Offer, ReplyPart, SetState, Text
from bots.words import says, says_only
from bots.words.affirm import affirms, unmistakable_yes

CODE = "BOOKING_CODE"
_CODE = re.compile(r"\[\[BOOKING_CODE:[a-z2-9]{8}\]\]")
_TIME = re.compile(r"time_(\d{8}T\d{4})_(\d{1,3}|any)", re.ASCII)
_SERVICE = re.compile(r"service_(\d{1,3})", re.ASCII)
_ENTITIES = {"phone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "name": "PERSON"}
MANY_BUTTONS = 12
_NEAR = timedelta(days=1830)  # no calendar reaches further; dates at the ends of time cannot be shifted by a zone
DRAFT = ("service", "staff", "wish", "slot", "offers", "details", "asking", "token", "mode", "target", "entity")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time that was pressed; ``staff`` None: anyone."""

    start: datetime
    staff: str | None


class _Booking:
    name = "booking"
    description = "Books appointments and never the same time twice"

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        assert isinstance(turn.bot, BookingFile)
        yield from _Talk(turn.bot, turn, toolbox).respond()

    def asked(self, conversation: Conversation) -> str | None:
        entity = kept(conversation.state).get("entity")
        return str(entity) if entity else None


class _Talk:
    """One turn of a booking."""

    def __init__(self, bot: BookingFile, turn: Turn, toolbox: Toolbox) -> None:
        self.bot = bot
        self.message = turn.message
        self.toolbox = toolbox
        self.state: dict[str, Any] = {**kept(turn.conversation.state)}
        self.shown: dict[str, str] = dict(self.state.pop("buttons", {}))
        self.speech = speech(turn.message, turn.conversation)
        self.say = self.speech.say
        self.state["language"] = self.speech.reply
        self.zone = ZoneInfo(bot.timezone)
        self.now = turn.message.at
        self.sayer = Sayer(bot, self.speech, self.now, turn.conversation.visitor.timezone)
        self.first = not turn.conversation.turns

    def respond(self) -> Iterator[ReplyPart]:
        text = str(self.message.text).strip()
        choice = self.message.choice or self.shown.get(text.casefold())
        self._take_placeholders(text)
        yield from self._press(choice) if choice else self._hear(text)
        yield SetState(self.state)

    # What was pressed or said

    def _press(self, choice: str) -> Iterator[ReplyPart]:
        kind, _, rest = choice.partition("_")
        time_pressed, service_pressed = self._time_named(choice), _SERVICE.fullmatch(choice)
        if time_pressed:
            yield from self._pick(time_pressed.start, time_pressed.staff)
        elif service_pressed and int(rest) < len(self.bot.services):
            self.state |= {"service": int(rest), "slot": None}
            yield from self._proceed()
        elif kind == "confirm" and rest == self.state.get("token"):
            yield from self._commit()
        elif kind == "confirm":
            yield from self._already() if rest == self.state.get("last_token") else self._proceed()
        elif kind == "target":
            yield from self._manage(self.state.get("mode") or "cancel", rest)
        elif choice in ("move", "cancel") and self.state.get("target"):
            yield from self._manage(choice, self.state["target"]["id"])
        elif choice == "keep":
            yield from self._keep()
        elif choice == "skip":
            yield from self._skip()
        elif choice == "change":
            yield from self._ask_change()
        else:
            yield from self._hear(str(self.message.text))

    def _time_named(self, choice: str) -> _Time | None:
        """The time a button names. Ids come from outside, so one that no calendar or staff list holds names none."""
        named = _TIME.fullmatch(choice)
        if named is None:
            return None
        try:
            start = datetime.strptime(named[1], "%Y%m%dT%H%M").replace(tzinfo=UTC)
            staff = None if named[2] == "any" else self.bot.staff[int(named[2])].id
        except (ValueError, IndexError):
            return None
        return _Time(start, staff) if abs(start - self.now) <= _NEAR else None

    def _hear(self, text: str) -> Iterator[ReplyPart]:
        code = _CODE.findall(text)
        asking = self.state.get("asking")
        detail = next((d for d in self.bot.details if d.id == asking), None)
        if code:
            yield from self._open(code[-1], text)
        elif detail is not None:
            yield from self._answer(detail, text)
        elif asking == "confirm" and unmistakable_yes(text, self.speech.read):
            yield from self._commit()
        elif asking == "confirm_cancel":
            yield from self._cancel_or_not(text)
        else:
            yield from self._propose(text)

    def _propose(self, text: str) -> Iterator[ReplyPart]:
        text = words_alone(text)
        picked = self._pick_of_offers(text)
        if picked is not None:
            yield from self._pick(datetime.fromisoformat(picked["start"]), picked["staff"])
            return
        bare_time = self.state.get("asking") in ("time", "confirm", "change")  # "make it 12"
        heard = hear_proposal(
            text, self.bot, self.now, self.speech.read,
            day=day_of(self.state, self.zone), expecting="time" if bare_time else "",
        )  # fmt: skip
        command = self._command(text, heard)
        target = self.state.get("target")
        told = self._told_aside(heard) if command is None and heard.when.empty else None
        if told is not None:
            yield from told.parts()
            yield from self._take(heard) if heard.anything else self._proceed()
        elif command is None and self._changes_last(text, heard):
            yield from self._about_own("move", heard)
        elif command is not None:
            yield from self._obey(command, heard)
        elif heard.when.impossible:
            if heard.service is not None:
                self.state["service"] = heard.service
            yield from self._ask_when(self.say("not_a_date"))
        elif target and not self.state.get("mode") and not heard.when.empty:
            yield from self._manage("move", target["id"], target, heard)
        elif heard.anything:
            yield from self._take(heard)
        elif self.state.get("asking") == "code" and not self._polite(text):
            yield from self._ask_code(self.say("code_unknown"))
        else:
            yield from self._aside(text)

    def _polite(self, text: str) -> bool:
        return any(says_only(name, text, one) for name in ("thanks", "greeting") for one in self.speech.read)

    def _told_aside(self, heard: Heard) -> Told | None:
        """The answer to a question in between, from the bot file or the knowledge."""
        text = self.message.text
        if not asks(text):
            return None
        service = heard.service if heard.service is not None else self.state.get("service")
        told = from_the_file(text, self.bot, service, self.speech)
        return told if told is not None or heard.anything else from_the_knowledge(text, self.toolbox)

    def _changes_last(self, text: str, heard: Heard) -> bool:
        """Whether another time is wanted for what was booked a moment ago ("change it to Friday at 2")."""
        drafting = any(self.state.get(key) for key in ("service", "wish", "slot", "mode"))
        if drafting or not self.state.get("last") or heard.when.empty or heard.service is not None:
            return False
        return any(says(name, text, one) for name in ("move", "change", "correction") for one in self.speech.read)

    def _command(self, text: str, heard: Heard) -> str | None:
        names = [
            "human",
            "robot",
            "restart",
            "cancel",
            "move",
            "own",
            "sooner",
            "other_times",
            "later",
            "why",
            "repeat",
        ]
        if heard.when.shift is not None:  # "une heure plus tard" is a shift, no wish for any later time
            names = [name for name in names if name not in ("sooner", "later")]
        if not (self.state.get("slot") or self.state.get("last") or self.state.get("opened")) and heard.anything:
            names.remove("move")  # "can I move to Friday" before anything is booked names a day
        return hear(text, names, self.speech.read, free=False, understood=heard.anything)

    def _obey(self, command: str, heard: Heard) -> Iterator[ReplyPart]:
        if command == "human":
            yield from self._hand_over()
        elif command == "robot":
            yield from self._proceed(self.say("small_robot"))
        elif command == "restart":
            self._forget_draft()
            yield from self._proceed()
        elif command in ("cancel", "move", "own"):
            yield from self._about_own(command, heard)
        elif command in ("sooner", "other_times", "later"):
            yield from self._another(command, heard)
        elif command == "why":
            yield from self._proceed(self.say("book_why"))
        else:
            yield from self._proceed()

    def _aside(self, text: str) -> Iterator[ReplyPart]:
        """Small talk or a question in between; then the talk goes on where it was."""
        for name in ("thanks", "greeting"):
            if any(says_only(name, text, one) for one in self.speech.read):
                sentence = self.say("small_thanks" if name == "thanks" else "small_hello")
                over = name == "thanks" and not self.state.get("asking")
                yield from our(sentence) if over else self._proceed(sentence)
                return
        asking, said = self.state.get("asking"), affirms(text, self.speech.read)
        if asking is None and self.state.get("last") and unmistakable_yes(text, self.speech.read):
            yield from self._already()
        elif asking == "confirm" and said is False:
            yield from self._ask_change()
        elif asking == "confirm":
            yield from self._proceed(self.say("book_confirm_again"))
        else:
            yield from self._proceed("" if self.first else self.say("hint_again"))

    # Service, person and time

    def _take(self, heard: Heard) -> Iterator[ReplyPart]:
        """Take over what was proposed; anything said about the time puts the picked one back on the table."""
        if self.state.get("mode") and not self.state.get("target"):
            self.state["mode"] = None  # no code was given: something new is wanted
        if heard.service is not None and self.state.get("mode") != "move":
            if heard.service != self.state.get("service"):
                self._reopen()
            self.state["service"] = heard.service
        if heard.staff is not None:
            staff = None if heard.staff == ANYONE else heard.staff
            if staff != self.state.get("staff"):
                self._reopen()
            self.state["staff"] = staff
        if not heard.when.empty:
            self._wish(heard)
            self.state["slot"] = None
        yield from self._proceed()

    def _reopen(self) -> None:
        """The picked time becomes a wish again: another service or person may still do it then."""
        slot = self.state.get("slot")
        if slot:
            wall = datetime.fromisoformat(slot["start"]).astimezone(self.zone)
            day = wall.date().isoformat()
            self.state |= {"wish": {"first": day, "last": day, "at": [f"{wall:%H:%M}"]}, "slot": None}

    def _wish(self, heard: Heard) -> None:
        said, before = heard.when, dict(self.state.get("wish") or {})
        table = self._on_the_table()
        if said.shift is not None and table is not None:
            wall = (table + said.shift).astimezone(self.zone)
            day = wall.date().isoformat()
            self.state["wish"] = {"first": day, "last": day, "at": [f"{wall:%H:%M}"]}
            return
        wish = {k: v for k, v in before.items() if k not in ("later_than", "earlier_than")}
        day_talked = day_of(self.state, self.zone)
        if said.names_day:
            wish["first"] = said.first.isoformat() if said.first else None
            wish["last"] = said.last.isoformat() if said.last else None
        elif said.names_clock and day_talked is not None:
            wish["first"] = wish["last"] = day_talked.isoformat()
        if said.names_clock:
            wish["at"] = [f"{c:%H:%M}" for c in said.at]
            wish["after"] = f"{said.after:%H:%M}" if said.after else None
            wish["before"] = f"{said.before:%H:%M}" if said.before else None
        elif said.names_day and not said.without and said.first != said.last:
            wish |= {"at": [], "after": None, "before": None}
        if said.without:
            out = [d.isoformat() for d in said.without]
            wish["without"] = sorted({*wish.get("without", []), *out})
            if wish.get("first") in out and wish.get("first") == wish.get("last") and not said.names_day:
                wish |= {"first": None, "last": None}
        self.state["wish"] = {k: v for k, v in wish.items() if v}

    def _on_the_table(self) -> datetime | None:
        """The time "an hour later" is counted from."""
        slot, offers = self.state.get("slot"), self.state.get("offers") or []
        wish = self.state.get("wish") or {}
        if slot:
            return datetime.fromisoformat(slot["start"])
        if wish.get("first") and wish.get("first") == wish.get("last") and wish.get("at"):
            wall = datetime.fromisoformat(f"{wish['first']}T{wish['at'][0]}")
            return wall.replace(tzinfo=self.zone).astimezone(UTC)
        return datetime.fromisoformat(offers[-1]["start"]) if offers else None

    def _another(self, command: str, heard: Heard) -> Iterator[ReplyPart]:
        """Sooner, later, other times than those shown."""
        if not heard.when.empty and heard.when.names_day:
            yield from self._take(heard)
            return
        shown = [datetime.fromisoformat(o["start"]) for o in self.state.get("offers") or []]
        slot = self.state.get("slot")
        around = [datetime.fromisoformat(slot["start"])] if slot else shown
        wish = dict(self.state.get("wish") or {})
        self.state["slot"] = None
        if command == "sooner":
            wish = {"earlier_than": min(around).isoformat()} if around else {}
            yield from self._search(wish)
        else:
            wish |= {"later_than": max(around).isoformat()} if around else {}
            if wish.get("at") and wish.get("first") == wish.get("last"):
                wish |= {"at": []}
            yield from self._search(wish)

    def _pick_of_offers(self, text: str) -> Mapping[str, Any] | None:
        offers = self.state.get("offers") or []
        if not offers or self.state.get("asking") != "time":
            return None
        place = nth(text, len(offers), self.speech.read)
        by_clock = self._offer_at(text, offers)
        if by_clock is not None:
            return by_clock
        return offers[place] if place is not None else None

    def _offer_at(self, text: str, offers: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """The one offer whose day and clock time were said."""
        heard = hear_proposal(
            text, self.bot, self.now, self.speech.read, day=day_of(self.state, self.zone), expecting="time"
        )
        said = heard.when
        if said.empty or said.without or said.shift or heard.service is not None:
            return None
        if not said.at and not (said.first and said.first == said.last):
            return None
        fitting = []
        for offer in offers:
            wall = datetime.fromisoformat(offer["start"]).astimezone(self.zone)
            day_fits = said.first is None or said.first == wall.date()
            if day_fits and (not said.at or wall.time().replace(second=0) in said.at):
                fitting.append(offer)
        whole_day = not said.at and said.first is not None
        return fitting[0] if len(fitting) == 1 and not whole_day else None

    def _pick(self, start: datetime, staff: str | None, *before: str) -> Iterator[ReplyPart]:
        """Hold a time and go on to the details; when it went meanwhile, say so and offer the nearest."""
        if self.state.get("service") is None:
            self.state["service"] = 0
        place = self._staff_place(staff)
        if self.state.get("mode") != "move":
            done = self._call("hold_time", {"service": self.state["service"], "staff": place, "start": _iso(start)})
            if not done.get("held"):
                yield from self._lost(start, str(done.get("why") or "taken"))
                return
            staff = str(done["staff"])
        self.state |= {"slot": {"start": _iso(start), "staff": staff}, "offers": []}
        wall = start.astimezone(self.zone)
        self.state["wish"] = {
            "first": wall.date().isoformat(), "last": wall.date().isoformat(), "at": [f"{wall:%H:%M}"]
        }  # fmt: skip
        yield from self._proceed(*before, self._not_able())

    def _lost(self, start: datetime, why: str) -> Iterator[ReplyPart]:
        wall = start.astimezone(self.zone).replace(tzinfo=None)
        sentence = self.say("book_lost", when=self.sayer.when(start)) if why == "taken" else self._why(why, wall)
        day = wall.date().isoformat()
        self.state["slot"] = None
        yield from self._search({"first": day, "last": day, "at": [f"{wall:%H:%M}"]}, lost=sentence)

    def _proceed(self, *before: str) -> Iterator[ReplyPart]:
        """Ask for the next thing that is missing, or show the summary."""
        if len(self.bot.services) == 1:
            self.state.setdefault("service", 0)
        if self.state.get("service") is None:
            yield from self._ask_service(*before)
        elif not self.state.get("slot"):
            wish = self.state.get("wish") or {}
            yield from self._search(wish, *before) if wish else self._ask_when(*before)
        else:
            missing = next((d for d in self.bot.details if d.id not in (self.state.get("details") or {})), None)
            if missing is not None and self.state.get("mode") != "move":
                yield from self._ask_detail(missing, *before)
            else:
                yield from self._summarize(*before)

    def _search(self, wish: Mapping[str, Any], *before: str, lost: str = "") -> Iterator[ReplyPart]:
        """Look for times that fit; ``lost`` says why the one that was picked is gone."""
        self.state["wish"] = dict(wish)
        found = self._call("find_times", self._arguments(wish))
        times = found.get("times") or []
        if found.get("exact") and times and not lost:
            yield from self._pick(datetime.fromisoformat(times[0]["start"]), times[0]["staff"], *before)
            return
        missed = datetime.fromisoformat(found["missed"]) if found.get("missed") else None
        why = str(found.get("why") or "")
        sentences = [*before, self._not_able(), lost]
        if found.get("twice") and missed is not None:
            sentences.append(self.say("not_twice", when=f"{missed:%H:%M}"))
        elif why and missed is not None and not lost:
            sentences.append(self._why(why, missed))
        if not times:
            sentences.append(self.say("book_none"))
        elif why or lost:
            sentences.append(self.say("book_nearest"))
        elif not found.get("twice"):
            sentences.append(self.say("book_offer", service=self._service().name))
        yield from self._offer(times, *sentences)

    def _offer(self, times: list[Mapping[str, Any]], *sentences: str) -> Iterator[ReplyPart]:
        self.state |= {"offers": [dict(t) for t in times], "asking": "time", "entity": None}
        several = len(self.bot.staff) > 1 and self.state.get("staff") is None
        yield from our(*sentences)
        yield from self._buttons(
            *(self.sayer.time_button(datetime.fromisoformat(t["start"]), t["staff"], name_staff=several) for t in times)
        )
        yield Ask("time")

    def _ask_service(self, *before: str) -> Iterator[ReplyPart]:
        self.state |= {"asking": "service", "entity": None}
        yield from our(*before, self.say("book_service"))
        if len(self.bot.services) <= MANY_BUTTONS:
            yield from self._buttons(*(Choice(f"service_{i}", s.name) for i, s in enumerate(self.bot.services)))
        yield Ask("service")

    def _ask_when(self, *before: str) -> Iterator[ReplyPart]:
        """Ask for a day and time, with the next free ones as buttons."""
        if self.state.get("service") is None:
            yield from self._ask_service(*before)
            return
        found = self._call("find_times", self._arguments({}) | {"limit": 3})
        yield from self._offer(found.get("times") or [], *before, self._question_when())

    def _question_when(self) -> str:
        target = self.state.get("target")
        if self.state.get("mode") == "move" and target:
            return self.say("move_when", **self._told(target))
        return self.say("book_when", service=self._service().name)

    def _arguments(self, wish: Mapping[str, Any]) -> dict[str, Any]:
        names = ("first", "last", "at", "after", "before", "without", "later_than", "earlier_than")
        given = {name: wish[name] for name in names if wish.get(name)}
        moving = self.state["target"]["id"] if self.state.get("mode") == "move" else ""
        return {"service": self.state["service"], "staff": self._able_staff(), "moving": moving} | given

    def _not_able(self) -> str:
        """Says that the person asked for does not do this service, once; then anyone is looked for."""
        place = self.state.get("staff")
        if place is None or self._able_staff() is not None:
            return ""
        self.state["staff"] = None
        return self.say("not_able", name=self.bot.staff[place].name, service=self._service().name)

    def _able_staff(self) -> int | None:
        """The person asked for, unless they do not do this service."""
        place = self.state.get("staff")
        if place is None:
            return None
        able = self._service().staff
        return int(place) if not able or self.bot.staff[place].id in able else None

    # Details

    def _take_placeholders(self, text: str) -> None:
        """Name, phone and e-mail are taken whenever they are said and asked for by this bot."""
        for detail in self.bot.details:
            entity = _ENTITIES.get(detail.kind)
            found = re.findall(rf"\[\[{entity}:[a-z2-9]{{8}}\]\]", text) if entity else []
            if found:
                self.state["details"] = {**(self.state.get("details") or {}), detail.id: found[-1]}

    def _ask_detail(self, detail: Detail, *before: str) -> Iterator[ReplyPart]:
        self.state |= {"asking": detail.id, "entity": _ENTITIES.get(detail.kind)}
        yield from our(*before, self.sayer.detail(detail))
        choices = field_for(detail.kind).choices(Asked(detail.id, detail.kind), self.speech.reply)
        skip = () if detail.required else (Choice("skip", self.say("skip")),)
        yield from self._buttons(*choices, *skip)
        yield Ask(detail.id, self.state["entity"])

    def _answer(self, detail: Detail, text: str) -> Iterator[ReplyPart]:
        field = field_for(detail.kind)
        asked = Asked(detail.id, detail.kind)
        read = field.parse(text, asked, moment(self.message, self.speech.read, self.bot.timezone))
        names = ("cancel", "skip", "back", "why", "repeat", "restart")
        command = hear(text, names, self.speech.read, free=field.words, understood=read.understood)
        if command == "skip":
            yield from self._skip()
        elif command == "back":
            self.state["slot"] = None
            yield from self._ask_when()
        elif command == "why":
            yield from self._ask_detail(detail, self.say("detail_why", purpose=detail.purpose))
        elif command in ("cancel", "restart"):
            yield from self._obey(command, Heard())
        elif read.understood:
            self.state["details"] = {**(self.state.get("details") or {}), detail.id: read.value}
            yield from self._proceed()
        else:
            yield from self._other_than_asked(detail, text, read.hint)

    def _other_than_asked(self, detail: Detail, text: str, hint: str) -> Iterator[ReplyPart]:
        """Instead of the detail something about the appointment may have been said."""
        heard = hear_proposal(text, self.bot, self.now, self.speech.read, day=day_of(self.state, self.zone))
        told = self._told_aside(heard) if heard.when.empty else None
        if told is not None:
            yield from told.parts()
            yield from self._ask_detail(detail)
        elif heard.anything:
            yield from self._take(heard)
        else:
            yield from self._ask_detail(detail, self.say(hint))

    def _skip(self) -> Iterator[ReplyPart]:
        detail = next((d for d in self.bot.details if d.id == self.state.get("asking")), None)
        if detail is None:
            yield from self._proceed()
        elif detail.required:
            yield from self._ask_detail(
                detail, self.say("detail_needed"), self.say("detail_why", purpose=detail.purpose)
            )
        else:
            self.state["details"] = {**(self.state.get("details") or {}), detail.id: None}
            yield from self._proceed()

    # Summary and commit

    def _summarize(self, *before: str) -> Iterator[ReplyPart]:
        token = self._token()
        self.state |= {"asking": "confirm", "token": token, "entity": None}
        moving = self.state.get("mode") == "move"
        slot = self.state["slot"]
        service = self._service()
        told = {
            "service": service.name,
            "when": self.sayer.when(datetime.fromisoformat(slot["start"])),
            "staff": self.sayer.staff(slot["staff"]),
        }
        if moving:
            before_when = self.sayer.when(datetime.fromisoformat(self.state["target"]["start"]))
            summary = self.say("move_summary", before=before_when, **told)
        else:
            price = f", {service.price}" if service.price else ""
            summary = self.say("book_summary", price=price, **told) + self.sayer.given(self.state.get("details") or {})
        yield from our(*before, summary)
        yes = self.say("confirm_move" if moving else "confirm_yes")
        yield from self._buttons(Choice(f"confirm_{token}", yes), Choice("change", self.say("confirm_change")))
        yield Ask("confirm")

    def _token(self) -> str:
        """Names one summary: what it says, and how many bookings this talk has closed before it."""
        said = {key: self.state.get(key) for key in ("mode", "service", "slot", "details", "target", "round")}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def _ask_change(self) -> Iterator[ReplyPart]:
        self.state |= {"asking": "change", "entity": None}
        yield from our(self.say("book_change"))
        yield Ask("change")

    def _commit(self) -> Iterator[ReplyPart]:
        if self.state.get("mode") == "cancel":
            yield from self._commit_cancel()
        elif self.state.get("mode") == "move":
            yield from self._commit_move()
        else:
            yield from self._commit_booking()

    def _commit_booking(self) -> Iterator[ReplyPart]:
        slot, service = self.state["slot"], self._service()
        details = {k: str(v) for k, v in (self.state.get("details") or {}).items() if v is not None}
        done = self._call(
            "book_time",
            {"service": self.state["service"], "staff": self._staff_place(slot["staff"]), "start": slot["start"],
             "details": details, "key": self.state["token"]},
            confirmed=True,
        )  # fmt: skip
        if not done.get("booked"):
            yield from self._lost(datetime.fromisoformat(slot["start"]), str(done.get("why") or "taken"))
            return
        booking = {"id": done["id"], "start": slot["start"], "service": service.id, "staff": done["staff"]}
        token = self.state["token"]
        self._forget_draft()
        self.state |= {"last": booking, "last_token": token}
        code = done.get("code")
        if code is None:
            yield from self._already()
            return
        yield from our(self.say("book_done", code=self._seal(str(code)), **self._told(booking)), self.bot.confirmation)

    def _seal(self, code: str) -> str:
        """The code as the visitor's own secret, so that the stored reply holds only its placeholder."""
        vault = self.toolbox.vault
        return vault.seal(CODE, code) if vault is not None and self.bot.policy.show_own_values else code

    def _already(self) -> Iterator[ReplyPart]:
        yield from our(self.say("book_already", **self._told(self.state["last"])))

    def _commit_move(self) -> Iterator[ReplyPart]:
        slot, target = self.state["slot"], self.state["target"]
        done = self._call(
            "move_booking",
            {"booking": target["id"], "service": self.state["service"], "staff": self._staff_place(slot["staff"]),
             "start": slot["start"]},
            confirmed=True,
        )  # fmt: skip
        if not done.get("moved"):
            yield from self._lost(datetime.fromisoformat(slot["start"]), str(done.get("why") or "taken"))
            return
        booking = {**target, "start": slot["start"], "staff": done["staff"]}
        token = self.state["token"]
        self._forget_draft()
        self.state |= {"last": booking, "last_token": token}
        yield from our(self.say("move_done", **self._told(booking)))

    # Bookings that exist

    def _about_own(self, command: str, heard: Heard) -> Iterator[ReplyPart]:
        """Cancel, move or show: the draft that is open, what this conversation booked, or what a code opens."""
        drafting = any(self.state.get(key) for key in ("service", "wish", "slot")) and not self.state.get("mode")
        if command == "cancel" and drafting:
            self._forget_draft()
            yield from our(self.say("book_dropped"))
            return
        if command == "move" and drafting and not self.state.get("last"):
            yield from self._take(heard) if heard.anything else self._ask_change()
            return
        own = list(self._call("find_booking", {}).get("bookings") or [])
        last = self.state.get("last")
        own = [b for b in own if last and b["id"] == last["id"]] or own  # the one booked a moment ago is meant
        opened = self.state.get("target")
        if opened and not own:
            own = [opened]
        self.state["mode"] = command if command != "own" else None
        if not own:
            yield from self._ask_code()
        elif len(own) == 1:
            yield from self._manage(command, own[0]["id"], own[0], heard)
        else:
            self.state["asking"] = "target"
            yield from our(self.say("own_is", **self._told(own[0])) if command == "own" else "")
            yield from self._buttons(*(Choice(f"target_{b['id']}", self._label(b)) for b in own[:MANY_BUTTONS]))
            yield Ask("target")

    def _ask_code(self, *before: str) -> Iterator[ReplyPart]:
        self.state |= {"asking": "code", "entity": CODE}
        yield from our(*before, self.say("code_ask"))
        yield Ask("code", CODE)

    def _open(self, code: str, text: str) -> Iterator[ReplyPart]:
        found = list(self._call("find_booking", {"code": code}).get("bookings") or [])
        if not found:
            yield from self._ask_code(self.say("code_unknown"))
            return
        target = found[0]
        self.state["opened"] = sorted({*self.state.get("opened", []), target["id"]})
        said = next((c for c in ("cancel", "move") for one in self.speech.read if says(c, text, one)), None)
        heard = hear_proposal(_CODE.sub(" ", text), self.bot, self.now, self.speech.read)
        yield from self._manage(said or self.state.get("mode") or "own", target["id"], target, heard)

    def _manage(
        self, command: str, booking_id: str, booking: Mapping[str, Any] | None = None, heard: Heard | None = None
    ) -> Iterator[ReplyPart]:
        target = booking or self._find(booking_id)
        if target is None:
            yield from self._ask_code(self.say("code_unknown"))
            return
        opened = self.state.get("opened", [])
        self._forget_draft()
        place = next((i for i, s in enumerate(self.bot.services) if s.id == target["service"]), None)
        self.state |= {"target": dict(target), "opened": opened, "service": place}
        if command == "cancel":
            token = hashlib.sha256(f"cancel {target['id']}".encode()).hexdigest()[:16]
            self.state |= {"mode": "cancel", "asking": "confirm_cancel", "token": token, "entity": None}
            yield from our(self.say("cancel_ask", **self._told(target)))
            yield from self._buttons(
                Choice(f"confirm_{token}", self.say("confirm_cancel")), Choice("keep", self.say("confirm_keep"))
            )
            yield Ask("confirm")
        elif command == "move" and place is not None:
            self.state["mode"] = "move"
            if heard is not None and not heard.when.empty:
                self.state["slot"] = {"start": target["start"], "staff": target["staff"]}
                self._wish(heard)
                self.state["slot"] = None
                yield from self._proceed()
            else:
                yield from self._ask_when()
        else:
            self.state["service"] = None
            yield from our(self.say("own_is", **self._told(target)))
            yield from self._buttons(
                Choice("move", self.say("confirm_change")), Choice("cancel", self.say("confirm_cancel"))
            )

    def _find(self, booking_id: str) -> Mapping[str, Any] | None:
        target = self.state.get("target")
        if target and target["id"] == booking_id:
            return dict(target)
        own = self._call("find_booking", {}).get("bookings") or []
        return next((b for b in own if b["id"] == booking_id), None)

    def _cancel_or_not(self, text: str) -> Iterator[ReplyPart]:
        if affirms(text, self.speech.read) is False:
            yield from self._keep()
            return
        heard = hear_proposal(text, self.bot, self.now, self.speech.read)
        command = hear(text, ("human", "move"), self.speech.read, free=False, understood=False)
        if command == "human":
            yield from self._hand_over()
        elif command == "move" or not heard.when.empty:
            yield from self._manage("move", self.state["target"]["id"], self.state["target"], heard)
        else:  # an act other than booking takes the button, and a yes is told so
            if affirms(text, self.speech.read):
                yield from our(self.say("cancel_press", button=self.say("confirm_cancel")))
                yield Text(" ", ours=True)
            yield from self._manage("cancel", self.state["target"]["id"], self.state["target"])

    def _commit_cancel(self) -> Iterator[ReplyPart]:
        target = self.state["target"]
        done = self._call("cancel_booking", {"booking": target["id"]}, confirmed=True)
        self._forget_draft()
        self.state["last"] = None
        yield from our(self.say("cancel_done" if done.get("cancelled") else "code_unknown", **self._told(target)))

    def _keep(self) -> Iterator[ReplyPart]:
        target = self.state.get("target")
        self._forget_draft()
        yield from our(self.say("cancel_kept", **self._told(target)) if target else self.say("book_dropped"))

    # Small things

    def _hand_over(self) -> Iterator[ReplyPart]:
        self._call("hand_over", {"reason": "asked"})
        yield from our(self.say("handed_over"))
        yield HandOver("asked")

    def _call(self, tool: str, arguments: Mapping[str, Any], *, confirmed: bool = False) -> dict[str, Any]:
        try:
            data = self.toolbox.call(tool, arguments, confirmed=confirmed).data or {}
        except ToolError:
            return {}
        return dict(data)

    def _forget_draft(self) -> None:
        for key in DRAFT:
            self.state.pop(key, None)
        self.state["round"] = int(self.state.get("round", 0)) + 1

    def _service(self) -> Any:
        return self.bot.services[self.state["service"]]

    def _staff_place(self, staff: str | None) -> int | None:
        return next((i for i, p in enumerate(self.bot.staff) if p.id == staff), None)

    def _told(self, booking: Mapping[str, Any]) -> dict[str, str]:
        service = next((s.name for s in self.bot.services if s.id == booking["service"]), booking["service"])
        when = self.sayer.when(datetime.fromisoformat(booking["start"]))
        return {"service": service, "when": when, "staff": self.sayer.staff(booking["staff"])}

    def _label(self, booking: Mapping[str, Any]) -> str:
        told = self._told(booking)
        return f"{told['service']}, {told['when']}"

    def _why(self, why: str, wall: datetime) -> str:
        last = self.now.astimezone(self.zone) + timedelta(days=self.bot.horizon_days)
        return self.sayer.why_not(why, wall, last)

    def _buttons(self, *choices: Choice) -> Iterator[ReplyPart]:
        if choices:
            self.state["buttons"] = {c.label.casefold(): c.id for c in choices}
            yield Offer(tuple(choices))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


kind = _Booking()
