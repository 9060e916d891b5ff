"""A run of the study under way: how far it is, how fast, how long still, and how to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import VerbatimError
from tui.messages import RunEnded, RunMoved

if TYPE_CHECKING:
    from textual.message import Message

    from assistant.pipeline import Progress, Report
    from assistant.study import Study

TITLES = {
    "index": "Indexing",
    "code": "Coding",
    "themes": "Forming themes",
    "personas": "Drafting personas",
    "journey": "Telling the journey",
}
_TOLD_EVERY = 0.1
"""Seconds between two messages of one step: a screen cannot show more."""


class _StoppedError(Exception):
    """The reviewer wants the run to stop; every finished item is stored already."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a step goes."""

    step: str
    done: int
    total: int
    failed: int
    rate: float
    """Items a second since the step began; 0 while that is not known."""
    spent: float
    """US dollars, of all calls to outside models so far."""

    @property
    def left(self) -> float | None:
        """Seconds until the step is done, at this pace."""
        return (self.total - self.done - self.failed) / self.rate if self.rate else None


class RunJob:
    """Runs the study in whatever thread calls `work`; told by messages only."""

    def __init__(self, study: Study, post: Callable[[Message], object]) -> None:
        self._study, self._post = study, post
        self._stop = threading.Event()
        self._step, self._began, self._first, self._told = "", 0.0, 0, 0.0

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop after the item that is being worked on; the next run goes on from there."""
        self._stop.set()

    def work(self) -> None:
        """Do what is missing, and tell how it ended."""
        from assistant.running import run_study

        try:
            report = run_study(self._study, self._tell)
        except _StoppedError:
            self._post(RunEnded("Stopped. What was done is kept; r goes on from there."))
        except VerbatimError as error:
            self._post(RunEnded(str(error), failed=True))
        else:
            self._post(RunEnded(_told(report)))

    def _tell(self, progress: Progress) -> None:
        if self._stop.is_set():
            raise _StoppedError
        now, done = time.monotonic(), progress.done + progress.failed
        if progress.step != self._step:
            # What was done by earlier runs is counted at once and says nothing about the pace.
            self._step, self._began, self._first = progress.step, now, done
        elif now - self._told < _TOLD_EVERY and done < progress.total:
            return
        self._told = now
        seconds = now - self._began
        rate = (done - self._first) / seconds if seconds > 0 and done > self._first else 0.0
        _, spent = self._study.store.spent()
        self._post(RunMoved(Pace(progress.step, progress.done, progress.total, progress.failed, rate, spent)))


def _told(report: Report) -> str:
    done = ", ".join(f"{TITLES.get(step, step).casefold()} {number}" for step, number in report.done.items())
    failed = sum(report.failed.values())
    parts = [f"Done: {done}." if done else "Done: nothing was missing."]
    parts += [f"{failed} items failed; the next run tries them again."] if failed else []
    parts += [f"It cost ${report.cost:.2f}."] if report.cost else []
    return " ".join([*parts, *report.notes])
