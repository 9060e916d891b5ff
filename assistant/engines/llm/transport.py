"""Making calls: from the book where the answer is there, else from the endpoint, within limits and budget.

Every text that leaves the machine passes through `Transport._outgoing`, and nothing else sends any.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Protocol

from assistant.calls import CallBook, ModelCall
from assistant.engines.llm.attempts import Attempts, used
from assistant.engines.llm.budget import Budget
from assistant.engines.llm.endpoint import Endpoint
from assistant.engines.llm.gate import Gate
from assistant.engines.llm.prices import Price
from assistant.engines.llm.request import Answer, Request, storable
from assistant.engines.llm.turn import Turn
from assistant.errors import ConfigurationError


class Redaction(Protocol):
    """Replaces what must not leave the machine, and puts it back into what comes."""

    def hide(self, text: str) -> str: ...
    def restore(self, text: str) -> str: ...


class NoRedaction:
    """Texts leave as they are."""

    def hide(self, text: str) -> str:
        return text

    def restore(self, text: str) -> str:
        return text


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run allows itself."""

    budget: float | None = None
    """In US dollars."""
    fresh: bool = False
    """Ask again what was answered before this run."""
    run_id: str | None = None
    patience: float = 30.0
    """Seconds without any answer after which the endpoint counts as down."""
    attempts: int = 6
    """How often a call is tried that fails for the server's own fault."""


class Transport:
    """Calls one endpoint; used by many threads at once."""

    def __init__(
        self,
        endpoint: Endpoint,
        book: CallBook,
        price: Price | None,
        terms: Terms,
        *,
        concurrency: int = 16,
        redaction: Redaction | None = None,
    ) -> None:
        if terms.budget is not None and price is None:
            raise ConfigurationError(
                f"The price of {endpoint.name} is not known, so a budget cannot be kept.",
                hint="Add a line for it to prices.toml in the study's folder; docs/models.md shows how.",
            )
        self.endpoint, self.book, self.price, self.terms = endpoint, book, price, terms
        self.budget = Budget(terms.budget)
        self.gate = Gate(concurrency)
        self.turn = Turn()
        self.made = 0
        """Calls that were made and answered."""
        self.reused = 0
        """Calls whose answer was in the book."""
        self._redaction = redaction or NoRedaction()
        self._attempts = Attempts(price, self.budget, self.gate, patience=terms.patience, most=terms.attempts)
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._mine: set[str] = set()
        self._instructions: dict[str, str] = {}

    def call(self, request: Request) -> tuple[ModelCall, float]:
        """The call that answers a request, and what it cost now; CallFailedError where there is no answer to be had.

        An answer from the book costs nothing.
        """
        outgoing = self._outgoing(request)
        request_hash = outgoing.hash_for(self.endpoint.name)
        with self.turn.aside(), self._alone(request_hash):
            found, cost = self._known(request_hash), 0.0
            if found is None:
                found = self._make(outgoing, request_hash)
                cost = found.cost
        return replace(found, reply=self._redaction.restore(found.reply)), cost

    def known(self, request: Request) -> ModelCall | None:
        """The answer to a request where the book has one."""
        return self._known(self._outgoing(request).hash_for(self.endpoint.name))

    def keep_batched(self, request: Request, request_hash: str, answer: Answer, share: float, batch: str) -> ModelCall:
        """Put an answer that came with a batch into the book, at a share of the price."""
        price = self.price.scaled(share) if self.price else None
        call = self._keep(self._outgoing(request), request_hash, answer, 0.0, price=price, batch=batch)
        self.budget.settle(0.0, call.cost)
        return call

    def outgoing(self, request: Request) -> Request:
        """A request as it may leave the machine, for those who send it by another way."""
        return self._outgoing(request)

    def stop(self) -> None:
        """End all waiting: the work is over."""
        self._attempts.stop()

    def _outgoing(self, request: Request) -> Request:
        """The one place through which text leaves: what must not be known outside is replaced here."""
        messages = tuple(
            (role, self._hidden_instructions(text) if role == "system" else self._redaction.hide(text))
            for role, text in request.messages
        )
        return replace(request, messages=messages)

    def _hidden_instructions(self, text: str) -> str:
        """Instructions are the same from call to call, and are gone through once."""
        if text not in self._instructions:
            self._instructions[text] = self._redaction.hide(text)
        return self._instructions[text]

    @contextmanager
    def _alone(self, request_hash: str) -> Iterator[None]:
        """Two threads with the same question: one asks, the other takes its answer."""
        with self._lock:
            lock = self._under_way[request_hash]
        with lock:
            yield

    def _known(self, request_hash: str) -> ModelCall | None:
        if self.terms.fresh and request_hash not in self._mine:
            return None
        found = self.book.find_call(request_hash)
        if found is not None:
            with self._lock:
                self.reused += 1
        return found

    def _make(self, request: Request, request_hash: str) -> ModelCall:
        answer, seconds = self._attempts.answered(request, self.endpoint.ask)
        with self.turn.taken():
            return self._keep(request, request_hash, answer, seconds, price=self.price)

    def _keep(
        self,
        request: Request,
        request_hash: str,
        answer: Answer,
        seconds: float,
        *,
        price: Price | None,
        batch: str = "",
    ) -> ModelCall:
        usage = used(request, answer)
        call = ModelCall(
            id=token_hex(8),
            hash=request_hash,
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            run_id=self.terms.run_id,
            step=request.step,
            item=request.item,
            sources=request.sources,
            model=self.endpoint.name,
            prompt=request.prompt,
            request=request.asked(),
            reply=storable(answer.text),
            finish=answer.finish,
            error=storable(answer.reason),
            tokens_in=usage.tokens_in,
            tokens_cached=usage.tokens_cached,
            tokens_out=usage.tokens_out,
            cost=price.of(usage) if price else 0.0,
            seconds=round(seconds, 3),
            batch=batch,
        )
        self.book.keep_call(call)
        with self._lock:
            self.made += 1
            self._mine.add(request_hash)
        return call
