"""The list of findings and the themes: deciding, narrowing, shaping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import UNDER, Theme
from assistant.review.coding import Coding
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.study import Study
from assistant.verify import verify_study
from tests.studies import RUN
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import finding, finding_at, keys_shown, painted, rows, theme, words_of
from tui.app import ReviewApp
from tui.screens.reader import ReaderScreen

SIZES = [(80, 24), (160, 48)]


@pytest.mark.parametrize("size", SIZES)
async def test_findings_are_decided_one_by_one(study: Study, app: ReviewApp, size: tuple[int, int]) -> None:
    """Accept, reject with a reason, comment, undo; the words around the finding are in view."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        first = finding_at(app)
        assert "She never misses a parcel" in words_of(app, "finding")
        await press(pilot, "a", "n", "x")
        await type_text(pilot, "chatter")
        await press(pilot, "enter", "c")
        await type_text(pilot, "see above")
        await press(pilot, "enter", "u")

        assert [entry.action for entry in study.store.decisions()] == ["approve", "reject", "comment", "undo"]
        assert study.store.findings()[0].status == "approved"
        assert first.id == study.store.findings()[0].id
        await press(pilot, "g", "enter")
        assert isinstance(app.screen, ReaderScreen)


async def test_findings_are_filtered(app: ReviewApp) -> None:
    """By kind and participant, with the number that fits counted as one chooses; Esc shows all again."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        every = len(rows(app).ids)
        await press(pilot, "F", "p", *["down"] * 4)
        await press(pilot, "b")
        assert "3 findings fit" in words_of(app, "missing")
        await press(pilot, "enter")
        assert len(rows(app).ids) == 3
        assert "pain, Bo" in words_of(app, "about")
        await press(pilot, "slash")
        await type_text(pilot, "twice")
        await settle(pilot)
        assert len(rows(app).ids) == 1
        await press(pilot, "escape", "escape")

        assert len(rows(app).ids) == every


async def test_a_bulk_decision_is_previewed_and_one_undo(study: Study, app: ReviewApp) -> None:
    """What is shown and waits is listed first; one key brings all of it back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "F", "g", "enter", "X")
        assert "Reject 3 findings" in words_of(app, "title")
        assert "midnight" in painted(app)
        await type_text(pilot, "not ours")
        await press(pilot, "enter")
        assert sum(item.status == "rejected" for item in study.store.findings()) == 3
        assert "Reject all" not in keys_shown(app)
        await press(pilot, "u")

        assert sum(item.status == "rejected" for item in study.store.findings()) == 0


async def test_a_rejected_finding_counts_no_longer_for_claims(study: Study, app: ReviewApp) -> None:
    """The persona's count is another as soon as the finding is rejected."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await type_text(pilot, "no drama")
        await press(pilot, "enter", "x")
        await type_text(pilot, "once")
        await press(pilot, "enter")

        assert app.desk is not None
        late = next(item for items in app.desk.claims.values() for item in items if item.key == "late code")
        assert late.prevalence.participants == 1


async def test_a_clash_on_a_finding_is_told(study: Study, app: ReviewApp) -> None:
    """Who was faster and what they did is said, nothing is overwritten, and the list shows how it stands."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        row = read_codings(study.store).findings[0].row
        Coding(Review(study.store, "Omar")).reject([row], "hearsay")
        await press(pilot, "a")
        told = [str(note.message) for note in app._notifications]
        assert any("Omar rejected this finding" in note for note in told)

        assert [entry.who for entry in study.store.decisions()] == ["Omar"]
        assert finding_at(app).row.status == "rejected"


@pytest.mark.parametrize("size", SIZES)
async def test_a_finding_is_flagged_and_found_again(study: Study, app: ReviewApp, size: tuple[int, int]) -> None:
    """f sets a sign of its own, the filter finds it, bulk decisions pass it by, a second f takes it off."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "3", "j", "f")
        flagged = finding_at(app)
        assert flagged.row.flagged
        assert "⚑" in painted(app).splitlines()[3]
        assert "⚑ flagged" in words_of(app, "finding")
        await press(pilot, "A", "enter")
        assert [row.id for row in study.store.coded() if row.waits] == [flagged.id]
        await press(pilot, "F", "down", "f", "enter")
        assert rows(app).ids == [flagged.id]
        await press(pilot, "f")
        assert rows(app).ids == []
        await press(pilot, "u")

        assert rows(app).ids == [flagged.id]
        assert [entry.action for entry in study.store.decisions()][-2:] == ["unflag", "undo"]


async def test_a_finding_is_flagged_where_it_is_read(study: Study, app: ReviewApp) -> None:
    """The same key in the transcript, with the word beside the sign."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "enter", "f")
        assert finding_at(app).row.flagged
        assert "⚑" in words_of(app, "code")

        assert "flagged" in words_of(app, "code")


