"""A chat completion as OpenAI's interface gives it, in the terms that all endpoints share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.engines.llm.failures import CallFailedError, by_status
from assistant.engines.llm.request import Answer, Usage


def read_completion(body: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """What a completion says; CallFailedError where it is none."""
    if isinstance(body, Mapping) and isinstance(error := body.get("error"), Mapping):
        raise _failed(error)  # some gateways answer 200 and tell of the failure inside
    try:
        choice = body["choices"][0]
        message, ended = choice["message"], choice.get("finish_reason")
        usage = _usage(body.get("usage"))
        text = _said(message)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise CallFailedError("server", "The endpoint's answer is no chat completion.") from error
    if refusal := str(message.get("refusal") or "") or ("the content filter" if ended == "content_filter" else ""):
        return Answer(refusal, "refused", usage, refusal, headers or {})
    return Answer(text, "length" if ended == "length" else "stop", usage, "", headers or {})


def _failed(error: Mapping[str, Any]) -> CallFailedError:
    code = error.get("code")
    status = code if isinstance(code, int) and 400 <= code < 600 else 500
    return by_status(status, " ".join(str(error.get("message") or "").split())[:300])


def _said(message: Mapping[str, Any]) -> str:
    """The arguments of the tool that is called, else the text."""
    if calls := message.get("tool_calls"):
        arguments = calls[0]["function"]["arguments"]  # a text, but for servers that have read it already
        return arguments if isinstance(arguments, str) else json.dumps(arguments)
    content = message.get("content") or ""
    return content if isinstance(content, str) else "".join(str(part.get("text") or "") for part in content)


def _usage(usage: Mapping[str, Any] | None) -> Usage | None:
    """Tokens as the endpoint counts them; None where it does not, or what it counts cannot be."""
    if not usage or usage.get("prompt_tokens") is None:
        return None
    details = usage.get("prompt_tokens_details") or {}
    counts = (usage["prompt_tokens"], usage.get("completion_tokens") or 0, details.get("cached_tokens") or 0)
    return Usage(*counts) if all(type(count) is int and 0 <= count < _MOST_TOKENS for count in counts) else None


_MOST_TOKENS = 1_000_000_000
