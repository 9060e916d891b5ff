"""A reviewer's walk through the app, key by key."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from assistant.domain import Claim
from assistant.review.context import Aside
from assistant.review.decisions import Review
from assistant.study import Study
from tests.tui.conftest import press, settle, type_text
from tui.app import ReviewApp
from tui.screens.claims import ClaimsScreen
from tui.screens.edit import EditScreen
from tui.screens.help import HelpScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.claim_list import ClaimList
from tui.widgets.evidence_pane import EvidencePane
from tui.widgets.keyline import KeyLine
from tui.widgets.listing import Listing
from tui.widgets.reader import Reader

SIZES = [(80, 24), (160, 48)]


def claim(study: Study, key: str) -> Claim:
    """A claim as it stands now."""
    return next(item for item in study.store.claims() if item.key == key)


def shown_claims(app: ReviewApp) -> ClaimsScreen:
    """The screen with claims that is on top."""
    assert isinstance(app.screen, ClaimsScreen)
    return app.screen


def current(app: ReviewApp) -> Claim:
    """The claim under the cursor."""
    found = shown_claims(app).claim
    assert found is not None
    return found


def keys_shown(app: ReviewApp) -> str:
    """The line at the bottom."""
    return app.screen.query_one(KeyLine).render().plain


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_reviews_three_claims_and_undoes_a_slip(
    study: Study, app: ReviewApp, size: tuple[int, int]
) -> None:
    """Approve one, reject another with a reason, edit a third, open a quote, take the last back: all on record."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "n", "a", "n", "x")
        await type_text(pilot, "said once")
        await press(pilot, "enter", "right_square_bracket", "e")
        assert isinstance(app.screen, EditScreen)
        await press(pilot, "ctrl+a", "backspace")
        await type_text(pilot, "Wants a message.")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ReaderScreen)
        await press(pilot, "escape", "u")

        assert [entry.action for entry in study.store.decisions()] == ["approve", "reject", "edit", "undo"]
        assert {"Mia"} == {entry.who for entry in study.store.decisions()}
        assert (
            claim(study, "door").status,
            claim(study, "relief").status,
            claim(study, "message").status,
        ) == ("approved", "rejected", "draft")
        assert study.store.decisions()[1].why == "said once"
        assert not list(study.store.ledger_faults())


async def test_the_cursor_brings_the_evidence(app: ReviewApp) -> None:
    """Support and counter-evidence stand beside the claim, with speaker, source, time and the words around."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j")

        pane = app.screen.query_one(EvidencePane)
        assert current(app).key == "late code"
        assert [(item.speaker, item.place, item.source) for item in pane.quotes] == [
            ("Bo", "0:22", "02 Bo.txt"),
            ("Chidi", "", "03 Chidi.txt"),
        ]
        await press(pilot, "j")
        assert [item.evidence.polarity for item in pane.quotes] == ["for", "against"]
        assert pane.quotes[0].quote == "I had to go twice."
        assert pane.quotes[0].before == Aside("It was not there.")


async def test_a_quote_opens_in_its_transcript(app: ReviewApp) -> None:
    """Enter in the quotes opens the one under the cursor; Esc leads back to it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "j", "right", "j", "enter")

        reader = app.screen.query_one(Reader)
        assert reader._page is not None
        text = "\n".join(line.text for line in reader._page.lines)
        assert "The code came late once, no drama." in text
        assert "Interviewer" in text
        await press(pilot, "escape")
        assert app.screen.query_one(EvidencePane).has_focus


async def test_a_rejection_without_a_reason_is_not_taken(study: Study, app: ReviewApp) -> None:
    """The question stays until there is a reason, or Esc."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "x", "enter")
        assert "reason" in str(app.screen.query_one("#missing").render())
        await press(pilot, "escape")

        assert study.store.decisions() == []


async def test_words_typed_faster_than_the_screen_are_all_saved(study: Study, app: ReviewApp) -> None:
    """Enter comes after the letters before it, also when all of them arrive at once, as pasted words do."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "x")
        await pilot.press(*"pasted", "enter")
        await settle(pilot)
        await press(pilot, "j", "e", "end")
        await pilot.press(*"ly", "enter")
        await settle(pilot)

        assert study.store.decisions()[0].why == "pasted"
        assert claim(study, "relief").text == "Is relieved once signed up.ly"


async def test_an_ungrounded_edit_is_refused_as_it_is_typed(study: Study, app: ReviewApp) -> None:
    """The number is named at once, saving does nothing, and what was typed is kept."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "e", "end")
        await type_text(pilot, " 99 of them")
        await press(pilot, "enter")
        assert "99" in str(app.screen.query_one("#verdict").render())
        assert isinstance(app.screen, EditScreen)

        assert study.store.decisions() == []
        assert " 99 of them" in app.unsaved.draft("edit", "claim", claim(study, "door").id).find()["text"]


async def test_an_edit_in_progress_survives_a_crash(study: Study) -> None:
    """What was typed before the app died is in the editor when the claim is edited again."""
    first = ReviewApp(study)
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "e", "end")
        await type_text(pilot, " In the rain")
    second = ReviewApp(study)
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = [str(row.id) for row in second.screen.query_one(Listing).options]
        assert any(row.startswith("unsaved") for row in rows)
        await press(pilot, "5", "e", "enter")

        assert claim(study, "door").text.endswith("In the rain")
        assert second.unsaved.all() == {}


async def test_bulk_decisions_are_one_undo(study: Study, app: ReviewApp) -> None:
    """All waiting claims of a persona are accepted after a preview, and come back with one key."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "A")
        assert "4 claims" in str(app.screen.query_one("#title").render())
        await press(pilot, "enter")
        assert sum(item.status == "approved" for item in study.store.claims("p-night")) == 4
        await press(pilot, "s")
        assert [item.status for item in study.store.personas() if item.id == "p-night"] == ["approved"]

        await press(pilot, "u", "u")

        assert sum(item.status == "approved" for item in study.store.claims("p-night")) == 0


