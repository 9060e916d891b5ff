"""Segments beside each other, and what later files changed; both counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.comparison import compare
from assistant.domain import Member, Persona, Theme
from assistant.errors import ConfigurationError
from assistant.growth import growth
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import Plan, build, claim

WORDS = {"late": "It came late.", "fine": "It was fine.", "dear": "It cost too much."}


def plan() -> Plan:
    """Four people, a file each: three say late, one of them and another say dear, one says fine."""
    said = {"Ana": ["late", "dear"], "Bo": ["late"], "Cy": ["late", "fine"], "Di": ["dear"]}
    made = Plan([[(who, WORDS[what]) for what in words] for who, words in said.items()])
    found = {what: [] for what in WORDS}
    for source, words in enumerate(said.values()):
        for turn, what in enumerate(words):
            kind = "gain" if what == "fine" else "pain"
            found[what].append(made.finding(source, turn, kind=kind))
    for what, findings in found.items():
        made.themes.append(Theme(f"t-{what}", what, "pain", "", tuple(item.id for item in findings)))
    people = [("One", ("Ana", "Bo")), ("Two", ("Cy", "Di"))]
    for number, (name, members) in enumerate(people):
        persona = Persona(f"p-{number}", name, "", tuple(Member(who, 1.0) for who in members))
        claims = [claim(f"p-{number}", 1, "It comes late.", found["late"], found["fine"])]
        made.personas.append((persona, claims))
    return made


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = build(tmp_path / "study", plan())
    yield made
    made.close()


def test_themes_by_persona(study: Study) -> None:
    """Late: two of two against one of two; dear: one of two in both, which differ not at all and so come last."""
    rows = compare(study, "persona")
    told = [(row.theme, [(count.participants, count.of) for count in row.counts.values()], row.gap) for row in rows]

    assert told == [
        ("fine", [(0, 2), (1, 2)], 0.333),
        ("late", [(2, 2), (1, 2)], 0.333),
        ("dear", [(1, 2), (1, 2)], 0.0),
    ]


def test_themes_by_file(study: Study) -> None:
    """A wave is a file; mentions are counted too."""
    late = next(row for row in compare(study, "file") if row.theme == "late")

    assert [(count.participants, count.of, count.mentions) for count in late.counts.values()] == [
        (1, 1, 1),
        (1, 1, 1),
        (1, 1, 1),
        (0, 1, 0),
    ]


def test_an_unknown_segment_names_the_known_ones(study: Study) -> None:
    """In words, with what can be asked for."""
    with pytest.raises(ConfigurationError, match="city") as caught:
        compare(study, "city")
    assert "persona" in (caught.value.hint or "")


def test_rejected_findings_count_in_no_segment(study: Study) -> None:
    """Once a person said no, it is as if it had not been coded."""
    sql(study, "UPDATE findings SET status = 'rejected' WHERE participant_id = 'Cy'")
    rows = compare(study, "persona")

    assert [row.theme for row in rows] == ["late", "dear"]
    assert next(row for row in rows if row.theme == "late").counts["Two"].participants == 0


def test_what_later_files_changed(study: Study) -> None:
    """Ana and Bo were first. Then came Cy and Di: `fine` is new, `late` fell from 2 of 2 to 3 of 4."""
    sql(study, "UPDATE documents SET added_at = '2026-01-05T09:00:00+00:00' WHERE name IN ('01.txt', '02.txt')")
    sql(study, "UPDATE documents SET added_at = '2026-03-01T09:00:00+00:00' WHERE name IN ('03.txt', '04.txt')")
    found = growth(study, date(2026, 2, 1))

    assert (found.files, found.participants) == (("03.txt", "04.txt"), ("Person Cy", "Person Di"))
    assert [(item.text, item.before, item.now) for item in found.new] == [("fine", (0, 2), (1, 4))]
    assert [(item.text, item.before, item.now) for item in found.weaker] == [("late", (2, 2), (3, 4))]
    assert found.stronger == ()
    assert [(item.text, item.before, item.now) for item in found.contradicted] == 2 * [
        ("It comes late.", (0, 2), (1, 4))
    ]


def test_nothing_new_changes_nothing(study: Study) -> None:
    """Since tomorrow no file was added."""
    sql(study, "UPDATE documents SET added_at = '2026-01-05T09:00:00+00:00'")
    found = growth(study, date(2026, 2, 1))

    assert (found.files, found.new, found.stronger, found.weaker, found.contradicted) == ((), (), (), (), ())
