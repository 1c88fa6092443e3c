"""The keys every bot file has. Each field says what it is for and its limits; the builder's forms read them here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bots.schema.origin import Origin
from bots.schema.written import as_clock

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-4]):[0-5]\d$"), BeforeValidator(as_clock)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Language = Literal["en", "es", "de", "fr", "it", "pt", "nl", "ar"]
MOST_KEPT = 2000
MaskableAction = Literal["allow", "mask", "ask", "block"]


class Strict(BaseModel):
    """A frozen model that refuses unknown keys: a misspelt key is an error, never a weaker setting."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, use_attribute_docstrings=True)


class ModelConfig(Strict):
    """Which model writes the answers."""

    provider: Literal["embedded", "openai"] = Field(
        "embedded", title="Who writes the answers", description="embedded quotes your documents and needs no key."
    )
    name: str | None = Field(None, title="Model name", max_length=120, description="Empty: the workspace's model.")
    temperature: float = Field(0.2, ge=0, le=2, title="Freedom of wording")
    timeout_seconds: float = Field(30, gt=0, le=120, title="Longest wait for the model")


class PolicyConfig(Strict):
    """What is kept secret: packs as a base (the stricter wins), then changes per kind of data and stage."""

    packs: tuple[str, ...] = Field(("default",), min_length=1, title="Starting points")
    level: Literal["balanced", "strict"] | None = Field(None, title="How eagerly personal data is recognized")
    entities: dict[str, dict[str, MaskableAction] | MaskableAction] = Field(
        default_factory=dict,
        title="Changes per kind of data",
        description="ENTITY: action, or ENTITY: {stage: action}.",
    )
    keep: tuple[str, ...] = Field(
        (), max_length=500, title="Not secret", description="Your own phone, address, staff names."
    )
    blocked_topics: tuple[str, ...] = Field((), max_length=100, title="Topics the bot does not talk about")
    blocked_words: tuple[str, ...] = Field((), max_length=500, title="Words the bot never says")
    show_own_values: bool = Field(True, title="Show visitors the values they typed themselves")


class ToolGrant(Strict):
    """One tool granted to the bot, and the kinds of personal data it may see in clear."""

    tool: str = Field(title="Tool", max_length=60)
    clear: tuple[str, ...] = Field((), title="Kinds of data this tool sees in clear")
    confirm: Literal["never", "once", "always"] = Field("always", title="Ask the visitor before it acts")
    own: bool = Field(
        False,
        title="Its results are about the visitor",
        description="Only then may personal data in them be shown; what the visitor typed is shown anyway.",
    )
    settings: dict[str, Any] = Field(default_factory=dict, title="Settings of the tool")


class NoticeConfig(Strict):
    """What the privacy notice needs beyond the bot's own settings."""

    controller: str = Field("", max_length=300, title="Business responsible", description="Name and address.")
    contact: str = Field("", max_length=300, title="Where people reach you about privacy")
    purposes: tuple[str, ...] = Field(("Answering your questions",), title="What the talk is used for")
    legal_basis: str = Field("consent", max_length=200, title="Legal basis")


class RetentionConfig(Strict):
    """How long records are kept, in days. Chats: 0 answers and forgets."""

    chats: int = Field(30, ge=0, le=3650, title="Chats")
    bookings: int = Field(90, ge=1, le=3650, title="Bookings, after their date")
    answers: int = Field(180, ge=1, le=3650, title="Survey answers")


class ThemeConfig(Strict):
    """How the widget looks on the owner's site."""

    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = Field("#0B5D51", title="Main colour")
    position: Literal["right", "left"] = Field("right", title="Corner")
    mode: Literal["auto", "light", "dark"] = Field("auto", title="Light or dark")
    avatar: str = Field("", max_length=2, title="Initials in the header")


class BotFile(Strict):
    """What every bot file says, whatever its kind."""

    id: Id = Field(title="Short name", description="Lower-case letters, digits, - and _; stays the same for ever.")
    kind: str
    name: str = Field(min_length=1, max_length=80, title="Name customers see")
    language: Language = Field("en", title="First language")
    timezone: str = Field("UTC", title="Time zone of the business", description="Such as Europe/Berlin.")
    welcome: str = Field("Hello! How can I help?", max_length=500, title="First words")
    starters: tuple[Annotated[str, StringConstraints(max_length=80)], ...] = Field(
        (), max_length=6, title="Starter questions"
    )
    persona: str = Field("Friendly, brief and exact.", max_length=1000, title="Tone")
    policy: PolicyConfig = Field(default_factory=lambda: PolicyConfig.model_validate({}), title="Keeps secret")
    model: ModelConfig = Field(default_factory=lambda: ModelConfig.model_validate({}), title="Model")
    tools: tuple[ToolGrant, ...] = Field((), title="What it may do")
    origins: tuple[Origin, ...] = Field(
        (), max_length=50, title="Sites it may appear on", description="https://shop.example"
    )
    links: tuple[str, ...] = Field((), max_length=50, title="Sites it may link to", description="Host names.")
    notice: NoticeConfig = Field(default_factory=lambda: NoticeConfig.model_validate({}), title="Privacy notice")
    retention: RetentionConfig = Field(
        default_factory=lambda: RetentionConfig.model_validate({}), title="How long it remembers"
    )
    theme: ThemeConfig = Field(default_factory=lambda: ThemeConfig.model_validate({}), title="Looks")
    survey_after: Id | None = Field(
        None, title="Survey offered at the end", description="The short name of a live survey of yours."
    )
    knowledge: str | None = Field(None, max_length=80, title="Knowledge base", description="Empty: one of its own.")

    @property
    def own_names(self) -> tuple[str, ...]:
        """Names the owner put into the file that visitors will say and that are nobody's secret, such as staff."""
        return ()

    def guarded(self) -> dict[str, Any]:
        """The policy as the guardrails load it: what was chosen, and the file's own names as not secret."""
        chosen = self.policy.model_dump()
        own = [*chosen["keep"], *self.own_names]
        return chosen | {"keep": tuple(dict.fromkeys(own))[:MOST_KEPT]}

    @property
    def stores_words(self) -> bool:
        """Whether the visitor's words may be stored with the turn. False: the engine stores ``(answer)`` instead,
        and hashes no body with the message id, because a short answer can be found by trying."""
        return True
