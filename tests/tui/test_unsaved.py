"""What is typed in any dialog outlives the app: the same key brings it back, and saving it forgets it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import words_of
from tui.app import ReviewApp
from tui.widgets.listing import Listing

DIALOGS = [
    pytest.param(["5", "x"], "answer", "reject", id="reason to reject a claim"),
    pytest.param(["5", "c"], "answer", "comment", id="comment on a claim"),
    pytest.param(["5", "X"], "answer", "reject all", id="reason to reject many claims"),
    pytest.param(["3", "x"], "answer", "reject", id="reason to reject a finding"),
    pytest.param(["3", "c"], "answer", "comment", id="comment on a finding"),
    pytest.param(["3", "e", "down", "end"], "label", "recode", id="label of a finding"),
    pytest.param(["3", "A"], "answer", "accept all", id="reason to accept many findings"),
    pytest.param(["4", "x"], "answer", "reject", id="reason to reject a theme"),
    pytest.param(["4", "e", "end"], "name", "rename", id="name of a theme"),
    pytest.param(["4", "e", "down", "end"], "definition", "rename", id="definition of a theme"),
    pytest.param(["2", "enter", "j", "enter", "down"], "label", "code", id="label of a code by hand"),
    pytest.param(["7"], "query", "search", id="question to the sources"),
]


@pytest.mark.parametrize(("way", "line", "action"), DIALOGS)
async def test_words_outlive_the_app(study: Study, way: Sequence[str], line: str, action: str) -> None:
    """Typed, the app gone, opened again: the words stand in their line, and the overview leads there."""
    first = ReviewApp(study)
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *way)
        await type_text(pilot, " half a thou")
    second = ReviewApp(study)
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert [place.action for place in second.unsaved.all()] == [action]
        rows = [row for row in second.screen.query_one(Listing).options if str(row.id).startswith("unsaved")]
        assert len(rows) == 1
        await press(pilot, *way)
        kept = second.screen.query_one(f"#{line}").value  # type: ignore[attr-defined]

        assert kept.endswith("half a thou")


async def test_saved_words_are_forgotten_and_refused_ones_are_not(study: Study, app: ReviewApp) -> None:
    """Once the decision is on record nothing is left over; after Esc the words are there again, ^r drops them."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "x")
        await type_text(pilot, "hearsay")
        await press(pilot, "escape", "x")
        assert "never saved" in words_of(app, "kept")
        await press(pilot, "enter")
        assert study.store.decisions()[-1].why == "hearsay"
        assert app.unsaved.all() == {}
        await press(pilot, "c")
        await type_text(pilot, "later")
        await press(pilot, "escape", "c", "ctrl+r")
        assert app.screen.query_one("#answer").value == ""  # type: ignore[attr-defined]

        assert app.unsaved.all() == {}


async def test_the_overview_leads_to_words_left_behind(study: Study, app: ReviewApp) -> None:
    """Enter on them goes to what they were about; another reviewer does not see them."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "j", "c")
        about = app.screen_stack[-2].finding.id  # type: ignore[attr-defined]
        await type_text(pilot, "ask Bo")
        await press(pilot, "escape", "g", "1")
        rows = app.screen.query_one(Listing)
        rows.go_to("unsaved 0")
        await press(pilot, "enter")
        assert app.screen.finding.id == about  # type: ignore[attr-defined]
        app.reviewer = "Omar"

        assert app.unsaved.all() == {}
