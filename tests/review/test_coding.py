"""Coding by hand, decisions on findings, and what narrows their list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain import CODE, Span
from assistant.errors import ClashError, DecisionError, GroundingError
from assistant.review.coding import Code, Coding
from assistant.review.codings import (
    EVERYTHING,
    NO_THEME,
    STANDINGS,
    Coded,
    Codings,
    Wanted,
    read_codings,
    read_first_codings,
    reread_codings,
)
from assistant.review.decisions import Review
from assistant.study import Study
from assistant.verify import verify_study
from tests.studies import ANA, locker_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return locker_study(tmp_path / "lockers")


@pytest.fixture
def review(study: Study) -> Review:
    return Review(study.store, "Mia")


def _span(study: Study, words: str) -> Span:
    source = next(item for item in study.store.sources() if item.name.startswith("01"))
    start = ANA.index(words)
    return Span(source.id, start, start + len(words))


def _quotes(codings: Codings, wanted: Wanted = EVERYTHING) -> list[str]:
    return [item.quote for item in codings.wanted(wanted)]


def test_words_coded_by_hand_count_until_they_are_taken_back(study: Study, review: Review) -> None:
    """A finding with its coder's name, in the ledger; undo takes it out of the count and redo brings it back."""
    before = len(study.store.findings())
    Coding(review).add(_span(study, "It took two minutes."), Code("gain", " quick  sign-up ", "purchase"))

    made = next(item for item in study.store.findings() if item.coder == "Mia")
    assert (
        made.kind, made.label, made.stage, made.participant_id, made.status,
    ) == ("gain", "quick sign-up", "purchase", "ana", "approved")  # fmt: skip
    review.undo()
    assert len(study.store.findings()) == before
    review.redo()
    assert len(study.store.findings()) == before + 1
    assert not [fault for fault in verify_study(study) if fault.about in ("finding", "ledger")]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("And what happened then?", GroundingError),
        ("And what happened then?\n[00:00:25] Ana: I signed up", GroundingError),
    ],
)
def test_an_interviewer_cannot_be_coded(study: Study, review: Review, words: str, error: type[Exception]) -> None:
    """Neither alone nor together with a participant."""
    with pytest.raises(error):
        Coding(review).add(_span(study, words), Code("pain", "waiting"))

    assert study.store.decisions() == []


def test_the_same_words_are_coded_once_by_a_person(study: Study, review: Review) -> None:
    """A second code of the same kind on the same words is refused; after removal it is taken again."""
    coding, span = Coding(review), _span(study, "It took two minutes.")
    coding.add(span, Code("gain", "quick"))
    with pytest.raises(DecisionError):
        coding.add(span, Code("gain", "fast"))
    mine = next(item.row for item in read_codings(study.store).findings if item.row.coder == "Mia")
    coding.remove(mine)
    coding.add(span, Code("gain", "fast"))

    assert [item.row.label for item in read_codings(study.store).findings if item.row.coder == "Mia"] == ["fast"]


def test_a_finding_is_changed_accepted_and_rejected_with_a_reason(study: Study, review: Review) -> None:
    """Kind, label and stage change, the words do not; what somebody else changed meanwhile is a clash."""
    coding, first = Coding(review), read_codings(study.store).findings[0]
    coding.change(first.row, Code("need", "to hear of it", "awareness"))
    now = read_codings(study.store).by_id[first.id]
    assert ("need", "to hear of it", "approved", first.quote) == (
        now.row.kind, now.row.label, now.row.status, now.quote,
    )  # fmt: skip
    with pytest.raises(ClashError):
        coding.approve([first.row])
    with pytest.raises(DecisionError):
        coding.reject([now.row], " ")
    with pytest.raises(DecisionError):
        coding.remove(now.row)


def test_bulk_decisions_are_one_undo(study: Study, review: Review) -> None:
    """Many findings rejected at once come back at once, and claims count them again."""
    claim = next(item for item in study.store.claims() if item.key == "late code")
    assert claim.prevalence.participants == 2
    codings = read_codings(study.store)
    late = codings.wanted(Wanted(words="late code"))
    Coding(review).reject([item.row for item in late], "about another firm")
    assert next(item for item in study.store.claims() if item.key == "late code").prevalence.participants == 0

    review.undo()

    assert next(item for item in study.store.claims() if item.key == "late code").prevalence.participants == 2
    again = reread_codings(study.store, codings, [item.id for item in late])
    assert [item.row[:-1] for item in again.findings] == [item.row[:-1] for item in codings.findings]


