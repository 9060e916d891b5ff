"""The line at the bottom and the help tell the truth: on every screen each key that they name does something."""

from __future__ import annotations

import pytest

from assistant.review.decisions import Review
from assistant.study import Study
from tests.tui.conftest import press, settle
from tests.tui.walking import keys_shown
from tui.app import ReviewApp
from tui.screens.help import keys_of

SCREENS = {
    "overview": ["1"],
    "sources": ["2"],
    "reader": ["2", "enter", "n"],
    "findings": ["3"],
    "themes": ["4"],
    "personas": ["5"],
    "journey": ["6"],
    "journey-map": ["6", "w"],
    "search": ["7", "escape"],
    "ledger": ["8"],
}
_MOVES = ("cursor_", "page", "step", "first", "last", "scroll", "focus_", "copy_text", "stretch", "select")
"""At an end of a list these have nowhere to go; the lists have tests of their own."""
_LEAVING = ("quit", "command_palette", "leave", "run", "show_help_panel")
"""Ends the app, opens Textual's own dialog, or goes back where there may be nothing to go back from."""


@pytest.mark.parametrize("name", SCREENS)
async def test_every_key_that_is_named_does_something(study: Study, name: str) -> None:
    for who in ("Omar", "Mia"):
        Review(study.store, who).approve(next(claim for claim in study.store.claims() if claim.status == "draft"))
    app = ReviewApp(study)
    idle, tried = [], 0
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, *SCREENS[name])
        for key in _keys(app):
            await _back_to(app, pilot, SCREENS[name])
            if key not in _keys(app):
                continue
            before = _seen(app)
            await press(pilot, key)
            tried += 1
            if _seen(app) == before:
                idle.append(key)
    assert idle == []
    assert tried > 5


@pytest.mark.parametrize("name", SCREENS)
async def test_what_the_line_names_the_help_explains(study: Study, name: str) -> None:
    app = ReviewApp(study)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, *SCREENS[name])
        explained = " ".join(keys for keys, _ in keys_of(app.screen)).split()
        shown = [label.split()[0] for label in keys_shown(app).split("  ") if label.strip()]
    assert shown
    assert [key for key in shown if key not in explained] == []


def _keys(app: ReviewApp) -> list[str]:
    """Keys that are said to do something, those that only move or leave apart."""
    return [
        key
        for key, (_, binding, enabled, _) in app.screen.active_bindings.items()
        if enabled and not binding.system and not _spared(app, binding.action)
    ]


def _spared(app: ReviewApp, action: str) -> bool:
    bare = action.removeprefix("screen.").removeprefix("app.")
    return bare.startswith((*_MOVES, *_LEAVING)) or action == f"go('{app.current_mode}')"


async def _back_to(app: ReviewApp, pilot: object, keys: list[str]) -> None:
    """The screen as it was gone to, whatever the key before has opened."""
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    if app.blind:
        app.action_blind()
    await press(pilot, keys[0], *keys[1:])  # type: ignore[arg-type]


def _seen(app: ReviewApp) -> tuple[object, ...]:
    """All that a reviewer could notice: the screen, its colours, what is told, where the keys go, the ledger."""
    toasts = [note.message for note in app._notifications]
    seq = app.desk.seq if app.desk else 0
    strips = app.screen._compositor.render_strips()
    return [list(strip) for strip in strips], app.screen, app.theme, toasts, app.focused, seq
