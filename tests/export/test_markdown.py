"""The report for people: what stands in it, and that nobody's words can take it over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant.analysis.saturation import Saturation
from assistant.domain import SIBLING, UNDER, Emotion, Member, Persona, StageNarrative, Theme
from assistant.export import EXPORTERS, Work, collect
from assistant.export.escaping import escape
from assistant.export.json_export import document
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from assistant.export.wording import against
from assistant.study import Study
from tests.export.study import HOSTILE, RUN, Plan, approve, build, claim, decide, small_plan, small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path / "study")
    yield made
    made.close()


@pytest.fixture
def drafts(study: Study) -> Work:
    return collect(study, drafts=True)


def test_the_report_says_what_it_is_about(study: Study) -> None:
    """Title, question, participants and sources stand at the top, the method at the end."""
    report = render(collect(study))

    assert "# A study\n\nResearch question: What keeps them waiting?\n\nTwo participants in two sources." in report
    assert "- Engine: ondevice `000000000000`." in report
    assert "- Coded by: ondevice (5 findings)." in report
    assert "nothing; coding and drafting were done on it." in report
    assert "Four decisions by one person" in report


def test_a_claim_stands_with_its_count_its_quotes_and_what_speaks_against_it(study: Study) -> None:
    """Counts are small-number words, a quote has speaker, source and time, counter-evidence is marked."""
    report = render(collect(study))
    part = report[report.index("**Waits without news.**") : report.index("## Journey")]

    assert "**Waits without news.** (both, three mentions)\n" in part
    assert "> Nobody told me why.\n>\n> — Person Ana, 01<!-- -->.txt, 00:00:30 <!--" in part
    assert "> I waited three weeks." not in part  # it stands at the head of the persona
    assert part.index("Against it:") < part.index("It came on time once.")


def test_drafts_are_marked_and_approved_work_is_not(drafts: Work) -> None:
    """A reader sees which claims nobody has approved, and that the report holds such."""
    report = render(drafts)

    assert "This report holds drafts" in report
    assert "**It went well once.** (one of the two, one mention) *[one participant alone]* *[draft]*" in report
    assert "**Waits.** (" not in report
    assert "**Waits without news.** (both, three mentions)\n" in report


def test_what_is_only_somebodys_words_is_led_by_who_says_it(study: Study) -> None:
    """A claim that is a quote and nothing else has no heading to repeat it: how many say it stands there."""
    decide(study, "claim", "c-p-1-1", text="“I waited three weeks.”")
    report = render(collect(study, drafts=True))

    assert "**Both told something like this** (three mentions)" in report
    assert report.count("I waited three weeks.") == report.count("> I waited three weeks.")


def test_what_is_flagged_is_marked(study: Study) -> None:
    """Somebody wants it looked at again: a reader of the report and of the data sees that."""
    decide(study, "theme", "t-1", flagged=True)
    work = collect(study)

    assert render(work).count(" *[flagged]* | pain |") == 1
    assert [theme["flagged"] for theme in document(work)["themes"]] == [True]


def test_assumptions_stand_apart(drafts: Work) -> None:
    """What has no evidence is introduced as that."""
    assert "Assumptions, with no evidence behind them:\n\n- Owns a telephone. *[draft]*" in render(drafts)


def test_stages_that_nobody_spoke_of_say_so(study: Study) -> None:
    """Blank is blank, and what merely waits for approval is not called blank."""
    report = render(collect(study))

    assert report.count("Nobody spoke of this stage.") == 4
    assert "### Loyalty\n\nNothing of this stage is approved yet." in report


def test_at_most_three_quotes_stand_under_a_claim(tmp_path: Path) -> None:
    """The rest is counted."""
    plan = Plan([[("Ana", f"Word number {number}.") for number in range(6)]])
    found = [plan.finding(0, turn) for turn in range(6)]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.2),)), [claim("p-1", 1, "Talks.", found)]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert report.count("> Word number") == 3
    assert "**Talks.** (the only one, six mentions) *[draft]*" in report
    assert "*and three more*" in report
    assert "Person Ana (loosely)" in report


def test_what_nobody_has_read_is_perhaps_against(study: Study, drafts: Work) -> None:
    """Quotes that the on-device engine put against a draft; decided on, or read by a model, it is said plainly."""
    assert "Perhaps" not in render(drafts)
    decide(study, "claim", "c-p-1-1", status="draft")
    assert "Perhaps against it:\n\n> It came on time once." in render(collect(study, drafts=True))
    item = next(one for one in drafts.claims if one.counter)
    draft = replace(item.claim, status="draft")
    assert against(replace(draft, engine="ondevice")) == "Perhaps against it"
    assert against(replace(draft, engine="openai:gpt")) == "Against it"
    assert against(replace(draft, engine="ondevice", status="approved")) == "Against it"


def test_a_quote_is_printed_once_in_a_persona(tmp_path: Path) -> None:
    """A second claim on the same words says who is quoted above, and where; among another persona it is printed."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited as well.")], [("Cy", "So did I, for days.")]])
    found = [plan.finding(source, 0) for source in range(3)]
    members = tuple(Member(name, 0.9) for name in ("Ana", "Ben", "Cy"))
    claims = [claim("p-1", 1, "Waits.", found), claim("p-1", 2, "Is kept waiting.", found)]
    plan.personas.append((Persona("p-1", "One", "", members), claims))
    plan.personas.append((Persona("p-2", "Two", "", members[:1]), [claim("p-2", 1, "Waits too.", found[:1])]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))
    second = report.partition("**Is kept waiting.** (all three, three mentions) *[draft]*\n\n")[2]

    assert second.startswith("*Quoted above: Person Ana, 00:00:00 (Pains); and two more.*")
    assert second.count("> I waited three weeks.") == 1
    assert report.count("> I waited three weeks.") == 2