async def test_the_line_of_keys_tells_the_truth(app: ReviewApp) -> None:
    """An accepted claim offers no `Accept`, an assumption neither; a settled persona offers `Sign off`."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        assert "Accept" in keys_shown(app)
        await press(pilot, "a")
        assert "Accept" not in keys_shown(app)
        assert "Sign off" not in keys_shown(app)
        await press(pilot, "j", "a")

        assert "Sign off" in keys_shown(app)


async def test_next_goes_over_personas_to_what_waits(app: ReviewApp) -> None:
    """`n` leaves settled claims out and goes on in the next persona; `N` comes back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "space", "space")
        assert (shown_claims(app).chosen, current(app).key) == ("p-night", "message")
        await press(pilot, "n", "n", "N")

        assert current(app).key == "late code"


async def test_words_and_views_narrow_the_list(app: ReviewApp) -> None:
    """`/` keeps claims with the words, `v` those of a standing, Esc brings all back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "slash")
        await type_text(pilot, "midnight")
        await press(pilot, "enter")
        assert _keys(app) == ["night"]
        await press(pilot, "escape", "v", "v")
        assert _keys(app) == []
        await press(pilot, "escape")

        assert len(_keys(app)) == 5


def _keys(app: ReviewApp) -> list[str]:
    desk = app.desk
    assert desk is not None
    ids = [row.id for row in app.screen.query_one(ClaimList).options if row.id]
    return [found.key for found in map(desk.claim, ids) if found is not None]


async def test_the_journey_is_reviewed_in_the_same_way(study: Study, app: ReviewApp) -> None:
    """Stages are cards; their claims are accepted like those of personas."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "a", "n", "n", "f")

        assert claim(study, "neighbour").status == "approved"
        assert claim(study, "faults").flagged


async def test_decisions_are_undone_from_the_ledger(study: Study, app: ReviewApp) -> None:
    """The ledger lists them, `u` takes back the one under the cursor, Enter goes to its claim."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "a", "j", "f", "8", "j", "u")
        assert (claim(study, "door").status, claim(study, "relief").flagged) == ("draft", True)
        await press(pilot, "k", "enter")

        assert current(app).key == "relief"


async def test_a_persona_tells_who_it_is_drawn_from(app: ReviewApp) -> None:
    """Members with how firmly they belong, and back with Esc."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "right_square_bracket", "m")
        told = " ".join(str(part.render()) for part in app.screen.query(Static))
        assert "Bo" in told
        assert "90%" in told
        await press(pilot, "escape")

        assert isinstance(app.screen, ClaimsScreen)


async def test_help_explains_what_has_the_focus(app: ReviewApp) -> None:
    """`?` names the keys that work here, and closes again."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        keys = dict(app.screen._keys)
        assert keys["x"] == "Reject the claim; you are asked for the reason"
        await press(pilot, "escape")

        assert isinstance(app.screen, ClaimsScreen)


async def test_the_name_is_asked_once(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's name is assumed: the account's is offered, the answer is kept for the next time."""
    monkeypatch.delenv("VERBATIM_REVIEWER")
    monkeypatch.setattr("getpass.getuser", lambda: "mberg")
    first = ReviewApp(study)
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end")
        await type_text(pilot, " (Mia)")
        await press(pilot, "enter", "5", "a")

    assert [entry.who for entry in study.store.decisions()] == ["mberg (Mia)"]
    assert ReviewApp(study).reviewer == "mberg (Mia)"


async def test_other_peoples_decisions_appear(study: Study, app: ReviewApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Ben decides elsewhere is on Mia's screen at the next look, and she is told."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        Review(study.store, "Ben").reject(claim(study, "door"), "one voice only")
        app.look_for_news()
        await settle(pilot)

        assert current(app).status == "rejected"
        assert any("Ben rejected" in note.message for note in app._notifications)


async def test_a_clash_is_shown_and_nothing_overwritten(study: Study, app: ReviewApp) -> None:
    """A decision on what Ben has just changed is not taken; the notice says what he did."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        Review(study.store, "Ben").reject(claim(study, "door"), "one voice only")
        await press(pilot, "a")

        assert [entry.action for entry in study.store.decisions()] == ["reject"]
        assert any("Ben rejected this claim" in note.message for note in app._notifications)
        assert current(app).status == "rejected"


async def test_keys_faster_than_the_screen_do_not_clash_with_themselves(study: Study, app: ReviewApp) -> None:
    """Five keys in a row, without waiting, are five decisions in their order."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await pilot.press("f", "a", "R", "a", "u")
        await settle(pilot)

        assert [e.action for e in study.store.decisions()] == ["flag", "approve", "reset", "approve", "undo"]
        assert not any("faster" in note.title for note in app._notifications)


async def test_a_study_without_sources_says_what_comes_first(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The app closes again and hands the reason to the command."""
    app = ReviewApp(Study.create(tmp_path / "empty", "Empty"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

    assert "verbatim add" in str(app.return_value)
