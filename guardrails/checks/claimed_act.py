"""Leaves out a model's sentence that claims an act which was not done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrails.types import OutputContext

_CLAIM = re.compile(
    r"\b(?:I|we)(?:'ve| have| just)?\s+(?:already\s+|now\s+|just\s+)?"
    r"(?:booked|cancelled|canceled|refunded|sent|changed|updated|reserved|ordered|charged|deleted|scheduled|rescheduled|"
    r"forwarded|notified|processed|issued|transferred|registered|moved|postponed|confirmed)\b"
    r"|\b(?:your|the)\s+(?:[\w'’-]+\s+){1,3}(?:has been|was|is now)\s+"
    r"(?:booked|cancelled|canceled|refunded|sent|changed|updated|reserved|confirmed|scheduled|rescheduled|processed|issued|"
    r"deleted|moved|postponed)\b"
    r"|\bich habe\b[^.!?]{0,60}\b(?:gebucht|storniert|erstattet|geschickt|geändert|gelöscht|reserviert|bestellt|"
    r"verschoben)\b"
    r"|\bhe (?:reservado|cancelado|enviado|cambiado|reembolsado|borrado)\b"
    r"|\bj'ai (?:réservé|annulé|envoyé|modifié|remboursé|supprimé)\b"
    r"|\bho (?:prenotato|annullato|inviato|modificato|rimborsato|cancellato)\b"
    r"|\b(?:reservei|cancelei|enviei|alterei|reembolsei|apaguei)\b"
    r"|\bik heb\b[^.!?]{0,60}\b(?:geboekt|geannuleerd|verstuurd|gewijzigd|terugbetaald|verwijderd)\b"
    # Done by nobody in particular, about what is the visitor's
    r"|\b(?:ihre?|deine?|euer|eure)\s+(?:[\w'’-]+\s+){1,3}(?:wurde|ist(?: jetzt)?)\s+(?:\w+\s+){0,3}"
    r"(?:gebucht|storniert|erstattet|verschickt|geändert|gelöscht|reserviert|bestätigt|verschoben)\b"
    r"|\b(?:tu|su|vuestr[oa])\s+(?:[\w'’-]+\s+){1,3}(?:ha sido|fue|está)\s+"
    r"(?:reservad|cancelad|enviad|cambiad|reembolsad|borrad|confirmad)[oa]\b"
    r"|\b(?:ta|ton|votre)\s+(?:[\w'’-]+\s+){1,3}(?:a été|est(?: maintenant)?)\s+"
    r"(?:réservé|annulé|envoyé|modifié|remboursé|supprimé|confirmé)e?\b"
    r"|\b(?:il|la)\s+(?:tu[oa]|su[oa]|vostr[oa])\s+(?:[\w'’-]+\s+){1,3}(?:è stat[oa]|è)\s+(?:prenotat|annullat|inviat|"
    r"modificat|rimborsat|cancellat|confermat)[oa]\b"
    r"|\b(?:a|o)\s+(?:sua|seu|tua|teu)\s+(?:[\w'’-]+\s+){1,3}(?:foi|está)\s+(?:reservad|cancelad|enviad|alterad|reembolsad|"
    r"apagad|confirmad)[oa]\b"
    r"|\b(?:je|jouw|uw)\s+(?:[\w'’-]+\s+){1,3}(?:is|werd)\s+(?:geboekt|geannuleerd|verstuurd|gewijzigd|terugbetaald|"
    r"verwijderd|bevestigd)\b",
    re.IGNORECASE,
)
# What may be said once an act of the log is done, by the log's first word; an act not known here may be anything.
_SAYS = {
    "booked": r"book|reserv|schedul|confirm|gebucht|reserviert|bestätigt|réserv|prenot|geboekt|bevestigd",
    "cancelled": r"cancel|storni|annul|geannuleerd|delet|lösch|borrad|supprim|apag|verwijderd",
    "moved": r"mov|chang|updat|schedul|postpon|confirm|verschob|geändert|bestätigt|cambiad|modif|alter|gewijzigd|"
    r"bevestigd",
    "joined": r"regist|add|updat",
    "finished": r"sent|regist|updat|process",
    "hand_over": r"forward|notif|weitergeleitet|reenviad|transmis|inoltrat|encaminhad|doorgestuurd",
}
_DONE = {act: re.compile(said, re.IGNORECASE) for act, said in _SAYS.items()}


class ClaimedAct:
    """What was done is told by the log of acts, never by a model."""

    name = "claimed_act"
    description = "Leaves out sentences of a model that claim an act the bot has not done"
    stops = False

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when an act is claimed and no such act was done, or no source says the same."""
        claims = [found.group() for found in _CLAIM.finditer(sentence)] if context.prompt else []
        if all(_done(claim, context.acts) for claim in claims):
            return None
        return None if any(sentence.strip() in source for source in context.sources) else self.name


def _done(claim: str, acts: Sequence[str]) -> bool:
    words = {act.partition(" ")[0].partition(":")[0] for act in acts}
    return bool(words - _DONE.keys()) or any(_DONE[word].search(claim) for word in words)


check = ClaimedAct()
