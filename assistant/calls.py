"""Calls to outside models: what each one said and cost, and the book they are kept in.

A call is known by the hash of what the model saw. It is put into the book before its reply is used, so that a
program that is killed, or a study that is run again, never pays twice for the same answer.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

Finish = Literal["stop", "length", "refused", "failed"]
"""How a reply ended: by itself, cut by its length, refused or filtered, or no reply at all."""

BATCHES = "batches:"
"""Before the name of an engine: the key under which a study notes its batches that are under way."""


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call and its reply."""

    id: str
    hash: str
    """Of what the model saw: messages, schema, model, parameters."""
    at: str
    """ISO 8601, UTC."""
    run_id: str | None
    step: str
    item: str
    sources: tuple[str, ...]
    """The sources whose words were sent; their shares in the cost are equal."""
    model: str
    prompt: str
    """The prompt's name and the hash of its text."""
    request: Mapping[str, Any] = field(default_factory=dict)
    reply: str = ""
    finish: Finish = "stop"
    error: str = ""
    usable: bool = True
    """False where nothing could be made of the reply: the same request is then asked again."""
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    """In US dollars; 0 where the price is not known."""
    seconds: float = 0.0
    batch: str = ""
    """The batch that the reply came with; empty where it was asked for alone."""


class CallBook(Protocol):
    """Where calls are kept; used by many threads at once."""

    def find_call(self, request_hash: str) -> ModelCall | None:
        """The newest usable reply to a request."""
        ...

    def keep_call(self, call: ModelCall) -> None:
        """Keep a call; it is safe on disk when this returns."""
        ...

    def spoil_calls(self, call_ids: Collection[str]) -> None:
        """Mark replies that nothing could be made of."""
        ...

    def note(self, key: str) -> str | None:
        """A small fact that was kept, such as what an endpoint can do."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a small fact."""
        ...


class CallsInMemory:
    """A book for work that belongs to no study."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notes: dict[str, str] = {}
        self.calls: dict[str, ModelCall] = {}

    def find_call(self, request_hash: str) -> ModelCall | None:
        with self._lock:
            found = [call for call in self.calls.values() if call.hash == request_hash and call.usable]
        return found[-1] if found else None

    def keep_call(self, call: ModelCall) -> None:
        with self._lock:
            self.calls[call.id] = call

    def spoil_calls(self, call_ids: Collection[str]) -> None:
        with self._lock:
            for call_id in call_ids:
                self.calls[call_id] = replace(self.calls[call_id], usable=False)

    def note(self, key: str) -> str | None:
        return self._notes.get(key)

    def set_note(self, key: str, value: str) -> None:
        self._notes[key] = value
