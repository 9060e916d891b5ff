"""What is asked of a model, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.identity import digest

Mode = Literal["schema", "tool", "text"]
"""How JSON is asked for: by a schema the endpoint enforces, by a tool's arguments, or in words alone."""
MODES: tuple[Mode, ...] = ("schema", "tool", "text")


@dataclass(frozen=True, slots=True)
class Request:
    """One call before it is made: all that decides the answer, and what it is for."""

    messages: tuple[tuple[str, str], ...]
    """Role (`system`, `user`, `assistant`) and text."""
    name: str
    """What is asked for, as the schema is called: `code`, `theme`."""
    schema: Mapping[str, Any]
    mode: Mode = "text"
    most_tokens: int = 4096
    """Tokens the reply may have."""
    step: str = ""
    item: str = ""
    sources: tuple[str, ...] = ()
    prompt: str = ""

    def asked(self) -> dict[str, Any]:
        """All that the model sees, as it is kept with the call."""
        seen: dict[str, Any] = {"messages": [list(message) for message in self.messages], "mode": self.mode}
        if self.mode != "text":
            seen |= {"name": self.name, "schema": dict(self.schema)}
        return seen | {"most_tokens": self.most_tokens}

    def hash_for(self, model: str) -> str:
        """The hash of what a model would see."""
        return digest(model, self.asked())

    def in_mode(self, mode: Mode) -> Request:
        return replace(self, mode=mode)

    def followed_by(self, reply: str, remark: str) -> Request:
        """The same conversation, with a reply and what is to be said about it."""
        more = (("assistant", reply), ("user", remark))
        return replace(self, messages=self.messages + more)


def storable(text: str) -> str:
    """A text without what is no character and no database keeps: halves of pairs, and the zero that ends texts."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the endpoint counts them."""

    tokens_in: int
    tokens_out: int
    tokens_cached: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint sent, before anybody has looked whether it makes sense."""

    text: str
    finish: Literal["stop", "length", "refused"]
    usage: Usage | None
    reason: str = ""
    """Why it refused, where it says so."""
    headers: Mapping[str, str] = field(default_factory=dict)
