"""What can go wrong with a call, and what is to be done about it.

Providers differ in the classes they raise, so an error is read by its status, its code and its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from time import time
from typing import Any, Literal

from assistant.errors import ModelError
from assistant.printable import printable

Cause = Literal["busy", "server", "timeout", "connection", "long", "mode", "refused", "denied", "budget", "unreadable"]
"""busy: too many requests; server: its own fault; long: more than the model can read; mode: it cannot give JSON this
way; refused: the content filter; denied: key, quota or model are wrong, so no call will succeed."""

RETRIED: frozenset[Cause] = frozenset({"busy", "server", "timeout", "connection"})
STOPPING: frozenset[Cause] = frozenset({"denied"})


class CallFailedError(ModelError):
    """One call came to nothing; the item it was for is listed with this reason."""

    def __init__(self, cause: Cause, message: str, *, hint: str = "", after: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.cause = cause
        self.after = after
        """Seconds to wait before asking again, where the endpoint says so."""


class UnreadableError(ValueError):
    """A reply that makes no sense; the message is shown to the model, which may mend it once."""


class EndpointDownError(ModelError):
    """The endpoint is plainly down or refuses everything: the run stops, and goes on when it is called again."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words of an error that tell its cause, whatever the status."""

    cause: Cause
    words: re.Pattern[str]


_LONG = r"context.?(?:length|size|window)|maximum context|too many tokens|too long"
_SIGNS = (
    _Sign("denied", re.compile(r"insufficient_quota|exceeded your current quota|billing", re.IGNORECASE)),
    _Sign("long", re.compile(_LONG, re.IGNORECASE)),
    _Sign("refused", re.compile(r"content.?(?:filter|policy|management)|responsible ?ai|safety", re.IGNORECASE)),
    _Sign("mode", re.compile(r"response_format|json_schema|tool_choice|tools?\b|structured|grammar", re.IGNORECASE)),
)


def explain(error: BaseException, *, seconds: float, host: str) -> CallFailedError:
    """A provider's error as ours; a bug of ours is raised as it is."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return by_status(status, _words(error), _headers(error))
    kinds = {kind.__name__ for kind in type(error).__mro__}
    late = any("Timeout" in kind for kind in kinds) and "ConnectTimeout" not in kinds
    if late:
        return CallFailedError("timeout", f"No answer within {seconds:.0f} seconds.")
    if kinds & _UNREACHED or isinstance(error, OSError):
        hint = "Check that the server runs, the address (OPENAI_BASE_URL, base_url in study.toml), and the network."
        return CallFailedError("connection", f"There is no connection to {host}.", hint=hint)
    if kinds & _BROKEN:
        return CallFailedError("server", f"{host} broke off its answer, or sent what is none.")
    if any("LengthFinish" in kind or "ContextOverflow" in kind for kind in kinds):
        return CallFailedError("long", "The text is longer than the model can read.")
    raise error


_UNREACHED = {"ConnectTimeout", "ConnectError", "ProxyError", "UnsupportedProtocol", "APIConnectionError"}
_BROKEN = {"NetworkError", "ProtocolError", "DecodingError", "TooManyRedirects"}
"""Names of what HTTP clients raise, and of what packages of providers make of it."""


def by_reply(status: int, body: Any, text: str, headers: Mapping[str, str]) -> CallFailedError:
    """The failure that an HTTP reply tells of: its body where that is JSON, and as it came."""
    error = body.get("error", body) if isinstance(body, Mapping) else None
    return by_status(status, _in_words(error, text if body is None else ""), headers)


def by_status(status: int, words: str, headers: Mapping[str, str] | None = None) -> CallFailedError:
    """The failure that an HTTP status and the words beside it tell of."""
    cause = _cause(status, words)
    message = f"The endpoint answered {status}: {words}" if words else f"The endpoint answered {status}."
    return CallFailedError(cause, message, hint=_HINTS.get(status, ""), after=retry_after(headers or {}))


_HINTS = {
    401: "Check the key: OPENAI_API_KEY for OpenAI.",
    403: "The key may not use this model.",
    404: "Check the model's name, and OPENAI_BASE_URL.",
}


def _cause(status: int, words: str) -> Cause:
    signs = [sign.cause for sign in _SIGNS if sign.words.search(words)]
    if status == 429:
        return "denied" if "denied" in signs else "busy"
    if status in (408, 409, 425) or (status >= 500 and status != 501):
        return "server"
    told = [cause for cause in signs if cause != "denied"]
    if status in (400, 413, 422, 501) and told:
        return told[0]
    return "denied"


def _words(error: BaseException) -> str:
    """What an exception of a provider's package says."""
    return _in_words(getattr(error, "body", None), _plain(error))


def _in_words(error: Any, otherwise: str) -> str:
    """What the endpoint says, short, on one line; never the request, which holds people's words."""
    message: Any = error.get("message") if isinstance(error, Mapping) else error if isinstance(error, str) else None
    code: Any = error.get("code") if isinstance(error, Mapping) else None
    said = " ".join(str(part) for part in (message or otherwise, code or "") if part)
    said = re.sub(r"\b(?:sk|key)-[\w*-]{6,}", "(key)", said[:_MOST_READ])
    said = printable(said)
    return " ".join(said.split())[:300]


_MOST_READ = 2000
"""Characters of an error that are looked at: some answer with a whole page."""


def _plain(error: BaseException) -> str:
    return re.sub(r"^Error code: \d+ - ", "", str(error))


def _headers(error: BaseException) -> Mapping[str, str]:
    response = getattr(error, "response", None)
    return getattr(response, "headers", None) or {}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a reply asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date."""
    if milliseconds := headers.get("retry-after-ms"):
        return _number(milliseconds, 0.001)
    value = headers.get("retry-after")
    if not value:
        return None
    seconds = _number(value, 1.0)
    if seconds is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None


def _number(value: str, scale: float) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return max(0.0, number * scale) if isfinite(number) else None
