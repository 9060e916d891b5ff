"""One walk through the review app with a clock, in a process of its own: `benchmarks.app` starts it."""

from __future__ import annotations

import time

_BEGAN = time.perf_counter()

import asyncio  # noqa: E402 - the clock starts first
import resource  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from textual.screen import Screen  # noqa: E402
from textual.widgets import OptionList  # noqa: E402

from assistant.study import Study  # noqa: E402
from tui.app import ReviewApp  # noqa: E402

_frames: list[float] = []
_WAIT = 60.0


def _note_frames() -> None:
    """Take the time of every frame that is drawn."""
    drawn = Screen._compositor_refresh  # noqa: SLF001

    def noted(self: Screen[Any]) -> None:
        drawn(self)
        if self.size.width:
            _frames.append(time.perf_counter())

    Screen._compositor_refresh = noted  # type: ignore[method-assign]  # noqa: SLF001


async def _until(true: Callable[[], object]) -> float:
    """The time of the first frame after something has become true."""
    limit = time.perf_counter() + _WAIT
    while not true():
        assert time.perf_counter() < limit, "it never happened"
        await asyncio.sleep(0.0005)
    changed = time.perf_counter()
    while not _frames or _frames[-1] < changed:
        # What was true already when it was looked at has been drawn with the frame before.
        if time.perf_counter() - changed > 0.05:
            return changed
        await asyncio.sleep(0.0005)
    return _frames[-1]


async def main(folder: Path) -> None:
    _note_frames()
    app = ReviewApp(Study(folder), "Benchmark")
    async with app.run_test(size=(160, 48)):
        _tell("first frame, seconds after the interpreter was up", await _until(lambda: _frames) - _BEGAN)
        _tell("overview with its figures, seconds", await _until(lambda: app.counts is not None) - _BEGAN)
        _tell("overview with what waits, seconds", await _until(lambda: app.desk is not None) - _BEGAN)
        for key, name in (("3", "findings"), ("4", "themes"), ("2", "sources"), ("5", "personas")):
            await _walk(app, key, name)
        await _filters(app)
    _tell("memory at its highest, MB", _peak())


async def _walk(app: ReviewApp, key: str, name: str) -> None:
    began = time.perf_counter()
    app.simulate_key(key)
    await _until(lambda: app.current_mode == name and len(app.screen.query("LongList, ClaimList")))
    rows = app.screen.query("LongList, ClaimList").first()
    await _until(lambda: rows.option_count if isinstance(rows, OptionList) else len(rows.ids))  # type: ignore[attr-defined]
    _tell(f"{name}: shown, ms after the key", 1000 * (time.perf_counter() - began))
    await asyncio.sleep(1)
    times = []
    for step in ("j", "k") * 20 if isinstance(rows, OptionList) else ("j",) * 40:
        at, pressed = _place(rows), time.perf_counter()
        app.simulate_key(step)
        times.append(await _until(lambda: _place(rows) != at) - pressed)  # noqa: B023 - asked at once
        await asyncio.sleep(0.03)
    _tell(f"{name}: cursor moved, ms", 1000 * statistics.median(times))


def _place(rows: Any) -> object:
    return rows.cursor if hasattr(rows, "cursor") else rows.highlighted


async def _filters(app: ReviewApp) -> None:
    """Kinds, stages, standings, words: from the wish to the frame with the narrowed list."""
    # Late, as the app does it: the first frame must not wait for this.
    from assistant.review.codings import EVERYTHING, Wanted  # noqa: PLC0415
    from tui.screens.findings import FindingsScreen  # noqa: PLC0415

    app.simulate_key("3")
    await _until(lambda: isinstance(app.screen, FindingsScreen))
    screen, times = app.screen, []
    assert isinstance(screen, FindingsScreen)
    theme = app.codings.themes[0].id if app.codings is not None else ""
    wishes = [Wanted(kind="pain"), Wanted(stage="loyalty"), Wanted(theme=theme), Wanted(least=0.9)]
    wishes += [
        Wanted(participant="p0007"),
        Wanted(words="shop"),
        Wanted(kind="gain", words="kind"),
        Wanted(words="nothing like it at all"),
    ]
    worked = []
    for wanted in [item for wish in wishes for item in (wish, EVERYTHING)]:
        await asyncio.sleep(0.3)
        began, before = time.perf_counter(), time.thread_time()
        screen.wanted = wanted
        times.append(await _until(lambda: True) - began)
        worked.append(time.thread_time() - before)
    _tell("findings: filter changed, ms", 1000 * statistics.median(times))
    _tell("findings: filter changed, ms of the processor", 1000 * statistics.median(worked))
    screen.wanted = EVERYTHING
    times = []
    for _ in range(5):
        await asyncio.sleep(0.5)
        app.simulate_key("n")
        await asyncio.sleep(0.5)
        began, finding = time.perf_counter(), screen.finding
        app.simulate_key("a")
        times.append(await _until(lambda: screen.finding != finding) - began)  # noqa: B023 - asked at once
    _tell("findings: accepted, ms until the mark is there", 1000 * statistics.median(times))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(name: str, value: float) -> None:
    sys.__stdout__.write(f"{name}\t{value}\n")  # type: ignore[union-attr]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
