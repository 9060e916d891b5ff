"""Getting JSON that makes sense out of any endpoint: by schema, by tool or in words, with one repair.

Which way an endpoint understands is found out with the first calls and remembered in the study.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from assistant.calls import ModelCall
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.request import Mode, Request, storable
from assistant.engines.llm.transport import Transport

Read = TypeVar("Read")

_GIVES_UP = 2
"""Replies that even a repair did not help, before another way of asking is tried."""
_MOST_REPEATED = 20_000
"""Characters of a reply that are sent back with it: more are no reply to what was asked."""
_REPAIR = "That cannot be used: {error}. Answer again, with the corrected JSON alone."


@dataclass(frozen=True, slots=True)
class Asked(Generic[Read]):
    """What was made of a reply."""

    value: Read
    cost: float
    """Of the calls that were made for it; those whose answer was in the book cost nothing."""
    cut: bool = False
    """The reply was cut by its length; `value` is what could be read of it."""


class Asker:
    """Asks one endpoint; used by many threads at once."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._key = f"endpoint:{transport.endpoint.host}:{transport.endpoint.name}"
        self._lock = threading.Lock()
        self._unreadable = 0
        self._works = False
        remembered = transport.book.note(self._key)
        modes = transport.endpoint.modes
        self._modes = modes[modes.index(remembered) :] if remembered in modes else modes
        self._certain = remembered in modes

    @property
    def mode(self) -> Mode:
        """How JSON is asked for now."""
        return self._modes[0]

    def remember(self, mode: Mode) -> None:
        """Keep what was found out about the endpoint."""
        modes = self.transport.endpoint.modes
        with self._lock:
            self._modes, self._certain = modes[modes.index(mode) :], True
        self.transport.book.set_note(self._key, mode)

    def ask(
        self,
        request: Request,
        read: Callable[[Any], Read],
        salvage: Callable[[str], Read] | None = None,
    ) -> Asked[Read]:
        """Ask, and `read` the JSON that comes; an UnreadableError from it is shown to the model once.

        Raises CallFailedError with the reason. A cut reply is given to `salvage`, where there is one.
        """
        call, cost, mode = self._call(request)
        if call.finish == "length" and salvage is not None:
            return Asked(salvage(call.reply), cost, cut=True)
        if call.finish in ("refused", "length"):
            self.transport.book.spoil_calls([call.id])  # no answer to come back to: the next run asks anew
            raise _unanswered(call)
        try:
            value = read(json_in(call.reply))
        except UnreadableError as error:
            return self._repair(request.in_mode(mode), read, salvage, call, str(error), cost)
        self._worked(mode)
        return Asked(value, cost)

    def _call(self, request: Request) -> tuple[ModelCall, float, Mode]:
        """The call in the best mode that the endpoint understands."""
        while True:
            mode = self.mode
            try:
                return *self.transport.call(request.in_mode(mode)), mode
            except CallFailedError as error:
                if error.cause != "mode" or not self._next_mode(mode):
                    raise

    def _repair(
        self,
        request: Request,
        read: Callable[[Any], Read],
        salvage: Callable[[str], Read] | None,
        first: ModelCall,
        error: str,
        cost: float,
    ) -> Asked[Read]:
        again = request.followed_by(first.reply[:_MOST_REPEATED], _REPAIR.format(error=error))
        second, more = self.transport.call(again)
        if second.finish == "length" and salvage is not None:
            return Asked(salvage(second.reply), cost + more, cut=True)
        try:
            value = read(json_in(second.reply if second.finish == "stop" else ""))
        except UnreadableError as still:
            # Not kept as an answer: the next run asks anew.
            self.transport.book.spoil_calls([first.id, second.id])
            self._gave_nonsense(request.mode)
            raise CallFailedError("unreadable", f"The reply could not be used: {still}.") from still
        self._worked(request.mode)
        return Asked(value, cost + more)

    def _worked(self, mode: Mode) -> None:
        self._works = True
        if not self._certain and mode == self.mode:
            self.remember(mode)

    def _gave_nonsense(self, mode: Mode) -> None:
        """An endpoint that ignores how it was asked gives nothing readable at all: ask it another way."""
        with self._lock:
            self._unreadable += 1
            hopeless = not self._works and self._unreadable >= _GIVES_UP
        if hopeless:
            self._next_mode(mode)

    def _next_mode(self, mode: Mode) -> bool:
        """Ask in a simpler way than `mode` from now on; False where there is none."""
        with self._lock:
            if self._modes[0] != mode:
                return True
            if len(self._modes) == 1:
                return False
            self._modes, self._unreadable, self._certain = self._modes[1:], 0, False
            return True


def _unanswered(call: ModelCall) -> CallFailedError:
    if call.finish == "refused":
        return CallFailedError("refused", f"The model declined: {call.error or 'it gave no reason'}.")
    return CallFailedError("long", "The reply was longer than it may be.")


_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_MOST_READ = 1_000_000
"""Characters of a reply that are looked at: far more than any that was asked for."""
_ESCAPED = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")


def json_in(text: str) -> dict[str, Any]:
    """The first JSON object in a reply, whatever stands around it; UnreadableError where there is none."""
    text = _without_thoughts(text[:_MOST_READ])
    decoder = json.JSONDecoder(strict=False)
    trouble = "there is no JSON object in it"
    for match in re.finditer(r"\{", text):
        try:
            value, _ = decoder.raw_decode(text, match.start())
            value = _storable(value) if _ESCAPED.search(text) else value
        except (ValueError, RecursionError) as error:
            if trouble.startswith("there"):
                trouble = f"it is not valid JSON ({error})"
            if match.start() > 2000:
                break
            continue
        if isinstance(value, dict):
            return value
    raise UnreadableError(trouble)


def _without_thoughts(text: str) -> str:
    """The text without what a model thought aloud before it answered."""
    said, begun, rest = text.partition(_THINKS)
    while begun:
        _, ended, after = rest.partition(_HAS_THOUGHT)
        if not ended:
            return said + begun + rest
        more, begun, rest = after.partition(_THINKS)
        said += more
    return said


def _storable(value: Any) -> Any:
    """The same JSON without characters that are none: halves of pairs, and the one that ends texts."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return {storable(key): _storable(item) for key, item in value.items()} if isinstance(value, dict) else value
