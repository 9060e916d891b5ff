"""Taking turns: one reply is worked through at a time, so that requests of others go out meanwhile.

Where many replies come at once, threads that work through theirs would keep the processor from those that only have to
send what is ready, and the endpoint would have nothing to do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """Held by one thread at a time; who waits for somebody else puts it aside."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Work while nobody else does; not to be taken twice by the same thread."""
        self._take()
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others work meanwhile; nothing happens where the thread does not hold the turn."""
        if self._holder != threading.get_ident():
            yield
            return
        self._give()
        try:
            yield
        finally:
            self._take()

    def _take(self) -> None:
        self._lock.acquire()
        self._holder = threading.get_ident()

    def _give(self) -> None:
        self._holder = None
        self._lock.release()
