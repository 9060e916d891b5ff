"""What endpoints answer: read where it is a completion, told in words where it is none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from assistant.engines.llm.completion import read_completion
from assistant.engines.llm.endpoint import EndpointSettings, open_endpoint
from assistant.engines.llm.failures import CallFailedError
from assistant.engines.llm.request import Request, Usage
from tests.endpoint.server import Scripted
from tests.engines.llm.conftest import MODEL

ASKED = Request((("system", "Reply with {}"), ("user", "1 I waited.")), "code", {}, "text")
Serve = Callable[..., Scripted]


def completion(message: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A completion with one choice."""
    return {"choices": [{"message": message, "finish_reason": "stop"} | more]}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": "{}"}, "{}"),
        ({"content": None}, ""),
        ({"content": [{"type": "text", "text": '{"a"'}, {"type": "text", "text": ": 1}"}]}, '{"a": 1}'),
        ({"content": "", "tool_calls": [{"function": {"name": "code", "arguments": '{"b": 2}'}}]}, '{"b": 2}'),
        ({"content": "{}", "tool_calls": []}, "{}"),
    ],
)
def test_the_text_is_found_wherever_it_stands(message: dict[str, Any], text: str) -> None:
    """In one piece, in several, or as the arguments of a tool."""
    answer = read_completion(completion(message))

    assert (answer.text, answer.finish, answer.usage) == (text, "stop", None)


def test_tokens_are_told_where_they_are_counted() -> None:
    """Those that came from the provider's cache too."""
    usage = {"prompt_tokens": 90, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}

    assert read_completion(completion({"content": "{}"}) | {"usage": usage}).usage == Usage(90, 7, 64)
    assert read_completion(completion({"content": "{}"}) | {"usage": {"total_tokens": 97}}).usage is None


def test_a_refusal_is_an_outcome() -> None:
    """With the model's reason, or the filter's name."""
    refused = read_completion(completion({"content": None, "refusal": "I would rather not."}))
    filtered = read_completion(completion({"content": ""}, finish_reason="content_filter"))

    assert (refused.finish, refused.reason) == ("refused", "I would rather not.")
    assert (filtered.finish, filtered.reason) == ("refused", "the content filter")


@pytest.mark.parametrize("body", [[], {}, None, {"choices": []}, {"choices": [{}]}, {"choices": [{"message": "hi"}]}])
def test_what_is_no_completion_is_told_in_words(body: Any) -> None:
    """It is the endpoint's fault, and worth another attempt."""
    with pytest.raises(CallFailedError, match="no chat completion") as caught:
        read_completion(body)
    assert caught.value.cause == "server"


def test_a_failure_inside_a_good_answer_is_a_failure(serve: Serve) -> None:
    """Gateways answer 200 and tell of the failure in the body."""
    endpoint = open_endpoint(MODEL, EndpointSettings(2, 5.0, serve(status=200, message="the upstream is gone").url))
    with pytest.raises(CallFailedError, match="500: the upstream is gone"):
        endpoint.ask(ASKED)

    with pytest.raises(CallFailedError) as caught:
        read_completion({"error": {"message": "slow down", "code": 429}})
    assert caught.value.cause == "busy"


def test_a_web_page_is_no_answer() -> None:
    """As where the address is a company's sign-in page."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Please sign in</html>")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        endpoint = open_endpoint(MODEL, EndpointSettings(2, 5.0, f"http://127.0.0.1:{server.server_address[1]}/v1"))
        with pytest.raises(CallFailedError, match="is no model: it sent no JSON"):
            endpoint.ask(ASKED)
    finally:
        server.shutdown()
        server.server_close()
