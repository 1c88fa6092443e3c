"""Which of the times shown a message picks: by its place, as the soonest, or by its day and clock time."""

from __future__ import annotations

from bots.dates.wishes import points
from bots.kinds.booking.nth import nth, soonest
from bots.kinds.booking.state import Picked
from bots.kinds.booking.talk import Talk


def picked_of_offers(talk: Talk, text: str) -> Picked | None:
    """The offer a message names, if times were shown and it names one."""
    offers = talk.state.offers
    if not offers or talk.state.asking != "time":
        return None
    by_clock = _offer_at(talk, text)
    if by_clock is not None:
        return by_clock
    place = nth(text, len(offers), talk.speech.read)
    if place is None and soonest(text, talk.speech.read):
        return min(offers, key=lambda offer: offer.start)
    return offers[place] if place is not None else None


def _offer_at(talk: Talk, text: str) -> Picked | None:
    """The one offer whose day and clock time were said."""
    heard = talk.hears(text, expecting="time")
    said = heard.when
    if said.empty or said.without or said.shift or heard.service is not None or heard.people is not None:
        return None
    if not said.at and not (said.first and said.first == said.last):
        return None
    fitting = []
    for offer in talk.state.offers:
        wall = offer.start.astimezone(talk.zone)
        day_fits = said.first is None or said.first == wall.date()
        if day_fits and (not said.at or wall.time().replace(second=0) in said.at):
            fitting.append(offer)
    whole_day = not said.at and said.first is not None
    if whole_day and said.first is not None and points(text):  # "the Thursday one", of whichever week was shown
        weekday = said.first.weekday()
        fitting = [one for one in talk.state.offers if one.start.astimezone(talk.zone).weekday() == weekday]
        return fitting[0] if len(fitting) == 1 else None
    return fitting[0] if len(fitting) == 1 and not whole_day else None
