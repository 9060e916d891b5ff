"""Asking again and again: until there is an answer, or no hope of one, within limits and budget."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from assistant.engines.llm.breaker import Breaker
from assistant.engines.llm.budget import Budget
from assistant.engines.llm.failures import RETRIED, STOPPING, CallFailedError
from assistant.engines.llm.gate import Gate, Taken
from assistant.engines.llm.prices import Price
from assistant.engines.llm.request import Answer, Request, Usage
from assistant.engines.llm.tokens import count, count_request, roughly

Ask = Callable[[Request], Answer]
"""One attempt at an endpoint."""

_LONGEST_WAIT = 300.0
"""Seconds that an endpoint may ask to wait; where it asks for more, the run stops."""
_BUSY = 900.0
"""Seconds for which a call is tried again that is refused because too many are made."""
_FIRST_WAIT, _MOST_WAIT = 0.5, 30.0
_FIRST_BUSY, _MOST_BUSY = 0.25, 8.0
_MARGIN = 1.15
"""Prompts may be a little longer in a model's own tokens than in ours."""
_MARGIN_TOKENS = 40


class Attempts:
    """Asks one endpoint; used by many threads at once."""

    def __init__(self, price: Price | None, budget: Budget, gate: Gate, *, patience: float, most: int) -> None:
        """`patience`: seconds without any answer after which the endpoint counts as down; `most`: attempts at a call
        that fails for the server's own fault."""
        self._price, self._budget, self._gate, self._most = price, budget, gate, most
        self._breaker = Breaker(patience)
        self._over = threading.Event()

    def stop(self) -> None:
        """End all waiting: the work is over."""
        self._over.set()
        self._gate.close()

    def most_cost(self, request: Request) -> float:
        """What one attempt may cost at most, in US dollars."""
        if self._price is None:
            return 0.0
        return self._price.of(Usage(round(count_request(request) * _MARGIN) + _MARGIN_TOKENS, request.most_tokens))

    def answered(self, request: Request, ask: Ask) -> tuple[Answer, float]:
        """The answer and the seconds it took; CallFailedError where there is none to be had."""
        began, failures, refusals, tokens = monotonic(), 0, 0, roughly(request)
        while True:
            self._breaker.check()
            sent = monotonic()
            try:
                answer = self._paid(request, ask, tokens)
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

    def _paid(self, request: Request, ask: Ask, tokens: int) -> Answer:
        """One attempt, with the money for it set aside until it is known what it costs."""
        promised = self._budget.reserve(0.0 if self._budget.limit is None else self.most_cost(request))
        spent = 0.0
        try:
            answer = self._once(request, ask, tokens)
            usage = used(request, answer)
            spent = self._price.of(usage) if self._price else 0.0
            return replace(answer, usage=usage)
        except CallFailedError as error:
            if error.cause == "timeout":
                spent = self.most_cost(request)  # the endpoint may have done the work, and charge for it
            raise
        finally:
            self._budget.settle(promised, spent)

    def _once(self, request: Request, ask: Ask, tokens: int) -> Answer:
        level = self._gate.enter(tokens)
        how: Taken = "failed"
        headers = {}
        try:
            self._raise_if_over()
            answer = ask(request)
            how, headers = "taken", dict(answer.headers)
            return answer
        except CallFailedError as error:
            how = "refused" if error.cause == "busy" else "failed"
            raise
        finally:
            self._gate.leave(level, tokens, how, headers)

    def _wait(self, error: CallFailedError, failures: int, refusals: int, began: float) -> None:
        """Wait before the next attempt; raises where there is to be none."""
        if error.cause == "busy":
            self._breaker.worked()
            if (error.after or 0.0) > _LONGEST_WAIT or monotonic() - began > _BUSY:
                raise self._breaker.stop(error) from error
        else:
            self._breaker.failed(error)
            if failures >= self._most:
                raise error
        self._over.wait(_pause(error, failures, refusals))
        self._raise_if_over()

    def _raise_if_over(self) -> None:
        if self._over.is_set():
            raise CallFailedError("server", "The run was stopped.")


def used(request: Request, answer: Answer) -> Usage:
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
