"""Which themes of two studies say the same: by the meaning of their names and of their most typical quotes.

What all themes of both studies have in common is taken out first: where everybody speaks of one thing, its word alone
makes no two themes alike. A pair is clear where each is nearest to the other, near enough, and nothing else is nearly
as near. How alike the quotes of both studies are on the whole says whether they speak of the same thing: in halves of
one study (cosine) 0.84 and more, in studies of different things 0.58 and less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from assistant.analysis.meaning import Surroundings, meant
from assistant.domain import Finding, Theme
from assistant.embedding import Embedding, unit
from assistant.matrices import Matrix

_NEAR, _APART, _STRICTLY_APART = 0.45, 0.07, 0.1
"""How alike a pair must be, and by how much more than anything else is like one of them: by more in studies of
different things, where a word such as `communication` is all that two themes share."""
_ONE_THING = 0.7
"""From which likeness on two studies speak of the same thing."""
_TYPICAL = 5
"""Quotes that speak for a theme."""
_STEADY = 10
"""So many themes would have to be added for what is common to count for nothing."""


@dataclass(frozen=True)
class Themed:
    """Themes of a study, each with what stands of it."""

    themes: Sequence[Theme]
    findings: Mapping[str, Sequence[Finding]]
    """By the theme's id, the most typical first."""
    said: Surroundings

    def meanings(self, embedding: Embedding) -> tuple[Matrix, ...]:
        """A vector a theme: of its name, of its quotes, and of these with what stands around them."""
        quotes = [[item.span for item in self.findings[theme.id][:_TYPICAL]] for theme in self.themes]
        spans = [span for own in quotes for span in own]
        ends = np.cumsum([len(own) for own in quotes])[:-1]
        words = embedding.embed([self.said.own(span) for span in spans])
        means = [
            np.stack([part.mean(axis=0) for part in np.split(vectors, ends)])
            for vectors in (words, meant(spans, self.said, embedding))
        ]
        return embedding.embed([theme.name for theme in self.themes]), *means


@dataclass(frozen=True, slots=True)
class Matched:
    """Themes that both studies have."""

    pairs: Sequence[tuple[Theme, Theme]]
    of_one_thing: bool
    """Whether the studies speak of the same thing at all."""


def matched(here: Themed, there: Themed, embedding: Embedding) -> Matched:
    """Clear pairs, one to one; what pleases is never paired with what hurts or is asked for."""
    parts = list(zip(here.meanings(embedding), there.meanings(embedding), strict=True))
    alike = np.mean([_alike(one, other) for one, other in parts], axis=0)
    of_one_thing = fmean(_on_the_whole(one, other) for one, other in parts[1:]) >= _ONE_THING
    same_side = np.array([[_pleases(one) == _pleases(other) for other in there.themes] for one in here.themes])
    pairs = _clear(np.where(same_side, alike, -1.0), _APART if of_one_thing else _STRICTLY_APART)
    return Matched([(here.themes[row], there.themes[column]) for row, column in pairs], of_one_thing)


def _on_the_whole(here: Matrix, there: Matrix) -> float:
    return float(unit(here.mean(axis=0)) @ unit(there.mean(axis=0)))


def _pleases(theme: Theme) -> bool:
    return theme.kind == "gain"


def _alike(here: Matrix, there: Matrix) -> Matrix:
    both = np.concatenate([here, there])
    common = both.sum(axis=0) / (len(both) + _STEADY)
    likeness: Matrix = unit(here - common) @ unit(there - common).T
    return likeness


def _clear(alike: Matrix, apart: float) -> list[tuple[int, int]]:
    pairs = []
    for row, column in enumerate(alike.argmax(axis=1)):
        near = alike[row, column]
        rivals = np.concatenate([np.delete(alike[row], column), np.delete(alike[:, column], row)])
        if near >= _NEAR and near - max(rivals, default=-1.0) >= apart:
            pairs.append((row, int(column)))
    return pairs
