"""The personas in the report: how well they hold, what sets them apart, who fits none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.domain import Member, Persona
from assistant.export import collect
from assistant.export.escaping import escape
from assistant.export.markdown import render
from tests.export.study import build, small_plan


def test_who_fits_none_is_named(tmp_path: Path) -> None:
    """A participant whom no persona describes stands under the personas, with how many of how many."""
    plan = small_plan()
    persona, claims = plan.personas[0]
    plan.personas[0] = (replace(persona, members=(Member("Ana", 0.9),), attributes={"outside": ["Bo", "Ana"]}), claims)
    study = build(tmp_path / "study", plan)
    report = render(collect(study, drafts=True))
    study.close()

    assert "No persona describes Person Bo (one of the two)." in report


def test_how_well_the_groups_hold_is_told(tmp_path: Path) -> None:
    """Both figures with what they mean, and what sets each persona apart."""
    plan = small_plan()
    attributes = {"stability": 0.642, "left_out": 0.93, "contrast": ["the <b>wait</b>", "no news"]}
    for number, who in enumerate(("Ana", "Bo")):
        persona = Persona(f"p-{number + 1}", who, "", (Member(who, 0.8),), attributes)
        plan.personas[number : number + 1] = [(persona, [])]
    study = build(tmp_path / "study", plan)
    report = render(collect(study, drafts=True))
    study.close()

    assert "agree to 0.64; with one participant left out at a time, 0.93 (adjusted Rand index" in report
    assert f"More than the others they speak of: “{escape('the <b>wait</b>')}”; “no news”." in report


def test_what_sets_siblings_apart_and_why_fields_are_blank(tmp_path: Path) -> None:
    """With both counts and the sibling's name; one reason for all the fields it holds for."""
    plan = small_plan()
    row = {"persona": "p-2", "topic": "the wait", "kind": "pain", "participants": 1, "of": 1, "there": 0, "of_there": 1}
    attributes = {"apart": [row], "blank": {"role": "nobody said", "values": "nobody said", "gone": "nobody said"}}
    plan.personas = [
        (Persona("p-1", "Ana", "", (Member("Ana", 0.8),), attributes), []),
        (Persona("p-2", "Bo", "", (Member("Bo", 0.8),), {}), []),
    ]
    study = build(tmp_path / "study", plan)
    report = render(collect(study, drafts=True))
    study.close()

    assert "- Unlike “Bo”: told of the trouble “the wait” (the only one here, none of the one there)" in report
    assert "Left blank: Role and tasks, Values and social setting (nobody said)." in report


def test_why_nobody_could_be_grouped_is_told(tmp_path: Path) -> None:
    """In the place of how well the groups hold."""
    plan = small_plan()
    plan.personas = [(Persona("p-1", "Ana", "", (Member("Ana", 1.0),), {"grouping": "One cannot be grouped."}), [])]
    study = build(tmp_path / "study", plan)
    report = render(collect(study, drafts=True))
    study.close()

    assert "## Personas\n\nOne cannot be grouped." in report
