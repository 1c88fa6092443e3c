"""What is told outside: by a real mail server and a real web service, at least once, in order, and without values."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import icalendar
import pytest
from aiosmtpd.smtp import SMTP

from records.bookings import Bookings
from records.conversations import Conversations
from records.outbox import DROPPED, FAILED, SENT, WAITING, Outbox, OutboxRow
from records.vault import SealedVault
from records.waiting import NewEntry, WaitingList
from tests.workspace.conftest import BOOKING, Clock
from workspace import booking_links, bookings, calendars, mail_server, outbox, studio, webhooks
from workspace.errors import BadRequest
from workspace.mail_server import MailServer
from workspace.roles import Desk

ADA = "ada@quill.example"
NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
MAILING = BOOKING.replace(
    "  - {id: phone, kind: phone, required: true, purpose: To reach you if we are late, basis: contract}",
    "  - {id: mail, kind: email, required: false, purpose: To confirm}",
) + (
    "mail: {detail: mail, reminders: [24]}\n"
    "tools: [{tool: book_time, clear: [EMAIL_ADDRESS], confirm: always}]\n"
    "cancellation: Please cancel a day before.\n"
)  # fmt: skip


@dataclass
class Inbox:
    """A mail server that keeps what it gets; ``answer`` is what it says to a recipient."""

    port: int = 0
    answer: str = "250 OK"
    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, options: Any) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(desk: Desk) -> Iterator[Inbox]:
    handler, loop = Inbox(), asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: SMTP(handler), "127.0.0.1", 0))
    handler.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    mail_server.save(desk, MailServer("127.0.0.1", handler.port, "none", "", "salon@ada.example"))
    yield handler
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    server.close()
    loop.close()


@dataclass
class Service:
    """A web service that keeps what it is told; ``statuses`` are its next answers, then 204."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    kept = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(kept.statuses.pop(0) if kept.statuses else 204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture
def bot(desk: Desk) -> str:
    return drafted(desk, MAILING)


def drafted(desk: Desk, file: str) -> str:
    """A bot whose rules hold from its draft; publishing adds nothing to what is told here."""
    return studio.import_bot(desk, file, "salon.yaml").bot


def told_bot(desk: Desk, url: str, *, private: bool = True) -> str:
    return drafted(desk, BOOKING + f"webhook: {{url: '{url}', private: {str(private).lower()}}}\n")


def booked(desk: Desk, bot: str, start: datetime = NINE) -> str:
    details = {"mail": ADA} if bookings.rules(desk, bot).mail else {}
    return bookings.add(desk, bot, "cut", start, details=details).appointment.id


def rows(desk: Desk, state: str = "") -> list[OutboxRow]:
    stored = Outbox(desk.app.store(desk.actor.workspace))
    return stored.listing(states=[state] if state else [])


def deliver(desk: Desk) -> int:
    done = 0
    while outbox.deliver(desk.app, desk.actor.workspace):
        done += 1
    return done


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


