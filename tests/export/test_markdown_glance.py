"""The first page of the report: counted from the same work as the rest of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain import UNDER, Emotion, Member, Persona, StageNarrative, Theme
from assistant.export import collect
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from tests.export.study import Plan, approve, build, claim

SAID = {
    "Ana": "The queue was endless. If it happens again I'm gone.",
    "Bo": "I hated the queue. I will stay as long as it is cheap.",
    "Cy": "The clerk was kind. I want a number to draw.",
    "Di": "The clerk helped me at once.",
}


def plan() -> Plan:
    """Two who hated the queue, two who liked the clerk, and what two of them would leave or stay for."""
    made = Plan([[("Q", "How was it?"), (who, words)] for who, words in SAID.items()])
    queue = [made.finding(0, 1, 0, 22), made.finding(1, 1, 0, 18)]
    clerk = [made.finding(2, 1, 0, 19, kind="gain"), made.finding(3, 1, 0, 28, kind="gain")]
    wish = made.finding(2, 1, 20, 44, kind="need", confidence=0.9)
    hinges = [made.finding(0, 1, 23, 52), made.finding(1, 1, 19, 54)]
    made.themes = [
        Theme("t-1", "endless queue", "pain", "", tuple(item.id for item in queue)),
        Theme("t-2", "kind clerk", "gain", "", tuple(item.id for item in clerk)),
        Theme("t-3", "a number", "need", "", (wish.id,)),
    ]
    contrast = {"contrast": ["endless queue"], "outside": ["Cy"]}
    made.personas = [
        (Persona("p-1", "Waits", "", (Member("Ana", 0.9), Member("Bo", 0.9)), contrast), []),
        (Persona("p-2", "Is served", "", (Member("Di", 0.9),)), []),
    ]
    hung = replace(claim("n-1", 1, "Staying hung on it", hinges), field="moments", key="hinge:condition")
    narrative = StageNarrative("n-1", "loyalty", None, Emotion(None, 0, 0.0), ())
    made.journey = [(narrative, [hung])]
    return made


def page(folder: Path, made: Plan, *, drafts: bool = True) -> str:
    """The first page, of a report that holds against its study."""
    study = build(folder, made)
    report = render(collect(study, drafts=drafts))
    assert list(report_faults(report, study)) == []
    study.close()
    return report


def test_it_says_who_what_and_on_what_it_hangs(tmp_path: Path) -> None:
    """Personas with their share, themes of several by side, decisions with words of those who face them."""
    report = page(tmp_path / "s", plan())
    first = report[report.index("## At a glance") : report.index("## How to read this")]

    assert "- **Waits** (two of the four): more than the others they speak of “endless queue”" in first
    assert "What hurt most:\n\n- endless queue: two of the four" in first
    assert "What pleased most:\n\n- kind clerk: two of the four" in first
    assert "a number" not in first  # one alone says it
    assert "Staying or leaving hung on a condition (two of the four):\n\n> If it happens again I'm gone." in first
    assert "One statement of several, none with a quote against. What is told" in first


def test_broader_topics_come_first_with_what_they_hold(tmp_path: Path) -> None:
    """Two pains of two each, three people together; the gain stands under nothing."""
    made = plan()
    slow = [made.finding(0, 1, 0, 22), made.finding(3, 1, 0, 28)]
    under = {UNDER: "waiting"}
    made.themes = [
        replace(made.themes[0], attributes=under),
        Theme("t-4", "slow clerk", "pain", "", tuple(item.id for item in slow), attributes=under),
        *made.themes[1:],
    ]
    report = page(tmp_path / "s", made)
    first = report[report.index("## At a glance") : report.index("## How to read this")]

    assert "What hurt most:\n\n- waiting: three of the four – endless queue (2); slow clerk (2)\n" in first
    assert "What pleased most:\n\n- kind clerk: two of the four" in first
    assert "| *waiting* | two pains | three of the four | 4 |  |  |" in report


def hung(made: Plan, *spans: tuple[int, int, int], key: str = "hinge:condition") -> None:
    """Let the claim on decisions rest on other words: source, start and end of each."""
    [(narrative, _)] = made.journey
    said = [made.finding(source, 1, start, end) for source, start, end in spans]
    made.journey = [(narrative, [replace(claim("n-1", 1, "It hung", said), field="moments", key=key)])]


def test_quotes_that_nobody_has_read_are_only_perhaps_against(tmp_path: Path) -> None:
    """Told apart from those that a person let stand."""
    made = plan()
    both = [made.finding(0, 1, 0, 22), made.finding(1, 1, 0, 18)]
    made.personas[0] = (made.personas[0][0], [claim("p-1", 1, "Both hated it.", both, [made.findings[2]])])
    study = build(tmp_path / "s", made)
    draft = render(collect(study, drafts=True))
    approve(study, "c-p-1-1")
    read = render(collect(study, drafts=True))

    assert "of several, beside one stands a quote that may speak against it, which nobody has read. What" in draft
    assert "Two statements of several, one with a quote against. What" in read


def test_what_personas_tell_of_staying_is_counted_too(tmp_path: Path) -> None:
    """Everybody's journey has no room for all; what makes people leave comes before how they joined."""
    made = plan()
    hung(made, (0, 23, 52), (1, 19, 54), key="hinge:joining")
    [(narrative, [joined])] = made.journey
    left = [made.finding(2, 1, 0, 19), made.finding(3, 1, 0, 28)]
    leaving = replace(claim("n-1", 2, "Left", left), field="moments", key="hinge:leaving")
    own = replace(claim("n-2", 1, "Joined", [made.finding(3, 1, 0, 28)]), field="moments", key="hinge:joining")
    made.journey = [(narrative, [joined, leaving]), (replace(narrative, id="n-2", persona_id="p-2"), [own])]
    report = page(tmp_path / "s", made)

    assert "Joining was told of (three of the four):" in report
    assert report.index("Leaving was spoken of (two") < report.index("Joining was told of (three")


