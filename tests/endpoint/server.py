"""The server: answers `/v1/chat/completions`, keeps a ledger of what was paid, and fails on demand."""

from __future__ import annotations

import json
import math
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.endpoint.faults import Draw, Faults
from tests.endpoint.writer import named_in, spoil, write

_ANY = 1_000_000


@dataclass(frozen=True)
class Script:
    """How the server behaves."""

    latency: float = 0.0
    """Seconds a call takes."""
    sigma: float = 0.0
    """Spread of the latency: log-normal with the same mean."""
    faults: Faults = field(default_factory=Faults)
    seed: int = 7
    capacity: int = 10_000
    """Calls it takes at once; more are refused with 429."""
    retry_after: float | None = 0.05
    modes: tuple[str, ...] = ("schema", "tool", "text")
    """How it gives JSON; for others it answers 400."""
    ignores: tuple[str, ...] = ()
    """Ways it accepts and then does not keep to."""
    most_prompt: int = _ANY
    """Tokens it can read."""
    headers: tuple[tuple[str, str], ...] = ()
    down: bool = False
    status: int = 0
    """An error with which it answers every call."""
    message: str = ""
    requests_a_minute: int = 0
    says: str = ""
    """Its reply to everything, in place of one that makes sense."""
    batch_polls: int = 2
    """How often a batch is asked for until it is done."""
    hang: float = 3600.0
    """Seconds after which a call that hangs is let go."""


@dataclass
class Ledger:
    """What the server saw and was paid for."""

    paid: list[tuple[str, int, int]] = field(default_factory=list)
    """Body, tokens read and written of each call that was answered."""
    refused: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    begun: list[float] = field(default_factory=list)
    """When each call came in."""
    ended: list[float] = field(default_factory=list)
    work: float = 0.0
    """Seconds that all calls took together, as they were drawn."""
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def cost(self, read: float, written: float) -> float:
        """What was paid, at prices for a million tokens."""
        return sum(tokens_in * read + tokens_out * written for _, tokens_in, tokens_out in self.paid) / 1e6

    def stats(self) -> dict[str, Any]:
        """All of it in a few numbers."""
        return {
            "paid": len(self.paid),
            "cost": self.cost(1.0, 4.0),
            "twice": self.paid_twice(),
            "seconds": max(self.ended, default=0.0) - min(self.begun, default=0.0),
            "work": self.work,
            "most": self.most_at_once,
            "refused": self.refused,
            "failed": dict(self.failed),
        }

    def paid_twice(self) -> int:
        """Calls that were paid although the same had been answered."""
        return len(self.paid) - len({body for body, _, _ in self.paid})


