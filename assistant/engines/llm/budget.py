"""Money that a run may spend: what is under way is counted before it is paid."""

from __future__ import annotations

import threading

from assistant.engines.llm.failures import CallFailedError

_SMALL = 1e-9
"""Less than any call costs: sums of floating-point numbers are not exact."""


class Budget:
    """Spent and promised money, in US dollars; without a limit it only counts."""

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit
        self.spent = 0.0
        self._promised = 0.0
        self._waiting = threading.Condition()

    def reserve(self, most: float) -> float:
        """Set aside what a call may cost at most; waits while calls under way may still give money back.

        Raises CallFailedError where it does not fit even when all others are done.
        """
        with self._waiting:
            while self.limit is not None and self.spent + self._promised + most > self.limit + _SMALL:
                if self._promised <= _SMALL:
                    raise CallFailedError(
                        "budget",
                        f"The budget of {self.limit:g} US dollars allows no further call: {self.spent:.4f} are spent, "
                        f"and this one may cost up to {most:.4f}.",
                    )
                self._waiting.wait()
            self._promised += most
        return most

    def settle(self, promised: float, spent: float) -> None:
        """Replace what was set aside by what it came to."""
        with self._waiting:
            self._promised = max(0.0, self._promised - promised)
            self.spent += spent
            self._waiting.notify_all()