class TestMail:
    def test_a_confirmation_holds_the_time_the_policy_and_a_calendar_file(
        self, desk: Desk, bot: str, inbox: Inbox
    ) -> None:
        booking = booked(desk, bot)
        deliver(desk)
        (letter,) = inbox.letters
        assert (letter["To"], letter["From"]) == (ADA, "salon@ada.example")
        assert "Haircut, Friday 20 March, 09:00" in words(letter)
        assert "Please cancel a day before." in words(letter)
        (file,) = letter.iter_attachments()
        (event,) = icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")
        assert event["UID"] == f"{booking}@tacit"
        assert event.decoded("DTSTART") == NINE
        assert rows(desk, SENT)[0].event == "booked"

    def test_a_move_and_a_cancellation_are_told_and_a_reminder_comes_in_time(
        self, desk: Desk, bot: str, inbox: Inbox, clock: Clock
    ) -> None:
        booking = booked(desk, bot)
        bookings.move(desk, booking, NINE + timedelta(hours=2))
        clock.now = NINE - timedelta(hours=22)
        deliver(desk)
        bookings.cancel(desk, booking)
        deliver(desk)
        assert [letter["Subject"].split(":")[1].strip() for letter in inbox.letters] == [
            "Your appointment is booked", "Your appointment has moved", "A reminder of your appointment",
            "Your appointment is cancelled",
        ]  # fmt: skip
        assert "11:00" in words(inbox.letters[2])
        assert b'method="CANCEL"' in inbox.raw[-1].replace(b"method=CANCEL", b'method="CANCEL"')

    def test_what_is_no_longer_true_is_not_sent(self, desk: Desk, bot: str, inbox: Inbox, clock: Clock) -> None:
        bookings.cancel(desk, booked(desk, bot))
        clock.pass_(days=10)
        deliver(desk)
        assert [letter["Subject"].split(":")[1].strip() for letter in inbox.letters] == [
            "Your appointment is cancelled"
        ]
        assert {row.event for row in rows(desk, DROPPED)} == {"booked", "reminder"}

    def test_the_address_is_in_the_letter_and_nowhere_else(self, desk: Desk, bot: str, inbox: Inbox) -> None:
        booked(desk, bot)
        deliver(desk)
        assert ADA not in str(rows(desk))
        assert ADA.encode() in inbox.raw[0]

    def test_without_the_grant_nothing_is_restored(self, desk: Desk, bot: str, inbox: Inbox) -> None:
        booked(desk, bot)
        drafted(desk, MAILING.split("mail: {detail")[0])
        deliver(desk)
        assert inbox.letters == []
        assert {row.state for row in rows(desk) if row.event == "booked"} == {DROPPED}

    def test_a_server_that_is_away_is_tried_again_until_it_is_back(
        self, desk: Desk, bot: str, inbox: Inbox, clock: Clock
    ) -> None:
        good = mail_server.stored(desk.app, desk.actor.workspace)
        assert good is not None
        mail_server.save(desk, MailServer("127.0.0.1", 1, "none", "", "salon@ada.example"))
        booked(desk, bot)
        assert deliver(desk) == 1
        (row,) = outbox.waiting(desk)
        assert (row.tries, row.error) == (1, "The mail server does not answer.")
        mail_server.save(desk, good)
        assert deliver(desk) == 0
        clock.pass_(seconds=31)
        deliver(desk)
        assert len(inbox.letters) == 1

    def test_an_address_the_server_refuses_is_given_up_and_can_be_tried_again(
        self, desk: Desk, bot: str, inbox: Inbox
    ) -> None:
        inbox.answer = "550 no such box"
        booked(desk, bot)
        deliver(desk)
        (row,) = outbox.given_up(desk)
        assert ADA not in row.error
        inbox.answer = "250 OK"
        outbox.try_again(desk, row.id)
        deliver(desk)
        assert len(inbox.letters) == 1

    def test_a_death_between_sending_and_writing_it_down_sends_again_under_the_same_id(
        self, desk: Desk, bot: str, inbox: Inbox, clock: Clock
    ) -> None:
        booked(desk, bot)
        taken = Outbox(desk.app.store(desk.actor.workspace)).take(now=clock.now, until=clock.now + outbox.LEASE)
        assert taken is not None
        outbox._mail(desk.app, desk.actor.workspace, taken)  # and dies here: nobody writes down that it was sent
        assert deliver(desk) == 0, "what another one has taken is left alone"
        clock.pass_(minutes=6)
        deliver(desk)
        assert len({letter["Message-ID"] for letter in inbox.letters}) == 1
        assert len(inbox.letters) == 2

    def test_a_forgotten_customer_gets_no_letter(self, desk: Desk, bot: str, inbox: Inbox) -> None:
        booked(desk, bot)
        store = desk.app.store(desk.actor.workspace)
        with store.write() as unit:
            for person in {row.person for row in Bookings(store).listing(bot, now=desk.app.clock())}:
                store.sealer.erase_person(unit, person, desk.app.clock())
        deliver(desk)
        assert inbox.letters == []

    @pytest.mark.parametrize(
        ("server", "said"),
        [
            (MailServer("mail.example.com", 25, "none", "", "a@b.example"), "plain text"),
            (MailServer("mail.example.com", 0, "tls", "", "a@b.example"), "port"),
            (MailServer("", 465, "tls", "", "a@b.example"), "name"),
            (MailServer("mail.example.com", 465, "tls", "", "nobody"), "no e-mail address"),
            (MailServer("mail.example.com", 465, "tls", "", "a@b.example\nBcc: x@y.example"), "no e-mail address"),
        ],
    )
    def test_settings_that_would_leak_or_fail_are_refused(self, desk: Desk, server: MailServer, said: str) -> None:
        with pytest.raises(BadRequest, match=said):
            mail_server.save(desk, server)


