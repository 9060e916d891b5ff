"""Keys that can do nothing say why, reasons that are typed are kept, and what was noted is seen."""

from __future__ import annotations

import pytest

from assistant.review.decisions import Review
from assistant.study import Study
from assistant.testing import KeywordEngine
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp
from tui.screens.edit import EditScreen
from tui.widgets.claim_list import ClaimList


def _told(app: ReviewApp) -> str:
    return "\n".join(note.message for note in app._notifications)


async def test_the_ledger_takes_back_what_is_under_the_cursor_or_nothing(study: Study, app: ReviewApp) -> None:
    """On what has been taken back already `u` does not take back something else."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "a", "j", "f", "8", "j", "u")
        assert [entry.undoes for entry in study.store.decisions()] == [None, None, 1]
        await press(pilot, "u")

        assert len(study.store.decisions()) == 3
        assert "Decision 1 has been taken back already" in _told(app)


async def test_the_ledger_names_only_what_was_changed(study: Study, app: ReviewApp) -> None:
    """Accepting what is accepted and flagged takes the flag off; nothing else became another."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "a", "f", "a", "8")

        assert "flagged: yes → no" in words_of(app, "details")
        assert "status" not in words_of(app, "details")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["s"], "still wait for a decision"),
        (["a", "a"], "accepted already"),
        (["R"], "stands as it was drafted"),
        (["minus"], "goes to the quotes"),
    ],
)
async def test_keys_that_can_do_nothing_say_why(study: Study, app: ReviewApp, keys: list[str], told: str) -> None:
    """They are not in the line at the bottom, but somebody may know them."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", *keys)

        assert told in _told(app)
        assert len(study.store.decisions()) == len(keys) - 1


async def test_reasons_for_new_drafts_and_roles_are_kept(
    study: Study, app: ReviewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a line to type in, so what is typed there goes on record."""
    monkeypatch.setattr("assistant.running.open_any", lambda _study: KeywordEngine())
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j", "D")
        assert " new: " in painted(app)
        await type_text(pilot, "clearer")
        await press(pilot, "enter", "2", "enter", "R")
        await type_text(pilot, "he asks")
        await press(pilot, "enter")

        assert {(entry.action, entry.why) for entry in study.store.decisions()} >= {
            ("redraft", "clearer"),
            ("set role", "he asks"),
        }


async def test_a_comment_is_seen_where_it_was_made(app: ReviewApp) -> None:
    """It changes nothing on the claim or the finding; its words stand in their history at once."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        for screen in ("5", "3"):
            await press(pilot, screen, "c")
            await type_text(pilot, f"note {screen}")
            await press(pilot, "enter")

            assert f"Mia commented on it: note {screen}" in painted(app)


async def test_the_comment_of_somebody_else_is_seen_too(study: Study, app: ReviewApp) -> None:
    """While the claim is on the screen."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        claim = app.screen.claim  # type: ignore[attr-defined]
        Review(study.store, "Omar").comment(claim, "is it so?")
        app.look_for_news()
        await settle(pilot)

        assert "Omar commented on it: is it so?" in painted(app)


async def test_saving_is_offered_where_it_would_be_taken(app: ReviewApp) -> None:
    """Not for words as before, not for a number out of the air, in either line of the dialog."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "e")
        assert "Save" not in keys_shown(app)
        await type_text(pilot, " 77")
        assert "Save" not in keys_shown(app)
        await press(pilot, "tab")
        assert "Save" not in keys_shown(app)
        await press(pilot, "enter", "shift+tab")
        assert isinstance(app.screen, EditScreen)
        await press(pilot, "backspace", "backspace", "backspace", "o")

        assert "Save and accept" in keys_shown(app)


async def test_what_enter_does_is_named(app: ReviewApp) -> None:
    """By the question that is asked; and what is too long for the dialog can be looked through with the arrows."""
    async with app.run_test(size=(50, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "X")
        assert "⏎ Reject" in keys_shown(app)
        assert "↑ ↓ Look through" in keys_shown(app)
        before = painted(app)
        await press(pilot, "down")
        assert painted(app) != before
        await press(pilot, "escape", "c")

        assert "⏎ Comment" in keys_shown(app)
        assert "Look" not in keys_shown(app)


async def test_the_cursor_stays_in_sight_when_more_is_shown_again(app: ReviewApp) -> None:
    """Rows come back above it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "G", "f", "v", "v", "v", "v")
        assert app.screen.query_one(ClaimList).option_count == 2
        await press(pilot, "escape")
        claims = app.screen.query_one(ClaimList)
        top, height = claims.scroll_offset.y, claims.scrollable_content_region.height
        assert claims.highlighted is not None
        line = claims._index_to_line[claims.highlighted]

        assert top <= line < top + height


async def test_unsaved_words_come_under_the_cursor(app: ReviewApp) -> None:
    """They are the first row of the overview, and Enter goes to them, unless the cursor was put elsewhere."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "c")
        await type_text(pilot, "half a")
        await press(pilot, "escape", "1", "enter")
        assert app.current_mode == "personas"
        await press(pilot, "1", "j", "2", "1")

        assert app.screen.query_one("WaitingList").row_id != "unsaved 0"  # type: ignore[attr-defined]
