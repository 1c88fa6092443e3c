"""What the API takes and gives, as OpenAPI shows it. Unknown keys are refused; examples are the demo shop's."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

LONGEST_MESSAGE = 8000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,80}$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
PageName = Annotated[str, StringConstraints(max_length=60)]
NoticeHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class Problem(_Out):
    """What went wrong (RFC 9457). ``code`` is stable; ``errors`` names places, never values."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = []


class Theme(_Out):
    """How the owner wants the widget to look."""

    color: str = Field(examples=["#0B5D51"])
    position: Literal["right", "left"]
    mode: Literal["auto", "light", "dark"]
    avatar: str


class Consent(_Out):
    """What is asked at the first send: the words, the button that agrees, the one that does not, what is said then."""

    wording: str
    button: str
    decline: str
    declined: str


class NoticeLink(_Out):
    """Where the privacy notice is, and which one it is."""

    url: str
    hash: str


class Card(_Out):
    """What a page may know about a bot before anybody talks."""

    bot: str = Field(examples=["pub_7f3k2qxzw4mh"])
    name: str = Field(examples=["Ada & Finch"])
    kind: Literal["support", "booking", "survey"]
    language: str = Field(examples=["en"], description="The bot's first language.")
    languages: list[str]
    welcome: str
    starters: list[str]
    theme: Theme
    ai_label: str = Field(examples=["AI assistant"])
    consent: Consent
    notice: NoticeLink
    opt_out: bool = Field(description="The browser sent Sec-GPC: 1; the opt-out is applied.")
    interface: str = Field(examples=["en"], description="The language of texts.")
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str] = Field(description="The words of the widget in that language.")


class StartIn(_In):
    """A new talk."""

    language: LanguageTag | None = Field(None, examples=["en"], description="The visitor's; others get the bot's.")
    timezone: str | None = Field(None, max_length=60, examples=["Europe/Berlin"])
    page: dict[PageName, Annotated[str, StringConstraints(max_length=200)]] = Field(
        default_factory=dict, max_length=20, examples=[{"plan": "paid"}],
        description="What the page tells a survey. Names the bot's file does not declare are dropped.",
    )  # fmt: skip
    invitation: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")] | None = Field(
        None, description="The token of a one-time link to a survey."
    )


class Started(_Out):
    """A talk and the token that opens it."""

    conversation: str = Field(examples=["cnv_3w5kq7z2m4xnb6vchrjd8tpfye"])
    token: str
    expires_at: datetime
    language: str
    consent: Consent
    notice: NoticeLink


class ConsentIn(_In):
    """The visitor agreed to this notice. Only the words the card or the start of the talk gave are taken."""

    notice_hash: NoticeHash = Field(examples=["0" * 64])
    language: LanguageTag = Field(examples=["en"])
    wording: str = Field(min_length=1, max_length=1000, description="The words that were shown, as the card gave them.")
    method: Literal["button"] = "button"


class MessageIn(_In):
    """What the visitor says. ``id`` makes sending twice safe: the same id and text give the same answer."""

    id: MessageId = Field(examples=["m_4kd82ndk2m"])
    text: str = Field("", max_length=LONGEST_MESSAGE, examples=["How long can I return a pen?"])
    choice: Annotated[str, StringConstraints(max_length=120)] | None = Field(None, description="The button pressed.")

    @field_validator("text")
    @classmethod
    def _no_control_characters(cls, text: str) -> str:
        if _CONTROL.search(text):
            raise ValueError("the text holds control characters; leave them out")
        return text


class Citation(_Out):
    """A source of an answer."""

    source: str
    title: str
    url: str | None
    heading: str


class Choice(_Out):
    """A button under an answer. Ids that begin with ``also_`` go together: send their labels, joined, as one text."""

    id: str
    label: str


class Bar(_Out):
    """A part of the visitor's message that was kept secret: code points of the text sent, its kind, its name."""

    start: int
    end: int
    entity: str = Field(examples=["EMAIL_ADDRESS"])
    label: str = Field(examples=["e-mail"])
    action: str = Field(examples=["redact"])


class SurveyOffer(_Out):
    """A survey to offer at the end of a talk: its bot, and the words on the button that opens it."""

    bot: str = Field(examples=["pub_7f3k2qxzw4mh"])
    label: str


class Turn(_Out):
    """A finished exchange as its visitor may see it."""

    turn: str
    at: datetime
    message: str = Field(description="As kept; read back, the visitor's own words stand in it again.")
    bars: list[Bar]
    reply: str = Field(description="Markdown: emphasis, lists and links only.")
    state: Literal["open", "complete", "cut", "failed"]
    citations: list[Citation]
    choices: list[Choice]
    asking: str | None
    abstained: bool
    blocked: bool
    handed_over: bool
    notice: str
    thumb: Literal["", "up", "down"] = ""
    to_person: bool = Field(False, description="Said to a person of the business; the bot kept silent.")
    survey: SurveyOffer | None = Field(None, description="Only when the talk has come to its end.")


class Renewed(_Out):
    """A fresh token, when the old one has lived half its time."""

    token: str
    expires_at: datetime


class Answer(_Out):
    """The end of a turn: the ``closed`` event, and the JSON form of an answer."""

    turn: Turn
    renewed: Renewed | None = None


class Forgotten(_Out):
    """How much was deleted. The consent and its withdrawal stay as proof, without a word of the talk."""

    turns: int = Field(examples=[3])
    values: int = Field(examples=[1], description="Private values that were kept sealed.")
    answers: int = Field(examples=[0])


class PersonLine(_Out):
    """One thing a person of the business did in the talk; ``nobody``: none came in time, an address may be left."""

    number: int = Field(examples=[2], description="Counts from 1 in the talk; the id of its event.")
    turn: str = Field(description="The visitor's last message before it.")
    kind: Literal["joined", "said", "left", "ended", "nobody"]
    text: str = Field(examples=["Your pen left the workshop today."], description="The words of `said`, else empty.")
    name: str = Field(examples=["Mara"], description="What people of this business are called in a talk.")
    at: datetime


class Standing(_Out):
    """Who answers in the talk now: the data of the event ``state``."""

    person: str = Field(examples=["Mara"], description="The name of who answers instead of the bot, else empty.")
    waiting: bool = Field(description="A person was asked for and has not come yet.")
    closed: bool
    renewed: Renewed | None = None


class Conversation(_Out):
    """A talk read back: everything kept of it that its visitor may see."""

    conversation: str
    bot: str
    language: str
    consented: bool
    closed: bool
    outcome: str
    turns: list[Turn]
    person: str = Field("", description="The name of who answers instead of the bot, else empty.")
    waiting: bool = Field(False, description="A person was asked for and has not come yet.")
    lines: list[PersonLine] = Field([], description="What people of the business said and did in it, in order.")
    renewed: Renewed | None = None


class RatingIn(_In):
    """A thumb, and why."""

    thumb: Literal["up", "down"]
    reason: Literal["", "wrong", "missing", "unclear", "rude", "slow", "other"] = ""
    comment: str = Field("", max_length=1000)

    @field_validator("comment")
    @classmethod
    def _no_control_characters(cls, text: str) -> str:
        if _CONTROL.search(text):
            raise ValueError("the comment holds control characters; leave them out")
        return text
