"""How alike participants are in what they need, do and feel.

A participant is described by the themes they speak of (weighted by how telling a theme is), by the meaning of what
was coded in their words, and by the touchpoints and emotions coded; each part is centred on the study's mean, since
what everybody says tells nobody apart. Of many who said a sentence or two each, as in reviews, hardly more can be told
than whether it pleased or hurt them or asked for something, and that counts then too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assistant.domain import Finding, Kind, Theme
from assistant.embedding import unit
from assistant.matrices import Matrix

_THEMES, _MEANING, _FEELING = 0.2, 0.7, 0.1
"""What each part weighs."""
_OUTLOOK = 0.3
"""What it weighs beside these, where people said little, whether they were pleased, troubled or asked for something."""
_LITTLE = 6
"""Findings that participants must have on average for parts of what they say to mean something."""
_SIDES: Mapping[Kind, int] = {"pain": 0, "gain": 1, "need": 2, "suggestion": 2}


class Likeness:
    """Describes participants so that the dot product of two rows is their weighted similarity."""

    def __init__(
        self,
        findings: Mapping[str, Sequence[Finding]],
        themes: Sequence[Theme],
        meaning: Mapping[str, Matrix],
    ) -> None:
        """`findings` by participant; `meaning` is what each finding is about, by the finding's id."""
        self.people = sorted(person for person, items in findings.items() if items)
        # By place and label, as ids hold the names of files: what these are called must not matter.
        self.findings = {person: sorted(findings[person], key=_place) for person in self.people}
        self._meaning = meaning
        # All that was told of a topic, whatever its parts are called: in grouping people all of it counts.
        self._topic_of = {finding: theme.topic for theme in themes for finding in theme.whole_topic}

    def rows(self, findings: Mapping[str, Sequence[Finding]]) -> Matrix:
        """One row a participant, as these of their findings describe them."""
        meaning = np.stack([self._mean(findings[person]) for person in self.people])
        blocks = (
            (_THEMES, self._counted(findings, lambda item: self._topic_of.get(item.id))),
            (_MEANING, meaning - meaning.mean(axis=0)),
            (_FEELING, self._counted(findings, _feeling)),
        )
        described = np.concatenate([np.sqrt(weight) * unit(block) for weight, block in blocks], axis=1)
        if not self.says_little:
            return described
        outlook = unit(self._outlook(findings))
        return np.concatenate([np.sqrt(1 - _OUTLOOK) * described, np.sqrt(_OUTLOOK) * outlook], axis=1)

    @property
    def says_little(self) -> bool:
        """Whether participants said too little each for half of it to mean something."""
        return sum(map(len, self.findings.values())) < _LITTLE * len(self.people)

    def _outlook(self, findings: Mapping[str, Sequence[Finding]]) -> Matrix:
        """The share of what each told that hurt, that pleased and that asked for something, centred."""
        counts = np.zeros((len(self.people), 3))
        for at, person in enumerate(self.people):
            for item in findings[person]:
                if item.kind in _SIDES:
                    counts[at, _SIDES[item.kind]] += 1
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        centred: Matrix = shares - shares.mean(axis=0)
        return centred

    def _mean(self, findings: Sequence[Finding]) -> Matrix:
        mean: Matrix = np.mean([self._meaning[item.id] for item in findings], axis=0, dtype=np.float64)
        return mean

    def _counted(self, findings: Mapping[str, Sequence[Finding]], name: Callable[[Finding], str | None]) -> Matrix:
        """How often each participant has each name, weighted by how few have it, centred."""
        named = [[found for item in findings[person] if (found := name(item)) is not None] for person in self.people]
        names = sorted({found for row in named for found in row})
        if not names:
            return np.zeros((len(self.people), 1))
        place = {found: at for at, found in enumerate(names)}
        counts = np.zeros((len(self.people), len(names)))
        for at, row in enumerate(named):
            for found in row:
                counts[at, place[found]] += 1
        spread = (counts > 0).sum(axis=0)
        told = np.log1p(counts) * np.log1p(len(self.people) / spread)
        centred: Matrix = told - told.mean(axis=0)
        return centred


def _place(item: Finding) -> tuple[int, int, str, str, str]:
    return item.start, item.end, item.kind, item.label, item.id


def _feeling(item: Finding) -> str | None:
    return f"{item.kind} {item.label}" if item.kind in ("emotion", "touchpoint") else None