async def test_findings_and_sources_are_ordered(study: Study, app: ReviewApp) -> None:
    """o puts what the coder was least sure of first, then what it was surest of; sources by words and findings."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        in_texts = list(rows(app).ids)
        sure = {row.id: row.confidence for row in study.store.coded()}
        await press(pilot, "o")
        assert [sure[name] for name in rows(app).ids] == sorted(sure.values())
        assert "the least sure first" in words_of(app, "about")
        await press(pilot, "o")
        assert [sure[name] for name in rows(app).ids] == sorted(sure.values(), reverse=True)
        await press(pilot, "o")
        assert list(rows(app).ids) == in_texts
        await press(pilot, "2", "o", "o")
        found = {row.id: row.findings for row in study.store.source_rows()}

        assert [found[name] for name in rows(app).ids] == sorted(found.values(), reverse=True)


@pytest.fixture
def themed(study: Study) -> Study:
    """The lockers with two themes of pains."""
    late = theme(study, "Codes come late")
    pains = [item.id for item in study.store.findings() if item.kind == "pain" and item.id not in late.finding_ids]
    doors = late.__class__("t-doors", "Doors jam", "pain", "Doors.", tuple(pains), run_id=RUN)
    study.store.store_themes([late, doors], "ondevice", "k2", RUN)
    return study


@pytest.mark.parametrize("size", SIZES)
async def test_themes_show_how_widespread_they_are(themed: Study, size: tuple[int, int]) -> None:
    """A bar, the count with its denominator, the definition and example quotes."""
    app = ReviewApp(themed)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        shown = painted(app)
        assert "2 of 3" in shown
        assert "█" in shown
        assert "The code is last." in words_of(app, "theme") or "Doors." in words_of(app, "theme")
        await press(pilot, "enter", "j", "enter")

        assert isinstance(app.screen, ReaderScreen)


def put_under_a_topic(study: Study) -> list[Theme]:
    """All themes of a study, as a run leaves them that has found what they are about."""
    under = [replace(item, attributes={UNDER: "the lockers"}) for item in study.store.themes()]
    study.store.store_themes(under, "ondevice", "k3", RUN)
    return under


async def test_themes_stand_under_a_broader_topic(themed: Study) -> None:
    """What they share, with how many speak of any of them, and below it the themes; its row is no theme."""
    under = put_under_a_topic(themed)
    app = ReviewApp(themed)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        (topic,) = [line for line in painted(app).splitlines() if "the lockers, 2 themes" in line]

        assert "3 of 3" in topic
        assert [row.partition(":")[0] for row in rows(app).ids[:2]] == ["pain", "pain"]
        assert set(rows(app).ids[2:]) == {item.id for item in under}


async def test_a_broader_topic_is_renamed_and_the_name_outlives_a_run(themed: Study) -> None:
    """e on its row; the decision is on record, u takes it back, and the next run's themes stand under the name."""
    under = put_under_a_topic(themed)
    app = ReviewApp(themed)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "4", "g", "j")
        assert "A broader topic: 3 of 3 participants" in words_of(app, "theme")
        await press(pilot, "e", *(["backspace"] * len("the lockers")))
        await type_text(pilot, "lockers")
        await press(pilot, "enter")
        assert " lockers, 2 themes" in painted(app)
        await press(pilot, "8")
        assert "renamed broader topic lockers" in painted(app)
        await press(pilot, "enter")
        assert app.current_mode == "themes"

        themed.store.store_themes(under, "ondevice", "k4", RUN)
        assert {item.attributes[UNDER] for item in themed.store.themes()} == {"lockers"}
        assert not any(item.revision for item in themed.store.themes())
        assert [fault for fault in verify_study(themed) if fault.about in ("theme", "topic", "ledger")] == []
        await press(pilot, "u")
        assert {item.attributes[UNDER] for item in themed.store.themes()} == {"the lockers"}


