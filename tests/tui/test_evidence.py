"""What claims rest on: attached, detached, worded anew; and the journey on one page."""

from __future__ import annotations

import pytest

from assistant.domain import Claim
from assistant.engines.protocol import Engine
from assistant.study import Study
from assistant.testing import KeywordEngine
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp
from tui.screens.ask import AskScreen
from tui.screens.attach import AttachScreen
from tui.screens.journey_map import JourneyMapScreen
from tui.screens.members import MembersScreen
from tui.widgets.long_list import LongList

SIZES = [(80, 24), (160, 48)]


def claim(study: Study, key: str) -> Claim:
    """A claim as it stands now."""
    return next(item for item in study.store.claims() if item.key == key)


@pytest.mark.parametrize("size", SIZES)
async def test_a_finding_is_attached_behind_a_claim(study: Study, app: ReviewApp, size: tuple[int, int]) -> None:
    """`+` offers findings, those of the persona's people first; the count follows, and u takes it back."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5", "a", "plus")
        assert isinstance(app.screen, AttachScreen)
        first = app.screen._candidates[0]
        assert first.row.participant_id == "ana"
        await press(pilot, "slash")
        await type_text(pilot, "nobody called")
        await settle(pilot)
        assert len(app.screen.query_one(LongList).ids) == 1
        await press(pilot, "enter", "enter")
        assert [item.polarity for item in claim(study, "door").evidence] == ["for", "for"]
        assert claim(study, "door").stale
        await press(pilot, "u")

        assert len(claim(study, "door").evidence) == 1
        assert not claim(study, "door").stale


async def test_a_finding_is_put_against_a_claim(study: Study, app: ReviewApp) -> None:
    """`-` in the list of findings makes it counter-evidence."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "plus", "minus")

        assert [item.polarity for item in claim(study, "door").evidence] == ["for", "against"]


async def test_a_quote_is_detached(study: Study, app: ReviewApp) -> None:
    """From the evidence, after a question; the last one behind a claim stays, and that is said."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j")
        assert "Detach" not in keys_shown(app)
        await press(pilot, "right", "j")
        await press(pilot, "minus", "enter")
        assert len(claim(study, "late code").support) == 1
        await press(pilot, "minus", "enter")

        assert len(claim(study, "late code").support) == 1
        assert any("last quote" in str(note.message) for note in app._notifications)


async def test_a_field_is_worded_anew(study: Study, app: ReviewApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """`D` shows what the engine would say, Enter takes all of it, one u gives all of it back."""
    engine: Engine = KeywordEngine()
    monkeypatch.setattr("assistant.running.open_any", lambda _study: engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j", "D")
        assert "About late code." in painted(app)
        assert study.store.decisions() == []
        await press(pilot, "enter")
        assert claim(study, "late code").text == "About late code."
        await press(pilot, "u")

        assert claim(study, "late code").text == "Waits for codes that come late."


async def test_other_words_are_offered_each_time(study: Study, app: ReviewApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen and left is not offered again; where nothing is left, that is said."""
    engine: Engine = KeywordEngine()
    monkeypatch.setattr("assistant.running.open_any", lambda _study: engine)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j")
        seen = []
        for _ in range(6):
            await press(pilot, "D")
            if not isinstance(app.screen, AskScreen):
                break
            seen.append([line.split(" new: ")[1] for line in painted(app).splitlines() if " new: " in line])
            await press(pilot, "escape")
        offered = [text for texts in seen for text in texts]
        assert len(offered) == len(set(offered)) > 2
        assert any("no other words" in str(note.message) for note in app._notifications)

        assert study.store.decisions() == []


async def test_who_belongs_is_shown(app: ReviewApp) -> None:
    """`m` lists members with how firmly they belong."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "m")

        assert isinstance(app.screen, MembersScreen)
        assert "Ana" in painted(app)
        assert "80%" in painted(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_journey_is_one_page(app: ReviewApp, size: tuple[int, int]) -> None:
    """Stages as columns, touchpoints by channel and claims as rows, the curve with its n; Enter goes to a stage."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "6", "w")
        assert isinstance(app.screen, JourneyMapScreen)
        shown = painted(app)
        for words in ("awareness", "purchase", "−1.4 n5", "Touchpoints, digital", "phone line", "●", "no quotes"):
            assert words in shown
        await press(pilot, "right", "right", "enter")

        assert app.current_mode == "journey"
        assert "post-purchase" in painted(app)
        assert "Emotion −1.4" in words_of(app, "about")
