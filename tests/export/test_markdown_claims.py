"""Claims in the report: what stands in bold over its quotes, what in a list, and that nothing is said twice."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain import Emotion, Member, Persona, StageNarrative
from assistant.export import Work, collect
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from assistant.export.markdown_parts import inline
from assistant.export.wording import against
from assistant.study import Study
from tests.export.study import Plan, approve, build, claim, decide


def test_a_claim_stands_with_its_count_its_quotes_and_what_speaks_against_it(study: Study) -> None:
    """Counts are small-number words, a quote has speaker, source and time, counter-evidence is marked."""
    report = render(collect(study))
    part = report[report.index("**Waits without news.**") : report.index("## Journey")]

    assert "**Waits without news.** (both, three mentions)\n" in part
    assert "> Nobody told me why.\n>\n> — Person Ana, 01<!-- -->.txt, 00:00:30 <!--" in part
    assert "> I waited three weeks." not in part  # it stands at the head of the persona
    assert part.index("Against it:") < part.index("It came on time once.")


def test_what_is_only_somebodys_words_is_led_by_who_says_it(study: Study) -> None:
    """A claim that is a quote and nothing else has no heading to repeat it: how many say it stands there."""
    decide(study, "claim", "c-p-1-1", text="“I waited three weeks.”")
    report = render(collect(study, drafts=True))

    assert "Both told something like this (three mentions):" in report
    assert report.count("I waited three weeks.") == report.count("> I waited three weeks.")


def test_at_most_three_quotes_stand_under_a_claim(tmp_path: Path) -> None:
    """The rest is counted."""
    plan = Plan([[("Ana", f"Word number {number}.") for number in range(6)]])
    found = [plan.finding(0, turn) for turn in range(6)]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.2),)), [claim("p-1", 1, "Talks.", found)]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert report.count("> Word number") == 3
    assert "**Talks.** (six mentions) *[draft]*" in report
    assert "*and three more*" in report
    assert "Person Ana (loosely)" in report


def test_what_nobody_has_read_is_perhaps_against(study: Study, drafts: Work) -> None:
    """Quotes that the on-device engine put against a draft; decided on, or read by a model, it is said plainly."""
    assert "Perhaps" not in render(drafts)
    decide(study, "claim", "c-p-1-1", status="draft")
    assert "Perhaps against it:\n\n- “It came on time once." in render(collect(study, drafts=True))
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

    assert second.startswith("*Quoted above: Person Ana, 00:00:00, “I waited three weeks.” (Pains); and two more.*")
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

    assert report.count("- “It came on time for me.” — Person Ben") == 1
    assert "*Perhaps against it, quoted above: Person Ben, 00:00:00, “It came on time for …” (Pains).*" in report


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
    plan = Plan([[("Ana", "I work on a farm."), ("Ana", "I get up at four.")], [("Ben", "I work in a mill.")]])
    found = [plan.finding(0, 1), plan.finding(1, 0)]
    farm = plan.finding(0, 0)
    said = claim("p-1", 1, "“I work on a farm.”", [farm]), claim("p-1", 2, "“I work in a mill.”", found)
    members = tuple(Member(name, 0.9) for name in ("Ana", "Ben"))
    plan.personas.append((Persona("p-1", "One", "", members), list(said)))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "One of the two" not in report
    assert re.search(r"\n- “I work on a farm\.” — Person Ana, .* \*\[draft\]\*\n", report)
    assert "Both told something like this (two mentions): *[draft]*\n\n> I work in a mill." in report


def test_a_lead_is_not_left_without_its_words(tmp_path: Path) -> None:
    """`as one of them put it` goes with the words that it leads to."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited for days as well.")]])
    words = "Both had trouble with the wait; as one of them put it: “I waited for days as well.”"
    said = claim("p-1", 1, words, [plan.finding(0, 0), plan.finding(1, 0)])
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), [said]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "**Both had trouble with the wait** (two mentions) *[draft]*\n\n> I waited for days as well." in report