def test_findings_are_narrowed(study: Study) -> None:
    """By kind, stage, coder, participant, theme, source, standing, confidence and words; all of them at once too."""
    codings = read_codings(study.store)

    assert _quotes(codings, Wanted(kind="emotion")) == ["I was honestly relieved."]
    assert set(_quotes(codings, Wanted(stage="awareness"))) == {"A neighbour told me."}
    assert all("Chidi" in codings.sources[item.row.source_id] for item in codings.wanted(Wanted(participant="chidi")))
    assert _quotes(codings, Wanted(coder="nobody")) == []
    assert len(_quotes(codings, Wanted(theme="t-late"))) == 2
    assert len(_quotes(codings, Wanted(theme=NO_THEME))) == len(codings.findings) - 2
    assert _quotes(codings, Wanted(words="MIDNIGHT")) == ["I pick things up at midnight after my shift"]
    assert _quotes(codings, Wanted(least=0.9)) == []
    assert _quotes(codings, Wanted(standing="rejected")) == []
    assert _quotes(codings, Wanted(kind="pain", words="rain", participant="ana", standing="waiting")) == [
        "The door would not open in the rain."
    ]


def test_one_coder_sees_no_other(study: Study, review: Review) -> None:
    """For agreement studies: neither findings of others nor themes."""
    Coding(review).add(_span(study, "It took two minutes."), Code("gain", "quick"))
    own = read_codings(study.store).only_by("Mia")

    assert _quotes(own) == ["It took two minutes."]
    assert own.themes == ()


def test_a_flag_asks_for_another_look_and_a_decision_answers_it(study: Study, review: Review) -> None:
    """Flagged, a finding waits whatever was decided; accepting takes the flag off, and undo brings it back."""
    first = read_codings(study.store).findings[0].row
    Coding(review).approve([first])
    waiting = study.store.waiting()[0]
    Coding(review).flag(study.store.coded_by_id([first.id])[0], "which locker?")

    flagged = read_codings(study.store)
    assert [item.id for item in flagged.wanted(Wanted(standing="flagged"))] == [first.id]
    assert first.id in [item.id for item in flagged.wanted(Wanted(standing="waiting"))]
    assert first.id in [item.id for item in flagged.wanted(Wanted(standing="accepted"))]
    assert study.store.waiting()[0] == waiting + 1
    assert [(entry.action, entry.why) for entry in study.store.decisions()][-1] == ("flag", "which locker?")

    Coding(review).approve([flagged.by_id[first.id].row])
    assert read_codings(study.store).wanted(Wanted(standing="flagged")) == []
    review.undo()
    assert read_codings(study.store).by_id[first.id].row.flagged
    Coding(review).flag(read_codings(study.store).by_id[first.id].row)
    assert study.store.decisions()[-1].action == "unflag"
    assert study.store.waiting()[0] == waiting
    assert not [fault for fault in verify_study(study) if fault.about in ("finding", "ledger")]


def test_a_flagged_finding_has_its_own_revision(study: Study, review: Review) -> None:
    """A flag set by somebody else meanwhile is a clash, as any decision is."""
    row = read_codings(study.store).findings[0].row
    Coding(Review(study.store, "Omar")).flag(row)
    with pytest.raises(ClashError):
        Coding(review).flag(row)


def test_the_first_page_is_the_beginning_of_the_whole(study: Study) -> None:
    """Whole texts from the first on, as many as it takes, and how many findings are still to come."""
    whole = read_codings(study.store)
    first = read_first_codings(study.store, 1)

    assert 0 < len(first.findings) < len(whole.findings)
    assert list(first.findings) == list(whole.findings)[: len(first.findings)]
    assert first.more == len(whole.findings) - len(first.findings)
    assert read_first_codings(study.store, 1_000).more == whole.more == 0


