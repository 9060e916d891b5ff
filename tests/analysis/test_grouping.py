"""Groups of participants: found where there are some, and honestly not found where there are none."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.analysis.grouping import Grouping, group_participants
from assistant.analysis.likeness import Likeness
from assistant.domain import Finding, Kind, Theme
from assistant.identity import stable_id


def study(groups: int, size: int, *, noise: float = 0.0, seed: int = 7) -> Grouping:
    """Participants of so many kinds, each kind with themes and a meaning of its own."""
    draw = np.random.default_rng(seed)
    people = [f"p{number:02}" for number in range(groups * size)]
    findings: dict[str, list[Finding]] = {}
    meaning = {}
    members: dict[int, list[str]] = {}
    for at, who in enumerate(people):
        kind = at % groups
        findings[who] = []
        for theme in range(8):
            chosen = int(draw.integers(groups)) if draw.random() < noise else kind
            identity = stable_id("f", who, theme)
            findings[who].append(Finding(identity, "s", 0, 5, "pain", "x", None, "x", who))
            members.setdefault(chosen * 8 + theme, []).append(identity)
            meaning[identity] = (np.eye(16)[chosen] + draw.normal(0, 0.1, 16)).astype(np.float32)
    themes = [Theme(f"t{number}", f"T{number}", "pain", "", tuple(ids)) for number, ids in sorted(members.items())]
    return group_participants(Likeness(findings, themes, meaning), [])


def sets(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(who for who, _ in group) for group in grouping.groups}


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_groups_that_differ_are_found(groups: int) -> None:
    """As many as there are, with the right people, firmly and stably."""
    found = study(groups, 5)

    expected = {frozenset(f"p{number:02}" for number in range(kind, groups * 5, groups)) for kind in range(groups)}
    assert expected == sets(found)
    assert all(0.5 < firmness <= 1 for group in found.groups for _, firmness in group)
    assert (found.stability or 0) > 0.9
    assert list(found.outside) == []


def test_a_group_for_everybody_is_no_grouping() -> None:
    """Asked for as many groups as there are participants, nobody is in one with others, and it is no error."""
    draw = np.random.default_rng(7)
    findings = {who: [Finding(f"f{who}", "s", 0, 5, "pain", "x", None, "x", who)] for who in "abcd"}
    about = {f"f{who}": draw.normal(size=16).astype(np.float32) for who in "abcd"}

    found = group_participants(Likeness(findings, [], about), [], count=4)

    assert list(found.groups) == []
    assert list(found.outside) == ["a", "b", "c", "d"]


def told(meanings: dict[str, list[np.ndarray]], seed: int = 7) -> Grouping:
    """Participants by what each of their findings is about."""
    findings, about = {}, {}
    for who, rows in meanings.items():
        ids = [stable_id("f", who, at) for at in range(len(rows))]
        findings[who] = [Finding(one, "s", at, at + 1, "pain", "x", None, "x", who) for at, one in enumerate(ids)]
        about |= {one: row.astype(np.float32) for one, row in zip(ids, rows, strict=True)}
    return group_participants(Likeness(findings, [], about), [], seed=seed)


def test_who_belongs_nowhere_fits_none() -> None:
    """Somebody who speaks now like one group and now like the other is put in neither."""
    draw = np.random.default_rng(3)

    def rows(*kinds: int) -> list[np.ndarray]:
        return [np.eye(12)[kinds[at // 5 % len(kinds)]] + draw.normal(0, 0.2, 12) for at in range(40)]

    groups = {f"{name}{number}": rows(kind) for kind, name in enumerate("ab") for number in range(5)}
    found = told({**groups, "both": rows(0, 1)})

    assert sets(found) == {frozenset(f"{name}{number}" for number in range(5)) for name in "ab"}
    assert list(found.outside) == ["both"]


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_groups_do_not_hang_on_the_seed(seed: int) -> None:
    """Three groups that keep apart in part only: the same whatever is drawn."""
    draw = np.random.default_rng(5)

    def rows(*kinds: int) -> list[np.ndarray]:
        return [np.eye(12)[kinds[at // 5 % len(kinds)]] + draw.normal(0, 0.7, 12) for at in range(40)]

    meanings = {f"{name}{number}": rows(kind, 3) for kind, name in enumerate("abc") for number in range(5)}

    assert sets(told(meanings, seed)) == sets(told(meanings, 7))


@pytest.mark.parametrize("seed", range(2, 6))
def test_people_who_are_each_a_little_different_are_no_groups(seed: int) -> None:
    """Each of ten is always the same, so the same ones lie side by side; that makes no kinds of people."""
    draw = np.random.default_rng(seed)
    own = [draw.normal(0, 0.3, 64) for _ in range(10)]
    found = told({f"p{who}": [at + draw.normal(0, 1, 64) for _ in range(40)] for who, at in enumerate(own)})

    assert len(found.groups) == 1


@pytest.mark.parametrize("seed", range(3))
def test_chance_makes_no_groups(seed: int) -> None:
    """Where everybody talks at random all are told of together, and it is said why."""
    draw = np.random.default_rng(seed)
    found = told({f"p{who}": list(draw.normal(0, 1, (40, 64))) for who in range(12)})

    assert len(found.groups) == 1
    assert "differ clearly" in found.why


def test_the_same_seed_gives_the_same_groups() -> None:
    """Twice the same."""
    assert study(3, 5, noise=0.3) == study(3, 5, noise=0.3)


def test_too_few_participants_are_told_of_together() -> None:
    """And it is said why."""
    found = study(1, 3)

    assert len(found.groups) == 1
    assert "Too few participants" in found.why


def test_nobody_who_said_nothing_is_put_in_a_group() -> None:
    """They are among those who fit none."""
    findings = {"a": [Finding("f", "s", 0, 5, "pain", "x", None, "x", "a")]}
    found = group_participants(Likeness(findings, [], {"f": np.ones(4, np.float32)}), ["b"])

    assert [[who for who, _ in found.groups[0]], list(found.outside)] == [["a"], ["b"]]


def test_nothing_coded_is_told_in_words() -> None:
    """No group, and why."""
    found = group_participants(Likeness({}, [], {}), ["a"])

    assert (tuple(found.groups), found.why) == ((), "Nothing was coded in what participants said.")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_number_that_is_asked_for_is_kept_to(count: int) -> None:
    """Also where the data would give another one."""
    people = [f"p{number}" for number in range(9)]
    draw = np.random.default_rng(1)
    meaning = {f"f{who}": draw.normal(0, 1, 8).astype(np.float32) for who in people}
    findings = {who: [Finding(f"f{who}", "s", 0, 5, "pain", "x", None, "x", who)] for who in people}
    found = group_participants(Likeness(findings, [], meaning), [], count=count)

    assert count == len(found.groups)
    assert found.given
    assert [(number, one.taken) for number, one in found.tried.items()] == [(count, True)]
    assert set(people) == {who for group in found.groups for who, _ in group} | set(found.outside)


def test_many_participants_are_grouped() -> None:
    """Where linkage would need too much memory, another way finds the same groups."""
    found = study(3, 420)

    assert len(found.groups) == 3
    assert [len(group) for group in found.groups] == [420, 420, 420]


def test_many_are_grouped_again_without_a_fifth_of_them() -> None:
    """What tells a reader of a survey whether the groups hold: one where they are clear, near nothing by chance."""
    draw = np.random.default_rng(1)
    people = [f"p{number:03}" for number in range(160)]
    findings = {who: [Finding(f"f{who}", "s", 0, 5, "pain", "x", None, "x", who)] for who in people}
    about = {f"f{who}": draw.normal(0, 1, 32).astype(np.float32) for who in people}
    by_chance = group_participants(Likeness(findings, [], about), [], count=2)

    assert (study(2, 80).fifth_out, study(2, 80).left_out) == (1.0, None)
    assert by_chance.fifth_out is not None
    assert by_chance.fifth_out < 0.3
    assert study(2, 5).fifth_out is None


def test_one_participant_cannot_be_grouped() -> None:
    """It is told of, and said to be one person's account."""
    found = study(1, 1)

    assert [len(group) for group in found.groups] == [1]
    assert "One participant cannot be grouped" in found.why


