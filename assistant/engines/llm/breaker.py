"""Seeing that an endpoint is plainly down, so that a run stops instead of failing item by item."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from assistant.engines.llm.failures import CallFailedError, EndpointDownError

_FEWEST, _FEWEST_AT_FIRST = 5, 3
"""Failures in a row before anything is concluded; fewer where the endpoint has not answered once."""
_NEVER_REACHED = 0.2
"""Share of the patience with an endpoint that has not answered once."""


class Breaker:
    """Counts failures in a row, over all threads."""

    def __init__(self, patience: float, clock: Callable[[], float] = monotonic) -> None:
        self._patience = patience
        """Seconds without a single answer after which the endpoint counts as down."""
        self._clock = clock
        self._lock = threading.Lock()
        self._answered = False
        self._failures = 0
        self._since = 0.0
        self._why: EndpointDownError | None = None

    def check(self) -> None:
        """Raises EndpointDownError once the endpoint counts as down."""
        if self._why is not None:
            raise self._why

    def worked(self) -> None:
        """The endpoint answered, whatever it said."""
        with self._lock:
            self._answered, self._failures = True, 0

    def failed(self, error: CallFailedError) -> None:
        """A call failed; raises EndpointDownError where it is one too many."""
        with self._lock:
            now = self._clock()
            if not self._failures:
                self._since = now
            self._failures += 1
            patience = self._patience * (1.0 if self._answered else _NEVER_REACHED)
            fewest = _FEWEST if self._answered else _FEWEST_AT_FIRST
            if self._failures >= fewest and now - self._since >= patience:
                self._trip(error)
        self.check()

    def stop(self, error: CallFailedError) -> EndpointDownError:
        """No call will succeed: remember it for all."""
        with self._lock:
            self._trip(error)
        assert self._why is not None  # noqa: S101 - set by _trip
        return self._why

    def _trip(self, error: CallFailedError) -> None:
        hint = error.hint or "What was done is kept. Run the same command again when the endpoint works."
        self._why = self._why or EndpointDownError(error.message, hint=hint)