def test_two_who_speak_for_a_claim_are_quoted_once(tmp_path: Path) -> None:
    """Not in its heading and again below; where one of them cannot be found the claim stays whole."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited for days as well.")]])
    found = [plan.finding(0, 0), plan.finding(1, 0)]
    words = "The wait – both told of trouble. One said: “I waited for days as well.” Another: “I waited three weeks.”"
    other = "The wait – both told of trouble. One said: “I waited.” Another: “I wept.”"
    said = claim("p-1", 1, words, found), claim("p-1", 2, other, found)
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), list(said)))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "**The wait – both told of trouble** (two mentions) *[draft]*\n\n> I waited for days as well." in report
    assert report.partition("I waited for days as well.")[2].count("> I waited three weeks.") >= 1
    assert "**The wait – both told of trouble. One said: “I waited.” Another: “I wept.”**" in report


@pytest.mark.parametrize(
    "words",
    [
        "Both told of trouble: one said, “I waited for days, as 'they' say”; the other, “I waited three weeks”.",
        "Both told of trouble: one said, “I waited for days”; another “waited three weeks”.",
        "Both told of trouble: one wanted “days, as 'they' say”; the other said, “I waited three”.",
        "Both told of trouble (“waited for days”; “three weeks”).",
        "Both told of trouble: one said, “I waited for days”; in the other's words, “I waited three weeks”.",
        "Both told of trouble: “I waited for days”, as one put it; the other said, “I waited three weeks”.",
    ],
)
def test_words_within_a_sentence_stand_below_it(tmp_path: Path, words: str) -> None:
    """Whole, with who said them and where, and not in the sentence once more."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", 'And I waited for days, as "they" say.')]])
    said = claim("p-1", 1, words, [plan.finding(0, 0), plan.finding(1, 0)])
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), [said]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))
    part = report.partition("#### Pains\n\n")[2]

    assert part.startswith("**Both told of trouble** (two mentions) *[draft]*\n\n> And I waited for days, as")
    assert part.count("\n> I waited three weeks.") == 1


def test_a_topic_in_somebodys_words_stays_in_the_sentence(tmp_path: Path) -> None:
    """It says what the claim is about."""
    plan = Plan([[("Ana", "I waited three weeks.")], [("Ben", "I waited for days.")]])
    words = "Both had trouble with “waited for days”; one of them “waited three weeks”."
    said = claim("p-1", 1, words, [plan.finding(0, 0), plan.finding(1, 0)])
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), [said]))

    assert f"**{words}** (two mentions)" in render(collect(build(tmp_path / "s", plan), drafts=True))


def test_the_same_short_answer_is_printed_once(tmp_path: Path) -> None:
    """As in a survey; it is counted with the others."""
    plan = Plan([[("Ana", "git")], [("Cy", "Commits.")], [("Ben", "Git!")]])
    found = [plan.finding(source, 0) for source in range(3)]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9),)), [claim("p-1", 1, "Git is wanted.", found)]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert report.count("\n> git") == report.count("> Commits.") == 1
    assert "> Git" not in report
    assert "*and one more*" in report


def test_what_one_of_several_said_alone_stands_in_a_list(tmp_path: Path) -> None:
    """After what several said: said most often first, with one quote, its count, its mark, and what is against it."""
    turns = [("Ana", "I waited three weeks."), ("Ana", "My letter was lost for good."), ("Ana", "It was lost again.")]
    plan = Plan([turns, [("Ben", "I waited for days as well."), ("Ben", "My van broke down on us.")]])
    waited, lost, again = (plan.finding(0, turn) for turn in range(3))
    also, van = plan.finding(1, 0), plan.finding(1, 1)
    told = [
        claim("p-1", 1, "The van breaks.", [van]),
        claim("p-1", 2, "Letters are lost.", [lost, again], [also]),
        claim("p-1", 3, "Both wait.", [waited, also]),
    ]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), told))
    study = build(tmp_path / "s", plan)
    part = render(collect(study, drafts=True)).partition("#### Pains\n\n")[2].partition("## Journey")[0]
    single = part.partition("Said by one participant each:\n\n")[2]

    assert part.startswith("**Both wait.** (two mentions) *[draft]*")
    assert part.count("**") == 2
    assert re.match(
        r"- Letters are lost \(two mentions\): “My letter was lost for good\.” — Person Ana, .* -->"
        r" \*\[draft\]\*\n  - \*Perhaps against it, quoted above: Person Ben, .*\n- The van breaks: “My van",
        single,
    )


def test_of_the_only_one_nothing_is_called_single(tmp_path: Path) -> None:
    """A persona, or a study, of one participant is told like any other."""
    plan = Plan([[("Ana", "I waited three weeks.")]])
    one = Persona("p-1", "One", "", (Member("Ana", 0.9),))
    plan.personas.append((one, [claim("p-1", 1, "Waits.", [plan.finding(0, 0)])]))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))

    assert "**Waits.** (one mention) *[draft]*\n\n> I waited three weeks." in report
    assert "Said by one" not in report