def test_what_stands_against_is_printed_once_in_a_persona(tmp_path: Path) -> None:
    """A second claim that the same words speak against says who is quoted above."""
    plan = Plan([[("Ana", "I waited three weeks. Nobody told me why.")], [("Ben", "It came on time for me.")]])
    waited, told = plan.finding(0, 0, 0, 21), plan.finding(0, 0, 22)
    good = plan.finding(1, 0, kind="gain")
    claims = [claim("p-1", 1, "Waits.", [waited], [good]), claim("p-1", 2, "Is told nothing.", [told], [good])]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9),)), claims))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert report.count("> It came on time for me.") == 1
    assert "*Perhaps against it, quoted above: Person Ben, 00:00:00 (Pains).*" in report


def test_what_says_nothing_is_shown_only_where_there_is_nothing_else(tmp_path: Path) -> None:
    """Not even as the words that a draft ends in; what a person approved stands as it is."""
    said = ("That was the, um, that was the thing actually.", "They kept me waiting for three weeks.", "The app.")
    plan = Plan([[("Ana", said[0])], [("Ben", said[1])], [("Ben", said[2])]])
    found = [plan.finding(source, 0) for source in range(3)]
    told = claim("p-1", 1, f"Both told of trouble: “{said[0].removesuffix('.')}”", found)
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), [told]))
    study = build(tmp_path / "s", plan)
    draft = render(collect(study, drafts=True)).partition("**Both told of trouble**")[2]
    approve(study, told.id)
    approved = render(collect(study)).partition("**Both told of trouble**")[2]

    assert f"> {said[1]}" in draft
    assert said[0] not in draft
    assert said[0] in approved
    assert all("> The app." not in part and "more*" in part for part in (draft, approved))


def test_what_one_says_of_themselves_needs_no_lead(tmp_path: Path) -> None:
    """The quote stands by itself, with its mark; words of several keep their count."""
    plan = Plan([[("Ana", "I work on a farm.")], [("Ben", "I work in a mill.")]])
    found = [plan.finding(0, 0), plan.finding(1, 0)]
    said = claim("p-1", 1, "“I work on a farm.”", found[:1]), claim("p-1", 2, "“I work in a mill.”", found)
    members = tuple(Member(name, 0.9) for name in ("Ana", "Ben"))
    plan.personas.append((Persona("p-1", "One", "", members), list(said)))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "One of the two" not in report
    assert re.search(r"> I work on a farm\.\n>\n> — Person Ana, .* \*\[draft\]\*\n", report)
    assert "**Both told something like this** (two mentions) *[draft]*\n\n> I work in a mill." in report


