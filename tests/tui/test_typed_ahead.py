"""Whoever types faster than the screen follows is understood all the same."""

from __future__ import annotations

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from assistant.study import Study
from tests.tui.conftest import press, settle
from tui.app import ReviewApp


async def _all_at_once(pilot: Pilot[object], *keys: str) -> None:
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
    for _ in range(6):
        await settle(pilot)


async def test_a_reason_is_typed_right_behind_its_key(study: Study, app: ReviewApp) -> None:
    """No letter is lost while the dialog opens, none is taken for a key of the screen."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await _all_at_once(pilot, "x", *"two aaxx", "enter")

        assert [(entry.action, entry.why) for entry in study.store.decisions()] == [("reject", "two aaxx")]


async def test_keys_behind_the_number_of_a_screen_are_for_that_screen(study: Study, app: ReviewApp) -> None:
    """Also when the screen is made for the first time."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _all_at_once(pilot, "3", "F", "escape", "5", "e", *" and 77", "escape", "6", "/", *"tom", "enter")

        assert app.screen.needle == "tom"  # type: ignore[attr-defined]
        assert [words["text"][-7:] for words in app.unsaved.all().values()] == [" and 77"]


async def test_many_keys_keep_their_order(app: ReviewApp) -> None:
    """What is pasted or typed in one go stands as it was typed, dialogs opening and closing in between."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _all_at_once(
            pilot, "7", *"abcdefghijklmnopqrstuvwxyz", "escape", "?", "escape", "8", "7", "/", "home", "A"
        )

        assert app.screen.query_one("Input").value == "Aabcdefghijklmnopqrstuvwxyz"  # type: ignore[attr-defined]
