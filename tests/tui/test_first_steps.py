"""What somebody meets who has never seen the app: where to begin, which keys there are, how to take a slip back."""

from __future__ import annotations

from dataclasses import replace

from assistant.review.desk import read_desk
from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp
from tui.screens.help import keys_of
from tui.screens.overview_rows import figures


async def test_the_overview_says_where_to_begin_until_somebody_has_begun(study: Study, app: ReviewApp) -> None:
    """The line leads to the first claim; after the first decision it is gone."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "n goes to the first claim" in words_of(app, "figures")
        await press(pilot, "n", "a", "1")

        assert "n goes to the first claim" not in words_of(app, "figures")


async def test_dialogs_show_the_keys_that_work_in_them(app: ReviewApp) -> None:
    """Arrows where values are chosen; starting over only where there is something to forget."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "F")
        assert "← → Value" in keys_shown(app)
        await press(pilot, "escape", "x")
        assert "Start over" not in keys_shown(app)
        await type_text(pilot, "no")

        assert "Start over" in keys_shown(app)


async def test_a_narrow_terminal_shows_the_way_on_and_the_filter(app: ReviewApp) -> None:
    """Where there is room for a few keys only, these are among them; Help calls keys as keyboards do."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert "n Next" in keys_shown(app)
        assert "F Filter" in keys_shown(app)
        names = [key for key, _ in keys_of(app.screen)]

        assert {"Space", "Tab", "Esc"} <= set(names)


async def test_a_slip_is_taken_back_from_any_screen(study: Study, app: ReviewApp) -> None:
    """Also from the list of sources, where nothing can be decided; what was taken back is named by its number."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "a", "2", "u")
        assert [entry.action for entry in study.store.decisions()] == ["approve", "undo"]
        await press(pilot, "5")

        assert "Mia took back decision 1" in painted(app)


async def test_counts_on_the_map_are_not_torn_apart(app: ReviewApp) -> None:
    """A touchpoint that is too long for its column has its count on a line of its own; the curve has its scale."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "w")
        shown = painted(app)
        assert "Emotion −2 to +2" in shown
        app.screen.query_one("#scroll").scroll_end(animate=False)
        await settle(pilot)

        assert not [line for line in painted(app).splitlines() if line.rstrip().endswith(" of")]


def test_a_run_that_found_nothing_says_what_can_be_done(study: Study) -> None:
    """There is no claim to go to then."""
    told = figures(replace(read_desk(study.store), claims={})).plain

    assert "2 opens the sources, where you can code by hand" in told
    assert "first claim that waits" not in told
    assert "0 of 0" not in told


async def test_the_palette_names_each_command_once(app: ReviewApp) -> None:
    """Also where two keys do the same."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for screen in ("5", "3"):
            await press(pilot, screen)
            names = [command.title for command in app.get_system_commands(app.screen)]

            assert sorted(set(names)) == sorted(names)