def test_a_lead_is_not_left_without_its_words(tmp_path: Path) -> None:
    """`as one of them put it` goes with the words that it leads to."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited for days as well.")]])
    words = "Both had trouble with the wait; as one of them put it: “I waited for days as well.”"
    said = claim("p-1", 1, words, [plan.finding(0, 0), plan.finding(1, 0)])
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), [said]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "**Both had trouble with the wait** (both, two mentions) *[draft]*\n\n> I waited for days as well." in report


def test_two_who_speak_for_a_claim_are_quoted_once(tmp_path: Path) -> None:
    """Not in its heading and again below; where one of them cannot be found the claim stays whole."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited for days as well.")]])
    found = [plan.finding(0, 0), plan.finding(1, 0)]
    words = "The wait – both told of trouble. One said: “I waited for days as well.” Another: “I waited three weeks.”"
    other = "The wait – both told of trouble. One said: “I waited.” Another: “I wept.”"
    said = claim("p-1", 1, words, found), claim("p-1", 2, other, found)
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), list(said)))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert (
        "**The wait – both told of trouble** (both, two mentions) *[draft]*\n\n> I waited for days as well." in report
    )
    assert report.partition("I waited for days as well.")[2].count("> I waited three weeks.") >= 1
    assert "**The wait – both told of trouble. One said: “I waited.” Another: “I wept.”**" in report


def test_the_same_short_answer_is_printed_once(tmp_path: Path) -> None:
    """As in a survey; it is counted with the others."""
    plan = Plan([[("Ana", "git")], [("Cy", "Commits.")], [("Ben", "Git!")]])
    found = [plan.finding(source, 0) for source in range(3)]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9),)), [claim("p-1", 1, "Git is wanted.", found)]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert report.count("\n> git") == report.count("> Commits.") == 1
    assert "> Git" not in report
    assert "*and one more*" in report


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


def test_hostile_words_do_nothing(study: Study, drafts: Work) -> None:
    """Rendered, the report has only the headings, lists and tables that we wrote, no link, image, tag or code."""
    decide(study, "claim", "c-p-1-2", status="draft")
    report = render(collect(study, drafts=True))
    html = MarkdownIt("gfm-like", {"html": True}).render(report)

    assert "Free!" in html
    for tag in ("<img", "<a ", "<b>", "<i>", "<script", "<em>now"):
        assert tag not in html
    assert html.count("<h1>") == 1
    assert html.count("<pre>") == 2
    assert html.count("<table>") == 2
    assert "\x07" not in report
    assert "\u202e" not in report
    assert list(report_faults(report, study)) == []


@pytest.mark.parametrize("words", [HOSTILE, "| a | b |\n| - | - |", "<!--", "-->", "# x\n===", "> quoted", "&lt;b&gt;"])
def test_hostile_names_are_as_harmless_as_hostile_quotes(drafts: Work, words: str) -> None:
    """Whatever a persona, a theme, a claim, a speaker, a stage or the study is called, the report keeps its shape."""
    persona, stage, theme = drafts.personas[0], drafts.stages[-1], drafts.themes[0]
    work = replace(
        drafts,
        settings=drafts.settings.model_copy(update={"name": words, "question": words}),
        participants=tuple(replace(person, name=words) for person in drafts.participants),
        personas=(replace(persona, persona=replace(persona.persona, name=words)),),
        stages=(*drafts.stages, replace(stage, stage=words)),
        themes=(replace(theme, theme=replace(theme.theme, name=words)),),
        decisions=tuple(replace(entry, who=words) for entry in drafts.decisions),
    )
    plain = MarkdownIt("gfm-like", {"html": True}).render(render(work))
    usual = MarkdownIt("gfm-like", {"html": True}).render(render(drafts))

    for tag in ("<table>", "<h1>", "<h2>", "<img", "<a ", "<td>"):
        assert plain.count(tag) == usual.count(tag)


