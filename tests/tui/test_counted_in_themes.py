"""What was told on a theme's topic and is not counted in it: seen apart from what is, and taken in and out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import NEAR, TOPIC, Theme
from assistant.study import Study
from tests.studies import RUN
from tests.tui.conftest import press, settle
from tests.tui.walking import keys_shown, painted, rows, theme, words_of
from tui.app import ReviewApp

SIZES = [(80, 24), (160, 48)]


@pytest.fixture
def themed(study: Study) -> Study:
    """The lockers with a theme of late codes, beside which other pains were told; one of these has its own theme."""
    late = theme(study, "Codes come late")
    first, *rest = [
        item.id for item in study.store.findings() if item.kind == "pain" and item.id not in late.finding_ids
    ]
    late = replace(late, attributes={TOPIC: "t-topic", NEAR: [first, *rest]})
    doors = Theme("t-doors", "Doors jam", "pain", "", (first,), attributes={TOPIC: "t-topic"}, run_id=RUN)
    study.store.store_themes([late, doors], "ondevice", "k2", RUN)
    return study


async def _to_late(pilot: object, app: ReviewApp) -> None:
    await press(pilot, "4")  # type: ignore[arg-type]
    rows(app).go_to("t-late")
    await settle(pilot)  # type: ignore[arg-type]


def _beside(app: ReviewApp) -> list[str]:
    return [row for row in rows(app).ids if row.startswith("t-late beside ")]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_not_counted_stands_apart(themed: Study, size: tuple[int, int]) -> None:
    """Under a heading of its own with their number, below the findings and in the pane; with where else it counts."""
    late = theme(themed, "Codes come late")
    app = ReviewApp(themed)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await _to_late(pilot, app)
        assert words_of(app, "theme").count(f"not counted here: {len(late.near)} quotes") == 2
        await press(pilot, "enter")
        ids = list(rows(app).ids)
        at = ids.index("t-late beside")
        assert ids[at - 1] == f"t-late {late.finding_ids[-1]}"
        assert ids[at + 1 : at + 1 + len(late.near)] == [f"t-late beside {item}" for item in late.near]
        rows(app).cursor = at + 1
        await settle(pilot)

        assert "Told on the same topic, and not counted here" in painted(app)
        assert "counted in “Doors jam”" in words_of(app, "theme")


async def test_a_quote_is_counted_and_taken_out_again(themed: Study) -> None:
    """+ and -: the count follows, the cursor goes on to the next, u takes it back."""
    late = theme(themed, "Codes come late")
    app = ReviewApp(themed)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _to_late(pilot, app)
        await press(pilot, "enter")
        rows(app).go_to(_beside(app)[1])
        await settle(pilot)
        assert "+ Count it" in keys_shown(app)
        assert "- Take out" not in keys_shown(app)
        await press(pilot, "plus")
        now = theme(themed, "Codes come late")
        assert now.finding_ids == (*late.finding_ids, late.near[1])
        assert f"{len(now.finding_ids)} mentions" in words_of(app, "theme")
        assert "Mia counted more quotes in it" in words_of(app, "theme")
        assert rows(app).row_id == f"t-late beside {late.near[2]}"

        rows(app).go_to(f"t-late {late.near[1]}")
        await settle(pilot)
        assert "- Take out" in keys_shown(app)
        await press(pilot, "minus")
        assert theme(themed, "Codes come late").finding_ids == late.finding_ids
        await press(pilot, "u", "u")

        assert theme(themed, "Codes come late") == replace(late, revision=4)
        assert not list(themed.store.ledger_faults())


async def test_what_counts_elsewhere_moves_over_and_that_is_said(themed: Study) -> None:
    """All that is marked goes in at once; the theme that has nothing left goes, and one undo brings it back."""
    late = theme(themed, "Codes come late")
    app = ReviewApp(themed)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await _to_late(pilot, app)
        await press(pilot, "enter")
        rows(app).go_to(_beside(app)[0])
        await settle(pilot)
        await press(pilot, "space", "space", "plus")
        assert theme(themed, "Codes come late").finding_ids == (*late.finding_ids, *late.near[:2])
        assert [item.name for item in themed.store.themes()] == ["Codes come late"]
        assert any("no more in “Doors jam”" in note.message for note in app._notifications)
        await press(pilot, "u")

        assert {item.name for item in themed.store.themes()} == {"Codes come late", "Doors jam"}


@pytest.mark.parametrize(("key", "told"), [("plus", "+ is for"), ("minus", "- is for"), ("m", "Mark"), ("s", "Mark")])
async def test_keys_that_need_a_quote_or_marks_say_so(themed: Study, key: str, told: str) -> None:
    """On a theme they can do nothing: they say what they are for, and nothing is decided."""
    app = ReviewApp(themed)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _to_late(pilot, app)
        await press(pilot, key)

        assert any(note.message.startswith(told) for note in app._notifications)
        assert themed.store.decisions() == []
