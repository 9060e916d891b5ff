"""How every screen looks in a small and in a large terminal; the pictures are kept beside this file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, tzinfo
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.review.coding import Coding
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.study import Study
from tests.tui.conftest import press, settle
from tui.app import ReviewApp

SIZES = [(80, 24), (160, 48)]

SCREENS = {
    "overview": [],
    "sources": ["2"],
    "reader": ["2", "enter", "n", "n"],
    "findings": ["3", "j"],
    "themes": ["4", "enter", "j"],
    "personas": ["5", "right_square_bracket", "j", "j"],
    "journey": ["6", "right_square_bracket", "right_square_bracket"],
    "journey-map": ["6", "w", "right", "right"],
    "search": ["7"],
    "ledger": ["8", "j"],
}
"""A screen, and the keys that lead to it."""

DIALOGS = {
    "code": ["2", "enter", "j", "enter"],
    "filter": ["3", "F", "p"],
    "reject": ["5", "x"],
    "edit": ["5", "e"],
    "attach": ["5", "plus"],
    "members": ["5", "m"],
    "help": ["5", "question_mark"],
}


class _OneMoment(datetime):
    """A clock that stands still, so that the ledger looks the same whenever it is looked at."""

    @classmethod
    def now(cls, tz: tzinfo | None = UTC) -> datetime:  # type: ignore[override]
        return datetime(2026, 1, 5, 9, 30, tzinfo=tz)


@pytest.fixture
def decided(study: Study, monkeypatch: pytest.MonkeyPatch) -> Study:
    """The lockers with a few decisions of two reviewers."""
    monkeypatch.setattr("assistant.store.ledger.datetime", _OneMoment)
    monkeypatch.setattr("assistant.review.history.local_time", lambda _at: "2026-01-05 09:30")
    monkeypatch.setattr("tui.widgets.evidence_pane.local_time", lambda _at: "2026-01-05 09:30")
    mia, omar = Review(study.store, "Mia"), Review(study.store, "Omar")
    claims = {claim.key: claim for claim in study.store.claims()}
    mia.approve(claims["late code"])
    omar.reject(claims["night"], "one of them said it in passing")
    mia.flag(claims["message"])
    Coding(omar).approve([read_codings(study.store).findings[0].row])
    return study


def _walk(keys: list[str]) -> Callable[[Pilot[object]], Awaitable[None]]:
    async def walk(pilot: Pilot[object]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    return walk


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x48"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(snap_compare: Any, decided: Study, name: str, size: tuple[int, int]) -> None:
    """A change of looks is a decision: `pytest --snapshot-update` takes it."""
    assert snap_compare(ReviewApp(decided), terminal_size=size, run_before=_walk(SCREENS[name]))


@pytest.mark.parametrize("name", DIALOGS)
def test_the_dialog_looks_as_it_did(snap_compare: Any, decided: Study, name: str) -> None:
    """Dialogs stand in the small terminal, where there is least room for them."""
    assert snap_compare(ReviewApp(decided), terminal_size=(80, 24), run_before=_walk(DIALOGS[name]))
