"""Making calls: from the book where the answer is there, else from the endpoint, within limits and budget.

Every text that leaves the machine passes through `Transport._outgoing`, and nothing else sends any.
"""

from __future__ import annotations

import random
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex
from time import monotonic
from typing import Protocol

from assistant.calls import CallBook, ModelCall
from assistant.engines.llm.breaker import Breaker
from assistant.engines.llm.budget import Budget
from assistant.engines.llm.endpoint import Endpoint
from assistant.engines.llm.failures import RETRIED, STOPPING, CallFailedError
from assistant.engines.llm.gate import Gate, Taken
from assistant.engines.llm.prices import Price
from assistant.engines.llm.request import Answer, Request, Usage, storable
from assistant.engines.llm.tokens import count, count_request, roughly
from assistant.engines.llm.turn import Turn
from assistant.errors import ConfigurationError

_LONGEST_WAIT = 300.0
"""Seconds that an endpoint may ask to wait; where it asks for more, the run stops."""
_BUSY = 900.0
"""Seconds for which a call is tried again that is refused because too many are made."""
_FIRST_WAIT, _MOST_WAIT = 0.5, 30.0
_FIRST_BUSY, _MOST_BUSY = 0.25, 8.0
_MARGIN = 1.15
"""Prompts may be a little longer in a model's own tokens than in ours."""
_MARGIN_TOKENS = 40


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
        self._breaker = Breaker(terms.patience)
        self._over = threading.Event()
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
        self._over.set()
        self.gate.close()

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
        answer, seconds = self._answered(request)
        with self.turn.taken():
            return self._keep(request, request_hash, answer, seconds, price=self.price)

    def _most_cost(self, request: Request) -> float:
        if self.price is None:
            return 0.0
        return self.price.of(Usage(round(count_request(request) * _MARGIN) + _MARGIN_TOKENS, request.most_tokens))

    def _answered(self, request: Request) -> tuple[Answer, float]:
        """Ask until there is an answer, or no hope of one."""
        began, failures, refusals, tokens = monotonic(), 0, 0, roughly(request)
        while True:
            self._breaker.check()
            sent = monotonic()
            try:
                answer = self._paid(request, tokens)
            except CallFailedError as error:
                if error.cause in STOPPING:
                    raise self._breaker.stop(error) from error
                if error.cause not in RETRIED:
                    if error.cause != "budget":
                        self._breaker.worked()
                    raise
                refusals += error.cause == "busy"
                failures += error.cause != "busy"
                self._wait(error, failures, refusals, began)
            else:
                self._breaker.worked()
                return answer, monotonic() - sent

    def _paid(self, request: Request, tokens: int) -> Answer:
        """One attempt, with the money for it set aside until it is known what it costs."""
        promised = self.budget.reserve(0.0 if self.terms.budget is None else self._most_cost(request))
        spent = 0.0
        try:
            answer = self._once(request, tokens)
            used = _used(request, answer)
            spent = self.price.of(used) if self.price else 0.0
            return replace(answer, usage=used)
        except CallFailedError as error:
            if error.cause == "timeout":
                spent = self._most_cost(request)  # the endpoint may have done the work, and charge for it
            raise
        finally:
            self.budget.settle(promised, spent)

    def _once(self, request: Request, tokens: int) -> Answer:
        level = self.gate.enter(tokens)
        how: Taken = "failed"
        headers = {}
        try:
            self._raise_if_over()
            answer = self.endpoint.ask(request)
            how, headers = "taken", dict(answer.headers)
            return answer
        except CallFailedError as error:
            how = "refused" if error.cause == "busy" else "failed"
            raise
        finally:
            self.gate.leave(level, tokens, how, headers)

    def _wait(self, error: CallFailedError, failures: int, refusals: int, began: float) -> None:
        """Wait before the next attempt; raises where there is to be none."""
        if error.cause == "busy":
            self._breaker.worked()
            if (error.after or 0.0) > _LONGEST_WAIT or monotonic() - began > _BUSY:
                raise self._breaker.stop(error) from error
        else:
            self._breaker.failed(error)
            if failures >= self.terms.attempts:
                raise error
        self._over.wait(_pause(error, failures, refusals))
        self._raise_if_over()

    def _raise_if_over(self) -> None:
        if self._over.is_set():
            raise CallFailedError("server", "The run was stopped.")

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
        usage = _used(request, answer)
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


def _used(request: Request, answer: Answer) -> Usage:
    """The tokens of a call, counted by us where the endpoint does not tell."""
    return answer.usage or Usage(count_request(request), count(answer.text))


def _pause(error: CallFailedError, failures: int, refusals: int) -> float:
    """Seconds until the next attempt: what the endpoint asks for, else doubling; never all at the same moment."""
    jitter = random.uniform(0.5, 1.0)  # noqa: S311 - spreads the load, guards nothing
    if error.after is not None:
        return error.after * (1.0 + jitter / 10)
    if error.cause == "busy":
        return jitter * min(_MOST_BUSY, _FIRST_BUSY * 2.0 ** min(refusals - 1, 10))
    return jitter * min(_MOST_WAIT, _FIRST_WAIT * 2.0 ** min(failures - 1, 10))
