"""OpenAI's Batch API: requests are handed in together, answered within a day, at half the price.

What was handed in is noted in the study at once, so that it is collected by whichever run comes next. Answers go
into the same book as all others; what failed in a batch is handed in again, and then asked for directly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.calls import BATCHES
from assistant.engines.llm.completion import read_completion
from assistant.engines.llm.endpoint import OpenAIEndpoint
from assistant.engines.llm.failures import CallFailedError
from assistant.engines.llm.request import Answer, Request, Usage
from assistant.engines.llm.tokens import count_request
from assistant.engines.llm.transport import Transport
from assistant.errors import ConfigurationError, ModelError

PRICE = 0.5
"""Share of the usual price."""
_MOST_REQUESTS = 50_000
_MOST_BYTES = 100_000_000
_OVER = ("completed", "expired", "cancelled", "failed")
_ROUNDS = 2
"""How often a request is handed in before it is asked for directly."""


@dataclass(frozen=True, slots=True)
class Collected:
    """How the batches of a study stand."""

    answered: int
    failed: int
    open: int
    """Batches that are not done yet."""
    states: tuple[str, ...] = ()
    """How each of those stands, in words."""


class Batches:
    """The batches of one study at one endpoint."""

    def __init__(self, transport: Transport) -> None:
        if not isinstance(transport.endpoint, OpenAIEndpoint):
            raise ConfigurationError(
                f"{transport.endpoint.name} has no batches.", hint="Only OpenAI's own way of batches is known: openai:…"
            )
        self._transport, self._endpoint = transport, transport.endpoint
        self._key = BATCHES + transport.endpoint.name
        self._tried_key = f"batches tried:{transport.endpoint.name}"

    def hand_in(self, requests: Sequence[Request]) -> int:
        """Hand in requests, as far as the budget allows; returns how many."""
        chosen = list(self._affordable(requests))
        for lines in _files(self._line(request) for request in chosen):
            data = b"".join(line for _, line in lines)
            file = self._client.files.create(file=("requests.jsonl", data), purpose="batch")
            batch = self._client.batches.create(
                input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
            )
            # Noted before the next one is handed in: what the endpoint has, this study knows of.
            self._note([*self._open(), {"id": batch.id, "requests": [name for name, _ in lines]}])
        self._count(chosen)
        return len(chosen)

    def may_be_handed_in(self, request: Request) -> bool:
        """Whether a request has not failed in batches too often."""
        return int(self._tried().get(self._hash(request), 0)) < _ROUNDS

    def collect(self, requests: Iterable[Request]) -> Collected:
        """Put the answers of batches that are done into the book; `requests` are those that may be in them."""
        known = {self._hash(request): request for request in requests}
        answered = failed = 0
        still: list[Any] = []
        states: list[str] = []
        for entry in self._open():
            batch = self._client.batches.retrieve(entry["id"])
            if batch.status not in _OVER:
                still.append(entry)
                states.append(_state(batch))
                continue
            good = sum(self._keep(line, known, batch.id) for line in self._lines(batch.output_file_id))
            answered, failed = answered + good, failed + len(entry["requests"]) - good
        self._note(still)
        return Collected(answered, failed, len(still), tuple(states))

    @property
    def _client(self) -> Any:
        return self._endpoint.client

    def _hash(self, request: Request) -> str:
        return self._transport.outgoing(request).hash_for(self._endpoint.name)

    def _affordable(self, requests: Sequence[Request]) -> Iterator[Request]:
        """Requests whose dearest answers together stay within the budget."""
        limit, price = self._transport.terms.budget, self._transport.price
        spent = self._transport.budget.spent
        for request in requests:
            if limit is not None and price is not None:
                usage = Usage(round(count_request(request) * 1.15) + 40, request.most_tokens)
                spent += price.scaled(PRICE).of(usage)
                if spent > limit:
                    return
            yield request

    def _line(self, request: Request) -> tuple[str, bytes]:
        """A request's name and its line in the file."""
        name = self._hash(request)
        body = self._endpoint.body(self._transport.outgoing(request))
        line = {"custom_id": name, "method": "POST", "url": "/v1/chat/completions", "body": body}
        return name, json.dumps(line, ensure_ascii=False).encode() + b"\n"

    def _lines(self, file_id: str | None) -> Iterator[Mapping[str, Any]]:
        if file_id:
            for line in self._client.files.content(file_id).text.splitlines():
                if line.strip():
                    yield json.loads(line)

    def _keep(self, line: Mapping[str, Any], known: Mapping[str, Request], batch: str) -> bool:
        """Put one answer into the book; False where there is none."""
        response = line.get("response") or {}
        if line.get("error") or response.get("status_code") != 200:
            return False
        # What has changed since it was handed in was paid for all the same, and is kept.
        request = known.get(line["custom_id"]) or Request((), "code", {}, step="code", item="(changed since)")
        if self._transport.book.find_call(line["custom_id"]) is None:
            self._transport.keep_batched(request, line["custom_id"], _answer(response["body"]), PRICE, batch)
        return True

    def _open(self) -> list[Any]:
        found: list[Any] = json.loads(self._transport.book.note(self._key) or "[]")
        return found

    def _note(self, entries: Sequence[Any]) -> None:
        self._transport.book.set_note(self._key, json.dumps(entries))

    def _tried(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self._transport.book.note(self._tried_key) or "{}")
        return found

    def _count(self, requests: Iterable[Request]) -> None:
        tried = self._tried()
        for request in requests:
            tried[self._hash(request)] = tried.get(self._hash(request), 0) + 1
        self._transport.book.set_note(self._tried_key, json.dumps(tried))


def _files(lines: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """Lines in files that the endpoint takes."""
    file: list[tuple[str, bytes]] = []
    size = 0
    for line in lines:
        if file and (len(file) == _MOST_REQUESTS or size + len(line[1]) > _MOST_BYTES):
            yield file
            file, size = [], 0
        file.append(line)
        size += len(line[1])
    if file:
        yield file


def _state(batch: Any) -> str:
    counts = batch.request_counts
    done = f", {counts.completed} of {counts.total} answered" if counts else ""
    return f"{batch.id}: {str(batch.status).replace('_', ' ')}{done}"


def _answer(body: Any) -> Answer:
    try:
        return read_completion(body)
    except CallFailedError as error:
        raise ModelError("A batch holds an answer that cannot be read.", hint="Run again without --batch.") from error
