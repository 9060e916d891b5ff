"""Segments and waves beside each other; all counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from scipy.stats import fisher_exact

from assistant.comparison import Comparison, Wanted, compare
from assistant.comparison.chance import chance_of, comparisons
from assistant.comparison.segments import read_group
from assistant.comparison.waves import by_calendar, dates_of, read_wave
from assistant.domain import Member, Persona, Theme
from assistant.errors import ConfigurationError
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


def themes(found: Comparison) -> list[tuple[str, list[tuple[int, int]]]]:
    rows = found.sections[0].rows
    return [(row.name, [(count.participants, count.of) for count in row.counts.values()]) for row in rows]


def test_themes_by_persona(study: Study) -> None:
    """Late: two of two against one of two; dear: one of two in both, which differ not at all and so come last."""
    found = compare(study, Wanted("persona"))

    assert themes(found) == [("fine", [(0, 2), (1, 2)]), ("late", [(2, 2), (1, 2)]), ("dear", [(1, 2), (1, 2)])]
    assert [row.gap for row in found.sections[0].rows] == [0.333, 0.333, 0.0]
    assert "No test of chance" in found.rule
    assert not any(row.tests and row.clear for row in found.sections[0].rows)


def test_themes_by_file(study: Study) -> None:
    """Mentions are counted too."""
    late = next(row for row in compare(study, Wanted("file")).sections[0].rows if row.name == "late")

    counts = [(count.participants, count.of, count.mentions) for count in late.counts.values()]
    assert counts == [(1, 1, 1), (1, 1, 1), (1, 1, 1), (0, 1, 0)]


def test_files_are_grouped_by_hand(study: Study) -> None:
    """The names of files as a pattern has them; who is in no group is said."""
    found = compare(study, Wanted(groups=(*read_group("first=01*,02*"), *read_group("last=04*"))))

    assert found.sides == {"first": 2, "last": 1}
    assert dict(themes(found))["late"] == [(2, 2), (0, 1)]
    assert found.notes == ("1 participant is in none of these, and not counted.",)


def test_waves_by_when_files_were_added(study: Study) -> None:
    """By calendar, and by stretches with names."""
    sql(study, "UPDATE documents SET added_at = '2026-01-05T09:00:00+00:00' WHERE name IN ('01.txt', '02.txt')")
    sql(study, "UPDATE documents SET added_at = '2026-04-01T09:00:00+00:00' WHERE name IN ('03.txt', '04.txt')")
    named = Wanted(waves=(read_wave("pilot=2026-01.."), read_wave("main=2026-04-01..2026")))

    assert compare(study, Wanted(every="month")).sides == {"2026-01": 2, "2026-04": 2}
    assert compare(study, Wanted("added", every="quarter")).notes == ()
    assert compare(study, named).sides == {"pilot": 4, "main": 2}


def test_a_person_in_two_waves_counts_with_what_was_said_in_each(tmp_path: Path) -> None:
    """Ana tells of waiting only the second time; nobody is on one side alone, so chance is not asked."""
    made = Plan([[("Ana", WORDS["fine"])], [("Ana", WORDS["late"])]])
    made.finding(0, 0, kind="gain")
    made.themes.append(Theme("t", "late", "pain", "", (made.finding(1, 0).id,)))
    study = build(tmp_path / "study", made)
    found = compare(study, Wanted("file"))
    study.close()

    assert themes(found) == [("late", [(0, 1), (1, 1)])]
    assert found.notes == ("1 participant is in several of these: counted in each, left out of the test of chance.",)
    assert "Too few people" in found.rule


@pytest.mark.parametrize(
    ("values", "waves"),
    [
        (["2026-01-03", "2026-01-20", "2026-02-01"], ["2026-01", "2026-02"]),
        (["31/01/2026", "01/02/2026", "02/02/2026"], ["2026-01", "2026-02"]),
        (["3 January 2026", "Jan. 4th, 2026", "February 2026"], ["2026-01", "2026-02"]),
    ],
)
def test_dates_as_people_write_them(values: list[str], waves: list[str]) -> None:
    """ISO, with the day first where a day after the twelfth says so, and in words."""
    spoken = {(f"p{number}", "s"): value for number, value in enumerate(values)}

    assert list(by_calendar(dates_of(spoken, "date"), "month")) == waves


def test_dates_that_can_be_read_in_two_ways_are_not_guessed() -> None:
    """The third of April or the fourth of March."""
    with pytest.raises(ConfigurationError, match="3/4"):
        dates_of({("p", "s"): "3/4/2026"}, "date")
    assert dates_of({("p", "s"): "5", ("q", "s"): "often"}, "score") == {}


def test_the_length_of_waves_is_chosen_so_that_there_are_people_in_each() -> None:
    """Twelve people over a year: months would leave one in each, quarters have three."""
    spoken = {(f"p{month}", "s"): date(2026, month, 1) for month in range(1, 13)}

    assert list(by_calendar(spoken, None)) == ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4"]


@pytest.mark.parametrize("text", ["x", "=..", "a=..", "a=2026-13..2027", "a=2026..2025", "a=yesterday..today"])
def test_what_is_no_wave_is_explained(text: str) -> None:
    """With an example, not a traceback."""
    with pytest.raises(ConfigurationError):
        read_wave(text)


def test_an_unknown_segment_names_the_known_ones(study: Study) -> None:
    """In words, with what can be asked for, each once."""
    with pytest.raises(ConfigurationError, match="city") as caught:
        compare(study, Wanted("city"))
    assert (caught.value.hint or "").count("file") == 1
    assert "persona" in (caught.value.hint or "")


def test_rejected_findings_count_in_no_segment(study: Study) -> None:
    """Once a person said no, it is as if it had not been coded."""
    sql(study, "UPDATE findings SET status = 'rejected' WHERE participant_id = 'Cy'")

    assert themes(compare(study, Wanted("persona"))) == [("late", [(2, 2), (0, 2)]), ("dear", [(1, 2), (1, 2)])]


@pytest.mark.parametrize("test", [(3, 5, 0, 5), (1, 9, 11, 30), (0, 58, 10, 58), (2, 2, 1, 2), (0, 4, 0, 7)])
def test_chance_is_fishers(test: tuple[int, int, int, int]) -> None:
    """As scipy has it, and at its least that of the most uneven split of as many."""
    said, own, others, rest = test
    spoke = said + others

    def fisher(first: int) -> float:
        table = [[first, own - first], [spoke - first, rest - spoke + first]]
        return float(fisher_exact(table).pvalue)

    fewest, most = max(0, spoke - rest), min(spoke, own)
    assert chance_of(test) == pytest.approx((fisher(said), min(fisher(fewest), fisher(most))))


def test_comparisons_that_cannot_come_out_clear_are_not_counted() -> None:
    """One of forty people can be split no way that tells; six of forty can."""
    tellable, vain = (6, 20, 0, 20), (1, 20, 0, 20)

    assert comparisons([vain] * 50) == 0
    assert comparisons([tellable, *[vain] * 50]) == 1
    assert comparisons([tellable] * 3) == 0  # corrected for three, none could be clear


def crowd(folder: Path, late: tuple[int, int]) -> Study:
    """Twenty people in two files, so many of whom say late; one more in each says fine."""
    spoken = [[(f"{side}{number}", WORDS["late"]) for number in range(10)] for side in "AB"]
    made = Plan(spoken)
    said = [made.finding(side, turn).id for side, number in enumerate(late) for turn in range(number)]
    made.themes.append(Theme("t", "late", "pain", "", tuple(said)))
    return build(folder, made)


@pytest.mark.parametrize(("late", "clear"), [((9, 1), {"01.txt": "more"}), ((0, 8), {"01.txt": "less"}), ((7, 4), {})])
def test_only_what_chance_hardly_makes_is_clear(tmp_path: Path, late: tuple[int, int], clear: dict[str, str]) -> None:
    """Nine of ten against one of ten is; seven against four is not, and then the rule says that nothing is."""
    study = crowd(tmp_path / "study", late)
    found = compare(study, Wanted("file"))
    study.close()

    assert found.sections[0].rows[0].clear == clear
    assert found.rule.startswith("Clearly" if clear else "Nothing differs more than chance")