def test_narrowing_is_what_going_through_all_of_them_gives(study: Study, review: Review) -> None:
    """Each way of narrowing alone and two together, before a decision and after one."""
    codings = read_codings(study.store)
    Coding(review).change(codings.findings[2].row, Code("need", "something else", "loyalty"))
    Coding(review).flag(codings.findings[4].row)
    changed = [codings.findings[place].id for place in (2, 4)]
    for now in (codings, reread_codings(study.store, codings, changed), read_codings(study.store)):
        for wanted in _wishes(now):
            assert list(now.wanted(wanted)) == [item for item in now.findings if _fits(now, item, wanted)], wanted
        assert now.ids == [item.id for item in now.findings]
        assert now.waiting == sum(item.row.waits for item in now.findings)


def _wishes(codings: Codings) -> list[Wanted]:
    rows = [item.row for item in codings.findings]
    single = [Wanted(kind=row.kind) for row in rows] + [Wanted(participant=row.participant_id or "") for row in rows]
    single += [Wanted(stage=row.stage or "") for row in rows] + [Wanted(source=row.source_id) for row in rows]
    single += [Wanted(standing=standing) for standing in STANDINGS] + [Wanted(least=0.5), Wanted(most=0.5)]
    single += [Wanted(theme=theme.id) for theme in codings.themes] + [Wanted(theme=NO_THEME)]
    single += [Wanted(words=words) for words in ("code", "THE", "something else", "late code", "nothing like it")]
    return [*single, *(replace(wish, kind="pain", words="the") for wish in single)]


def _fits(codings: Codings, item: Coded, wanted: Wanted) -> bool:
    row, themes = item.row, {theme.id for theme in codings.themes_of.get(item.id, ())}
    standing = {
        "": True,
        "waiting": row.waits,
        "accepted": row.status == "approved",
        "rejected": row.status == "rejected",
        "flagged": row.flagged,
    }
    exact = [
        (wanted.kind, row.kind),
        (wanted.participant, row.participant_id),
        (wanted.stage, row.stage),
        (wanted.source, row.source_id),
    ]
    return (
        all(not wish or wish == value for wish, value in exact)
        and standing[wanted.standing]
        and wanted.least <= row.confidence <= wanted.most
        and (not wanted.theme or wanted.theme in themes or (wanted.theme == NO_THEME and not themes))
        and (wanted.words.casefold() in item.quote.casefold() or wanted.words.casefold() in row.label.casefold())
    )


def test_words_are_put_to_codes_of_the_codebook_alone(study: Study, review: Review) -> None:
    """One of its codes, in whatever case it is written; anything else would stand under no code and be lost."""
    coding, span = Coding(review, ["Signing up", "Doors"]), _span(study, "It took two minutes.")
    coding.add(span, Code(CODE, "signing  UP"))
    coding.add(span, Code(CODE, "Doors"))
    mine = [item for item in read_codings(study.store).findings if item.row.coder == "Mia"]
    assert sorted(item.row.label for item in mine) == ["Doors", "Signing up"]

    with pytest.raises(DecisionError, match=r"no code of this study.s codebook\. Its codes are Signing up, Doors"):
        coding.change(mine[0].row, Code(CODE, "Sign up"))
    with pytest.raises(DecisionError, match="It has no codes yet"):
        Coding(review).add(span, Code(CODE, "Signing up"))
    coding.change(mine[0].row, Code("gain", "two minutes"))
    assert study.store.coded_by_id([mine[0].id])[0].kind == "gain"


def test_what_stands_under_a_code_that_has_left_the_codebook_may_stay(study: Study, review: Review) -> None:
    """Its stage can be changed; it cannot be put back once it was taken away."""
    span = _span(study, "It took two minutes.")
    Coding(review, ["Doors"]).add(span, Code(CODE, "Doors"))
    row = next(item.row for item in read_codings(study.store).findings if item.row.kind == CODE)
    later = Coding(review, ["Signing up"])
    later.change(row, Code(CODE, "Doors", "purchase"))
    row = study.store.coded_by_id([row.id])[0]
    assert (row.label, row.stage) == ("Doors", "purchase")
    later.change(row, Code(CODE, "Signing up", "purchase"))

    with pytest.raises(DecisionError):
        later.change(study.store.coded_by_id([row.id])[0], Code(CODE, "Doors", "purchase"))
