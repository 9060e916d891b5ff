"""How far groups may be taken for personas, as a reader is told it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Member, Persona
from assistant.engines.told import OUTLOOK
from assistant.export import collect
from assistant.export.grouping_words import (
    NOT_FIRM,
    coinciding,
    how_firm,
    named_after,
    numbers_tried,
    of_persona,
    sets_apart,
)
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from tests.export.study import Plan, build


def row(what: str, value: str, here: tuple[int, int], there: tuple[int, int], **more: Any) -> dict[str, Any]:
    counts = {"participants": here[0], "of": here[1], "there": there[0], "of_there": there[1]}
    return {"what": what, "name": "", "value": value, **counts, "rand": 0.97, "firm": True, "whole": False} | more


@pytest.mark.parametrize(
    ("known", "firm"),
    [
        ({"stability": 0.38, "left_out": 0.74}, False),
        ({"stability": 0.499, "left_out": 0.91}, True),
        ({"stability": 0.9, "left_out": 0.41}, False),
        ({"fifth_out": 0.3}, False),
        ({"fifth_out": 0.8}, True),
    ],
)
def test_groups_that_do_not_hold_are_called_so(known: dict[str, float], firm: bool) -> None:
    """In words beside the figure; as the figure is printed, 0.499 is 0.50."""
    assert (NOT_FIRM in how_firm(known)) is not firm
    assert f"{min(known.values()):.2f}" in how_firm(known)


def test_what_was_not_tried_is_not_told() -> None:
    """No figure, no sentence."""
    assert how_firm({"stability": None}) == ""


def test_groups_that_are_files() -> None:
    """One sentence for all of them, with how many of each."""
    first = {"coincides": [row("document", "A.csv", (58, 59), (0, 56), whole=True)]}
    second = {"coincides": [row("document", "B.csv", (56, 56), (1, 59), whole=True)]}
    [told] = coinciding([("Wary", first), ("Keen", second)])

    assert told.startswith(
        "These groups are nearly the files they came from (“Wary”: 58 of 59 from A.csv; “Keen”: 56 of 56 from B.csv;"
    )
    assert "not as personas found" in told
    assert of_persona(first).startswith("This persona is nearly those from A.csv (58 of 59 here, none of the 56 in")


def test_groups_that_follow_something_in_part() -> None:
    """The mild form calls them personas still."""
    half = {"rand": 0.55, "firm": False, "whole": True, "name": "role"}
    rows = [row("attribute", value, (10, 12), (2, 12), **half) for value in ("nurse", "porter")]
    [told] = coinciding([("Wary", {"coincides": rows[:1]}), ("Keen", {"coincides": rows[1:]})])

    assert told.startswith("These groups follow in part what the files give as “role” (“Wary”: 10 of 12 “nurse”;")
    assert "not as personas" not in told


def test_one_persona_that_is_the_focus_group() -> None:
    """It alone is told of, with what the others may not have been asked."""
    known = {"coincides": [row("company", "together", (6, 6), (0, 18), rand=1.0)]}
    [told] = coinciding([("Wary", known), ("Keen", {}), ("Slow", {"coincides": []})])

    assert told.startswith("“Wary” is exactly those who spoke only together with others (all six here, none of the 18 ")
    assert "what they were asked" in told


def test_of_two_groups_one_is_told_to_have_said_less() -> None:
    """The other has then said more; each of three is told by itself."""
    amount = {"what": "words", "name": "", "is_date": False, "firm": False, "whole": False, "pairs": 0.78}
    less = {"coincides": [{**amount, "more": False, "middle": "23", "middle_there": "78"}]}
    more = {"coincides": [{**amount, "more": True, "middle": "78", "middle_there": "23"}]}

    [told] = coinciding([("Wary", less), ("Keen", more)])
    assert told.startswith("Most people of “Wary” said less than the others (in the middle 23 words, against 78).")
    assert len(coinciding([("Wary", less), ("Keen", more), ("Slow", {})])) == 2


def topic(name: str, here: tuple[int, int], there: tuple[int, int], *, stands: bool) -> dict[str, Any]:
    counts = {"participants": here[0], "of": here[1], "there": there[0], "of_there": there[1]}
    return {"topic": name, "kind": "pain", **counts, "stands": stands}


def test_topics_that_set_apart_are_told_with_their_counts() -> None:
    """And plainly where few share them; drafts of earlier versions hold no counts."""
    late = topic("late buses", (4, 5), (0, 9), stands=True)
    few = topic("no seats", (9, 59), (0, 57), stands=False)

    assert sets_apart({"topics": [late]}) == (
        "More than the others they speak of: “late buses” (four of the five here, none of the nine elsewhere)."
    )
    assert sets_apart({"topics": [few]}).startswith("No topic of their own is shared by many of them.")
    assert "9 of 59 here, 0 of 57 elsewhere" in sets_apart({"topics": [few]})
    assert sets_apart({"contrast": ["late buses"]}) == "More than the others they speak of: “late buses”."
    assert sets_apart({}) == ""


def test_a_name_says_how_many_it_was_taken_from() -> None:
    """Until somebody calls the persona otherwise."""
    known = {"named": {"name": "Wary", **topic("no seats", (9, 59), (0, 57), stands=False)}}

    assert named_after("Wary", known).startswith(
        "Named after what they speak of as “no seats”: 9 of 59 here, 0 of 57 elsewhere."
    )
    assert "Too few" in named_after("Wary", known)
    assert named_after("Keen", known) == ""
    assert named_after("Wary", {"named": None}) == ""


def test_a_name_by_outlook_says_how_they_spoke() -> None:
    """That is nothing they speak of."""
    counts = {"participants": 90, "of": 105, "there": 30, "of_there": 168}
    known = {"named": {"name": "Mostly pleased", "topic": OUTLOOK["gain"], "kind": "gain", **counts, "stands": True}}

    assert named_after("Mostly pleased", known) == (
        "Named after how they spoke, more of what pleased them than of what hurt them: "
        "90 of 105 (86%) here, 30 of 168 (18%) elsewhere."
    )


def test_the_report_says_it_before_the_first_persona(tmp_path: Path) -> None:
    """Hostile values are text, and the report holds against its study."""
    made = Plan([[("Ana", "The queue was endless.")], [("Bo", "The clerk was kind.")]])
    attributes = {"stability": 0.3, "left_out": 0.3}
    values = ("<b>one</b>", "two")
    known = [{**attributes, "coincides": [row("source", value, (1, 1), (0, 1), whole=True)]} for value in values]
    made.personas = [
        (Persona(f"p-{at}", f"Name {at}", "", (Member(who, 0.9),), known[at]), [])
        for at, who in enumerate(("Ana", "Bo"))
    ]
    study = build(tmp_path / "s", made)
    work = collect(study, drafts=True)
    report = render(work)
    alone = render(replace(work, personas=work.personas[:1]))

    intro = report[report.index("## Personas") : report.index("### Name 0")]
    assert "(read first under Personas how far they may be taken for such)" in report[: report.index("## Personas")]
    assert NOT_FIRM in intro
    assert "These groups are nearly the sources they came from" in intro
    assert "<b>" not in report
    assert list(report_faults(report, study)) == []
    assert NOT_FIRM not in alone
    study.close()


def tried(
    groups: int, score: float, *, holds: bool, taken: bool = False, agreement: float | None = 0.5
) -> dict[str, Any]:
    found = {"groups": groups, "score": score, "agreement": agreement, "smallest": 4}
    return found | {"holds": holds, "taken": taken}


def test_the_numbers_tried_are_told_with_the_reason() -> None:
    """Fewer groups that hold tell less, more that do not hold are no groups; without halves there is no agreement."""
    rows = [
        tried(2, 0.7, holds=True),
        tried(3, 0.65, holds=True, taken=True),
        tried(4, 0.3, holds=False, agreement=None),
    ]

    assert numbers_tried({"numbers": rows}) == [
        ("Groups tried", "Agreement of halves", "Smallest group", "Taken or not, and why"),
        ("2", "0.50", "4", "not taken: they stay apart by 0.70, but so do more groups, which tell more"),
        ("3", "0.50", "4", "taken: the most that hold, they stay apart by 0.65"),
        ("4", "not tried", "4", "not taken: they lie apart by 0.30 (silhouette), too little to hold"),
    ]


def test_where_none_holds_the_furthest_apart_are_taken_or_none() -> None:
    """And nothing is told of drafts that do not know it."""
    best = [tried(2, 0.4, holds=False, taken=True), tried(3, 0.2, holds=False)]
    none = [tried(2, 0.1, holds=False)]

    assert [row[3] for row in numbers_tried({"numbers": best})[1:]] == [
        "taken: they stay apart by 0.40, the furthest of these",
        "not taken: they stay apart by 0.20",
    ]
    assert numbers_tried({"numbers": none})[1][3].endswith("too little to tell groups apart")
    assert numbers_tried({}) == []


def test_where_halves_were_not_tried_the_measure_is_another() -> None:
    """It has its own name, and there is no column that is empty all the way down."""
    rows = [tried(2, 0.21, holds=False, taken=True, agreement=None), tried(3, 0.16, holds=False, agreement=None)]

    assert numbers_tried({"numbers": rows}) == [
        ("Groups tried", "Smallest group", "Taken or not, and why"),
        ("2", "4", "taken: they lie apart by 0.21 (silhouette), the furthest of these"),
        ("3", "4", "not taken: they lie apart by 0.16 (silhouette)"),
    ]
