"""The pages behind the links of mails, and the feed, on a real server: who holds the link may act, nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.channels.conftest import Place, client
from tests.servers import command
from workspace import booking_links, bookings, feeds, studio
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings

WEEK = ", ".join(f'{day}: [["00:00", "24:00"]]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
SALON = f"id: salon\nkind: booking\nname: Salon\nservices: [{{id: cut, name: Cut, minutes: 30}}]\nhours: {{{WEEK}}}\n"
NOTICE = "notice: {controller: Salon, contact: a@b.example}\n"


@dataclass(frozen=True)
class Office:
    """Somebody of the business, in a process of their own beside the server."""

    desk: Desk
    bot: str

    def book(self, days: int) -> str:
        """A booking some days ahead; the path of its page."""
        start = self.desk.app.clock().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
        booking = bookings.add(self.desk, self.bot, "cut", start).appointment.id
        return f"/booking/{booking_links.token(self.desk.app, self.desk.actor.workspace, booking)}"


@pytest.fixture(scope="module")
def office(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    file = tmp_path_factory.mktemp("salon") / "salon.yaml"
    file.write_text(SALON + NOTICE, "utf-8")
    command(place.server, "import-bot", str(file))
    command(place.server, "publish", "salon", "--no-check", "a server for tests")
    data = Path(place.server.data)
    app = Application(Settings.load({"TACIT_DATA": str(data), "TACIT_KEY_FILE": f"{data}.key"}))
    desk = Desk(app, local_owner(app))
    yield Office(desk, studio.find(desk, "salon"))
    app.close()


def test_opening_the_page_changes_nothing_and_its_button_cancels(place: Place, office: Office) -> None:
    path = office.book(2)
    with client(place, Origin="") as http:
        page = http.get(path)
        assert page.status_code == 200
        assert "Your appointment is booked" in page.text
        assert "Cancel the appointment" in http.get(path).text
        assert page.headers["cache-control"] == "no-store"
        assert "form-action 'self'" in page.headers["content-security-policy"]
        assert "is cancelled" in http.post(path).text
        assert "Cancel the appointment" not in http.get(path).text


def test_a_form_of_another_site_shows_the_page_and_cancels_nothing(place: Place, office: Office) -> None:
    path = office.book(4)
    with client(place, Origin="https://elsewhere.example") as http:
        assert "Cancel the appointment" in http.post(path).text
    with client(place, Origin="", Sec_Fetch_Site="cross-site") as http:
        assert "Cancel the appointment" in http.post(path).text
    with client(place, Origin=place.server.url) as http:
        assert "is cancelled" in http.post(path).text


def test_the_calendar_file_is_one(place: Place, office: Office) -> None:
    path = office.book(3)
    with client(place, Origin="") as http:
        file = http.get(f"{path}/appointment.ics")
        assert file.headers["content-type"].startswith("text/calendar")
        assert b"BEGIN:VEVENT" in file.content


@pytest.mark.parametrize("path", ["/booking/bkg_aaaa.bbbb", "/booking/x", "/feed/nothing.ics"])
def test_a_made_up_link_opens_nothing(place: Place, office: Office, path: str) -> None:
    with client(place, Origin="") as http:
        assert http.get(path).status_code == 404


def test_a_feed_is_read_until_it_is_revoked(place: Place, office: Office) -> None:
    office.book(4)
    made = feeds.make(office.desk, office.bot, "Office")
    path = "/feed/" + made.url.rpartition("/")[2]
    with client(place, Origin="") as http:
        assert b"BEGIN:VEVENT" in http.get(path).content
        feeds.revoke(office.desk, made.feed.id)
        assert http.get(path).status_code == 404
