"""How fast the machine is just now, so that figures of different machines and hours can be compared."""

from __future__ import annotations

import time

_ADDITIONS = 2_000_000


def pace() -> tuple[float, float]:
    """Seconds that a plain Python loop of two million additions takes: by the clock, and of the processor."""
    began, worked, total = time.perf_counter(), time.thread_time(), 0
    for number in range(_ADDITIONS):
        total += number
    return time.perf_counter() - began, time.thread_time() - worked


def told() -> str:
    """The pace in a line that benchmarks print above their figures; others at work show in the first figure."""
    clock, processor = (min(times) for times in zip(*(pace() for _ in range(3)), strict=True))
    return f"this machine now: two million additions in {clock:.2f} s, {processor:.2f} s of the processor"