def test_the_curve_has_each_stage_and_each_persona(drafts: Work) -> None:
    """A curve for everybody and one for the persona with feelings of its own."""
    report = render(drafts)

    assert report.count("```text") == 2
    assert "How participants feel from stage to stage:" in report


def test_saturation_is_told_with_its_measure(drafts: Work) -> None:
    """When it was reached in the order of import, and how that depends on the order."""
    report = render(replace(drafts, saturation=Saturation((5, 3, 1, 0, 0, 0), 6, 100, 80, 6, 6, 6)))

    assert "- Saturation: in the order of import reached after 6 of 6 participants; in 80 of 100" in report
    assert "New themes by participant: 5, 3, 1, 0, 0, 0." in report
    assert "what two or more said" in report
    assert "at most one in 20 new" in report
    assert "- Saturation: too few participants to say (2; the measure needs 6 or more)." in render(drafts)


def test_what_left_the_machine_is_told(drafts: Work) -> None:
    """A model elsewhere is named, and whether names were replaced."""
    report = render(replace(drafts, engines=(("openai:gpt", "f" * 64),)))

    assert "texts were given to openai:gpt, with names and other identifiers replaced." in report


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


def test_an_empty_study_makes_a_report(tmp_path: Path) -> None:
    """Without anything in it, every part says so."""
    report = EXPORTERS["md"](collect(build(tmp_path / "s", Plan([]))))

    assert "No participants in no sources." in report
    assert "No persona is approved yet." in report
    assert "There are no themes yet." in report
    assert "Nobody has decided on anything yet." in report


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

    assert "#### Bo's kind\n\nNobody spoke of this stage." in render(collect(study, drafts=True))


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
    assert f"More than the others they speak of: {escape('the <b>wait</b>')}; no news." in report


def test_the_widest_themes_are_told_one_by_one(tmp_path: Path) -> None:
    """What it holds, among whom, a typical quote and one on its border; the quotes are in the JSON too."""
    said = ("The battery died in the cold.", "In winter it charges slowly outside.", "The lock froze in the cold.")
    plan = Plan([[(who, words)] for who, words in zip(("Ana", "Ben", "Cy"), said, strict=True)])
    cold = [plan.finding(0, 0).id, plan.finding(1, 0).id]
    told = f"It went wrong. Included: the cold, such as “{said[0]}” Borderline: “In winter it charges slowly”"
    plan.themes = [
        Theme("t-1", "dies in the cold", "pain", told, tuple(cold), attributes={SIBLING: "t-2", UNDER: "the cold"}),
        Theme("t-2", "frozen lock", "pain", "Locks.", (plan.finding(2, 0).id,), attributes={"origin": "codebook"}),
    ]
    members = ((Member("Ana", 0.9),), (Member("Ben", 0.9), Member("Cy", 0.9)))
    plan.personas = [(Persona(f"p-{at}", f"Kind {at}", "", who), []) for at, who in enumerate(members)]
    study = build(tmp_path / "s", plan)
    work = collect(study, drafts=True)
    report = render(work)

    head = "**dies in the cold** (pain, two of the three, two mentions; found; under *the cold*): It went wrong."
    assert f"{head} Included: the cold. By persona: Kind 0 the only one; Kind 1 one of the two." in report
    assert "On its border to “frozen lock”:\n\n> In winter it charges slowly outside." in report
    assert "**frozen lock** (pain, one of the three, one mention; the researcher’s code): Locks." in report
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
    at = next(at for at, line in enumerate(lines) if line.startswith("| *the news* | two themes |"))

    assert all(line.startswith("| – ") for line in lines[at + 1 : at + 3])
    assert [topic.prevalence.mentions for topic in work.topics] == [len(theme.finding_ids)]


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

    assert "- the wait: 0.40 (one of the two, severity 0.80; one pain, two wishes)" in report
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


def test_what_reviewers_disputed_is_told(study: Study) -> None:
    """A claim that one approved and another rejects, with the reasons, and how it stands."""
    item = next(item for item in study.store.claims() if item.status == "approved")
    decide(study, "claim", item.id, status="rejected", why="No such thing.")
    report = render(collect(study, drafts=True))

    assert "Disputed:" in report
    assert "rejected by" in report.partition("Disputed:")[2]
    assert "It stands rejected." in report
