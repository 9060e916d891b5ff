"""Which participants are alike in what they need, do and feel.

A participant is described by the themes they speak of (weighted by how telling a theme is), by the meaning of
what was coded in their words, and by the touchpoints and emotions coded. Groups are joined bottom-up with average
linkage; their number is the one whose groups are tightest and furthest apart (silhouette), weighed with how many
participants it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from assistant.domain import Finding, Theme
from assistant.themes import Embedding

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]

_THEMES, _MEANING, _FEELING = 0.45, 0.40, 0.15
_MOST_LINKED = 1200
"""Above this many participants k-means takes over: linkage needs memory by the square."""
_SAMPLE = 1000
_LEAST_SILHOUETTE = 0.02
_MOST_GROUPS = 8
NONE = -1


@dataclass(frozen=True)
class Grouping:
    """Groups of participants, each the most firmly belonging first."""

    groups: Sequence[Sequence[tuple[str, float]]]
    """Participant and firmness (0..1) per group, the largest group first."""
    outside: Sequence[str] = ()
    """Who fits none."""
    silhouette: float = 0.0
    stability: float | None = None
    """Mean adjusted Rand index with one participant left out; None where it was not tried."""
    why: str = ""
    """In words, where no groups could be told apart."""
    tried: Mapping[int, float] = field(default_factory=dict)
    """Number of groups and how well it fits."""


def group_participants(
    people: Sequence[str],
    findings: Mapping[str, Sequence[Finding]],
    themes: Sequence[Theme],
    vectors: Mapping[str, npt.NDArray[np.float32]],
    *,
    count: int | None = None,
    seed: int = 7,
) -> Grouping:
    """Group participants who have findings; `vectors` holds the mean meaning of each one's findings."""
    speaking = sorted(person for person in people if findings.get(person))
    silent = [person for person in people if not findings.get(person)]
    if not speaking:
        return Grouping((), silent, why="Nothing was coded in what participants said.")
    if len(speaking) < 4 and count is None:
        why = "Too few participants to tell groups apart: all are told of together."
        return Grouping((tuple((person, 1.0) for person in speaking),), silent, why=why)
    described = _described(speaking, findings, themes, vectors)
    labels, quality, tried = _best_labels(described, count, seed)
    if labels is None:
        why = "Participants do not fall into groups that differ clearly: all are told of together."
        everyone = tuple((person, 1.0) for person in speaking)
        return Grouping((everyone,), silent, why=why, tried=tried)
    stability = _stability(described, labels, count, seed) if len(speaking) <= 60 else None
    return _grouping(speaking, silent, described, labels, quality, stability, tried)


def _described(
    people: Sequence[str],
    findings: Mapping[str, Sequence[Finding]],
    themes: Sequence[Theme],
    vectors: Mapping[str, npt.NDArray[np.float32]],
) -> Matrix:
    """One row a participant, so that the dot product of two rows is their weighted similarity."""
    theme_of = {finding: theme.id for theme in themes for finding in theme.finding_ids}
    by_theme = _counted(people, findings, lambda item: theme_of.get(item.id))
    by_feeling = _counted(
        people, findings, lambda item: f"{item.kind} {item.label}" if item.kind in ("emotion", "touchpoint") else None
    )
    meaning = np.stack([vectors[person] for person in people]).astype(np.float64)
    meaning = meaning - meaning.mean(axis=0)
    blocks = ((_THEMES, by_theme), (_MEANING, meaning), (_FEELING, by_feeling))
    return np.concatenate([np.sqrt(weight) * _unit(block) for weight, block in blocks], axis=1)


def _counted(
    people: Sequence[str],
    findings: Mapping[str, Sequence[Finding]],
    name: Callable[[Finding], str | None],
) -> Matrix:
    """How often each participant has each name, weighted by how few have it, centred."""
    rows = [[named for item in findings[person] if (named := name(item)) is not None] for person in people]
    names = sorted({named for row in rows for named in row})
    if not names:
        return np.zeros((len(people), 1))
    place = {named: at for at, named in enumerate(names)}
    counts = np.zeros((len(people), len(names)))
    for at, row in enumerate(rows):
        for named in row:
            counts[at, place[named]] += 1
    spread = (counts > 0).sum(axis=0)
    told = np.log1p(counts) * np.log1p(len(people) / spread)
    centred: Matrix = told - told.mean(axis=0)
    return centred


def _unit(block: Matrix) -> Matrix:
    length = np.linalg.norm(block, axis=1, keepdims=True)
    result: Matrix = np.divide(block, length, out=np.zeros_like(block), where=length > 0)
    return result


