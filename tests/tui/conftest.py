"""Fixtures of the app's tests: a study of its own for each, and none of the developer's own settings."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from assistant.study import Study
from tests.studies import locker_study
from tui.app import ReviewApp


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("VERBATIM_REVIEWER", "Mia")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("tui.app.POLL_SECONDS", 3600.0)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return locker_study(tmp_path / "lockers")


@pytest.fixture
def app(study: Study) -> ReviewApp:
    return ReviewApp(study)


async def settle(pilot: Pilot[object]) -> None:
    """Wait until all workers are done and the screen shows what they found."""
    for _ in range(3):
        with contextlib.suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[object], *keys: str) -> None:
    """Press keys one after another, as a person would: looking at what each did."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_text(pilot: Pilot[object], text: str) -> None:
    """Type into the line that has the focus."""
    await pilot.press(*["space" if char == " " else char for char in text])
    await pilot.pause()