async def test_a_theme_is_flagged(themed: Study) -> None:
    """f marks it for another look; n finds it again after it was accepted."""
    app = ReviewApp(themed)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4", "a", "f")
        assert "⚑ flagged" in words_of(app, "theme")
        here = rows(app).row_id
        assert [item.id for item in themed.store.themes() if item.flagged] == [here]
        await press(pilot, "n", "a", "n")
        assert rows(app).row_id == here
        await press(pilot, "a")

        assert not any(item.waits for item in themed.store.themes() if item.id == here)


async def test_themes_are_merged_renamed_and_split(themed: Study) -> None:
    """Marks, m, e and s; each is one undo."""
    app = ReviewApp(themed)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "4", "space", "m")
        assert "Merge into" in words_of(app, "title")
        await press(pilot, "enter")
        (merged,) = themed.store.themes()
        assert len(merged.finding_ids) > 4
        await press(pilot, "g", "j", "e")
        await type_text(pilot, "Waiting")
        await press(pilot, "enter")
        assert themed.store.themes()[0].name == "Waiting"
        await press(pilot, "enter", "j", "space", "s")
        await type_text(pilot, "Apart")
        await press(pilot, "enter")
        assert {item.name for item in themed.store.themes()} == {"Waiting", "Apart"}
        await press(pilot, "u", "u", "u")

        assert {item.name for item in themed.store.themes()} == {"Codes come late", "Doors jam"}
        assert not list(themed.store.ledger_faults())


async def test_findings_move_between_themes(themed: Study) -> None:
    """Marked in one theme, m on another."""
    app = ReviewApp(themed)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "j", "space")
        moved = rows(app).ids[2].partition(" ")[2]
        home = rows(app).ids[1]
        other = next(name for name in ("t-late", "t-doors") if name != home)
        rows(app).go_to(other)
        await settle(pilot)
        await press(pilot, "m", "enter")

        now = {item.id: item.finding_ids for item in themed.store.themes()}
        assert moved in now[other]
        assert moved not in now[home]


async def test_the_mouse_works_too(app: ReviewApp) -> None:
    """A click on a name in the top line goes there, one on a row puts the cursor on it, a second one opens it."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.click("TopBar", offset=(28, 0))
        await settle(pilot)
        assert app.current_mode == "findings"
        await pilot.click("FindingList", offset=(10, 3))
        await settle(pilot)
        assert rows(app).cursor == 3
        await pilot.click("FindingList", offset=(10, 3))
        await settle(pilot)

        assert isinstance(app.screen, ReaderScreen)


async def test_the_theme_is_kept_for_the_next_time(study: Study, app: ReviewApp) -> None:
    """Ctrl+T goes through dark, light and high contrast."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+t", "ctrl+t")
        assert app.theme == "verbatim-high-contrast"

    assert ReviewApp(study).theme == "verbatim-high-contrast"


async def test_what_others_decide_on_findings_appears(study: Study, app: ReviewApp) -> None:
    """At the next look the list shows it, and it is told."""
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        row = read_codings(study.store).findings[0].row
        Coding(Review(study.store, "Omar")).reject([row], "hearsay")
        app.look_for_news()
        await settle(pilot)

        assert finding_at(app).row.status == "rejected"
        assert any("Omar rejected" in str(note.message) for note in app._notifications)


async def test_a_rejected_finding_that_is_accepted_counts_in_claims_again(study: Study, app: ReviewApp) -> None:
    """What the personas show follows at once, both ways."""

    def behind_doors() -> int:
        assert app.desk is not None
        return next(len(claim.support) for claim in app.desk.claims["p-hopeful"] if claim.key == "door")

    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        rows(app).go_to(finding(study, "door jams").id)
        await settle(pilot)
        await press(pilot, "x")
        await type_text(pilot, "hearsay")
        await press(pilot, "enter")
        assert behind_doors() == 0
        await press(pilot, "a")

        assert behind_doors() == 1
