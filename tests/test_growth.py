"""What later files changed, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assistant.cli.changes import command
from assistant.domain import COUNTS_CHANGED, Member, Persona, Run, Theme
from assistant.growth import Growth, Moved, Resettled, growth
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import Plan, approve, build, claim

FIRST, SECOND = "2026-01-05T09:00:00+00:00", "2026-03-01T09:00:00+00:00"
BETWEEN = datetime(2026, 2, 1, tzinfo=UTC)
BEFORE, NEWCOMERS = 9, 6
SAID = {"late": (9, 0), "dear": (0, 6), "cold": (4, 2), "wet": (1, 2), "new": (0, 2)}
"""How many of those before, and of the newcomers, say what."""


def plan() -> Plan:
    """Fifteen people, a file each; the last six come later. Dear is contradicted by a newcomer and by one before."""
    names = [f"P{number}" for number in range(BEFORE + NEWCOMERS)]
    said = {who: [what for what, numbers in SAID.items() if _says(at, *numbers)] for at, who in enumerate(names)}
    made = Plan([[(who, f"It was {what}.") for what in [*words, "fine"]] for who, words in said.items()])
    found: dict[str, list[Any]] = {what: [] for what in [*SAID, "fine"]}
    for source, words in enumerate(said.values()):
        for turn, what in enumerate([*words, "fine"]):
            found[what].append(made.finding(source, turn, kind="gain" if what == "fine" else "pain"))
    for what, findings in found.items():
        made.themes.append(Theme(f"t-{what}", what, "pain", "", tuple(item.id for item in findings)))
    against = [found["fine"][0], found["fine"][-1]]
    for number, people in enumerate((names[:8], names[8:])):
        persona = Persona(f"p-{number}", f"Group {number}", "", tuple(Member(who, 1.0) for who in people))
        made.personas.append((persona, [claim(f"p-{number}", 1, "It is late.", found["late"], against)]))
    return made


def _says(at: int, before: int, newcomers: int) -> bool:
    return at < before if at < BEFORE else at - BEFORE < newcomers


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = build(tmp_path / "study", plan())
    sql(made, f"UPDATE documents SET added_at = '{FIRST}'")  # noqa: S608 - our own words
    for number in range(BEFORE + 1, BEFORE + NEWCOMERS + 1):
        sql(made, f"UPDATE documents SET added_at = '{SECOND}' WHERE name = '{number:02}.txt'")  # noqa: S608
    sql(made, "UPDATE claims SET key = 't-late'")
    yield made
    made.close()


def counts(items: Sequence[Moved]) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    return [(item.text, item.newcomers, item.before) for item in items]


def test_what_only_newcomers_speak_of_is_new(study: Study) -> None:
    """Whatever chance says: it is a fact."""
    assert counts(growth(study, BETWEEN).new) == [("dear", (6, 6), (0, 9)), ("new", (2, 6), (0, 9))]


def test_a_theme_moves_only_by_more_than_chance(study: Study) -> None:
    """All nine against none of six is clear; four of nine and two of six, one of nine and two of six are not."""
    found = growth(study, BETWEEN)

    assert (found.stronger, counts(found.weaker)) == ((), [("late", (0, 6), (9, 9))])
    assert counts(found.unclear) == [("wet", (2, 6), (1, 9)), ("cold", (2, 6), (4, 9)), ("fine", (6, 6), (9, 9))]


def test_what_newcomers_say_clearly_more_often_is_stronger(study: Study) -> None:
    """One of nine before, all six of them since."""
    sql(study, f"UPDATE documents SET added_at = '{FIRST}' WHERE name = '10.txt'")  # noqa: S608
    sql(study, f"UPDATE documents SET added_at = '{SECOND}' WHERE name = '01.txt'")  # noqa: S608
    found = growth(study, BETWEEN)

    assert counts(found.stronger) == [("dear", (5, 6), (1, 9))]


def test_contradictions_are_told_once_a_theme(study: Study) -> None:
    """Two personas claim the same; one before and one newcomer say otherwise."""
    assert counts(growth(study, BETWEEN).contradicted) == [("late", (1, 6), (1, 9))]


def test_the_moment_counts_and_not_only_the_day(study: Study) -> None:
    """A file that was added a second earlier is not new."""
    at = datetime.fromisoformat(SECOND)

    assert len(growth(study, at).files) == NEWCOMERS
    assert growth(study, at + timedelta(seconds=1)).files == ()


def test_nothing_new_changes_nothing(study: Study) -> None:
    """Since tomorrow no file was added."""
    found = growth(study, datetime(2026, 5, 1, tzinfo=UTC))

    assert (found.files, found.new, found.stronger, found.weaker, found.contradicted) == ((), (), (), (), ())


def test_stale_claims_are_told_by_their_reason(study: Study) -> None:
    """One whose words count others than there are now."""
    sql(study, "UPDATE claims SET text = 'Two of the four were late.' WHERE id = 'c-p-0-1'")
    approve(study, "c-p-0-1")

    assert growth(study, BETWEEN).stale == {COUNTS_CHANGED: ("Two of the four were late.",)}


def ran(study: Study, at: str, **people: Sequence[str]) -> None:
    """A run that left these personas."""
    personas = {name: {"name": f"Old {name}", "members": list(who)} for name, who in people.items()}
    study.store.start_run(Run(f"run {at}", at, None, "ondevice", "0" * 64, {}, "running", {}))
    study.store.finish_run(f"run {at}", "finished", {"personas": personas})
    sql(study, f"UPDATE runs SET finished = '{at}' WHERE id = 'run {at}'")  # noqa: S608


def test_personas_are_compared_with_those_before_the_files_came(study: Study) -> None:
    """One is gone, one is new, and whoever was heard before and is elsewhere now is named."""
    ran(study, "2026-01-06T09:00:00+00:00", **{"p-0": [f"P{n}" for n in range(7)], "p-9": ["P7", "P8"]})
    ran(study, "2026-03-02T09:00:00+00:00", **{"p-0": ["P1"]})
    found = growth(study, BETWEEN).personas

    assert found is not None
    assert (found.new, found.gone) == (("Group 1",), ("Old p-9",))
    assert found.moved == (
        Resettled("Person P7", "Old p-9", "Group 0"),
        Resettled("Person P8", "Old p-9", "Group 1"),
    )


def test_without_a_record_nothing_is_said_of_personas(study: Study) -> None:
    """Studies that were run by an earlier release kept none."""
    assert growth(study, BETWEEN).personas is None


def told(study: Study, *words: str) -> str:
    result = CliRunner().invoke(command, ["--study", str(study.folder), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_tells_newcomers_and_those_before(study: Study) -> None:
    """A line a theme, with both counts, and by what rule a theme is weaker."""
    ran(study, "2026-01-06T09:00:00+00:00", **{"p-0": [f"P{n}" for n in range(8)], "p-9": ["P8"]})
    lines = [" ".join(line.split()) for line in told(study, "--since", "2026-02-01 08:00").splitlines()]

    assert "late 0 of 6 9 of 9" in lines
    assert any("Person P8 from “Old p-9” to “Group 1”" in line for line in lines)
    assert any("Fisher's exact test" in line for line in lines)
    assert "No file was added" in told(study, "--since", "2026-05-01")


def test_the_command_prints_json(study: Study) -> None:
    """With all counts."""
    found = json.loads(told(study, "--since", "2026-02-01", "--json"))

    assert found["weaker"][0]["newcomers"] == [0, 6]
    assert {*found} == {*Growth.__dataclass_fields__}
