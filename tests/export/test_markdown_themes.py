"""The themes in the report: the table of them, and the widest one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.domain import CODE, SIBLING, UNDER, Member, Persona, Theme
from assistant.export import EXPORTERS, Work, collect
from assistant.export.json_export import document
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from assistant.study import Study
from tests.export.study import RUN, Plan, build, decide


def test_what_is_flagged_is_marked(study: Study) -> None:
    """Somebody wants it looked at again: a reader of the report and of the data sees that."""
    decide(study, "theme", "t-1", flagged=True)
    work = collect(study)

    assert render(work).count(" *[flagged]* | pain |") == 1
    assert [theme["flagged"] for theme in document(work)["themes"]] == [True]


def test_of_many_themes_those_of_two_are_only_named(tmp_path: Path) -> None:
    """In a line below the table, so that what more people tell is found; of few themes each has its row."""
    for count, listed in ((31, False), (5, True)):
        plan = Plan([[(who, f"It went wrong {n} times.") for n in range(count)] for who in ("Ana", "Ben", "Cy")])
        for number in range(count):
            people = range(3 if number == 0 else 2)
            ids = tuple(plan.finding(source, number).id for source in people)
            plan.themes.append(Theme(f"t-{number}", f"wrong {number}", "pain", "", ids))
        report = render(collect(build(tmp_path / f"of{count}", plan), drafts=True)).partition("## Themes")[2]
        assert "| wrong 0 | pain | all three |" in report
        assert ("| wrong 1 | pain | two of the three |" in report) is listed
        assert ("Of two participants each, 30 more themes: wrong 1; wrong 10;" in report) is not listed
        assert ("; wrong 18; and 20 more." in report) is not listed


def test_themes_are_ordered_by_how_many_said_them(drafts: Work) -> None:
    """The widest theme comes first, whatever it is called."""
    first = drafts.themes[0]
    narrow = replace(
        first,
        theme=Theme("t-2", "A narrow one", "pain", "", ()),
        prevalence=replace(first.prevalence, participants=1),
    )
    report = render(replace(drafts, themes=(narrow, first)))

    assert report.index("No \\*news\\*") < report.index("A narrow one")


def test_the_widest_themes_are_told_one_by_one(tmp_path: Path) -> None:
    """What it holds, among whom, a typical quote and one on its border; the quotes are in the JSON too."""
    said = ("The battery died in the cold.", "In winter it charges slowly outside.", "The lock froze in the cold.")
    plan = Plan([[(who, words)] for who, words in zip(("Ana", "Ben", "Cy"), said, strict=True)])
    cold = [plan.finding(0, 0).id, plan.finding(1, 0).id]
    told = f"It went wrong. Included: the cold, such as “{said[0]}” Borderline: “In winter it charges slowly”"
    plan.themes = [
        Theme("t-1", "dies in the cold", "pain", told, tuple(cold), None, {SIBLING: "t-2", UNDER: "the cold"}, RUN),
        Theme("t-2", "frozen lock", "pain", "Locks.", (plan.finding(2, 0).id,), run_id=RUN),
    ]
    members = ((Member("Ana", 0.9),), (Member("Ben", 0.9), Member("Cy", 0.9)))
    plan.personas = [(Persona(f"p-{at}", f"Kind {at}", "", who), []) for at, who in enumerate(members)]
    study = build(tmp_path / "s", plan)
    formula = render(collect(study, drafts=True))
    decide(study, "theme", "t-1", definition=f"{told} Not included: locks.")
    work = collect(study, drafts=True)
    report = render(work)

    assert "two mentions; under *the cold*): By persona: “Kind 0”: the only one;" in formula
    assert "On its border" not in formula
    head = "**dies in the cold** (pain, two of the three, two mentions; under *the cold*): It went wrong."
    held = "Included: the cold. Not included: locks."
    assert f"{head} {held} By persona: “Kind 0”: the only one; “Kind 1”: one of the two." in report
    assert "On its border to “frozen lock”:\n\n> In winter it charges slowly outside." in report
    assert "**frozen lock** (pain, one of the three, one mention): By persona:" in report
    assert list(report_faults(report, study)) == []
    quotes = [(theme["typical"]["quote"], theme["borderline"]) for theme in document(work)["themes"]]
    assert (said[2], None) in quotes


def test_themes_stand_under_their_broader_topic(study: Study) -> None:
    """With those who speak of any of them, each counted once, in the report and in the data."""
    (theme,) = study.store.themes()
    both = [
        replace(theme, id=name, name=name, finding_ids=members, attributes={UNDER: "the news"})
        for name, members in (("first", theme.finding_ids[:2]), ("second", theme.finding_ids[1:]))
    ]
    study.store.store_themes(both, "ondevice", "k2", RUN)
    work = collect(study, drafts=True)
    lines = [line for line in EXPORTERS["md"](work).splitlines() if line.startswith("| ")]
    at = next(at for at, line in enumerate(lines) if line.startswith("| *the news* | two pains |"))

    assert all(line.startswith("| – ") for line in lines[at + 1 : at + 3])
    assert [topic.prevalence.mentions for topic in work.topics] == [len(theme.finding_ids)]


def test_of_very_many_themes_forty_have_a_row(tmp_path: Path) -> None:
    """The widest; the others are named by how many said them, and a researcher's own code always has a row."""
    plan = Plan([[(who, f"It went wrong {n} times.") for n in range(52)] for who in ("Ana", "Ben", "Cy", "Di")])
    for number in range(52):
        people = 4 if number < 10 else 3
        ids = tuple(plan.finding(source, number).id for source in range(people))
        under = {UNDER: "the lift"} if number in (0, 50, 51) else {}
        plan.themes.append(Theme(f"t-{number}", f"wrong {number:02}", "pain", "", ids, attributes=under))
    mine = plan.finding(0, 0)
    plan.themes.append(Theme("t-own", "my code", CODE, "", (mine.id,)))
    report = render(collect(build(tmp_path / "s", plan), drafts=True)).partition("## Themes")[2]
    rows = [line for line in report.partition("### The widest")[0].splitlines() if line.startswith("| ")][2:]

    assert rows[0].startswith("| *the lift* | three pains | all four |")
    assert [row.split(" | ")[0] for row in rows[1:3]] == ["| – wrong 00", "| wrong 01"]
    assert len(rows) == 1 + 40 + 1
    assert any(row.startswith("| my code | your code | one of the four |") for row in rows)
    assert "Of three participants each, 12 more themes: wrong 40; wrong 41;" in report


