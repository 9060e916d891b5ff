"""Participants joined bottom-up (Ward) by how they are described, and cut into any number of groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.matrices import Labels, Matrix

NONE = -1
"""The group of those who fit none."""
MOST_LINKED = 1200
"""Above this many participants k-means takes over: linkage needs memory by the square."""
MOST_JOINED_AGAIN = 150
"""Above this many participants joining them over and over takes too long."""
_ONE_IN = 20
"""Of more participants than that, who mostly said little, one in so many is a group: four of 300 who wrote the same two
words are no kind of customer."""


def groups_in(labels: Labels) -> list[int]:
    """The numbers of the groups that somebody is in."""
    return sorted(set(labels.tolist()) - {NONE})


@dataclass(frozen=True)
class Joined:
    """Participants joined once, to be cut more than once."""

    described: Matrix
    seed: int

    def into(self, number: int) -> Labels:
        """Group numbers; whoever is alone in a group, or in one of too few, fits none."""
        count = len(self.described)
        if number == 1:
            return np.zeros(count, dtype=np.intp)
        labels = self._linked(number) if count <= MOST_LINKED else _means(self.described, number, self.seed)
        sizes = np.bincount(labels)
        kept: Labels = np.where(sizes[labels] >= self._least, labels, NONE)
        return kept

    @property
    def _least(self) -> int:
        """Participants that a group has at least."""
        return 2 if len(self.described) <= MOST_JOINED_AGAIN else len(self.described) // _ONE_IN

    def _linked(self, number: int) -> Labels:
        # The n-th cut may split off a few participants; go on until there are as many groups that are large enough.
        for cut in range(number, len(self.described)):
            labels = self._cut(cut)
            if (np.bincount(labels) >= self._least).sum() >= number:
                return labels
        return self._cut(number)

    def _cut(self, groups: int) -> Labels:
        from scipy.cluster.hierarchy import fcluster

        labels: Labels = fcluster(self._tree, groups, criterion="maxclust").astype(np.intp) - 1
        return labels

    @cached_property
    def _tree(self) -> Matrix:
        from scipy.cluster.hierarchy import linkage

        tree: Matrix = linkage(self.described, method="ward")
        return tree


def _means(described: Matrix, number: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans

    model = KMeans(n_clusters=number, n_init=4, random_state=seed)
    labels: Labels = model.fit_predict(described).astype(np.intp)
    return labels
