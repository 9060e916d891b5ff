"""Which participants are alike in what they need, do and feel.

Participants are compared as `assistant.analysis.likeness` describes them and joined bottom-up
(`assistant.analysis.joining`). The number of groups grows as long as they hold (`assistant.analysis.number_of_groups`);
whoever is then as often with those of another group fits none (`assistant.analysis.belonging`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assistant.analysis import consensus
from assistant.analysis.belonging import firmness, without_strays
from assistant.analysis.joining import MOST_JOINED_AGAIN, NONE, groups_in
from assistant.analysis.leaving_out import fifth_left_out, one_left_out
from assistant.analysis.likeness import Likeness
from assistant.analysis.number_of_groups import Groups, Tried, best_groups
from assistant.matrices import Labels, Matrix

_FEWEST = 4
"""Participants, where nobody says how many groups there are to be."""
_CROWD = 30
"""Participants from which there can be groups although each said little: of fewer, any words fall into heaps of the
nearest, which say nothing of people."""
_TOO_LITTLE = "Participants said too little each to tell groups apart: all are told of together."
_NO_GROUPS = "Participants do not fall into groups that differ clearly: all are told of together."


@dataclass(frozen=True)
class Grouping:
    """Groups of participants, each the most firmly belonging first."""

    groups: Sequence[Sequence[tuple[str, float]]]
    """Participant and firmness (0..1) per group, the largest group first."""
    outside: Sequence[str] = ()
    """Who fits none."""
    silhouette: float = 0.0
    stability: float | None = None
    """Mean adjusted Rand index between these groups and those from half-tellings; None where not tried."""
    left_out: float | None = None
    """The same with one participant left out at a time."""
    fifth_out: float | None = None
    """The same with a fifth of the participants left out, where they are too many for the others."""
    why: str = ""
    """In words, where no groups could be told apart."""
    tried: Mapping[int, Tried] = field(default_factory=dict)
    """By the number of groups."""
    given: bool = False
    """Whether somebody said how many groups there are to be."""


def group_participants(
    likeness: Likeness, silent: Sequence[str], *, count: int | None = None, seed: int = 7
) -> Grouping:
    """Group participants who have findings; `silent` are those who have none."""
    people = likeness.people
    if why := _too_few(len(people), count):
        return _together(people, silent, why)
    if count is None and likeness.says_little and len(people) < _CROWD:
        return _together(people, silent, _TOO_LITTLE)
    described = likeness.rows(likeness.findings)
    best, tried = best_groups(likeness, described, count, seed)
    found = _together(people, silent, _NO_GROUPS) if best is None else _apart(people, silent, described, best, seed)
    return replace(found, tried=tried, given=count is not None)


def _too_few(people: int, count: int | None) -> str:
    """In words, why so many participants are no groups."""
    if people == 0:
        return "Nothing was coded in what participants said."
    if people == 1:
        return "One participant cannot be grouped: this is one person's account."
    if people < _FEWEST and count is None:
        return "Too few participants to tell groups apart: all are told of together."
    return ""


def _together(people: Sequence[str], silent: Sequence[str], why: str) -> Grouping:
    """All who have findings in one group."""
    groups = [[(person, 1.0) for person in people]] if people else []
    return Grouping(groups, silent, why=why)


def _apart(people: Sequence[str], silent: Sequence[str], described: Matrix, best: Groups, seed: int) -> Grouping:
    """The groups with their members, and how they do where somebody is left out."""
    few = len(people) <= MOST_JOINED_AGAIN
    labels = best.labels if best.held is None else without_strays(best.labels, best.held)
    outside = [people[row] for row in np.flatnonzero(labels == NONE).tolist()] + list(silent)
    return Grouping(
        _members(people, labels, _firm(described, best)),
        sorted(outside),
        round(best.quality, 4),
        best.stability,
        one_left_out(described, best.labels, seed) if few else None,
        None if few else fifth_left_out(described, best.labels, seed),
    )


def _firm(described: Matrix, best: Groups) -> Matrix:
    """How firmly each belongs: as half-tellings show, or else by what they are near to."""
    return firmness(described, best.labels) if best.held is None else consensus.firmness(best.held, best.labels)


def _members(people: Sequence[str], labels: Labels, firm: Matrix) -> list[list[tuple[str, float]]]:
    """Who is in each group, the most firmly belonging first; the largest group first."""
    groups = [
        sorted(
            ((people[row], float(firm[row])) for row in np.flatnonzero(labels == label).tolist()),
            key=lambda member: (-member[1], member[0]),
        )
        for label in groups_in(labels)
    ]
    return sorted(groups, key=lambda group: (-len(group), group[0][0]))
