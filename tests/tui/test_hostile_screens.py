"""Hostile texts in every screen: painted as text, in labels, names and quotes alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Theme
from assistant.review.coding import Code, Coding
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.review.theming import Theming
from assistant.study import Study
from tests.studies import RUN, locker_study
from tests.tui.conftest import press, settle
from tests.tui.test_hostile_text import HOSTILE
from tests.tui.walking import painted
from tui.app import ReviewApp

MARKUP = "[red]x[/red] [@click=app.quit]y[/] [/b]"
FORBIDDEN = "\x1b\x07\x9b\u202e\u2066\u200f\u200b\x00\r"


@pytest.fixture
def hostile(tmp_path: Path) -> Study:
    """Texts, labels, a theme, reasons and a comment that would like to be obeyed."""
    study = locker_study(tmp_path / "lockers", [*HOSTILE, "z" * 100_000])
    review = Review(study.store, f"Eve {MARKUP}")
    rows = [item.row for item in read_codings(study.store).findings if "Dora" in _name(study, item.row.source_id)]
    coding = Coding(review)
    for row, text in zip(rows, HOSTILE, strict=False):
        coding.change(row, Code("pain", f"{text[:30]} {MARKUP}"[:80]), text)
    theme = Theme("t-hostile", "Hostile", "pain", HOSTILE[1], tuple(row.id for row in rows[:4]), run_id=RUN)
    study.store.store_themes([theme], "ondevice", "k3", RUN)
    now = next(item for item in study.store.themes() if item.id == "t-hostile")
    Theming(review).rename(now, f"{MARKUP} {HOSTILE[3]}", HOSTILE[2], HOSTILE[4])
    return study


def _name(study: Study, source_id: str) -> str:
    return study.store.source(source_id).name


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_no_screen_obeys_a_text(hostile: Study, size: tuple[int, int]) -> None:
    """Every screen and dialog, walked through: nothing of it is a control character, and markup is read as words."""
    app = ReviewApp(hostile, f"Mia {MARKUP}")
    seen = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in (
            ["2"],
            ["end", "enter", "n", "n", "N"],
            ["e"],
            ["escape", "end", "escape", "3", "end"],
            ["k", "k", "x"],
            ["escape", "F", "down", "down", "down", "down", "down", "down", "left"],
            ["escape", "4", "enter", "j"],
            ["k", "e"],
            ["escape", "5", "right_square_bracket", "G"],
            ["plus", "end"],
            ["escape", "e", "end"],
            ["escape", "e", "end"],
            ["escape", "6", "w"],
            ["escape", "8", "j"],
            ["question_mark"],
        ):
            await press(pilot, *keys)
            seen.append(painted(app))
            assert [char for char in FORBIDDEN if char in seen[-1]] == [], keys
    everything = "\n".join(seen)

    assert "[red]x[/red]" in everything
    assert "[@click=app.quit]" in everything
    assert "zzzz" in everything
