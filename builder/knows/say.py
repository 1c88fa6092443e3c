"""The words of the step Knows for what the code calls otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from builder import words
from knowledge.embed import MiniLM
from knowledge.many_languages import MultilingualE5
from knowledge.types import OnFinding, SourceStatus
from records.jobs import JobRow

ON_FINDING: Mapping[OnFinding, str] = {
    OnFinding.MASK: "Keep it secret (a bar)",
    OnFinding.KEEP: "Keep it, it is public",
    OnFinding.DROP: "Leave out the sentence",
    OnFinding.QUARANTINE: "Set it aside for me to look at",
}
DONE: Mapping[str, str] = {
    "mask": "a bar stands over it",
    "keep": "kept",
    "drop": "left out",
    "quarantine": "waits for you",
}
STATUS: Mapping[SourceStatus, tuple[str, str]] = {
    SourceStatus.INDEXED: ("Ready", "green"),
    SourceStatus.QUARANTINED: ("Set aside", "yellow"),
    SourceStatus.FAILED: ("Not read", "red"),
    SourceStatus.READING: ("Being read", "gray"),
    SourceStatus.WAITING: ("Waiting", "gray"),
    SourceStatus.PROPOSED: ("Proposed", "gray"),
}
OFTEN: Mapping[int, str] = {
    0: "Only when I ask",
    1: "Every hour",
    24: "Every day",
    24 * 7: "Every week",
    24 * 30: "Every month",
}
MODELS: Mapping[str, str] = {
    MiniLM.model_id: "English documents (fast)",
    MultilingualE5.model_id: "Many languages (three times slower to add)",
}
LANGUAGES: Mapping[str, str] = {
    "es": "Spanish", "de": "German", "fr": "French", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "ar": "Arabic",
}  # fmt: skip
FOUND: Mapping[str, str] = {
    "PLANTED_INSTRUCTION": "words that give orders to the bot",
    "HIDDEN_TEXT": "text nobody sees on the page",
}
NEXT: Mapping[str, str] = {
    "read": "reading what was added", "site": "reading the website", "find": "looking for pages",
    "bench": "asking the test questions", "model": "making everything searchable the other way",
}  # fmt: skip
OUTCOME: Mapping[str, str] = {
    "new": "new", "changed": "changed", "same": "as before", "gone": "gone", "failed": "not reached",
}  # fmt: skip


def finding(kind: str) -> str:
    """What was found, in the middle of a sentence."""
    return FOUND.get(kind) or words.kind_of_data(kind)


def sentence(kind: str) -> str:
    """What was found, at the start of a line."""
    said = finding(kind)
    return said[:1].upper() + said[1:]


def doing(job: JobRow) -> str:
    """What a job does just now."""
    what = words.plain(str(job.detail.get("doing", "")))
    if job.state == "waiting":
        return f"Next: {NEXT.get(job.kind, 'what was asked for')}"
    if job.kind == "read":
        of, done = len(job.detail.get("sources", ())), int(job.detail.get("done", 0))
        return f"Reading {what}" + (f" ({min(done + 1, of)} of {of})" if of > 1 else "")
    if job.kind == "find":
        return f"Looking for pages: {words.many(int(job.detail.get('found', 0)), 'page')} so far"
    return {
        "site": f"Reading the website: {what}" if what else "Reading the website",
        "bench": "Asking the test questions",
        "model": f"Making everything searchable the other way ({job.progress:.0%})",
    }.get(job.kind, "Working")


def outcome(counts: Mapping[str, int]) -> str:
    """What the last reading of a website changed: 2 new, 1 changed, 30 as before."""
    parts = [f"{counts[name]} {said}" for name, said in OUTCOME.items() if counts.get(name)]
    return ", ".join(parts) or "nothing found"
