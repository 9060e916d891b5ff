"""Which findings are about the same: their meanings are joined bottom-up, until what is joined is no longer alike.

Average linkage: a topic is as similar as its pairs are on average. A topic of too much is cut into its parts.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from assistant.matrices import Labels, Matrix

_SIMILAR = 0.31
"""Average likeness at which findings are taken to be about the same."""
_MOST_AT_ONCE = 3000
"""Above this many findings, near duplicates are joined first: linkage needs memory by the square."""
_MOST_LEADERS = 5000
"""Of these; their distances take a quarter of a gigabyte."""
_NEAR = 0.72
_MOST_OF_ALL, _LEAST_CUT, _MOST_IN_TOPIC, _MOST_OF_MANY = 0.04, 40, 120, 0.02
"""A topic of more than this share of all findings is cut again; none of fewer than the second, any of more than the
third number, or of thousands of findings than this share of them."""
_TIGHTER = 0.04
"""How much more alike its parts must then be."""


def topics(vectors: Matrix) -> list[int]:
    """A topic number for each unit vector; a topic of too much is cut into what its parts are about.

    In a study where everybody speaks of one thing, all of it is more alike than topics are elsewhere.
    """
    highest = max(_MOST_IN_TOPIC, int(_MOST_OF_MANY * len(vectors)))
    most = min(highest, max(_LEAST_CUT, int(_MOST_OF_ALL * len(vectors))))
    labels, made = [0] * len(vectors), 0
    waiting = [(list(range(len(vectors))), _SIMILAR)]
    while waiting:
        rows, similar = waiting.pop()
        parts: dict[int, list[int]] = defaultdict(list)
        for row, group in zip(rows, cluster(vectors[rows], similar), strict=True):
            parts[group].append(row)
        for part in parts.values():
            if len(part) > most and similar < _NEAR:
                waiting.append((part, similar + _TIGHTER))
                continue
            made += 1
            for row in part:
                labels[row] = made
    return labels


def cluster(vectors: Matrix, similar: float) -> list[int]:
    """A group number for each unit vector: groups are on average at least so similar."""
    if len(vectors) <= _MOST_AT_ONCE:
        return _linked(vectors, similar)
    leaders, member_of = _leaders(vectors)
    if len(leaders) > _MOST_LEADERS:
        # Beyond this even the leaders are too many; the smallest of them stay alone.
        sizes = np.bincount(member_of, minlength=len(leaders))
        keep = np.argsort(-sizes, kind="stable")[:_MOST_LEADERS]
        groups = np.arange(len(leaders)) + len(leaders)
        groups[keep] = _linked(leaders[keep], similar)
    else:
        groups = np.array(_linked(leaders, similar))
    return [int(groups[leader]) for leader in member_of]


def _linked(vectors: Matrix, similar: float) -> list[int]:
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < 2:
        return [0] * len(vectors)
    tree = linkage(vectors.astype(np.float64), method="average", metric="cosine")
    return [int(group) for group in fcluster(tree, 1 - similar, criterion="distance")]


def _leaders(vectors: Matrix) -> tuple[Matrix, Labels]:
    """Near duplicates joined in one pass: each vector goes to the nearest leader, or becomes one."""
    leaders = np.empty_like(vectors)
    member_of = np.empty(len(vectors), dtype=np.intp)
    count = 0
    for row, vector in enumerate(vectors):
        if count:
            similar = leaders[:count] @ vector
            best = int(similar.argmax())
            if similar[best] >= _NEAR:
                member_of[row] = best
                continue
        leaders[count] = vector
        member_of[row] = count
        count += 1
    return leaders[:count].copy(), member_of
