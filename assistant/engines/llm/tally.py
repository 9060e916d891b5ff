"""How often something of a reply was not used, by reason."""

from __future__ import annotations

import threading
from collections import Counter


class Tally:
    """Counts by reason; shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()

    def count(self, what: str, times: int = 1) -> None:
        with self._lock:
            self.counts[what] += times