def test_topics_stand_by_how_many_speak_of_any_of_their_themes(tmp_path: Path) -> None:
    """Two narrow themes of one topic that together more speak of come before a theme of fewer."""
    people = ("Ana", "Ben", "Cy", "Di", "Eve")
    plan = Plan([[(who, "It was cold."), (who, "It was dark.")] for who in people])
    said = {"both ends": (0, 1, 2), "cold ends": (0, 1), "cold starts": (2, 3)}
    for name, sources in said.items():
        turn = 1 if name == "both ends" else 0
        ids = tuple(plan.finding(source, turn).id for source in sources)
        under = {UNDER: "the cold"} if turn == 0 else {}
        plan.themes.append(Theme(f"t-{name}", name, "pain", "", ids, attributes=under))
    report = render(collect(build(tmp_path / "s", plan), drafts=True)).partition("## Themes")[2]

    assert 0 < report.index("| *the cold* | two pains | four of the five |") < report.index("| both ends |")


def test_a_feeling_with_a_theme_is_that_of_two_and_a_third(tmp_path: Path) -> None:
    """One of three is chance; of seven, two are fewer than a third."""
    for people, felt_by, told in ((3, 1, ""), (3, 2, "fear (2)"), (7, 2, ""), (7, 3, "fear (3)")):
        plan = Plan([[(f"P{number}", "It was cold.")] for number in range(people)])
        ids = tuple(plan.finding(number, 0).id for number in range(people))
        for number in range(felt_by):
            plan.finding(number, 0, kind="emotion", label="fear")
        plan.themes.append(Theme("t-1", "cold", "pain", "", ids))
        report = render(collect(build(tmp_path / f"{people}{felt_by}", plan), drafts=True))
        [row] = [line for line in report.splitlines() if line.startswith("| cold |")]
        assert row.endswith(f"| {told} |")