class Scripted:
    """A running server."""

    def __init__(self, script: Script, port: int = 0) -> None:
        self.script = script
        self.ledger = Ledger()
        self.lock = threading.Lock()
        self.at_once = 0
        self.draw = Draw(script.faults, script.seed)
        self.over = threading.Event()
        self.batches: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self._random = random.Random(script.seed)  # noqa: S311 - latencies are no secret
        self._server = _Server(("127.0.0.1", port), self)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def play(self, script: Script) -> None:
        """Behave so from now on."""
        self.script = script
        self.draw = Draw(script.faults, script.seed)

    def seconds(self) -> float:
        """How long the next call takes."""
        if not self.script.sigma:
            return self.script.latency
        with self.lock:
            drawn = self._random.gauss(0.0, self.script.sigma)
        return self.script.latency * math.exp(drawn - self.script.sigma**2 / 2)

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(script: Script | None = None) -> Iterator[Scripted]:
    """A server for the length of a test."""
    server = Scripted(script or Script())
    try:
        yield server
    finally:
        server.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], scripted: Scripted) -> None:
        super().__init__(address, _Handler)
        self.scripted = scripted

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed or gave up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nobody reads the log of a test."""

    def do_GET(self) -> None:
        from tests.endpoint import batches

        if self.path == "/stats":
            self._send(200, self.server.scripted.ledger.stats())
        else:
            self._send(*batches.get(self.server.scripted, self.path))

    def do_POST(self) -> None:
        from tests.endpoint import batches

        length = int(self.headers["content-length"])
        raw = self.rfile.read(length)
        if "/chat/completions" in self.path:
            self._chat(raw)
        else:
            self._send(*batches.post(self.server.scripted, self.path, raw, self.headers))

    def _chat(self, raw: bytes) -> None:
        scripted = self.server.scripted
        with scripted.lock:
            scripted.at_once += 1
            at_once = scripted.at_once
            scripted.ledger.begun.append(time.monotonic())
            scripted.ledger.most_at_once = max(scripted.ledger.most_at_once, at_once)
        try:
            if at_once > scripted.script.capacity:
                with scripted.lock:
                    scripted.ledger.refused += 1
                self._busy("too many at once")
            else:
                self._answer(raw)
        finally:
            with scripted.lock:
                scripted.at_once -= 1
                scripted.ledger.ended.append(time.monotonic())

    def _answer(self, raw: bytes) -> None:
        scripted, script = self.server.scripted, self.server.scripted.script
        began = time.monotonic()
        body = json.loads(raw)
        if script.status:
            self._send(script.status, _error(script.message or "no", "error"))
            return
        if problem := objection(script, body):
            self._send(400, problem)
            return
        fault = scripted.draw.fault(raw)
        with scripted.lock:
            scripted.ledger.failed[fault] += 1
        if fault == "hang":
            scripted.over.wait(script.hang)
            self.close_connection = True
            return
        if fault == "busy":
            self._busy("rate limit reached")
            return
        if fault == "server":
            self._send(500, _error("something broke", "server_error"))
            return
        seconds = scripted.seconds()
        reply = completion(script, body, fault)
        # What it takes to make the reply up is part of the time that a call takes.
        scripted.over.wait(max(0.0, seconds - (time.monotonic() - began)))
        usage = reply["usage"]
        with scripted.lock:
            scripted.ledger.work += seconds
            scripted.ledger.bodies.append(body)
            scripted.ledger.paid.append((raw.decode(), usage["prompt_tokens"], usage["completion_tokens"]))
        self._send(200, reply)

    def _busy(self, why: str) -> None:
        after = self.server.scripted.script.retry_after
        self._send(429, _error(why, "rate_limit_exceeded"), {} if after is None else {"retry-after": str(after)})

    def _send(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {**(headers or {}), **dict(self.server.scripted.script.headers)}.items():
            self.send_header(name, text)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _error(message: str, code: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": code, "code": code}}


def mode_of(body: dict[str, Any]) -> str:
    """How a request asks for JSON."""
    return "schema" if "response_format" in body else "tool" if "tools" in body else "text"


def objection(script: Script, body: dict[str, Any]) -> dict[str, Any] | None:
    """The error with which a request is turned down, if it is."""
    mode = mode_of(body)
    if mode not in (*script.modes, *script.ignores):
        word = {"schema": "response_format of type json_schema", "tool": "tools"}[mode]
        return _error(f"This server does not support {word}.", "unsupported")
    if script.most_prompt < _ANY and prompt_tokens(body) > script.most_prompt:
        return _error(f"This model's maximum context length is {script.most_prompt} tokens.", "context_length_exceeded")
    return None


def completion(script: Script, body: dict[str, Any], fault: str) -> dict[str, Any]:
    """What the server answers to a request."""
    mode = mode_of(body)
    system, question = body["messages"][0]["content"], body["messages"][1]["content"]
    text = json.dumps(write(_name(body, mode) or named_in(system), system, question))
    text = script.says or text
    repaired = len(body["messages"]) > 2
    text = spoil(text, "" if repaired and fault == "broken" else fault)
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or _ANY
    written = tokens(text)
    finish = "length" if fault == "cut" else "content_filter" if fault == "refused" else "stop"
    if written > limit:
        text, finish = text[: int(len(text) * limit / written) - 8], "length"
        written = tokens(text)
    if mode in script.ignores:
        text = "Certainly! Here is what I think: it is complicated."
        written = tokens(text)
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if mode == "tool" and mode not in script.ignores:
        function = {"name": _name(body, mode), "arguments": text}
        message = {"role": "assistant", "content": None, "tool_calls": [
            {"id": "call_1", "type": "function", "function": function}]}  # fmt: skip
        finish = "tool_calls" if finish == "stop" else finish
    read = prompt_tokens(body)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }


def _name(body: dict[str, Any], mode: str) -> str:
    if mode == "schema":
        return str(body["response_format"]["json_schema"]["name"])
    return str(body["tools"][0]["function"]["name"]) if mode == "tool" else ""


@cache
def _table() -> Any:
    from bpe_openai import get_encoding

    return get_encoding("o200k_base")


def tokens(text: str) -> int:
    """Tokens of a text."""
    return len(_table().encode_ordinary(text))


@cache
def _tokens_known(text: str) -> int:
    """Tokens of a text that comes again and again."""
    return tokens(text)


def prompt_tokens(body: dict[str, Any]) -> int:
    """Tokens of a request, as OpenAI counts them: the schema too."""
    system, *others = (message.get("content") or "" for message in body["messages"])
    total = 3 + 4 + _tokens_known(system) + sum(4 + tokens(text) for text in others)
    for part in ("response_format", "tools"):
        if part in body:
            value = body[part]["json_schema"]["schema"] if part == "response_format" else body[part][0]["function"]
            total += _tokens_known(json.dumps(value, separators=(",", ":"))) + 4
    return total
