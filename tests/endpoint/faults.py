"""What may go wrong with a call, drawn by a seed: the same request meets the same fault at the same attempt."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, fields
from threading import Lock


@dataclass(frozen=True)
class Faults:
    """Shares of calls (0..1) that meet each fault; at most one a call, in this order."""

    busy: float = 0.0
    """429 with Retry-After."""
    server: float = 0.0
    """500."""
    hang: float = 0.0
    """No answer at all."""
    broken: float = 0.0
    """JSON that is none."""
    cut: float = 0.0
    """A reply that is cut by its length."""
    fabricated: float = 0.0
    """Words that nobody said."""
    out_of_range: float = 0.0
    """Sentence numbers that were not shown."""
    refused: float = 0.0
    """The content filter."""

    def __post_init__(self) -> None:
        assert sum(getattr(self, item.name) for item in fields(self)) <= 1.0


class Draw:
    """Draws the fault of each call."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self._faults, self._seed = faults, seed
        self._attempts: Counter[str] = Counter()
        self._lock = Lock()

    def fault(self, body: bytes) -> str:
        """The name of the fault that this call meets; empty for none."""
        key = hashlib.sha256(body).hexdigest()
        with self._lock:
            self._attempts[key] += 1
            attempt = self._attempts[key]
        drawn = random.Random(f"{self._seed}:{key}:{attempt}").random()  # noqa: S311 - a draw
        for item in fields(self._faults):
            drawn -= getattr(self._faults, item.name)
            if drawn < 0:
                return item.name
        return ""
