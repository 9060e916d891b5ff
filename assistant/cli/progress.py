"""A progress bar a step, on stderr, with counts and time left; plain lines where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.cli.diagnostics import say
from assistant.pipeline import Progress

_TITLES = {
    "index": "Indexing",
    "code": "Coding",
    "themes": "Forming themes",
    "personas": "Drafting personas",
    "journey": "Telling the journey",
}


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far each step is."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bars() as tell:
            yield tell
    else:
        yield _lines()


def _lines() -> Callable[[Progress], None]:
    """One line a finished step: what a log file wants."""

    def tell(progress: Progress) -> None:
        if progress.done + progress.failed >= progress.total:
            failed = f", {progress.failed} failed" if progress.failed else ""
            say(f"{_TITLES[progress.step]}: {progress.done} of {progress.total}{failed}")

    return tell


@contextmanager
def _bars() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    title = TextColumn("{task.description:<20}")
    columns = (SpinnerColumn(), title, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def tell(progress: Progress) -> None:
            if progress.step not in tasks:
                tasks[progress.step] = bars.add_task(_TITLES[progress.step], total=progress.total)
            bars.update(tasks[progress.step], completed=progress.done + progress.failed, total=progress.total)

        yield tell
