"""Themes shaped by people, and evidence attached by them: undone as one, and left alone by later runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Theme
from assistant.errors import DecisionError
from assistant.review.attaching import Attaching
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.review.theming import Theming
from assistant.study import Study
from assistant.verify import verify_study
from tests.studies import RUN, locker_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """The lockers with a second theme of pains: what Ana and Bo waited for."""
    study = locker_study(tmp_path / "lockers")
    _draft(study, [_late(study), _doors(study)])
    return study


@pytest.fixture
def review(study: Study) -> Review:
    return Review(study.store, "Mia")


def _late(study: Study) -> Theme:
    return next(theme for theme in study.store.themes(retired=True) if theme.id == "t-late")


def _doors(study: Study) -> Theme:
    pains = [item.row.id for item in read_codings(study.store).findings if item.row.kind == "pain"]
    rest = [item for item in pains if item not in _late(study).finding_ids]
    return Theme("t-doors", "Doors jam", "pain", "Doors.", tuple(rest), run_id=RUN)


def _draft(study: Study, themes: list[Theme]) -> None:
    study.store.store_themes(themes, "ondevice", "k2", RUN)


def _shapes(study: Study) -> dict[str, tuple[str, ...]]:
    return {theme.name: theme.finding_ids for theme in study.store.themes()}


def test_themes_are_merged_and_come_apart_again(study: Study, review: Review) -> None:
    """The findings of both are in one, the other is gone; one undo brings both back."""
    before = _shapes(study)
    late, doors = (next(theme for theme in study.store.themes() if theme.id == name) for name in ("t-late", "t-doors"))
    Theming(review).merge(late, [doors])
    assert _shapes(study) == {late.name: (*late.finding_ids, *doors.finding_ids)}
    assert not list(verify_study_themes(study))

    review.undo()

    assert _shapes(study) == before


def verify_study_themes(study: Study) -> list[str]:
    """What a check says against themes and ledger."""
    return [str(fault) for fault in verify_study(study) if fault.about in ("theme", "ledger")]


def test_a_theme_is_split_and_its_findings_moved_back(study: Study, review: Review) -> None:
    """Some findings form a theme of their own; moving the last of them merges it back."""
    doors = next(theme for theme in study.store.themes() if theme.id == "t-doors")
    first, *rest = doors.finding_ids
    Theming(review).split(doors, [first], "Left alone")
    assert _shapes(study)["Left alone"] == (first,)
    assert _shapes(study)["Doors jam"] == tuple(rest)

    split, doors = (
        next(item for item in study.store.themes() if item.name == name) for name in ("Left alone", "Doors jam")
    )
    Theming(review).move(split, [first], doors)

    assert _shapes(study)["Doors jam"] == (*rest, first)
    assert "Left alone" not in _shapes(study)
    assert not verify_study_themes(study)


def test_what_cannot_be_done_to_themes_is_said(study: Study, review: Review) -> None:
    """Empty names, splits of nothing or all, merges with oneself, rejections without a reason."""
    theming, doors = Theming(review), next(theme for theme in study.store.themes() if theme.id == "t-doors")
    for act in (
        lambda: theming.rename(doors, " ", ""),
        lambda: theming.rename(doors, doors.name, doors.definition),
        lambda: theming.split(doors, [], "New"),
        lambda: theming.split(doors, doors.finding_ids, "New"),
        lambda: theming.merge(doors, [doors]),
        lambda: theming.reject(doors, ""),
    ):
        with pytest.raises(DecisionError):
            act()

    assert study.store.decisions() == []


def test_runs_leave_themes_alone_that_people_shaped(study: Study, review: Review) -> None:
    """After another draft a merged theme keeps its findings, the one merged away stays away, no finding is in two."""
    late, doors = (next(theme for theme in study.store.themes() if theme.id == name) for name in ("t-late", "t-doors"))
    Theming(review).merge(late, [doors])
    shaped = _shapes(study)
    again = Theme("t-again", "All pains", "pain", "", (*late.finding_ids, *doors.finding_ids), run_id=RUN)
    _draft(study, [late, doors, again])

    assert _shapes(study) == shaped


def test_evidence_is_attached_and_detached(study: Study, review: Review) -> None:
    """The count follows, an approval goes stale, undo takes it back, and a run leaves the evidence alone."""
    claim = next(item for item in study.store.claims() if item.key == "door")
    review.approve(claim)
    claim = next(item for item in study.store.claims() if item.key == "door")
    row = next(item.row for item in read_codings(study.store).findings if item.row.label.startswith("nobody called"))
    Attaching(review).attach(claim, [row])
    now = next(item for item in study.store.claims() if item.key == "door")
    assert (now.prevalence.mentions, now.stale) == (2, True)

    Attaching(review).detach(now, now.evidence[0])
    now = next(item for item in study.store.claims() if item.key == "door")
    assert [row.id] == [item.finding_id for item in now.evidence]
    with pytest.raises(DecisionError):
        Attaching(review).detach(now, now.evidence[0])
    review.undo()
    review.undo()

    now = next(item for item in study.store.claims() if item.key == "door")
    assert (claim.evidence, False) == (now.evidence, now.stale)
    assert not list(study.store.ledger_faults())


def test_the_same_words_are_attached_once(study: Study, review: Review) -> None:
    """What is evidence already is refused."""
    claim = next(item for item in study.store.claims() if item.key == "door")
    row = next(item.row for item in read_codings(study.store).findings if item.row.id == claim.evidence[0].finding_id)
    with pytest.raises(DecisionError):
        Attaching(review).attach(claim, [row], "against")


def test_a_flagged_theme_waits_until_it_is_decided_on(study: Study) -> None:
    """The flag is an entry of the ledger; accepting or undo takes it off."""
    review = Review(study.store, "Mia")
    late = study.store.themes()[0]
    Theming(review).approve(late)
    waiting = study.store.waiting()[1]
    Theming(review).flag(study.store.themes()[0])
    assert study.store.themes()[0].flagged
    assert study.store.waiting()[1] == waiting + 1
    review.undo()
    assert not study.store.themes()[0].flagged
    Theming(review).flag(study.store.themes()[0])
    Theming(review).approve(study.store.themes()[0])

    assert not study.store.themes()[0].flagged
    assert study.store.waiting()[1] == waiting
