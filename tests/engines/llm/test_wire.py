"""Requests go out as the openai package would send them: the same address, key and organisation."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.engines.llm.endpoint import EndpointSettings, open_endpoint
from assistant.engines.llm.failures import CallFailedError
from assistant.engines.llm.request import Request
from tests.engines.llm.conftest import MODEL

ASKED = Request((("system", 'Reply with {"findings": []}'), ("user", "1 I had to wait.")), "code", {}, "text")


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[str]]]:
    """A server that answers every request with the same bytes; its address, and the requests it saw."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(f"{self.command} {self.path}\n{self.headers}")
            self.rfile.read(int(self.headers["content-length"]))
            self.wfile.write(answer)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nobody reads it."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()


def reply(body: bytes, status: str = "200 OK", headers: bytes = b"") -> bytes:
    """An HTTP answer."""
    return b"HTTP/1.1 %s\r\ncontent-length: %d\r\n%s\r\n%s" % (status.encode(), len(body), headers, body)


COMPLETION = reply(b'{"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]}')


def test_the_key_and_the_organisation_go_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the package reads them from the environment; nothing is told of this machine."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-7")
    with answering(COMPLETION) as (url, seen):
        open_endpoint(MODEL, EndpointSettings(base_url=f"{url}/v1")).ask(ASKED)

    assert seen[0].startswith("POST /v1/chat/completions\n")
    assert "authorization: Bearer sk-secret" in seen[0]
    assert "openai-organization: org-7" in seen[0]
    assert "x-stainless" not in seen[0]


def test_azure_has_its_own_address_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deployment stands in the path, the version in the query."""
    with answering(COMPLETION) as (url, seen):
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", url)
        monkeypatch.setenv("AZURE_OPENAI_API_KEY", "az-secret")
        monkeypatch.setenv("OPENAI_API_VERSION", "2025-04-01-preview")
        answer = open_endpoint("azure_openai:my-model", EndpointSettings()).ask(ASKED)

    assert answer.text == "{}"
    first = "POST /openai/deployments/my-model/chat/completions?api-version=2025-04-01-preview\n"
    assert seen[0].startswith(first)
    assert "api-key: az-secret" in seen[0]


@pytest.mark.parametrize(
    ("answer", "cause", "words"),
    [
        (b"", "server", "broke off its answer"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "server", "broke off its answer"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{", "server", "broke off its answer"),
        (reply(b"{" * 100_000), "server", "is no model"),
        (reply(b"[" * 100_000 + b"]" * 100_000), "server", "is no model"),
        (reply(b'"hello"'), "server", "no chat completion"),
        (reply(b'{"error": "model is loading"}', "503 Busy"), "server", "503: model is loading"),
        (reply(b'{"message": "no such model"}', "404 Not Found"), "denied", "404: no such model"),
        (reply(b"<html>\x1b[31m" + b"Bad gateway " * 9000, "502 Bad"), "server", "502: <html> [31m"),
        (reply(b"[]", "400 Bad"), "denied", "answered 400."),
        (reply(b"{}", "429 Slow", b"retry-after: nan\r\n"), "busy", "429"),
        (reply(b"{}", "429 Slow", b"retry-after: inf\r\n"), "busy", "429"),
    ],
)
def test_whatever_comes_is_told_in_words(answer: bytes, cause: str, words: str) -> None:
    """Short, on one line, with nothing that steers a terminal, and no wait that never ends."""
    with answering(answer) as (url, _), pytest.raises(CallFailedError) as caught:
        open_endpoint(MODEL, EndpointSettings(base_url=f"{url}/v1", timeout=5.0)).ask(ASKED)

    assert caught.value.cause == cause
    assert words in caught.value.message
    assert len(caught.value.message) < 400
    assert caught.value.message.isprintable()
    assert caught.value.after is None


def test_an_address_that_takes_no_connection_is_no_lost_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer can have been paid for where none was asked for."""
    monkeypatch.setattr("assistant.engines.llm.endpoint._CONNECT", 0.2)
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        settings = EndpointSettings(base_url=f"http://127.0.0.1:{full.getsockname()[1]}/v1")
        with pytest.raises(CallFailedError, match="There is no connection to 127") as caught:
            open_endpoint(MODEL, settings).ask(ASKED)
        for one in waiting:
            one.close()

    assert caught.value.cause == "connection"


def test_an_answer_of_ten_megabytes_is_read() -> None:
    """A reply may be as long as it likes."""
    body = b'{"choices": [{"message": {"content": "%s"}, "finish_reason": "stop"}]}' % (b"x" * 10_000_000)
    with answering(reply(body)) as (url, _):
        answer = open_endpoint(MODEL, EndpointSettings(base_url=f"{url}/v1", timeout=20.0)).ask(ASKED)

    assert len(answer.text) == 10_000_000
