"""Whatever people said or files hold is shown as text and never obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studies import locker_study
from tests.tui.conftest import press, settle
from tui.app import ReviewApp
from tui.text import shown

HOSTILE = [
    "[red]help[/red] [@click=app.quit]x[/]",
    "[/unbalanced] [b]bold",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 bell \x9b31m",
    "abc \u202edesrever\u202c \u200fmark \u2066isolated\u2069",
    "ze\u200bro wi\u200ddth \U0001f468\u200d\U0001f469\u200d\U0001f467 می\u200cخواهم",
    "tab\there, nul\x00, return\rback, page\x0cbreak, tag\U000e0041",
]
LONG = "a" * 10_000


@pytest.mark.parametrize("text", [*HOSTILE, LONG])
def test_every_character_is_shown_and_none_obeyed(text: str) -> None:
    """Offsets stay valid, and no control, direction or invisible character is left."""
    now = shown(text)

    assert len(text) == len(now)
    assert not [
        char for char in now if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u202c\u200f\u200b"
    ]


def test_joiners_that_are_needed_stay() -> None:
    """Persian words and family emoji keep theirs; between Latin letters one is shown."""
    assert shown("می\u200cخواهم") == "می\u200cخواهم"
    assert shown("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"
    assert shown("wi\u200ddth") == "wi∙dth"


async def test_hostile_texts_appear_as_text(tmp_path: Path) -> None:
    """As claims, as quotes and in their transcript; the app keeps running and decides on them."""
    study = locker_study(tmp_path / "lockers", [*HOSTILE, LONG])
    app = ReviewApp(study)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "j", "j")
        painted = _painted(app)
        for text in HOSTILE[:2]:
            assert text in painted
        assert "␛[31mred␛[0m" in painted
        assert "abc ◂desrever◆ ◂mark" in painted
        assert "\x1b" not in painted
        assert "\u202e" not in painted

        await press(pilot, *["j"] * 9, "a", "enter", "end")

        assert study.store.decisions()
        assert "aaaa" in _painted(app)


def _painted(app: ReviewApp) -> str:
    """All that is on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