def _best_labels(described: Matrix, count: int | None, seed: int) -> tuple[Labels | None, float, dict[int, float]]:
    """Labels of the best number of groups, its quality, and the quality of each number tried."""
    most = min(_MOST_GROUPS, len(described) // 2)
    numbers = [min(count, len(described))] if count else list(range(2, most + 1))
    tried: dict[int, tuple[float, Labels]] = {}
    for number in numbers:
        labels = _labels(described, number, seed)
        found = len(set(labels.tolist()) - {NONE})
        quality = _quality(described, labels, seed)
        if found not in tried or quality > tried[found][0]:
            tried[found] = (quality, labels)
    scores = {number: round(quality, 4) for number, (quality, _) in sorted(tried.items())}
    best = max(tried, key=lambda number: (tried[number][0], -number))
    quality, labels = tried[best]
    if count is None and (quality < _LEAST_SILHOUETTE or best < 2):
        return None, quality, scores
    return labels, quality, scores


def _labels(described: Matrix, number: int, seed: int) -> Labels:
    """Group numbers; whoever is alone in a group fits none."""
    if number == 1:
        return np.zeros(len(described), dtype=np.intp)
    labels = _linked(described, number) if len(described) <= _MOST_LINKED else _means(described, number, seed)
    sizes = np.bincount(labels)
    kept: Labels = np.where(sizes[labels] >= 2, labels, NONE)
    return kept


def _linked(described: Matrix, number: int) -> Labels:
    from scipy.cluster.hierarchy import fcluster, linkage

    # The n-th cut may split off single participants; go on until there are as many groups of two or more.
    tree = linkage(described, method="ward")
    cuts = range(number, len(described))
    every: list[Labels] = [fcluster(tree, cut, criterion="maxclust").astype(np.intp) - 1 for cut in cuts]
    return next((labels for labels in every if (np.bincount(labels) >= 2).sum() >= number), every[0])


def _means(described: Matrix, number: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans

    model = KMeans(n_clusters=number, n_init=4, random_state=seed)
    labels: Labels = model.fit_predict(described).astype(np.intp)
    return labels


def _quality(described: Matrix, labels: Labels, seed: int) -> float:
    """Silhouette of those who are in a group, times the share that is."""
    inside = np.flatnonzero(labels != NONE)
    if len(inside) > _SAMPLE:
        inside = np.sort(np.random.default_rng(seed).choice(inside, _SAMPLE, replace=False))
    if len(set(labels[inside].tolist())) < 2:
        return -1.0
    share = float((labels != NONE).mean())
    return float(_silhouettes(described[inside], labels[inside]).mean()) * share


def _silhouettes(described: Matrix, labels: Labels) -> Matrix:
    from sklearn.metrics import silhouette_samples

    values: Matrix = silhouette_samples(described, labels, metric="euclidean")
    return values


def _stability(described: Matrix, labels: Labels, count: int | None, seed: int) -> float:
    """How alike the groups are when one participant is left out, averaged over all."""
    from sklearn.metrics import adjusted_rand_score

    number = count or len(set(labels.tolist()) - {NONE})
    scores = []
    for left_out in range(len(described)):
        rest = np.delete(np.arange(len(described)), left_out)
        scores.append(adjusted_rand_score(labels[rest], _labels(described[rest], number, seed)))
    return float(np.mean(scores))


def _grouping(
    people: Sequence[str],
    silent: Sequence[str],
    described: Matrix,
    labels: Labels,
    quality: float,
    stability: float | None,
    tried: Mapping[int, float],
) -> Grouping:
    firmness = _firmness(described, labels)
    groups = [
        sorted(
            ((people[row], float(firmness[row])) for row in np.flatnonzero(labels == label).tolist()),
            key=lambda member: (-member[1], member[0]),
        )
        for label in sorted(set(labels.tolist()) - {NONE})
    ]
    groups.sort(key=lambda group: (-len(group), group[0][0]))
    outside = [people[row] for row in np.flatnonzero(labels == NONE).tolist()] + list(silent)
    return Grouping(groups, sorted(outside), round(quality, 4), stability, tried=dict(tried))


def _firmness(described: Matrix, labels: Labels) -> Matrix:
    """0 for somebody who is closer to another group, 0.5 on the edge, 1 in the middle of their own."""
    firm = np.ones(len(labels))
    inside = np.flatnonzero(labels != NONE)
    if len(set(labels[inside].tolist())) > 1 and len(inside) <= _MOST_LINKED:
        firm[inside] = np.clip(0.5 + 0.5 * _silhouettes(described[inside], labels[inside]), 0, 1).round(3)
    elif len(set(labels[inside].tolist())) > 1:
        firm[inside] = _firmness_to_centres(described[inside], labels[inside])
    return firm


def _firmness_to_centres(described: Matrix, labels: Labels) -> Matrix:
    names = sorted(set(labels.tolist()))
    centres = np.stack([described[labels == name].mean(axis=0) for name in names])
    away = np.linalg.norm(described[:, None, :] - centres[None, :, :], axis=2)
    own = away[np.arange(len(labels)), [names.index(label) for label in labels.tolist()]]
    away[np.arange(len(labels)), [names.index(label) for label in labels.tolist()]] = np.inf
    other = away.min(axis=1)
    values: Matrix = np.clip(0.5 + 0.5 * (other - own) / np.maximum(np.maximum(other, own), 1e-9), 0, 1).round(3)
    return values


def mean_vectors(
    findings: Mapping[str, Sequence[Finding]], text_of: Callable[[Finding], str], embedding: Embedding
) -> dict[str, npt.NDArray[np.float32]]:
    """The mean meaning of what was coded in each participant's words."""
    texts = {person: list(dict.fromkeys(text_of(item) for item in items)) for person, items in findings.items()}
    every = sorted({text for row in texts.values() for text in row})
    place = {text: at for at, text in enumerate(every)}
    vectors = embedding.embed(every)
    return {person: vectors[[place[text] for text in row]].mean(axis=0) for person, row in texts.items() if row}
