"""http_request: acts of the owner's own services, such as an order's status, defined in the bot file without code.

```yaml
tools:
  - tool: http_request
    settings:
      actions:
        order_status:
          description: Where an order is
          url: "https://api.shop.example/orders/{number}?customer={subject}"
          inputs: {number: {kind: integer, minimum: 1, maximum: 99999999, ask: the number of your order}}
          show: [status, expected]
          when: [where is my order, track my parcel]
          say: "Order {number} is {status}. It should arrive on {expected}."
```

The host is the owner's and fixed; ``{subject}`` is the signed-in visitor the site vouched for, never a model's word;
what does not stand under ``show`` is not seen by anybody. A method other than GET changes something and is confirmed.
``when``, ``ask`` and ``say`` are for bots without a model: what calls for the act, how a value is asked, the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast
from urllib.parse import quote, urlsplit

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator

from bots import owner_pattern
from bots.errors import BadArguments, NotGranted, NotSignedIn
from bots.fetching import Fetched, FetchFailed
from bots.schema.common import Id, Strict
from bots.tools import Arguments, ToolContext, ToolResult
from bots.types import Json

_BLANK = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_SHOWN_BLANK = re.compile(r"\{([a-z_][\w.]*)\}", re.IGNORECASE)
_SHOWN = 300  # characters of one field


class Input(Strict):
    """One value the visitor gives."""

    kind: Literal["integer", "number", "text", "choice"] = "text"
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = Field(60, ge=1, le=500)
    options: tuple[str, ...] = ()
    pattern: str = Field("", max_length=120, description="What a text looks like, as a regular expression.")
    ask: str = Field("", max_length=120, description="How the value is named when the customer is asked for it.")

    @field_validator("pattern")
    @classmethod
    def _readable(cls, pattern: str) -> str:
        if owner_pattern.problem(pattern):
            raise ValueError("the pattern is no regular expression")
        return pattern


class Action(Strict):
    """One act: where it goes, what it takes, what may be shown of the answer."""

    description: str = Field(min_length=1, max_length=200)
    url: str = Field(min_length=8, max_length=500)
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    inputs: dict[Id, Input] = Field(default_factory=dict)
    show: tuple[str, ...] = Field(min_length=1, max_length=20)
    private: bool = Field(False, description="The service may be inside a private network.")
    when: tuple[Annotated[str, StringConstraints(min_length=2, max_length=80)], ...] = Field(
        (), max_length=20, description="Words of customers that call for it; without them its description counts."
    )
    say: str = Field("", max_length=300, description="The answer as a sentence, with {blanks} from show and inputs.")

    @model_validator(mode="after")
    def _fixed_host(self) -> Action:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "{" in parts.netloc:
            raise ValueError("the address needs https:// and a host without blanks")
        unknown = set(_BLANK.findall(self.url)) - {*self.inputs, "subject"}
        if unknown:
            raise ValueError(f"the address names {', '.join(sorted(unknown))}, which is no input")
        unsaid = set(_SHOWN_BLANK.findall(self.say)) - {*self.inputs, *self.show}
        if unsaid:
            raise ValueError(f"the sentence names {', '.join(sorted(unsaid))}, which is neither shown nor an input")
        return self


class HttpSettings(Strict):
    """What the grant in the bot file says."""

    actions: dict[Id, Action] = Field(min_length=1, max_length=30)


class HttpArguments(Arguments):
    """Which act, and the values it takes."""

    action: str = Field(max_length=60, description="The name of the act")
    inputs: dict[str, str | int | float] = Field(default_factory=dict, description="Its values by name")


class _HttpRequest:
    name = "http_request"
    description = "Ask one of the business's own services, as the owner set it up"
    writes = True
    Arguments = HttpArguments
    Settings = HttpSettings

    def writes_with(self, arguments: HttpArguments, settings: Mapping[str, Any]) -> bool:
        """Reading needs no confirmation."""
        return _action(arguments.action, settings).method != "GET"

    def in_words(self, arguments: HttpArguments, settings: Mapping[str, Any]) -> str:
        """The owner's words for the act, with the values it would be done with."""
        values = ", ".join(f"{name}: {value}" for name, value in arguments.inputs.items())
        action = _action(arguments.action, settings)
        return f"{action.description} ({values})" if values else action.description

    def run(self, arguments: HttpArguments, context: ToolContext) -> ToolResult:
        action = _action(arguments.action, context.settings)
        values = {
            name: _typed(action.inputs.get(name), context.reveal(v)) if isinstance(v, str) else v
            for name, v in arguments.inputs.items()
        }
        _check(action, values)
        if context.services.fetch is None:
            raise NotGranted("No service can be asked from here.")
        url = _BLANK.sub(lambda m: quote(str(_blank(m[1], values, context)), safe=""), action.url)
        body = None if action.method == "GET" else cast("Mapping[str, Json]", values)
        try:
            fetched: Fetched = context.services.fetch(action.method, url, json=body, private=action.private)
        except FetchFailed as failure:
            raise NotGranted(str(failure)) from None
        shown = _shown(action, fetched)
        words = said(action, {**arguments.inputs, **shown}) or "; ".join(f"{k}: {v}" for k, v in shown.items())
        return ToolResult(words, data=shown, act=f"did {arguments.action}")


