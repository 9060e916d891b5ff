"""The journey in the report: which stages are told, and what is only named or counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain import Emotion, Member, Persona, Prevalence, StageNarrative, TouchpointUse
from assistant.export import collect
from assistant.export.markdown import render
from tests.export.study import Plan, build, claim, decide


def told_by(people: int, of: int, told: Sequence[str] = ("narrative",)) -> Plan:
    """A stage of a study of so many, told by so many of them in each field."""
    plan = Plan([[(f"P{number}", f"I waited {number} weeks.")] for number in range(of)])
    found = [plan.finding(number, 0) for number in range(people)]
    said = (claim("n-1", at, f"They wait, {field}.", found) for at, field in enumerate(told))
    claims = [replace(one, field=field, key="wait") for one, field in zip(said, told, strict=True)]
    plan.journey.append((StageNarrative("n-1", "purchase", None, Emotion(-1.0, people, 0.0), ()), claims))
    return plan


def test_a_stage_that_few_of_many_tell_of_is_not_told_like_the_others(tmp_path: Path) -> None:
    """Two of eight are quoted, without a feeling; two of three are not too few."""
    thin = render(collect(build(tmp_path / "thin", told_by(2, 8)), drafts=True)).partition("### Purchase")[2]
    assert thin.startswith("\n\nOnly two of the eight spoke of this stage, too few to tell it by.\n\n**They wait")
    assert "Feeling" not in thin.partition("###")[0]
    for name, plan in (("small", told_by(2, 3)), ("more", told_by(3, 8))):
        report = render(collect(build(tmp_path / name, plan), drafts=True))
        assert "\n\nFeeling: bad" in report.partition("### Purchase")[2]


def test_of_a_persona_one_is_too_few(tmp_path: Path) -> None:
    """One of its three tells of the stage: quoted, and no more; of two one may."""
    for of, thin in ((3, True), (2, False)):
        plan = told_by(1, of)
        ((stage, claims),) = plan.journey
        plan.journey[:] = [(replace(stage, persona_id="p-1"), claims)]
        members = tuple(Member(f"P{number}", 0.9) for number in range(of))
        found = [plan.findings[0]]
        plan.personas.append((Persona("p-1", "Waiters", "", members), [claim("p-1", 1, "Waits.", found)]))
        report = render(collect(build(tmp_path / f"of{of}", plan), drafts=True))
        assert ("spoke of this stage, too few to tell it by" in report) is thin


def test_a_curve_of_one_or_two_people_is_not_drawn_for_a_persona(tmp_path: Path) -> None:
    """Of everybody it is, with open marks; of a persona from three people on."""
    for people, drawn in ((2, False), (3, True)):
        plan = told_by(people, 4)
        ((stage, claims),) = plan.journey
        felt = {"felt_by": {"participants": people, "of": 4}}
        mine = [replace(one, id=f"{one.id}-p", owner_id="n-2") for one in claims]
        plan.journey[:] = [
            (replace(stage, attributes=felt), claims),
            (replace(stage, id="n-2", persona_id="p-1", attributes=felt), mine),
        ]
        members = tuple(Member(f"P{number}", 0.9) for number in range(4))
        plan.personas.append((Persona("p-1", "Waiters", "", members), [claim("p-1", 1, "Waits.", plan.findings)]))
        report = render(collect(build(tmp_path / f"by{people}", plan), drafts=True))
        assert report.count("```text") == 1 + drawn


def test_what_one_of_many_met_is_only_counted(tmp_path: Path) -> None:
    """A touchpoint of one of eight; of three it is named. Two of eight are no friction of several."""
    row = {"name": "queue", "participants": 2, "score": 0.1, "severity": 0.5, "key": "k"}
    for of, named in ((8, False), (3, True)):
        plan = told_by(3, of)
        ((stage, claims),) = plan.journey
        uses = tuple(
            TouchpointUse(name, "", "", Prevalence(people, of, people)) for name, people in (("shop", 2), ("fax", 1))
        )
        stage = replace(stage, touchpoints=uses, attributes={"friction": [row | {"of": of}]})
        plan.journey[:] = [(stage, claims)]
        report = render(collect(build(tmp_path / f"of{of}", plan), drafts=True))
        assert "- shop: two of the" in report
        assert ("- fax: " in report) is named
        assert ("- one other that one participant met" in report) is not named
        assert ("- queue: 0.10" in report) is named


def test_what_was_approved_stands_in_a_thin_stage_too(tmp_path: Path) -> None:
    """Of the drafts only what happens is told; nothing that a person stands behind is left out."""
    plan = told_by(2, 8, ("narrative", "pains", "gains"))
    study = build(tmp_path / "s", plan)
    decide(study, "claim", "c-n-1-2", status="approved")
    part = render(collect(study, drafts=True)).partition("### Purchase")[2].partition("## Themes")[0]

    assert "**They wait, narrative.**" in part
    assert "**They wait, gains.**" in part
    assert "They wait, pains." not in part


def test_a_pain_that_was_told_is_only_named_again(tmp_path: Path) -> None:
    """With its count and its mark; its quotes stand under what happens."""
    plan = told_by(3, 4, ("narrative", "pains"))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))
    part = report.partition("### Purchase")[2].partition("## Themes")[0]
    again = "- Pains: **They wait, pains.** (three of the four, three mentions) *[draft]*"

    assert f"Pains and gains told of above:\n\n{again}" in part
    assert "#### Pains" not in part
    assert part.count("> I waited") == 3


def test_it_is_said_where_nearly_all_is_of_one_stage(tmp_path: Path) -> None:
    """From fifty findings on, with the share."""
    for findings, stages, said in ((60, ["use"], True), (60, ["use", "purchase"], False), (20, ["use"], False)):
        plan = Plan([[("Ana", f"I waited {number} weeks.")] for number in range(findings)])
        for number in range(findings):
            plan.finding(number, 0, stage=stages[number % len(stages)])
        report = render(collect(build(tmp_path / f"{findings}{len(stages)}", plan), drafts=True))
        assert ("60 of 60 of the findings are of one stage, use" in report) is said
