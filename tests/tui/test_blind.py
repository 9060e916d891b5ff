"""Blind mode: nothing on the screen betrays what others or the engine have found."""

from __future__ import annotations

import re

import pytest

from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp

SIZES = [(80, 24), (160, 48)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_overview_counts_only_what_the_reviewer_has_coded(study: Study, size: tuple[int, int]) -> None:
    """Sources and participants, one's own findings by kind; no drafts, no themes, no progress."""
    app = ReviewApp(study, blind=True)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert words_of(app, "figures") == "3 sources · 3 participants · 0 findings of yours"
        await press(pilot, "2", "enter", "j", "enter", "down")
        await type_text(pilot, "quick")
        await press(pilot, "enter", "escape", "1")
        assert words_of(app, "figures") == "3 sources · 3 participants · 1 finding of yours (1 pain)"
        below_the_tabs = painted(app).partition("\n")[2]
        assert not re.search(r"settled|wait|theme|persona|signed off", below_the_tabs, re.IGNORECASE)
        assert "Go on reviewing" not in keys_shown(app)
        await press(pilot, "B")

        assert "claims settled" in words_of(app, "figures")


@pytest.mark.parametrize("key", ["4", "5", "6", "8"])
async def test_screens_of_drafts_stay_shut(study: Study, key: str) -> None:
    """Themes, personas, the journey and the ledger say why they do not open."""
    app = ReviewApp(study, blind=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert app.current_mode == "overview"

        assert any("Blind mode hides this screen" in str(note.message) for note in app._notifications)


async def test_sources_and_findings_show_the_reviewers_own(study: Study) -> None:
    """Counts by source and the queue are empty before anything is coded by hand."""
    app = ReviewApp(study, blind=True)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert "0 findings of yours" in words_of(app, "about")
        await press(pilot, "3")

        assert words_of(app, "about").startswith("0 findings")