def test_the_empathy_map_is_one_list(tmp_path: Path) -> None:
    """Each claim a line under one heading, with its count where several said it."""
    plan = Plan([[("Ana", "I read the bad reviews.")], [("Ben", "I read all of them, twice.")]])
    both = [plan.finding(0, 0), plan.finding(1, 0)]
    says, does = claim("p-1", 1, "“I read the bad reviews.”", both[:1]), claim("p-1", 2, "Reads first.", both)
    mapped = [replace(says, field="says"), replace(does, field="does")]
    plan.personas.append((Persona("p-1", "One", "", (Member("Ana", 0.9), Member("Ben", 0.9))), mapped))
    report = render(collect(build(tmp_path / "s", plan), drafts=True))
    rows = report.partition("#### Empathy map\n\n")[2].partition("\n\n")[0].splitlines()

    assert rows[0].startswith("- *Says*: “I read the bad reviews.” — Person Ana")
    assert rows[1].startswith("- *Does* – Reads first (both, two mentions): “I read all of them, twice.” — Person Ben")
    assert len(rows) == 2


def test_a_file_called_like_its_speaker_is_named_once(drafts: Work) -> None:
    """As survey answers are; another file is named."""
    item = drafts.claims[0].evidence[0]
    assert inline(item, drafts).partition(" <!-- verb")[0].endswith("— Person Ana, 01<!-- -->.txt, 00:00:30")
    same = replace(item, source=replace(item.source, name="Person Ana"))
    assert inline(same, drafts).partition(" <!-- verb")[0].endswith("— Person Ana, 00:00:30")


def test_what_one_told_is_called_what_it_is(tmp_path: Path) -> None:
    """Not `one of the two asked for a change` under a heading that says so; a person's words stay."""
    plan = Plan([[("Ana", "I want a number to draw.")], [("Ben", "I waited as well.")]])
    wish = replace(claim("n-1", 1, "One of the two participants asked for a change", [plan.finding(0, 0)]), key="wish")
    stage = StageNarrative("n-1", "purchase", None, Emotion(None, 0, 0.0), ())
    plan.journey.append((stage, [replace(wish, field="opportunities")]))
    study = build(tmp_path / "s", plan)
    report = render(collect(study, drafts=True))
    decide(study, "claim", wish.id, text="One of the two participants asked for a change", edited=True)
    edited = render(collect(study, drafts=True))

    assert "- Wish: “I want a number to draw.” — Person Ana" in report
    assert "- One of the two participants asked for a change (opportunity): “I want" in edited


def test_a_change_is_told_by_both_ends_once(tmp_path: Path) -> None:
    """Each with its place, so that both are checked; not in the sentence and again behind it."""
    plan = Plan([[("Ana", "It was great."), ("Ana", "Then I wept for days.")], [("Ben", "I waited as well.")]])
    ends = [plan.finding(0, 0), plan.finding(0, 1)]
    turn = claim("n-1", 1, "From good to bad: “It was great.”, then “I wept for days.”", ends)
    stage = StageNarrative("n-1", "purchase", None, Emotion(None, 0, 0.0), ())
    plan.journey.append((stage, [replace(turn, field="moments", key="turn")]))
    study = build(tmp_path / "s", plan)
    report = render(collect(study, drafts=True))
    [line] = [line for line in report.splitlines() if line.startswith("- From good to bad")]

    assert line.startswith("- From good to bad (moment of truth): “It was great.” — Person Ana")
    assert "; then “Then I wept for days.” — Person Ana" in line
    assert line.count("<!-- verbatim:quote") == 2
    assert list(report_faults(report, study)) == []


def test_a_field_that_only_points_above_is_left_out(tmp_path: Path) -> None:
    """Until somebody approves it: then it shall stand."""
    plan = Plan([[("Ana", "I waited for three whole weeks.")], [("Ben", "I waited as well.")]])
    found = [plan.finding(0, 0)]
    pain, value = claim("p-1", 1, "Waits.", found), claim("p-1", 2, "“I waited for three whole weeks.”", found)
    members = (Member("Ana", 0.9), Member("Ben", 0.9))
    plan.personas.append((Persona("p-1", "One", "", members), [pain, replace(value, field="values")]))
    study = build(tmp_path / "s", plan)
    report = render(collect(study, drafts=True))
    approve(study, value.id)
    approved = render(collect(study, drafts=True))

    assert "#### Values" not in report
    assert "- *Quoted above: Person Ana, 00:00:00, “I waited for three whole …” (Pains).*" in approved
