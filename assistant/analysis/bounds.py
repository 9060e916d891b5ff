"""Where a theme ends: its nearest siblings, and on either side of each border the quote nearest to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.embedding import unit
from assistant.engines.protocol import Border, Quote, ThemeTask
from assistant.matrices import Matrix

_SIBLINGS = 4
"""Groups that a group is told from; more than one, as some of them get no name."""
_LEAST_WORDS = 4
"""A quote of fewer words shows nobody where a border lies."""


def with_borders(tasks: Sequence[ThemeTask], vectors: Sequence[Matrix]) -> list[ThemeTask]:
    """Groups told from the nearest of their side (what pleased; what hurt or was wished for).

    `vectors` are those of each group's quotes, in their order.
    """
    if not tasks:
        return []
    centres = np.stack([unit(rows.mean(axis=0)) for rows in vectors])
    likeness = centres @ centres.T
    good = np.array([task.kind == "gain" for task in tasks])
    likeness[good[:, None] != good[None, :]] = -np.inf
    np.fill_diagonal(likeness, -np.inf)

    def borders(at: int) -> Iterator[Border]:
        for near in map(int, np.argsort(-likeness[at], kind="stable")[:_SIBLINGS]):
            across = centres[near] - centres[at]
            inside = _furthest(tasks[at].quotes, vectors[at] @ across, tasks[near].quotes)
            outside = _furthest(tasks[near].quotes, -(vectors[near] @ across), tasks[at].quotes)
            if np.isfinite(likeness[at, near]) and inside and outside:
                yield Border(tasks[near].id, inside, outside)

    return [replace(task, borders=tuple(borders(at))) for at, task in enumerate(tasks)]


def _furthest(quotes: Sequence[Quote], along: Matrix, others: Sequence[Quote]) -> Quote | None:
    """The quote that lies furthest along; not one that others have too, as words coded twice are on both sides."""
    theirs = {quote.text.casefold() for quote in others}
    fitting = [
        (value, quote)
        for value, quote in zip(along, quotes, strict=True)
        if len(quote.text.split()) >= _LEAST_WORDS and quote.text.casefold() not in theirs
    ]
    return max(fitting, key=lambda item: item[0])[1] if fitting else None
