"""Sources, reading, and coding by hand: key by key."""

from __future__ import annotations

import pytest

from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import finding, finding_at, keys_shown, painted, rows, words_of
from tui.app import ReviewApp
from tui.screens.code import CodeScreen
from tui.screens.reader import ReaderScreen
from tui.screens.sources import SourcesScreen
from tui.widgets.choice import Choice
from tui.widgets.reader import Reader

SIZES = [(80, 24), (160, 48)]


@pytest.mark.parametrize("size", SIZES)
async def test_sources_are_listed_and_read(app: ReviewApp, size: tuple[int, int]) -> None:
    """Name, format, speakers, words and findings; Enter reads, Esc comes back."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        shown = painted(app)
        assert "02 Bo.txt" in shown
        assert "Interviewer (asks)" in shown or size[0] == 80
        assert "findings" in shown
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "It was not there." in painted(app)
        await press(pilot, "escape")

        assert isinstance(app.screen, SourcesScreen)
        assert rows(app).cursor == 1


async def test_words_narrow_the_sources(app: ReviewApp) -> None:
    """`/` keeps those with the words in their names, Esc brings all back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "slash")
        await type_text(pilot, "chi")
        await settle(pilot)
        assert len(rows(app).ids) == 1
        await press(pilot, "escape")

        assert len(rows(app).ids) == 3


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_coded_is_gone_through(app: ReviewApp, size: tuple[int, int]) -> None:
    """`n` and `N` go from finding to finding; the one under the cursor is named, with room in the margin too."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n")
        assert finding_at(app).quote == "A neighbour told me."
        assert "touchpoint" in words_of(app, "code")
        await press(pilot, "n")
        assert finding_at(app).quote == "It took two minutes."
        await press(pilot, "N", "N")
        assert finding_at(app).quote == "nobody called back"

        assert ("▲ It took two minutes." in painted(app)) == (size[0] == 160)


async def test_words_are_coded_by_hand_and_undone(study: Study, app: ReviewApp) -> None:
    """Two sentences, a kind by its letter, a label, a stage; the code is in the transcript at once, u takes it back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter")
        reader = app.screen.query_one(Reader)
        await press(pilot, "k", "enter")
        assert "interviewer" in words_of(app, "code")
        assert "Code" not in keys_shown(app)
        assert any("context" in str(note.message) for note in app._notifications)
        await press(pilot, "j", "J", "enter")
        assert isinstance(app.screen, CodeScreen)
        await press(pilot, "n", "down")
        await type_text(pilot, "never miss a parcel")
        await press(pilot, "down", "right", "enter")

        made = finding(study, "never miss a parcel")
        assert (made.kind, made.coder, made.status, made.participant_id) == ("need", "Mia", "approved", "ana")
        assert made.stage == "awareness"
        assert "A neighbour told me. She never" in study.store.source(made.source_id).quote(made.span)
        assert "coded" not in words_of(app, "code")
        assert "never miss a parcel" in {item.row.label for item in reader._codes}
        await press(pilot, "u")

        assert finding(study, "never miss a parcel").retired
        assert not list(study.store.ledger_faults())


async def test_a_code_needs_a_label(study: Study, app: ReviewApp) -> None:
    """Without one the dialog says so and stays; Esc leaves everything as it was."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "enter", "enter")
        assert "label" in words_of(app, "missing")
        await press(pilot, "escape")

        assert isinstance(app.screen, ReaderScreen)
        assert study.store.decisions() == []


async def test_a_finding_is_changed_rejected_and_ones_own_is_taken_away(study: Study, app: ReviewApp) -> None:
    """`e` offers what it is now, `x` asks for a reason unless the code is one's own."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n", "e")
        assert app.screen.query_one("#kind", Choice).value == "touchpoint"
        await press(pilot, "g", "enter")
        assert finding(study, "A neighbour told me.").kind == "gain"
        await press(pilot, "x")
        await type_text(pilot, "hearsay")
        await press(pilot, "enter")
        assert finding(study, "A neighbour told me.").status == "rejected"
        await press(pilot, "j", "enter", "down")
        await type_text(pilot, "mine")
        await press(pilot, "enter")
        assert finding_at(app).row.label == "mine"
        await press(pilot, "x")

        assert finding(study, "mine").retired
        assert [entry.action for entry in study.store.decisions()] == ["recode", "reject", "code", "remove"]


