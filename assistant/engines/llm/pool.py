"""A bounded number of threads over many items, without barriers; results in the order of the items."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_SWITCH = 0.001
"""Seconds after which a thread that computes lets another go on: a request that is ready does not wait long for it."""


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int, stop: Callable[[], None]
) -> Iterator[Result]:
    """`work` on each item; the next item begins as soon as any thread is free.

    What `work` raises is raised here when its item's turn comes, and the rest is not begun. `stop` is called
    when it ends before its time, so that threads that wait can end. Threads never keep the program alive.
    """
    ready: SimpleQueue[tuple[int, Result | None, BaseException | None]] = SimpleQueue()
    waiting = iter(enumerate(items))
    lock = threading.Lock()
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            with lock:
                at, item = next(waiting, (-1, None))
            if at < 0:
                return
            try:
                ready.put((at, work(item), None))  # type: ignore[arg-type]
            except BaseException as error:  # noqa: BLE001 - raised again where the results are used
                ready.put((at, None, error))
                over.set()

    with _switching_often():
        try:
            for _ in range(min(threads, len(items))):
                threading.Thread(target=run, daemon=True).start()
            yield from _sorted(ready, len(items))
        except BaseException:  # also when the results are no longer wanted
            over.set()
            stop()
            raise


@contextmanager
def _switching_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, _SWITCH))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _sorted(ready: SimpleQueue[tuple[int, Result | None, BaseException | None]], count: int) -> Iterator[Result]:
    """Results by the number of their item; an error comes at once, after what is ready before it."""
    early: dict[int, Result] = {}
    due = 0
    while due < count:
        at, result, error = ready.get()
        if error is not None:
            raise error
        early[at] = result  # type: ignore[assignment]
        while due in early:
            yield early.pop(due)
            due += 1
