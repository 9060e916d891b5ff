"""What a theme counts and what was told beside it: taken in and out by people, on record, and undone as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain import CODE, EVIDENCE_CHANGED, NEAR, TOPIC, Claim, Theme
from assistant.errors import ClashError, DecisionError
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import run
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.review.theming import Theming
from assistant.study import Study
from assistant.testing import HashingEmbedder, KeywordEngine
from assistant.verify import verify_study
from tests.files import write_interviews
from tests.studies import RUN, locker_study

Shapes = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """The lockers, with a topic of pains of which two themes are parts; a quote of it is in neither."""
    study = locker_study(tmp_path / "lockers")
    first, second, third, *rest = _pains(study)
    late = Theme("t-late", "Codes come late", "pain", "", (first, second), attributes=_told(third, *rest), run_id=RUN)
    doors = Theme("t-doors", "Doors jam", "pain", "", (third,), attributes=_told(first, *rest), run_id=RUN)
    study.store.store_themes([late, doors], "ondevice", "k2", RUN)
    return study


@pytest.fixture
def review(study: Study) -> Review:
    return Review(study.store, "Mia")


def _told(*near: str) -> dict[str, object]:
    return {TOPIC: "t-topic", NEAR: list(near)}


def _pains(study: Study) -> list[str]:
    return [item.id for item in study.store.findings() if item.kind == "pain"]


def _theme(study: Study, name: str) -> Theme:
    return next(theme for theme in study.store.themes() if theme.id == name)


def _shapes(study: Study) -> Shapes:
    return {theme.id: (theme.finding_ids, theme.near) for theme in study.store.themes()}


def _faults(study: Study) -> list[str]:
    return [str(fault) for fault in verify_study(study) if fault.about in ("theme", "ledger")]


def test_what_was_told_beside_a_theme_is_counted_in_it(study: Study, review: Review) -> None:
    """The count follows at once, the quote is not beside it any more, the ledger says who, and undo takes it back."""
    before, beside = _shapes(study), _pains(study)[3]
    counted = read_codings(study.store).prevalence(_theme(study, "t-late")).mentions
    (entry,) = Theming(review).take_in(_theme(study, "t-late"), [beside], why="it is late too")

    late = _theme(study, "t-late")
    assert (entry.who, entry.action, entry.why) == ("Mia", "take in", "it is late too")
    assert late.finding_ids[-1] == beside
    assert beside not in late.near
    assert read_codings(study.store).prevalence(late).mentions == counted + 1
    assert beside not in [item.id for item in read_codings(study.store).beside(late)]
    assert not _faults(study)
    review.undo()
    assert _shapes(study) == before


def test_what_another_theme_counts_moves_over(study: Study, review: Review) -> None:
    """It is counted once; the theme that had nothing else goes, and one undo brings all of it back."""
    before, third = _shapes(study), _pains(study)[2]
    Theming(review).take_in(_theme(study, "t-late"), [third], [_theme(study, "t-doors")])
    assert "t-doors" not in _shapes(study)
    assert third in _theme(study, "t-late").finding_ids
    review.undo()
    assert _shapes(study) == before

    first, second = _theme(study, "t-late").finding_ids
    Theming(review).take_in(_theme(study, "t-doors"), [first], [_theme(study, "t-late")])

    late = _theme(study, "t-late")
    assert late.finding_ids == (second,)
    assert first in late.near
    assert not _faults(study)


def test_a_quote_is_taken_out_of_a_theme_and_in_again(study: Study, review: Review) -> None:
    """It stays beside the theme, where it can be found; the last one stays in it."""
    late = _theme(study, "t-late")
    first, second = late.finding_ids
    (entry,) = Theming(review).take_out(late, [first])
    assert entry.action == "take out"
    late = _theme(study, "t-late")
    assert (late.finding_ids, late.near[-1]) == ((second,), first)
    with pytest.raises(DecisionError):
        Theming(review).take_out(late, [second])

    Theming(review).take_in(late, [first])

    assert _theme(study, "t-late").finding_ids == (second, first)
    review.undo()
    review.undo()
    assert _theme(study, "t-late").finding_ids == (first, second)


def test_only_what_was_told_on_the_topic_is_taken_in(study: Study, review: Review) -> None:
    """Neither what is counted already, nor anything else, nor what is not in the theme is taken out of it."""
    late, first, third = _theme(study, "t-late"), *(_pains(study)[at] for at in (0, 2))
    for act in (
        lambda: Theming(review).take_in(late, [first, "f-no"]),
        lambda: Theming(review).take_out(late, [third]),
    ):
        with pytest.raises(DecisionError):
            act()
    assert study.store.decisions() == []


def test_a_code_counts_what_is_put_to_it(study: Study, review: Review) -> None:
    """Runs follow the codebook there: a finding is rejected or put to another code, and the theme stays theirs."""
    first, second, *_ = _pains(study)
    code = Theme("t-code", "Doors", CODE, "", (first, second), run_id=RUN)
    with pytest.raises(DecisionError, match="Reject the finding"):
        Theming(review).take_out(code, [first])


def test_no_quote_is_counted_in_two_themes(study: Study, review: Review) -> None:
    """Where somebody else has put it into another theme since it was shown, the decision is not taken."""
    shown, beside = _theme(study, "t-late"), _pains(study)[3]
    Theming(Review(study.store, "Omar")).take_in(_theme(study, "t-doors"), [beside])
    with pytest.raises(ClashError, match="Doors jam"):
        Theming(review).take_in(shown, [beside])

    assert beside not in _theme(study, "t-late").finding_ids


def test_what_another_theme_counts_by_now_is_not_put_back(study: Study, review: Review) -> None:
    """Mia takes it out, Omar counts it in the other theme, and Mia cannot take that back before he does."""
    omar = Review(study.store, "Omar")
    first = _theme(study, "t-late").finding_ids[0]
    Theming(review).take_out(_theme(study, "t-late"), [first])
    Theming(omar).take_in(_theme(study, "t-doors"), [first])
    with pytest.raises(ClashError, match="“Doors jam” counts one of the quotes by now"):
        review.undo()

    omar.undo()
    review.undo()
    assert _theme(study, "t-late").finding_ids[0] == first
    assert first not in _theme(study, "t-doors").finding_ids


@pytest.mark.parametrize(
    "shape",
    [
        lambda theming, late, doors: theming.merge(late, [doors]),
        lambda theming, late, doors: theming.move(doors, doors.finding_ids, late),
        lambda theming, late, doors: theming.move(late, late.finding_ids[:1], doors),
    ],
)
def test_what_is_counted_stands_beside_its_theme_no_more(
    study: Study, review: Review, shape: Callable[[Theming, Theme, Theme], object]
) -> None:
    """Whichever way findings come into a theme, they are not said to be left out of it too."""
    shape(Theming(review), _theme(study, "t-late"), _theme(study, "t-doors"))

    assert all(set(counted).isdisjoint(beside) for counted, beside in _shapes(study).values())


def test_runs_leave_what_was_taken_in_where_it_is(study: Study, review: Review) -> None:
    """Another draft of the same themes neither puts it back nor counts it elsewhere."""
    drafts, beside = study.store.themes(), _pains(study)[3]
    Theming(review).take_in(_theme(study, "t-late"), [beside])
    again = Theme("t-again", "Left", "pain", "", (beside,), run_id=RUN)
    study.store.store_themes([*drafts, again], "ondevice", "k3", RUN)

    assert [name for name, (counted, _) in _shapes(study).items() if beside in counted] == ["t-late"]


def test_a_claim_on_the_theme_goes_stale_with_the_next_run(new_study: Study, tmp_path: Path) -> None:
    """It was accepted for quotes of which one is not in its theme any more; the new count is that of the theme."""
    list(import_files(new_study, [write_interviews(tmp_path / "in")], ReadOptions()))
    run(new_study, KeywordEngine(), HashingEmbedder(), lambda _: None)
    review, themes = Review(new_study.store, "Mia"), new_study.store.themes()
    theme = next(item for item in themes if len(item.finding_ids) > 2)
    gone = theme.finding_ids[0]
    claims = [claim for claim in new_study.store.claims() if claim.key == theme.id]
    # One that rests on this quote alone is not drafted anew: it stays as it was accepted.
    rests_on_it = [claim for claim in claims if len(claim.support) > 1 and gone in _behind(claim)]
    review.approve_all(rests_on_it)
    Theming(review).take_out(theme, [gone])
    run(new_study, KeywordEngine(), HashingEmbedder(), lambda _: None)

    now = [claim for claim in new_study.store.claims() if claim.id in {claim.id for claim in rests_on_it}]
    assert now
    assert {claim.why_stale for claim in now} == {EVIDENCE_CHANGED}
    assert not any(gone in _behind(claim) for claim in now)


def _behind(claim: Claim) -> list[str | None]:
    return [item.finding_id for item in claim.support]
