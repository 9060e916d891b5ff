"""A run from the overview: it drafts what is missing, shows how far it is, and stops where it is told to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.study import Study
from tests.studies import ANA, BO, CHIDI
from tests.tui.conftest import press, settle
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp
from tui.messages import RunMoved
from tui.run_job import Pace, RunJob


@pytest.fixture
def undrafted(tmp_path: Path) -> Study:
    """Three transcripts that nobody has coded."""
    study = Study.create(tmp_path / "new", "New study")
    for name, text in (("ana.txt", ANA), ("bo.txt", BO), ("chidi.txt", CHIDI)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert all(outcome.ok for outcome in import_files(study, [tmp_path / name], ReadOptions()))
    return study


async def _ended(pilot: Pilot[object]) -> None:
    """Wait for the end of a run, and for what it changes on the screen."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    while app.job is not None:
        await pilot.pause(0.05)
    await settle(pilot)


@pytest.mark.slow
async def test_a_run_drafts_what_is_missing(undrafted: Study) -> None:
    """`r` does the whole job; afterwards the drafts are there to be reviewed."""
    app = ReviewApp(undrafted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing is drafted yet" in words_of(app, "figures")
        await press(pilot, "r")
        await _ended(pilot)

        assert undrafted.store.runs()[-1].status == "finished"
        assert undrafted.store.findings()
        assert "wait" in painted(app)
        assert app.desk is not None
        assert app.desk.owners


@pytest.mark.slow
async def test_a_run_stops_and_goes_on(undrafted: Study) -> None:
    """`S` stops after the item; what was done is kept, the next run goes on from there."""
    app = ReviewApp(undrafted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        # The models that ship are too quick for a key in between.
        app.run_study()
        app.screen.action_stop()  # type: ignore[attr-defined]
        await _ended(pilot)
        assert undrafted.store.runs()[-1].status == "stopped"
        assert any("Stopped" in str(note.message) for note in app._notifications)
        await press(pilot, "r")
        await _ended(pilot)

        # Both may have begun in the same second, so nothing is said about their order.
        assert sorted(run.status for run in undrafted.store.runs()) == ["finished", "stopped"]
        assert undrafted.store.personas()


async def test_the_pace_is_shown(study: Study, app: ReviewApp) -> None:
    """Items, rate, time left and money, as far as they are known."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.job = RunJob(study, app.post_message)
        app.post_message(RunMoved(Pace("code", 30, 120, 2, 2.0, 0.41)))
        await settle(pilot)

        told = words_of(app, "run")
        assert "Stop the run" in keys_shown(app)
        for words in ("Coding", "30 of 120", "2 failed", "2.0 a second", "44 s left", "$0.41"):
            assert words in told
        app.job = None
