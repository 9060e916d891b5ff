"""What can go wrong with a call, and what is to be done about it.

Providers differ in the classes they raise, so an error is read by its status, its code and its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any, Literal

from assistant.errors import ModelError

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
    name = type(error).__name__
    if "Timeout" in name:
        return CallFailedError("timeout", f"No answer within {seconds:.0f} seconds.")
    if "Connect" in name or "Protocol" in name or isinstance(error, OSError):
        hint = "Check that the server runs, and OPENAI_BASE_URL."
        return CallFailedError("connection", f"There is no connection to {host}.", hint=hint)
    if "LengthFinish" in name or "ContextOverflow" in name:
        return CallFailedError("long", "The text is longer than the model can read.")
    raise error


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
    """What the endpoint says, short, on one line; never the request, which holds people's words."""
    body = getattr(error, "body", None)
    message: Any = body.get("message") if isinstance(body, Mapping) else None
    code: Any = body.get("code") if isinstance(body, Mapping) else None
    said = " ".join(str(part) for part in (message or _plain(error), code or "") if part)
    said = re.sub(r"\b(?:sk|key)-[\w*-]{6,}", "(key)", said)
    return " ".join(said.split())[:300]


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
    except (ValueError, TypeError):
        return None


def _number(value: str, scale: float) -> float | None:
    try:
        return max(0.0, float(value) * scale)
    except ValueError:
        return None