def test_two_are_heard_and_not_one_twice(tmp_path: Path) -> None:
    """Of two sentences of one person the second waits; a bare word waits for what can be understood."""
    made = plan()
    hung(made, (1, 0, 18), (1, 19, 54), (0, 23, 52))
    report = page(tmp_path / "s", made)
    first = report[report.index("Staying or leaving hung") : report.index("## How to read this")]

    assert "> I will stay as long as it is cheap." in first
    assert "> If it happens again I'm gone." in first
    assert "I hated the queue" not in first


@pytest.mark.parametrize(
    ("question", "first"),
    [("What makes them stay?", True), ("What drives riders away?", True), ("What keeps them waiting?", False)],
)
def test_what_is_asked_for_comes_first(tmp_path: Path, question: str, first: bool) -> None:
    """Where the research question is about staying or leaving; the reasons to stay before all else."""
    made = plan()
    hung(made, (0, 23, 52), (1, 19, 54))
    [(narrative, [hinge])] = made.journey
    stays = [made.finding(2, 1, 0, 19), made.finding(3, 1, 0, 28)]
    reasons = replace(claim("n-1", 2, "Reasons", stays), field="moments", key="hinge:staying")
    made.journey = [(narrative, [hinge, reasons])]
    study = build(tmp_path / "s", made)
    work = collect(study, drafts=True)
    report = render(replace(work, settings=work.settings.model_copy(update={"question": question})))
    study.close()

    at = [
        report.index(words) for words in ("Reasons to stay were given (two of", "Staying or leaving", "What hurt most")
    ]
    assert at == sorted(at) if first else at[2] < at[0] < at[1]


def test_what_one_says_alone_and_what_changed_stay_with_their_stage(tmp_path: Path) -> None:
    """The first page is of several; a change is a story of each one's own."""
    alone, changed = plan(), plan()
    hung(alone, (0, 23, 52))
    hung(changed, (0, 23, 52), (1, 19, 54), key="hinge:change")
    pages = [page(tmp_path / "a", alone), page(tmp_path / "b", changed)]

    assert all("I'm gone" not in text[: text.index("## How to read this")] for text in pages)
    assert all("I'm gone" in text for text in pages)


def test_decisions_are_told_once_approved(tmp_path: Path) -> None:
    """Without drafts the page holds no words that nobody approved."""
    report = page(tmp_path / "s", plan(), drafts=False)
    first = report[report.index("## At a glance") : report.index("## How to read this")]

    assert "I'm gone" not in first
    assert "endless queue: two of the four" in first  # themes are counted over all coded quotes


def test_nothing_found_has_no_first_page(tmp_path: Path) -> None:
    """A study that nothing was drafted from begins with how to read it."""
    report = page(tmp_path / "s", Plan([[("Q", "How was it?"), ("Ana", "Well.")]]))

    assert "At a glance" not in report


def test_who_fits_none_is_heard(tmp_path: Path) -> None:
    """In what they said most plainly; only among drafts, while nobody has approved it."""
    assert "Person Cy told most plainly:\n\n> I want a number to draw." in page(tmp_path / "a", plan())
    assert "told most plainly" not in page(tmp_path / "b", plan(), drafts=False)
