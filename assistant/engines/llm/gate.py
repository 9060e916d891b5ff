"""How many calls are under way at once, and how fast new ones begin.

An endpoint says how much it takes in two ways: headers with what is left of its limits a minute, which are kept
to before they are reached, and refusals (429). Single refusals say little; where calls that make a certain number
at once are mostly refused, the endpoint takes fewer, and fewer are made until more get through again.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, nan
from time import monotonic
from typing import Literal

Taken = Literal["taken", "refused", "failed"]

_WINDOW = 4
_MOSTLY = 3
"""Of four calls at a level, so many refused say that it is too high."""
_PROBES = 2
"""After a top was found too high, it is tried again when so many times more calls got through, doubling."""
_MOST_PATIENCE = 64
_LONGEST_NAP = 5.0


class Gate:
    """Lets calls begin; used by many threads at once."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._most = most
        self._top = most
        self._under_way = 0
        self._tokens_under_way = 0
        self._taken: dict[int, deque[bool]] = defaultdict(lambda: deque(maxlen=_WINDOW))
        self._taken_at_top = 0
        self._patience = _WINDOW
        self._requests: Quota | None = None
        self._tokens: Quota | None = None
        self._changed = threading.Condition()
        self._closed = False

    @property
    def top(self) -> int:
        """How many calls may be under way now."""
        return self._top

    def enter(self, tokens: int) -> int:
        """Wait until a call of so many tokens may begin; returns how many are under way with it."""
        with self._changed:
            while not self._closed:
                if self._under_way < self._top:
                    nap = self._until_allowed(tokens)
                    if nap <= 0:
                        break
                    self._changed.wait(min(nap, _LONGEST_NAP))
                else:
                    self._changed.wait()
            self._under_way += 1
            self._tokens_under_way += tokens
            for quota, amount in ((self._requests, 1), (self._tokens, tokens)):
                if quota is not None:
                    quota.take(amount, self._clock())
            return self._under_way

    def leave(self, level: int, tokens: int, how: Taken, headers: Mapping[str, str]) -> None:
        """A call is over: what it entered with, how it went, and what the endpoint said of its limits."""
        with self._changed:
            self._under_way -= 1
            self._tokens_under_way -= tokens
            self._heed(headers)
            if how != "failed":
                self._learn(level, how == "taken")
            # Waking everybody for one place costs more than the call that takes it.
            free = max(1, self._top - self._under_way)
            if self._requests is None and self._tokens is None:
                self._changed.notify(free)
            else:
                self._changed.notify_all()

    def close(self) -> None:
        """Let everybody through: the work is over, and who waits will see that."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _learn(self, level: int, taken: bool) -> None:
        """What became of a call that made so many at once."""
        window = self._taken[level]
        window.append(taken)
        if window.count(False) >= _MOSTLY and 1 < level <= self._top:
            self._set_top(level - 1)
            self._patience = min(self._patience * _PROBES, _MOST_PATIENCE)
        elif taken and level >= self._top:
            self._taken_at_top += 1
            if self._taken_at_top >= self._patience and self._top < self._most:
                self._set_top(self._top + 1)

    def _set_top(self, top: int) -> None:
        self._top = top
        self._taken_at_top = 0
        self._taken.clear()

    def _until_allowed(self, tokens: int) -> float:
        now = self._clock()
        waits = [
            quota.wait_for(amount, now)
            for quota, amount in ((self._requests, 1), (self._tokens, tokens))
            if quota is not None
        ]
        return max(waits, default=0.0)

    def _heed(self, headers: Mapping[str, str]) -> None:
        now = self._clock()
        # What is under way may not have been counted by the endpoint yet.
        self._requests = read_quota(headers, "requests", self._under_way, now) or self._requests
        self._tokens = read_quota(headers, "tokens", self._tokens_under_way, now) or self._tokens


@dataclass(slots=True)
class Quota:
    """What is left of a limit, as it fills up again."""

    limit: float
    left: float
    at: float
    a_second: float

    def now(self, when: float) -> float:
        return min(self.limit, self.left + (when - self.at) * self.a_second)

    def take(self, amount: float, when: float) -> None:
        self.left, self.at = self.now(when) - amount, when

    def wait_for(self, amount: float, when: float) -> float:
        """Seconds until so much is there; what is more than the whole limit is let through when that is full."""
        lacking = min(amount, self.limit) - self.now(when)
        return lacking / self.a_second if lacking > 0 else 0.0


def read_quota(headers: Mapping[str, str], what: str, under_way: float, now: float) -> Quota | None:
    """The limit on `requests` or `tokens` that a reply tells of; None where it tells of none."""
    left = _amount(headers.get(f"x-ratelimit-remaining-{what}"))
    reset = duration(headers.get(f"x-ratelimit-reset-{what}") or "")
    if left is None or reset is None:
        return None
    limit = _amount(headers.get(f"x-ratelimit-limit-{what}")) or max(left, 1.0)
    # `reset` is the time until all of the limit is there again.
    a_second = max((limit - left) / reset, limit / 3600) if reset > 0 else limit
    return Quota(limit, max(left - under_way, 0.0), now, a_second)


def _amount(value: str | None) -> float | None:
    try:
        amount = float(value) if value else nan
    except ValueError:
        return None
    return amount if isfinite(amount) else None


_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "": 1.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|)")


def duration(value: str) -> float | None:
    """Seconds in `6m0s`, `120ms`, `1h2m` or `12`; None where it is none of these."""
    parts = _PART.findall(value)
    if not parts or "".join(number + unit for number, unit in parts) != value:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)
