"""Dialogs tell the truth as well: each key in their line does something, and their help explains it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from assistant.study import Study
from tests.tui.conftest import press, settle
from tests.tui.test_keys import _seen
from tests.tui.walking import keys_shown
from tui.app import ReviewApp
from tui.screens.help import HelpScreen, keys_of
from tui.widgets.keyline import KeyLine

DIALOGS = {
    "code, in its label": ["2", "enter", "j", "enter", "tab", "h"],
    "filter": ["3", "F", "right"],
    "reject a finding": ["3", "x", "n"],
    "accept all findings": ["3", "A"],
    "rename a theme": ["4", "j", "e", "end", "o"],
    "edit": ["5", "e", "o"],
    "edit, in its reason": ["5", "e", "o", "tab"],
    "attach": ["5", "plus"],
    "attach, looking for words": ["5", "plus", "slash", "o"],
    "detach": ["5", "right", "minus"],
    "members": ["5", "m"],
    "help": ["5", "question_mark"],
}
_MOVES = ("screen.look", "scroll", "page")
"""Where there is nothing further to see they have nowhere to go."""


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_dialog_tells_the_truth_about_its_keys(study: Study, name: str) -> None:
    """Each key in its line does something, and its help, which `?` or F1 opens, explains each of them."""
    app, idle = ReviewApp(study), []
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, *DIALOGS[name])
        assert app.screen.is_modal
        explained = " ".join(keys for keys, _ in keys_of(app.screen)).split()
        assert [key for key in _names(app) if key not in explained] == []
        keys, opens_help = _keys(app), {"? Help", "F1 Help"} & set(_labels(app))
        assert "escape" in keys
        assert opens_help or name == "help"
        for at, key in enumerate(keys):
            if at:
                await _back_to(app, pilot, DIALOGS[name])
            before = _seen(app)
            await press(pilot, key)
            if _seen(app) == before:
                idle.append(key)
            if key in ("question_mark", "f1") and name != "help":
                assert isinstance(app.screen, HelpScreen)
    assert idle == []


def _labels(app: ReviewApp) -> list[str]:
    return [label.strip() for label in keys_shown(app).split("  ") if label.strip()]


def _names(app: ReviewApp) -> list[str]:
    """The keys in the line, as they are called there."""
    return [name for label in _labels(app) for name in label.split()[:1]]


def _keys(app: ReviewApp) -> list[str]:
    """The keys that the line at the bottom offers."""
    line = app.screen.query_one(KeyLine)
    actions = {binding.key: binding.action for _, binding, _, _ in app.screen.active_bindings.values()}
    return [key for key, _ in line._active() if not actions[key].startswith(_MOVES)]


async def _back_to(app: ReviewApp, pilot: Pilot[object], keys: list[str]) -> None:
    """The dialog as it was come to, whatever the key before has done."""
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    for place in app.unsaved.all():
        app.unsaved.draft(place.action, place.target_type, place.target_id).drop()
    if app.desk is not None and app.desk.seq:
        await press(pilot, "u")
    if app.current_mode == "themes":
        await press(pilot, "escape", "g")
    await press(pilot, *keys)