class TestWebhook:
    def test_it_is_signed_as_the_standard_says_and_holds_no_detail(self, desk: Desk, service: Service) -> None:
        bot = told_bot(desk, service.url)
        booking = bookings.add(desk, bot, "cut", NINE, details={"phone": "0171 5550142"}).appointment.id
        deliver(desk)
        ((headers, body),) = service.told
        key = webhooks.reveal_secret(desk)
        signed = webhooks.signature(key, headers["webhook-id"], int(headers["webhook-timestamp"]), body)
        assert headers["webhook-signature"] == signed
        assert headers["idempotency-key"] == headers["webhook-id"]
        told = json.loads(body)
        assert (told["type"], told["data"]["id"], told["data"]["start"]) == (
            "booking.booked", booking, NINE.isoformat(),
        )  # fmt: skip
        assert b"5550142" not in body
        assert b"PHONE" not in body

    def test_the_reference_vector_of_the_standard(self) -> None:
        key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        body = b'{"test": 2432232314}'
        expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        assert webhooks.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == expected

    def test_events_of_a_booking_arrive_in_order_and_again_with_the_same_id(
        self, desk: Desk, service: Service, clock: Clock
    ) -> None:
        service.statuses = [500]
        bot = told_bot(desk, service.url)
        booking = booked(desk, bot)
        bookings.cancel(desk, booking)
        assert deliver(desk) == 1, "the second waits for the first"
        clock.pass_(seconds=31)
        deliver(desk)
        kinds = [json.loads(body)["type"] for _, body in service.told]
        assert kinds == ["booking.booked", "booking.booked", "booking.cancelled"]
        ids = [headers["webhook-id"] for headers, _ in service.told]
        assert ids[0] == ids[1] != ids[2]

    def test_a_service_that_is_gone_is_told_no_more(self, desk: Desk, service: Service) -> None:
        service.statuses = [410]
        booked(desk, told_bot(desk, service.url))
        deliver(desk)
        assert [row.state for row in rows(desk)] == [FAILED]

    def test_the_own_network_only_with_leave(self, desk: Desk, service: Service) -> None:
        booked(desk, told_bot(desk, service.url, private=False))
        deliver(desk)
        assert service.told == []
        assert rows(desk, WAITING)[0].error == "This address is inside a private network."


def test_tries_wait_longer_each_time_and_end(desk: Desk, bot: str, clock: Clock) -> None:
    booked(desk, bot)
    begun = clock.now
    clock.now = NINE - timedelta(days=3)
    while not outbox.given_up(desk):
        if not deliver(desk):
            due = min(row.due for row in rows(desk) if row.event == "booked")
            clock.now = max(clock.now, due)
    (row,) = outbox.given_up(desk)
    assert row.tries == len(outbox.WAITS) + 1
    assert row.error == "No mail server is set up. Settings, Mail."
    assert clock.now - begun > timedelta(days=1)


def test_a_freed_time_is_offered_by_mail_to_who_waits(desk: Desk, inbox: Inbox) -> None:
    bot = drafted(
        desk, MAILING.replace('["09:00", "17:00"]', '["09:00", "09:30"]') + "waiting_list: true\nhorizon_days: 3\n"
    )
    starts = [NINE - timedelta(days=n) for n in (0, 1, 2)]
    first, *_ = [booked(desk, bot, start) for start in starts]
    waits(desk, bot)
    deliver(desk)
    inbox.letters.clear()
    bookings.cancel(desk, first)
    deliver(desk)
    offer = next(letter for letter in inbox.letters if "has become free" in letter["Subject"])
    assert "/booking/wtl_" in words(offer)


def test_an_offer_says_time_and_end_by_the_clock_of_the_place(desk: Desk, inbox: Inbox) -> None:
    bot = drafted(
        desk,
        MAILING.replace('["09:00", "17:00"]', '["09:00", "09:30"]')
        + "waiting_list: true\noffer_minutes: 60\nhorizon_days: 3\n"
        + "locations: [{id: ginza, name: Ginza, timezone: Asia/Tokyo}]\n",
    )
    first, *_ = [booked(desk, bot, NINE - timedelta(days=n, hours=9)) for n in (0, 1, 2)]
    waits(desk, bot)
    bookings.cancel(desk, first)
    deliver(desk)
    offer = next(words(letter) for letter in inbox.letters if "has become free" in letter["Subject"])
    assert "Haircut, Friday 20 March, 09:00. It is kept for you until Tuesday 17 March, 22:00." in offer
    shown = booking_links.shown(desk.app, offer.partition("/booking/")[2].split()[0])
    assert shown is not None
    assert shown.said.endswith("Friday 20 March, 09:00. It is kept until Tuesday 17 March, 22:00.")


def waits(desk: Desk, bot: str) -> None:
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    talk = Conversations(store).start(
        bot=bot, version=1, channel="widget", origin=None, language="en", timezone=None, subject=None, now=now
    )
    vault = SealedVault(store, talk.id, talk.person)
    address = vault.seal("EMAIL_ADDRESS", ADA)
    with store.write() as unit:
        vault.flush(unit)
    entry = NewEntry(bot, talk.id, talk.person, {"service": "cut"}, {"mail": address}, now + timedelta(days=4))
    WaitingList(store).join(entry, "AAAAA-22222", now=now)


def test_what_fails_in_one_workspace_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app, own = desk.app, desk.actor.workspace
    others = [app.database.create_workspace(name, app.clock()) for name in ("Before", "After")]
    looked: list[str] = []

    def read_due(_: object, workspace: str) -> None:
        looked.append(workspace)
        if workspace == others[0]:
            raise OSError

    monkeypatch.setattr(calendars, "read_due", read_due)
    assert outbox.look(app) is False
    assert sorted(looked) == sorted([own, *others])
