"""A terminal that changes its size in the middle of work: nothing is lost, everything finds its place."""

from __future__ import annotations

from textual.widgets import Input

from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import painted, rows
from tui.app import ReviewApp
from tui.widgets.reader import Reader


async def test_the_cursor_stays_when_the_terminal_grows_and_shrinks(app: ReviewApp) -> None:
    """In every screen; what was typed into a dialog stays typed."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        for key in "12345678":
            await press(pilot, "escape", key)
            for size in ((80, 24), (60, 15), (160, 48)):
                await pilot.resize_terminal(*size)
                await settle(pilot)
        await press(pilot, "3", "j", "j", "j")
        at = rows(app).row_id
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert rows(app).row_id == at
        await press(pilot, "x")
        await type_text(pilot, "because")
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert app.screen.query_one(Input).value == "because"

        await press(pilot, "escape", "enter")
        chosen = app.screen.query_one(Reader).chosen
        await pilot.resize_terminal(70, 20)
        await settle(pilot)
        assert app.screen.query_one(Reader).chosen == chosen
        assert "▌" in painted(app)


async def test_a_slim_terminal_names_the_screen_that_is_shown_and_numbers_all(app: ReviewApp) -> None:
    """Names are left out rather than cut off: the eighth screen can still be seen and clicked."""
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        tabs = painted(app).splitlines()[0]
        assert "▌6 Journey" in tabs
        assert set("12345678") <= set(tabs.replace("▌", " ").split())


async def test_an_empty_list_says_what_to_do(app: ReviewApp) -> None:
    """Blind and without a finding of one's own the way leads to the sources; after a search it is Esc."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await type_text(pilot, "zzz")
        await press(pilot, "enter")
        assert "Esc shows all again" in painted(app)
        await press(pilot, "escape", "B")
        assert "You have coded nothing yet" in painted(app)
