"""The journey in the report: which stages are told, and what is only named or counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain import Emotion, Member, Persona, Prevalence, StageNarrative, Theme, TouchpointUse
from assistant.engines.protocol import BALANCE
from assistant.export import Work, collect
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from assistant.export.wording import share
from assistant.settings import MetricSetting
from assistant.study import Study
from tests.export.study import Plan, approve, build, claim, decide


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
    """What one of its three or of its two tells is a line under its name; of the only one it is told at length."""
    for of, in_short in ((3, True), (2, True), (1, False)):
        plan = told_by(1, of)
        ((stage, claims),) = plan.journey
        felt = {"felt_by": {"participants": 1, "of": of}}
        plan.journey[:] = [(replace(stage, persona_id="p-1", attributes=felt), claims)]
        members = tuple(Member(f"P{number}", 0.9) for number in range(of))
        found = [plan.findings[0]]
        plan.personas.append((Persona("p-1", "Waiters", "", members), [claim("p-1", 1, "Waits.", found)]))
        report = render(collect(build(tmp_path / f"of{of}", plan), drafts=True))
        assert (
            "#### Waiters, in short\n\n- They wait, narrative: “I waited 0 weeks.” — Person P0" in report
        ) is in_short
        assert ("#### Waiters\n\nFeeling: " in report) is not in_short


def curves_of(folder: Path, people: int, felt_so: Sequence[float]) -> str:
    """A report of four people, so many of whom felt something in each stage; a persona is all of them."""
    plan = told_by(people, 4)
    [(stage, _)] = plan.journey
    felt = {"felt_by": {"participants": people, "of": 4}}
    plan.journey[:] = [
        (replace(stage, id=f"n-{name}-{owner}", stage=name, persona_id=owner, attributes=felt, emotion=emotion), [])
        for name, value in zip(("purchase", "decision", "loyalty"), felt_so, strict=False)
        for emotion in [Emotion(value, people, 0.0)]
        for owner in (None, "p-1")
    ]
    members = tuple(Member(f"P{number}", 0.9) for number in range(4))
    plan.personas.append((Persona("p-1", "Waiters", "", members), [claim("p-1", 1, "Waits.", plan.findings)]))
    return render(collect(build(folder, plan), drafts=True))


def test_a_curve_has_three_points_and_those_of_a_persona_rest_on_three_people(tmp_path: Path) -> None:
    """Of everybody two people are drawn too, with open marks; one alone, fewer points and a flat line are not."""
    cases = (
        (1, (-1.0, 0.0, 1.0), 0),
        (2, (-1.0, 0.0, 1.0), 1),
        (3, (-1.0, 0.0, 1.0), 2),
        (3, (-1.0, 1.0), 0),
        (3, (0.1, -0.1, 0.2), 0),
    )
    for at, (people, felt_so, curves) in enumerate(cases):
        report = curves_of(tmp_path / f"s{at}", people, felt_so)
        assert report.count("```text") == curves
        assert ("○ rests on" in report) is (people == 2)


def test_the_table_says_how_many_showed_a_feeling(tmp_path: Path) -> None:
    """Beside how many spoke of the stage; what one or two felt is no feeling of all."""
    assert "| Purchase | three of the four; bad (-1.0, from three) |" in curves_of(tmp_path / "of3", 3, (-1.0, 0.0))
    assert "| Purchase | two of the four |" in curves_of(tmp_path / "of2", 2, (-1.0, 0.0))


def test_what_one_of_many_met_is_only_counted(tmp_path: Path) -> None:
    """A touchpoint of one of eight or three; of two it is named. Two of eight are no friction of several."""
    row = {"name": "queue", "participants": 2, "score": 0.1, "severity": 0.5, "key": "k"}
    for of, named in ((8, False), (3, False), (2, True)):
        plan = told_by(min(of, 3), of)
        ((stage, claims),) = plan.journey
        uses = tuple(
            TouchpointUse(name, "", "", Prevalence(people, of, people)) for name, people in (("shop", 2), ("fax", 1))
        )
        stage = replace(stage, touchpoints=uses, attributes={"friction": [row | {"of": of}]})
        plan.journey[:] = [(stage, claims)]
        report = render(collect(build(tmp_path / f"of{of}", plan), drafts=True))
        assert ("- shop: both" if of == 2 else "- shop: two of the") in report
        assert ("- fax: " in report) is named
        assert ("- one other that one participant met" in report) is not named
        ranked = "Friction, ranked by share of participants × mean severity (0 to 1):\n\n1. queue: "
        assert (ranked in report) is (of < 8)
        assert "0.10" not in report


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
    again = "- **They wait, pains.** (pain, three of the four, three mentions) *[draft]*"

    assert f"Told of above:\n\n{again}" in part
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


def test_stages_that_nobody_spoke_of_say_so(study: Study) -> None:
    """Blank is blank, and what merely waits for approval is not called blank."""
    report = render(collect(study))

    blank = "Nobody spoke of awareness, consideration, decision or post-purchase."
    assert f"{blank} Nothing is approved yet of loyalty." in report
    assert [line for line in report.splitlines() if line.startswith("### ")][-1] == "### Purchase"


def test_the_table_says_who_spoke_of_which_stage(drafts: Work) -> None:
    """With the feeling where more than two showed one, or it is not known who; a persona of everybody is no column."""
    report = render(drafts)

    assert "| Stage | Everybody |\n" in report
    assert "| Purchase | both; bad (-0.8) |\n" in report
    assert "| Decision | nobody |\n" in report


def test_a_stage_that_a_personas_members_did_not_speak_of_is_blank(tmp_path: Path) -> None:
    """Others may have spoken of it: that is no word of theirs."""
    plan = Plan([[("Ana", "I paid.")], [("Bo", "I waited.")]])
    paid = plan.finding(0, 0, stage="purchase")
    plan.personas.append((Persona("p-1", "Bo's kind", "", (Member("Bo", 1.0),)), []))
    nobody = StageNarrative("n-1", "purchase", None, Emotion(None, 0, 0.0), ())
    plan.journey.append((nobody, [claim("n-1", 0, "They pay.", [paid])]))
    plan.journey.append((replace(nobody, id="n-2", persona_id="p-1"), []))
    study = build(tmp_path / "s", plan)
    approve(study, "c-n-1-0")

    report = render(collect(study, drafts=True))

    assert "| Stage | Everybody | Bo's kind |" in report
    assert "| Purchase | one of the two | nobody |" in report
    assert "#### Bo's kind" not in report


def test_only_claimed_opportunities_are_ranked(study: Study) -> None:
    """With the formula, and what each is made of; how many showed a feeling stands with it."""
    stage = next(item for item in collect(study, drafts=True).stages if item.narrative is not None and item.claims)
    assert stage.narrative is not None
    row = {"name": "the wait", "participants": 1, "of": 2, "severity": 0.8, "score": 0.4, "pains": ["f"], "answers": []}
    rows = [{**row, "key": "wait"}, {**row, "key": "other", "name": "unclaimed"}]
    told = replace(stage.claims[0], claim=replace(stage.claims[0].claim, field="opportunities", key="wait"))
    attributes = {"opportunities": rows, "felt_by": {"participants": 1, "of": 2}}
    narrative = replace(stage.narrative, attributes=attributes, emotion=Emotion(-1.0, 2, 0.5))
    work = collect(study, drafts=True)
    report = render(replace(work, stages=(replace(stage, narrative=narrative, claims=(told,)),)))

    assert "1. the wait: one of the two, severity 0.80; one pain, two wishes" in report
    assert "mean severity of the pain" in report
    assert "unclaimed" not in report
    assert "spread 0.5); one of the two showed one." in report


def test_of_a_few_people_nothing_is_told_in_percent(tmp_path: Path) -> None:
    """Not even of their many findings; of ten people it may."""
    for count in (9, 10):
        people = tuple(f"P{number}" for number in range(count))
        plan = Plan([[(who, " ".join(f"It broke {n} times." for n in range(20)))] for who in people])
        found = [plan.finding(at, 0, 0, 17) for at in range(count) for _ in range(12)]
        plan.themes.append(Theme("t-1", "it broke", "pain", "", tuple(item.id for item in found)))
        plan.journey.append((StageNarrative("n-1", "purchase", None, Emotion(None, 0, 0.0), ()), []))
        report = render(collect(build(tmp_path / f"of{count}", plan), drafts=True))

        assert f"{12 * count} of {12 * count}{' (100%)' if count == 10 else ''} of the findings" in report
        assert ("%" in report) is (count == 10)


def test_a_feeling_of_one_is_marked(study: Study) -> None:
    """As every other statement that rests on one of several."""
    stage = next(item for item in collect(study, drafts=True).stages if item.narrative is not None and item.claims)
    assert stage.narrative is not None
    for people, marked in ((1, True), (2, False)):
        attributes = {"felt_by": {"participants": people, "of": 2}}
        narrative = replace(stage.narrative, attributes=attributes, emotion=Emotion(-1.0, 2, 0.0))
        work = replace(collect(study, drafts=True), stages=(replace(stage, narrative=narrative),))
        line = next(line for line in render(work).splitlines() if line.startswith("Feeling: "))
        assert ("*[one participant alone]*" in line) is marked


def test_a_personas_stage_that_hardly_any_of_it_speak_of_is_told_in_lines(tmp_path: Path) -> None:
    """Three of 31 are fewer than a tenth, three of thirty are not; each claim is a line with one quote."""
    for of, in_short in ((31, True), (30, False)):
        plan = told_by(3, of)
        ((stage, claims),) = plan.journey
        members = tuple(Member(f"P{number}", 0.9) for number in range(of))
        plan.journey[:] = [(replace(stage, persona_id="p-1"), claims)]
        plan.personas.append((Persona("p-1", "Waiters", "", members), [claim("p-1", 1, "Waits.", plan.findings[:1])]))
        study = build(tmp_path / f"of{of}", plan)
        report = render(collect(study, drafts=True))
        line = f"- They wait, narrative (3 of {of}, three mentions): “I waited 0 weeks.” — Person P0"
        assert (f"#### Waiters, in short\n\n{line}" in report) is in_short
        assert list(report_faults(report, study)) == []


def test_given_figures_stand_though_nobody_spoke_of_their_stage(drafts: Work) -> None:
    """They were brought along: what is not told of a stage does not take them away."""
    figure = MetricSetting(name="NPS", stage="decision", value="31", source="survey")
    work = replace(drafts, settings=drafts.settings.model_copy(update={"metrics": (figure,)}))

    assert "### Decision\n\nGiven figures:\n\n- NPS: 31 (survey)" in render(work)
    assert "### Decision" not in render(drafts)


def test_what_two_of_very_many_said_is_a_line_too(tmp_path: Path) -> None:
    """Of a hundred, with its count; of 99 it stands in bold."""
    for of, in_line in ((100, True), (99, False)):
        plan = told_by(6, of, ("narrative", "gains"))
        ((stage, claims),) = plan.journey
        few = replace(claims[1], key="other", evidence=claims[1].evidence[:2])
        plan.journey[:] = [(stage, [claims[0], few])]
        report = render(collect(build(tmp_path / f"of{of}", plan), drafts=True))
        line = f"- They wait, gains (gain, {share(2, of)}, two mentions): "
        assert (f"Said by one or two participants each:\n\n{line}" in report) is in_line
        assert ("**They wait, gains.**" in report) is not in_line


def test_of_what_one_or_two_of_many_felt_no_feeling_of_all_is_made(tmp_path: Path) -> None:
    """Two of eight felt something: that is said, and no mean; of three it is one."""
    for people, told in ((2, "Feeling: too few showed one (two of the eight)."), (3, "Feeling: bad (-1.0")):
        plan = told_by(3, 8)
        ((stage, claims),) = plan.journey
        plan.journey[:] = [(replace(stage, attributes={"felt_by": {"participants": people, "of": 8}}), claims)]
        assert told in render(collect(build(tmp_path / f"by{people}", plan), drafts=True))


def test_what_happens_has_the_name_of_its_theme(tmp_path: Path) -> None:
    """In the place of a line that names the pain again; what a person approved is named all the same."""
    plan = told_by(3, 4, ("narrative", "pains"))
    plan.themes.append(Theme("wait", "endless *waits*", "pain", "", tuple(item.id for item in plan.findings)))
    study = build(tmp_path / "s", plan)
    part = render(collect(study, drafts=True)).partition("### Purchase")[2]
    approve(study, "c-n-1-1")
    approved = render(collect(study, drafts=True)).partition("### Purchase")[2]

    head = "**They wait, narrative.** (three of the four, three mentions; theme: endless \\*waits\\*) *[draft]*"
    assert head in part
    assert "They wait, pains" not in part
    assert "- **They wait, pains.** (pain, three of the four, three mentions)\n" in approved


def test_a_theme_that_the_statement_names_is_not_named_again(tmp_path: Path) -> None:
    """`The queue – three told of trouble` says what it is about."""
    plan = told_by(3, 4)
    plan.themes.append(Theme("wait", "They wait", "pain", "", tuple(item.id for item in plan.findings)))

    assert "theme: " not in render(collect(build(tmp_path / "s", plan), drafts=True))


def test_how_many_went_wrong_and_well_is_counted_without_quotes(tmp_path: Path) -> None:
    """A few of everybody's quotes would bear out nothing; what a person has made of it shows them."""
    plan = told_by(3, 4)
    [(stage, [said])] = plan.journey
    plan.journey[:] = [(stage, [replace(said, key=BALANCE, text="Three of the four went wrong.")])]
    study = build(tmp_path / "s", plan)
    report = render(collect(study, drafts=True))
    decide(study, "claim", said.id, text="They wait, and it hurts.", edited=True)
    edited = render(collect(study, drafts=True))

    assert "**Three of the four went wrong.** (three of the four) *[draft]*" in report
    assert "Told of above" not in report
    assert "> I waited" not in report
    assert "> I waited" in edited
    assert list(report_faults(report, study)) == []


def test_who_tells_of_a_thin_stage_counts_what_personas_tell_of_it(tmp_path: Path) -> None:
    """What stands below it is told of it too."""
    plan = told_by(2, 9)
    [(stage, _)] = plan.journey
    other = [plan.finding(number, 0) for number in (2, 3)]
    own = replace(stage, id="n-2", persona_id="p-1")
    plan.journey.append((own, [replace(claim("n-2", 1, "It took long.", other[:1]), field="gains", key="long")]))
    plan.personas.append((Persona("p-1", "Waiters", "", (Member("P2", 0.9), Member("P3", 0.9))), []))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "four of the nine spoke of this stage; what can be told of it rests on three of them" in report


def test_an_unknown_channel_is_not_named(tmp_path: Path) -> None:
    """What is known stands in brackets."""
    plan = told_by(3, 3)
    [(stage, claims)] = plan.journey
    uses = [("fax", "unknown", "unknown"), ("shop", "physical", "unknown")]
    met = tuple(TouchpointUse(*use, Prevalence(3, 3, 3)) for use in uses)
    plan.journey[:] = [(replace(stage, touchpoints=met), claims)]
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "- fax: all three" in report
    assert "- shop (physical): all three" in report
