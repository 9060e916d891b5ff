"""What a user waits for: `--help`, the review app's first paint, the whole job on the sample study, its memory.

    python -m benchmarks.everyday

Run by hand on a machine that does nothing else; figures are kept in docs/benchmarks.md.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_FIRST_PAINT = """
import asyncio, sys, time
began = time.perf_counter()
from pathlib import Path
from assistant.study import Study
from tui.app import ReviewApp

async def main():
    app = ReviewApp(Study(Path(sys.argv[1])), "Benchmark")
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause()
        print(time.perf_counter() - began)

asyncio.run(main())
"""


def main() -> None:
    verbatim = Path(sys.executable).with_name("verbatim")
    print(f"{'verbatim --help':<40} {_median([str(verbatim), '--help'], 9):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "demo"
        wall, cpu = _timed([str(verbatim), "demo", str(study), "--no-review"])
        print(f"{'verbatim demo':<40} {wall:.1f} s, {cpu:.1f} s of processor time")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{'its peak memory':<40} {peak:.0f} MB")
        wall, _ = _timed([str(verbatim), "run", "--study", str(study)])
        print(f"{'verbatim run, nothing new':<40} {wall:.1f} s")
        paints = [float(_output([sys.executable, "-c", _FIRST_PAINT, str(study)])) for _ in range(5)]
        print(f"{'first paint of the review app':<40} {statistics.median(paints):.2f} s")


def _median(command: list[str], times: int) -> float:
    return statistics.median(_timed(command)[0] for _ in range(times))


def _timed(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a command."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
