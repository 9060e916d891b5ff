"""Killed anywhere, `add` and `run` go on: nothing is lost, nothing is there twice, the result is the same.

In the suite a few kills on three interviews. `VERBATIM_KILLS=20 pytest tests/end_to_end/test_kill.py` kills twenty
times, on the whole sample.
"""

from __future__ import annotations

import difflib
import itertools
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.running import command_line, machine_without_settings, verbatim

KILLS = int(os.environ.get("VERBATIM_KILLS", "0"))
SEED = 7
FEW = ("02_jamie_student.txt", "04_tom.txt", "10_okonkwo_kitchen.srt")


@pytest.fixture(scope="module")
def files(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is added: three interviews, or all."""
    if KILLS:
        return sample_files
    folder = tmp_path_factory.mktemp("files") / "interviews"
    folder.mkdir()
    for name in FEW:
        shutil.copy(sample_files / name, folder)
    return folder


class Bench:
    """A study that is worked on by processes of their own, and how long they take."""

    def __init__(self, folder: Path, files: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.study = folder / "study"
        self.adding = ("add", files, "--study", self.study)
        self.running = ("run", "--study", self.study)
        self.done("init", self.study, "--name", "Killed")

    def done(self, *words: str | Path) -> bytes:
        """A command that must succeed; what it printed."""
        finished = verbatim(*words, folder=self.folder)
        assert finished.returncode == 0, finished.stderr.decode()
        return finished.stdout

    def timed(self, words: Sequence[str | Path]) -> float:
        """How long a command takes."""
        began = time.monotonic()
        self.done(*words)
        return time.monotonic() - began

    def kill(self, words: Sequence[str | Path], after: float) -> bool:
        """Kill a command with signal 9 after so many seconds; whether it was still at work."""
        process = subprocess.Popen(
            command_line(*words),
            cwd=self.folder,
            env=machine_without_settings(self.folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
        return False

    def result(self) -> bytes:
        """All that came of it; `verify` must find it sound."""
        self.done("verify", "--study", self.study)
        return self.done("export", "--to", "json", "--drafts", "--study", self.study)


def differences(expected: bytes, found: bytes) -> list[str]:
    """The first lines that differ; none where two results are the same, byte for byte."""
    if expected == found:
        return []
    lines = difflib.unified_diff(expected.decode().splitlines(), found.decode().splitlines(), n=1, lineterm="")
    return list(itertools.islice(lines, 40))


@pytest.fixture(scope="module")
def undisturbed(files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float, float]:
    """What comes of an undisturbed run, and how long adding and running take."""
    bench = Bench(tmp_path_factory.mktemp("undisturbed") / "bench", files)
    times = bench.timed(bench.adding), bench.timed(bench.running)
    return bench.result(), *times


@pytest.mark.slow
def test_a_killed_program_goes_on(files: Path, undisturbed: tuple[bytes, float, float], tmp_path: Path) -> None:
    """kill -9 in the middle of `add` and of `run`: the same commands again come to the same, byte for byte."""
    expected, adding, running = undisturbed
    draw = random.Random(SEED)  # noqa: S311 - where to kill is no secret
    hit = 0
    if not KILLS:
        # One study, killed again and again before it may finish.
        bench = Bench(tmp_path / "bench", files)
        hit += sum(bench.kill(bench.adding, draw.uniform(0.2, 0.8) * adding) for _ in range(2))
        bench.done(*bench.adding)
        hit += sum(bench.kill(bench.running, draw.uniform(0.15, 0.6) * running) for _ in range(3))
        bench.done(*bench.running)
        assert differences(expected, bench.result()) == []
    for number in range(KILLS):
        bench = Bench(tmp_path / f"bench{number}", files)
        if number % 2:
            bench.done(*bench.adding)
            hit += bench.kill(bench.running, draw.uniform(0.05, 1.0) * running)
        else:
            hit += bench.kill(bench.adding, draw.uniform(0.05, 1.0) * adding)
        bench.done(*bench.adding)
        bench.done(*bench.running)
        assert differences(expected, bench.result()) == [], f"kill {number + 1} changed the result"
        shutil.rmtree(bench.folder)

    # How fast a machine is changes while others work on it, so that some kills come too late.
    assert hit >= max(1, KILLS // 2), "the kills came too late to prove anything"
