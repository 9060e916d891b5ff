"""How the screens look that everybody sees first; the pictures are kept beside this file."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import press, settle
from tui.app import ReviewApp

SIZES = [(80, 24), (160, 48)]


async def _overview(pilot: Pilot[object]) -> None:
    await settle(pilot)


async def _personas(pilot: Pilot[object]) -> None:
    await settle(pilot)
    await press(pilot, "5", "right_square_bracket", "j", "j")


async def _journey(pilot: Pilot[object]) -> None:
    await settle(pilot)
    await press(pilot, "6", "right_square_bracket", "right_square_bracket")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x48"])
@pytest.mark.parametrize("walk", [_overview, _personas, _journey], ids=["overview", "personas", "journey"])
def test_the_screen_looks_as_it_did(snap_compare, app: ReviewApp, walk, size) -> None:  # type: ignore[no-untyped-def]
    """A change of looks is a decision: `pytest --snapshot-update` takes it."""
    assert snap_compare(app, terminal_size=size, run_before=walk)