def reviews(each: int, people: int = 40) -> Likeness:
    """People who speak of anything, each of so many things; half of them are pleased by all, half hurt."""
    draw = np.random.default_rng(7)
    findings: dict[str, list[Finding]] = {}
    meaning = {}
    for at in range(people):
        who = f"p{at:02}"
        kind: Kind = "gain" if at % 2 else "pain"
        findings[who] = [
            Finding(stable_id("f", who, number), "s", 0, 5, kind, "x", None, "x", who) for number in range(each)
        ]
        meaning |= {item.id: draw.normal(0, 1, 16).astype(np.float32) for item in findings[who]}
    return Likeness(findings, [], meaning)


def test_those_who_said_little_are_told_apart_by_what_pleased_and_hurt_them() -> None:
    """Two findings each, on anything at all."""
    found = sets(group_participants(reviews(2), []))

    pleased = frozenset(f"p{at:02}" for at in range(1, 40, 2))
    assert found == {pleased, frozenset(f"p{at:02}" for at in range(0, 40, 2))}


def test_those_who_said_more_are_told_apart_by_what_they_speak_of() -> None:
    """Six findings each and nothing in common: to be pleased makes no group of them."""
    assert reviews(5).says_little
    assert not reviews(6).says_little
    assert len(group_participants(reviews(6), []).groups) == 1


@pytest.mark.parametrize("people", [8, 12, 29])
def test_a_few_who_said_little_are_no_groups(people: int) -> None:
    """Any dozen sentences fall into heaps of the nearest, which say nothing of people; somebody may ask for groups."""
    found = group_participants(reviews(2, people=people), [])

    assert len(found.groups) == 1
    assert found.why == "Participants said too little each to tell groups apart: all are told of together."
    assert len(group_participants(reviews(2, people=people), [], count=2).groups) == 2