def actions_of(settings: Mapping[str, Any]) -> Mapping[str, Action]:
    """The acts a grant sets up; none when it is not set up rightly."""
    try:
        return HttpSettings.model_validate(settings).actions
    except ValidationError:
        return {}


def said(action: Action, values: Mapping[str, Any]) -> str:
    """The owner's sentence with its blanks filled; empty without one, or when a blank has no value."""
    names = set(_SHOWN_BLANK.findall(action.say))
    if not action.say or any(values.get(name) is None for name in names):
        return ""
    return _SHOWN_BLANK.sub(lambda m: str(values[m[1]]), action.say)


def _typed(wanted: Input | None, value: str) -> Any:
    """A revealed placeholder is text; where a number is wanted its digits are one."""
    digits = value.replace(" ", "")
    return int(digits) if wanted is not None and wanted.kind == "integer" and digits.isdecimal() else value


def _action(name: str, settings: Mapping[str, Any]) -> Action:
    try:
        actions = HttpSettings.model_validate(settings).actions
    except ValidationError:
        raise NotGranted("This tool is not set up.") from None
    if name not in actions:
        raise BadArguments(f"action: one of {', '.join(actions)}")
    return actions[name]


def _check(action: Action, values: Mapping[str, Any]) -> None:
    missing, extra = set(action.inputs) - set(values), set(values) - set(action.inputs)
    if missing or extra:
        raise BadArguments(f"inputs: exactly {', '.join(action.inputs) or 'none'}")
    for name, wanted in action.inputs.items():
        if not _fits(wanted, values[name]):
            raise BadArguments(f"inputs.{name}: {wanted.kind} within its limits")


def _fits(wanted: Input, value: Any) -> bool:
    if wanted.kind == "choice":
        return value in wanted.options
    if wanted.kind == "text":
        fits = isinstance(value, str) and 0 < len(value) <= wanted.max_length and value.isprintable()
        return fits and (not wanted.pattern or owner_pattern.fits(wanted.pattern, value))
    if wanted.kind == "integer" and not isinstance(value, int):
        return False
    return (
        isinstance(value, int | float)
        and (wanted.minimum is None or value >= wanted.minimum)
        and (wanted.maximum is None or value <= wanted.maximum)
    )


def _blank(name: str, values: Mapping[str, Any], context: ToolContext) -> Any:
    if name != "subject":
        if str(values[name]) in (".", ".."):  # in an address these climb
            raise BadArguments(f"{name}: a value is needed, not dots.")
        return values[name]
    if context.conversation.visitor.subject is None:
        raise NotSignedIn("The visitor must be signed in for this.")
    return context.conversation.visitor.subject


def _shown(action: Action, fetched: Fetched) -> dict[str, Json]:
    if fetched.status == 404:
        return {"found": False}
    if not 200 <= fetched.status < 300:
        raise NotGranted("The service refused.")
    try:
        answer = json.loads(fetched.body)
    except (ValueError, RecursionError):
        raise NotGranted("The service answered something that cannot be read.") from None
    found = {path: _at(answer, path) for path in action.show}
    return {
        path: value[:_SHOWN] if isinstance(value, str) else value for path, value in found.items() if value is not None
    }


def _at(value: Any, path: str) -> Json:
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, bool | int | float | str) else None


tool = _HttpRequest()
