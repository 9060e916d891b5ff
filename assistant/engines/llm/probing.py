"""What an endpoint can do: one small call for each way of asking for JSON, the best that works is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engines.llm.asking import Asker, json_in
from assistant.engines.llm.failures import RETRIED, CallFailedError, UnreadableError
from assistant.engines.llm.request import Mode, Request

_SCHEMA = {
    "type": "object",
    "properties": {
        "colour": {"type": "string", "enum": ["red", "green", "blue"]},
        "numbers": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["colour", "numbers"],
    "additionalProperties": False,
}
_ASKED = (
    ("system", 'Reply with JSON alone, like this: {"colour": "red", "numbers": [1, 2]}'),
    ("user", "The sky is blue. The numbers are 3 and 5."),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """How an endpoint took one way of asking."""

    mode: Mode
    works: bool
    detail: str


def probe(asker: Asker) -> Iterator[Probe]:
    """Try each way, the best first, until one works; that one is remembered. CallFailedError where nobody answers."""
    for mode in asker.transport.endpoint.modes:
        found = _try(asker, mode)
        yield found
        if found.works:
            asker.remember(mode)
            return


def _try(asker: Asker, mode: Mode) -> Probe:
    request = Request(_ASKED, "probe", _SCHEMA, mode, most_tokens=200, step="probe", item=mode, prompt="probe")
    try:
        call, _ = asker.transport.call(request)
        reply = json_in(call.reply)
    except (CallFailedError, UnreadableError) as error:
        if isinstance(error, CallFailedError) and error.cause in RETRIED:
            raise  # nobody answers: another way of asking would wait as long for the same
        return Probe(mode, works=False, detail=str(error))
    colour, numbers = reply.get("colour"), reply.get("numbers")
    if not isinstance(colour, str) or not isinstance(numbers, list):
        return Probe(mode, works=False, detail="it answers in JSON, but not as it was asked to")
    used = f"{call.tokens_in} tokens read, {call.tokens_out} written, {call.seconds:.1f} s"
    if (colour, numbers) == ("blue", [3, 5]):
        return Probe(mode, works=True, detail=used)
    # The endpoint does its part; whether the model is any good is another matter, and worth knowing.
    return Probe(mode, works=True, detail=f"{used}; but the model got a trivial question wrong")