async def test_the_interviewer_is_set_right(study: Study, app: ReviewApp) -> None:
    """`R` asks, Enter makes the speaker an interviewer, u takes it back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "R")
        assert "Ana is an interviewer" in words_of(app, "title")
        await press(pilot, "enter")
        source = study.store.sources()[0]
        assert {turn.role for turn in study.store.turns(source.id) if turn.speaker == "Ana"} == {"interviewer"}
        assert "Code" not in keys_shown(app)
        await press(pilot, "u")

        assert {turn.role for turn in study.store.turns(source.id) if turn.speaker == "Ana"} == {"participant"}


async def test_blind_mode_hides_what_others_think(study: Study, app: ReviewApp) -> None:
    """Only one's own codes are in the transcript, the lists and the counts; screens of drafts stay closed."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "B", "enter")
        assert "BLIND" in painted(app)
        assert app.screen.query_one(Reader)._codes == []
        await press(pilot, "j", "enter", "down")
        await type_text(pilot, "mine")
        await press(pilot, "enter")
        assert [item.row.label for item in app.screen.query_one(Reader)._codes] == ["mine"]
        await press(pilot, "escape", "3")
        assert len(rows(app).ids) == 1
        for key in ("4", "5", "6", "8"):
            await press(pilot, key)
            assert app.current_mode == "findings"
        await press(pilot, "B")

        assert len(rows(app).ids) > 10


async def test_words_are_found_in_a_transcript(app: ReviewApp) -> None:
    """`/` goes to the first find, `n` to the next one; Esc forgets them."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "j", "enter", "slash")
        await type_text(pilot, "it was")
        await settle(pilot)
        assert "find 1 of 2" in words_of(app, "name")
        await press(pilot, "enter", "n")
        assert "find 2 of 2" in words_of(app, "name")
        await press(pilot, "escape")

        assert "find" not in words_of(app, "name").replace("finding", "")


async def test_the_keys_are_about_what_was_coded_just_now(study: Study, app: ReviewApp) -> None:
    """Also where the engine has coded the same words; in blind mode the name says so at once."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n", "enter", "tab")
        await type_text(pilot, "mine alone")
        await press(pilot, "enter")
        assert "mine alone" in words_of(app, "code")
        await press(pilot, "x")
        assert [entry.action for entry in study.store.decisions()] == ["code", "remove"]
        await press(pilot, "B")
        assert "BLIND" in words_of(app, "name")
        await press(pilot, "slash")
        await type_text(pilot, "zzz")

        assert "do not occur" in words_of(app, "name")


@pytest.fixture
def with_codebook(study: Study) -> Study:
    """The lockers, with a codebook of two codes."""
    study.extend_settings('\n[[codebook]]\nname = "Signing up"\n\n[[codebook]]\nname = "Doors"\n')
    return study


async def test_words_are_put_to_a_code_of_the_codebook(with_codebook: Study) -> None:
    """The kind code offers the codes and no line for other words; e puts the finding to another one."""
    app = ReviewApp(with_codebook)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n", "enter", *"code", "down")
        assert [name.id for name in app.screen.query(Choice) if name.display] == ["kind", "code", "stage"]
        assert not app.screen.query_one("#label").display
        await press(pilot, "d", "enter")
        made = next(item for item in with_codebook.store.findings() if item.coder == "Mia")
        assert (made.kind, made.label) == ("code", "Doors")

        await press(pilot, "e", "down", "s", "enter")
        made = next(item for item in with_codebook.store.findings() if item.coder == "Mia")
        assert (made.kind, made.label) == ("code", "Signing up")
        await press(pilot, "escape", "3", "F", *"code", "enter")

        assert list(rows(app).ids) == [made.id]
        assert "1 of" in words_of(app, "about")


async def test_without_a_codebook_no_code_is_offered(app: ReviewApp) -> None:
    """Neither where words are coded nor where findings are narrowed."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n", "enter")
        assert not app.screen.query_one("#code").display
        assert " code " not in str(app.screen.query_one("#kind", Choice).render())
        await press(pilot, "escape", "escape", "3", "F")

        assert " code " not in str(app.screen.query_one("#kind", Choice).render())


async def test_starting_over_brings_the_kind_back_too(app: ReviewApp) -> None:
    """Ctrl+R forgets all that was said of the words, not only what was typed."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter", "n", "enter", "n", "down")
        await type_text(pilot, "word")
        await press(pilot, "ctrl+r")

        assert app.screen.query_one("#kind", Choice).value == "pain"


async def test_every_line_of_a_dialog_is_reached_in_a_low_terminal(app: ReviewApp) -> None:
    """What the focus is on is in sight, wherever it goes."""
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "F", *["down"] * 7)
        assert app.focused is not None
        assert app.focused.id == "confidence"

        assert "Confidence" in painted(app)
