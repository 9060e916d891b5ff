"""What could be made better in a stage: each pain with the wishes that answer it, and wishes that no pain tells of.

Ranked as friction is, by how many have it and how badly it hurts. A wish answers a pain where both are one theme, or
where their sentences are about the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from statistics import fmean
from typing import Any

import numpy as np

from assistant.analysis.friction import severity
from assistant.analysis.material import Material
from assistant.analysis.themes import WISHES
from assistant.domain import Finding
from assistant.embedding import Embedding, unit
from assistant.engines.protocol import Point, Quote
from assistant.matrices import Matrix

FIELD = "opportunities"
FORMULA = (
    "share of participants with the pain or the wish × mean severity of the pain (0 to 1; 0.5 where only wished for)"
)
_ONLY_WISHED = 0.5
_ANSWERS = 0.5
"""Cosine from which a wish is about the same as a pain."""
_SURE, _PLAIN = 0.4, 0.6
"""Confidence a wish needs to answer another theme's pain, and to stand by itself."""
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A pain with what answers it, or a wish."""

    key: str
    """The theme's id, or the finding's where it is in none."""
    name: str
    pains: tuple[Finding, ...]
    wishes: tuple[Finding, ...]

    @property
    def people(self) -> set[str]:
        return {item.participant_id for item in (*self.pains, *self.wishes) if item.participant_id is not None}

    @property
    def severity(self) -> float:
        return fmean(map(severity, self.pains)) if self.pains else _ONLY_WISHED

    def score(self, of: int) -> float:
        """By `FORMULA`."""
        return len(self.people) / max(of, 1) * self.severity

    def row(self, of: int) -> dict[str, Any]:
        """As it is stored with a stage: what the score is made of, and what it is linked to."""
        return {
            "key": self.key,
            "name": self.name,
            "participants": len(self.people),
            "of": of,
            "severity": round(self.severity, 2),
            "score": round(self.score(of), 3),
            "pains": [item.id for item in self.pains],
            "answers": [item.id for item in self.wishes],
        }

    def point(self, material: Material) -> Point:
        """What it is written from: the wishes alone, so that nobody is counted as asking who only complained."""
        return Point(FIELD, self.key, self.name, material.behind(self.wishes))


class Answers:
    """Finds which wishes answer which pains, among everybody: what a persona asks for answers what it does for all."""

    def __init__(self, material: Material, embedding: Embedding) -> None:
        self._material = material
        self._embedding = embedding

    def opportunities(self, findings: Sequence[Finding], of: int, most: int) -> list[Opportunity]:
        """Of a stage's findings, the greatest first; what only one participant tells stays below the others."""
        pains, wishes = self._topics(findings, ("pain",)), self._topics(findings, WISHES)
        answering: dict[str, list[Finding]] = defaultdict(list)
        for wish in chain.from_iterable(wishes.values()):
            if wish.id in self._answered:
                answering[self._answered[wish.id]].append(wish)
        for key, items in wishes.items():
            if rest := [item for item in items if item.id not in self._answered and self._stands_alone(item)]:
                answering[key] += rest
        found = [
            Opportunity(key, self._names[key], tuple(pains.get(key, ())), tuple(answering.get(key, ())))
            for key in dict.fromkeys([*pains, *answering])
        ]
        worth = [one for one in found if len(one.people) > 1 or one.wishes]
        worth.sort(key=lambda one: (len(one.people) < 2, -one.score(of), one.key))
        return worth[:most]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What is called how, by the id of a theme or of a finding that is in none."""
        return dict(map(self._material.topic_of, self._material.findings))

    @cached_property
    def _answered(self) -> Mapping[str, str]:
        """By the id of a wish the pain that it answers in its stage."""
        by_stage: dict[str | None, list[Finding]] = defaultdict(list)
        for item in self._material.findings:
            by_stage[item.stage].append(item)
        return {
            wish.id: key
            for found in by_stage.values()
            for key, wishes in self._answering(self._topics(found, ("pain",)), self._of(found, WISHES)).items()
            for wish in wishes
        }

    def _of(self, findings: Iterable[Finding], kinds: Sequence[str]) -> list[Finding]:
        return list(chain.from_iterable(self._topics(findings, kinds).values()))

    def _topics(self, findings: Iterable[Finding], kinds: Sequence[str]) -> dict[str, list[Finding]]:
        """Findings of some kinds by their theme, or alone; in a theme the most typical first."""
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for item in self._material.typical_first(findings):
            if item.kind in kinds:
                grouped[self._material.topic_of(item)[0]].append(item)
        return grouped

    def _stands_alone(self, wish: Finding) -> bool:
        """Whether a wish is plain enough to be told without a pain that explains it."""
        return wish.confidence >= _PLAIN and len(self._quote(wish).text.split()) >= _FEWEST_WORDS

    def _answering(self, pains: Mapping[str, Sequence[Finding]], wishes: Sequence[Finding]) -> dict[str, list[Finding]]:
        """Wishes by the pain they answer: that of their own theme, else the one that is nearest in meaning."""
        answers: dict[str, list[Finding]] = defaultdict(list)
        elsewhere = []
        for wish in wishes:
            theme = self._material.theme_of.get(wish.id)
            if theme is not None and theme.id in pains:
                answers[theme.id].append(wish)
            elif wish.confidence >= _SURE:
                elsewhere.append(wish)
        if elsewhere and pains:
            keys = list(pains)
            near = self._vectors(elsewhere) @ np.stack([self._centre(pains[key]) for key in keys]).T
            for wish, row in zip(elsewhere, near, strict=True):
                if row.max() >= _ANSWERS:
                    answers[keys[int(row.argmax())]].append(wish)
        return answers

    def _centre(self, findings: Sequence[Finding]) -> Matrix:
        return unit(self._vectors(findings[:40]).mean(axis=0))

    def _vectors(self, findings: Sequence[Finding]) -> Matrix:
        return self._embedding.embed([self._quote(item).text for item in findings])

    def _quote(self, item: Finding) -> Quote:
        return self._material.quote(item)
