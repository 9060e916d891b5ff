"""Where a study stands, and its sources, findings and themes as rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.calls import ModelCall
from assistant.domain import Theme
from assistant.errors import ConfigurationError
from assistant.listing import Wanted, check_wanted, finding_rows, source_rows, theme_rows
from assistant.status import status_of
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import RUN, Plan, build, decide, small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path / "study")
    yield made
    made.close()


def test_what_was_read_and_found_is_counted(study: Study) -> None:
    """Documents by format, people, findings by kind, themes, decisions."""
    status = status_of(study)

    assert (status.sources, status.documents) == (2, {"txt": 2})
    assert (status.participants, list(status.interviewers)) == (2, ["Q"])
    assert status.findings == {"gain": 1, "need": 1, "pain": 2, "suggestion": 1}
    assert (status.themes, status.decisions) == (1, 4)
    assert (status.runs[-1].engine, status.runs[-1].status) == ("ondevice", "finished")


def test_saturation_is_told_in_a_line(tmp_path: Path) -> None:
    """Of enough people when it was reached, of too few that; nothing where there are no themes."""
    told = {}
    for count in (2, 7):
        plan = Plan([[(f"P{number}", "I waited three weeks.")] for number in range(count)])
        found = tuple(plan.finding(at, 0).id for at in range(count))
        plan.themes.append(Theme("t-1", "waiting", "pain", "", found))
        told[count] = status_of(build(tmp_path / f"of{count}", plan)).saturation

    assert told[2] == "too few participants to say (2; the measure needs 6 or more)"
    assert told[7].startswith("reached after 6 of 7 participants in the order they were added; in 100 of 100")
    assert status_of(build(tmp_path / "none", Plan([]))).saturation == ""


def test_claims_are_counted_by_how_they_stand(study: Study) -> None:
    """Assumptions are counted apart; flagged and stale claims are counted beside their status."""
    decide(study, "claim", "c-p-1-0", flagged=True)
    decide(study, "finding", "f-1", status="rejected")
    persona, purchase, loyalty = status_of(study).owners

    assert persona.claims == {"draft": 0, "approved": 2, "rejected": 1, "flagged": 1, "stale": 1, "assumption": 1}
    assert (purchase.kind, purchase.name, purchase.persona, purchase.claims["approved"]) == ("stage", "purchase", "", 1)
    assert (loyalty.persona, loyalty.claims["draft"]) == ("The [waiting](x) one", 1)


def test_failures_are_told_with_their_source_and_reason(study: Study) -> None:
    """What failed is named with where it belongs, so that somebody can look at it."""
    study.store.store_failure("code", "s-0", "ondevice", "k", "The model answered nothing.", RUN)
    (failure,) = status_of(study).failures

    assert (failure.step, failure.where, failure.reason) == ("code", "01.txt", "The model answered nothing.")


def test_chunks_wait_until_they_or_their_source_are_coded(study: Study) -> None:
    """An engine may code whole sources or chunk by chunk; both count as done."""
    sql(study, "INSERT INTO chunks VALUES ('k0', 's-0', 0, 0, 20, 0, 1), ('k1', 's-1', 0, 0, 20, 0, 1)")
    assert (status_of(study).chunks, status_of(study).waiting) == (2, 2)

    study.store.store_coding([("s-0.p0000-0000", "key", [])], "ondevice", RUN)
    assert status_of(study).waiting == 1

    study.store.store_coding([("s-1", "key", [])], "ondevice", RUN)
    assert status_of(study).waiting == 0


def test_what_models_cost_is_added_up(study: Study) -> None:
    """Calls and dollars over all runs."""
    for name in ("a", "b"):
        study.store.keep_call(ModelCall(name, name, "", "run-1", "code", "i", (), "m", "p", cost=0.25))
    status = status_of(study)

    assert (status.calls, status.cost) == (2, 0.5)


def test_an_empty_study_has_a_status(tmp_path: Path) -> None:
    """Nothing was read and nothing waits."""
    study = Study.create(tmp_path / "new", "New")
    status = status_of(study)

    assert (status.sources, status.waiting, list(status.runs), list(status.owners)) == (0, 0, [], [])


def test_sources_are_listed_with_their_speakers(study: Study) -> None:
    """Words are those of the turns, without the labels; each speaker has a role and a number of turns."""
    first = next(source_rows(study))

    assert (first["name"], first["turns"], first["findings"]) == ("01.txt", 4, 3)
    assert {"speaker": "Q", "role": "interviewer", "turns": 2} in first["speakers"]
    assert {"speaker": "Ana", "role": "participant", "turns": 2} in first["speakers"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["f-0", "f-1", "f-2", "f-3", "f-4"]),
        (Wanted(kind="gain"), ["f-4"]),
        (Wanted(stage="Purchase"), ["f-0", "f-1", "f-3"]),
        (Wanted(participant="person bo"), ["f-3", "f-4"]),
        (Wanted(participant="Bo"), ["f-3", "f-4"]),
        (Wanted(theme="t-1"), ["f-0", "f-1", "f-3"]),
        (Wanted(theme="no *news* | <i>", participant="Ana"), ["f-0", "f-1"]),
    ],
)
def test_findings_are_narrowed(study: Study, wanted: Wanted, expected: list[str]) -> None:
    """By kind, stage, participant and theme, alone and together, by name or id."""
    assert [row["id"] for row in finding_rows(study, wanted)] == expected


def test_rejected_findings_are_not_listed(study: Study) -> None:
    """What somebody refused is found in the ledger."""
    decide(study, "finding", "f-0", status="rejected")

    assert "f-0" not in [row["id"] for row in finding_rows(study, Wanted())]


def test_a_finding_is_listed_with_its_words_and_its_place(study: Study) -> None:
    """The quote is the slice; who, when and which themes stand beside it."""
    row = next(finding_rows(study, Wanted()))

    assert (row["quote"], row["who"], row["place"]) == ("I waited three weeks.", "Person Ana", "00:00:30")
    assert row["themes"] == ["No *news* | <i>"]


@pytest.mark.parametrize("wanted", [Wanted(stage="nowhere"), Wanted(participant="Zed"), Wanted(theme="t-9")])
def test_a_filter_that_names_nothing_is_explained(study: Study, wanted: Wanted) -> None:
    """A slip in a name is no empty list."""
    with pytest.raises(ConfigurationError, match="This study has no"):
        check_wanted(study, wanted)


def test_themes_are_listed_widest_first(tmp_path: Path) -> None:
    """Counted from the findings that stand: a theme without any is gone."""
    from assistant.domain import Theme

    plan = Plan([[("Ana", "I waited.")], [("Bo", "Me too.")]])
    one, two = plan.finding(0, 0), plan.finding(1, 0)
    plan.themes += [Theme("t-1", "A", "pain", "", (one.id,)), Theme("t-2", "B", "pain", "", (one.id, two.id))]
    study = build(tmp_path / "s", plan)
    rows = list(theme_rows(study))
    assert [(row["name"], row["participants"], row["of"], row["mentions"]) for row in rows] == [
        ("B", 2, 2, 2),
        ("A", 1, 2, 1),
    ]

    decide(study, "finding", one.id, status="rejected")
    assert [row["name"] for row in theme_rows(study)] == ["B"]
