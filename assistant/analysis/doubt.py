"""Reasons to doubt a claim: what participants said that speaks against it.

Looked for among findings of the opposite feeling whose sentences are about the same: a gain against a pain, a
pain against a gain. What is found is shown beside the claim; the reviewer decides what it means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.analysis.material import Material
from assistant.domain import Evidence, Finding, Kind
from assistant.embedding import Embedding
from assistant.engines.protocol import Quote

_OPPOSITE: Mapping[Kind, tuple[Kind, ...]] = {"pain": ("gain",), "gain": ("pain",)}
_NEAR = 0.40
_MOST = 3


class Doubts:
    """Finds counter-evidence; embeds every pain and gain of a study once."""

    def __init__(self, material: Material, embedding: Embedding) -> None:
        self._material = material
        self._embedding = embedding
        self._judged = [item for item in material.findings if item.kind in _OPPOSITE]
        self._quotes = [material.quote(item) for item in self._judged]
        self._vectors = embedding.embed([quote.text for quote in self._quotes])

    def against(self, kind: Kind | None, quotes: Sequence[Quote], people: frozenset[str] | None) -> list[Evidence]:
        """Up to three quotes against a claim of a kind; only from `people` where they are given."""
        if kind is None or kind not in _OPPOSITE or not quotes or not self._judged:
            return []
        centre = self._centre(quotes)
        likeness = self._vectors @ centre
        own = {quote.evidence.span for quote in quotes}
        found: list[Evidence] = []
        near = np.flatnonzero(likeness >= _NEAR)
        for row in near[np.argsort(-likeness[near], kind="stable")]:
            item, quote = self._judged[row], self._quotes[row]
            if len(found) == _MOST:
                break
            if item.kind in _OPPOSITE[kind] and self._counts(item, people) and quote.evidence.span not in own:
                found.append(Evidence(quote.evidence.span, item.id, "against"))
                own.add(quote.evidence.span)
        return found

    def _counts(self, item: Finding, people: frozenset[str] | None) -> bool:
        return people is None or item.participant_id in people

    def _centre(self, quotes: Sequence[Quote]) -> npt.NDArray[np.float32]:
        vectors = self._embedding.embed([quote.text for quote in quotes[:40]])
        centre = vectors.mean(axis=0)
        result: npt.NDArray[np.float32] = centre / max(float(np.linalg.norm(centre)), 1e-9)
        return result
