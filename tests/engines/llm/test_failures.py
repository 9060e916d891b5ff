"""Every error of the client beneath has a cause of ours, and a message that gives nothing away."""

from __future__ import annotations

import httpx2
import openai
import pytest

from assistant.engines.llm.failures import CallFailedError, explain, retry_after

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")


def status_error(status: int, message: str = "no", code: str = "") -> openai.APIStatusError:
    """What the client raises for a status."""
    response = httpx2.Response(status, request=REQUEST, headers={"retry-after": "3"})
    return openai.APIStatusError(message, response=response, body={"message": message, "code": code})


def told(error: BaseException) -> CallFailedError:
    return explain(error, seconds=120, host="example.org")


@pytest.mark.parametrize(
    ("status", "message", "code", "cause"),
    [
        (429, "Rate limit reached", "rate_limit_exceeded", "busy"),
        (429, "You exceeded your current quota", "insufficient_quota", "denied"),
        (500, "The server had an error", "", "server"),
        (503, "overloaded", "", "server"),
        (408, "timeout", "", "server"),
        (400, "This model's maximum context length is 8192 tokens", "context_length_exceeded", "long"),
        (400, "the request exceeds the available context size", "", "long"),
        (413, "Request too large: too many tokens", "", "long"),
        (400, "response_format json_schema is not supported", "", "mode"),
        (400, "tools are not supported by this model", "", "mode"),
        (400, "The response was filtered by the content management policy", "content_filter", "refused"),
        (400, "messages: something else", "", "denied"),
        (401, "Incorrect API key provided: sk-abc123456789", "invalid_api_key", "denied"),
        (404, "The model `x` does not exist", "model_not_found", "denied"),
    ],
)
def test_a_status_tells_its_cause(status: int, message: str, code: str, cause: str) -> None:
    """By its number, its code and its words."""
    found = told(status_error(status, message, code))

    assert found.cause == cause
    assert str(status) in found.message
    assert found.after == 3.0
    assert "abc123" not in found.message


def test_every_exception_of_the_client_is_known() -> None:
    """None comes through as a traceback."""
    timeout = told(openai.APITimeoutError(REQUEST))
    connection = told(openai.APIConnectionError(request=REQUEST))
    assert (timeout.cause, connection.cause) == ("timeout", "connection")
    assert "120 seconds" in timeout.message
    assert "example.org" in connection.message

    statuses = [each for each in _all_below(openai.APIStatusError) if getattr(each, "status_code", None)]
    assert len(statuses) >= 6
    for each in statuses:
        error = each.__new__(each)  # some take other arguments; what is read of them is the same
        error.status_code, error.body, error.response = each.status_code, None, None
        assert isinstance(told(error), CallFailedError)


def test_a_bug_of_ours_stays_one() -> None:
    """It is raised as it is."""
    with pytest.raises(ZeroDivisionError):
        told(ZeroDivisionError())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_the_wait_that_is_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    """In seconds, in milliseconds, or as a date; nonsense is no wait."""
    assert retry_after(headers) == seconds


def _all_below(kind: type) -> list[type]:
    return [each for direct in kind.__subclasses__() for each in (direct, *_all_below(direct))]
