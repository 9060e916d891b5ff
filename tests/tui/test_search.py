"""Searching and asking from the app, on the sample study with the models that ship."""

from __future__ import annotations

import pytest

from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import painted, words_of
from tui.app import ReviewApp
from tui.screens.reader import ReaderScreen
from tui.widgets.choice import Choice
from tui.widgets.passages import PassageList


@pytest.mark.slow
async def test_quotes_are_found_narrowed_and_opened(sample_study: Study) -> None:
    """Words find quotes, a participant narrows them, Enter opens one; a question may stay without an answer."""
    app = ReviewApp(sample_study)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        await type_text(pilot, "deposit")
        await press(pilot, "enter")
        assert "30 quotes" in words_of(app, "answer")
        assert "deposit" in painted(app).casefold()
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        await press(pilot, "escape")
        app.screen.query_one("#participant", Choice).value = "Tom"
        await settle(pilot)
        people = {passage.speaker for passage in app.screen.query_one(PassageList).passages}
        assert len(people) == 1
        app.screen.query_one("#participant", Choice).value = ""
        await settle(pilot)
        await press(pilot, "slash", "ctrl+u")
        await type_text(pilot, "Who won the football match?")
        await press(pilot, "enter")
        assert "The sources do not say." in words_of(app, "answer")
        await press(pilot, "slash", "ctrl+u")
        await type_text(pilot, "Is theft a worry?")
        await press(pilot, "enter")

        assert "The sources answer in the words of" in words_of(app, "answer")
