"""``records``: what a booking or survey bot has gathered, one line each, masked unless ``--reveal``."""

from __future__ import annotations

import argparse

from workspace import results, studio
from workspace.commands import Context
from workspace.survey_results.listed import listed
from workspace.survey_results.released import FEWEST


class _Records:
    name = "records"
    help = "list the bookings or answers of a bot"
    example = "python -m workspace records salon"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("--reveal", action="store_true", help="show personal values; this is audited")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        bot = studio.find(context.desk, args.bot)
        if studio.get_draft(context.desk, bot).config.kind == "survey":
            return _survey(context, bot, args.reveal)
        for line in results.bookings(context.desk, bot, reveal=args.reveal):
            context.emit({
                "id": line.id, "conversation": line.conversation, "start": line.start.isoformat(), "zone": line.zone,
                "minutes": line.minutes, "service": line.service, "staff": line.staff, "state": line.state,
                "people": line.people, "details": dict(line.details),
            })  # fmt: skip
        return 0


def _survey(context: Context, bot: str, reveal: bool) -> int:
    found = listed(context.desk, bot, reveal=reveal)
    for line in found.lines:
        named = {"conversation": line.conversation} if line.conversation else {}
        context.emit({"id": line.id, **named, "state": line.state, "answers": dict(line.answers)})
    if found.waiting:
        context.say(
            f"{found.waiting} more wait until nobody can be recognized: anonymous answers are shown by whole days, "
            f"at least {FEWEST} together."
        )
    return 0


command = _Records()
