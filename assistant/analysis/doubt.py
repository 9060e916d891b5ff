"""Reasons to doubt a claim: what participants said that speaks against it.

Looked for among findings of the opposite feeling whose sentences are about the same: a gain against a pain, a
pain against a gain. An engine that can read tells which of these do speak against it. What is found is shown beside
the claim; the reviewer decides what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from assistant.analysis.material import Material
from assistant.domain import Claim, Evidence, Finding, Kind
from assistant.embedding import Embedding
from assistant.engines.protocol import DoubtTask, Engine, Judge, Quote

_OPPOSITE: Mapping[Kind, tuple[Kind, ...]] = {"pain": ("gain",), "gain": ("pain",)}
_NEAR = 0.40
_MOST = 3
_MOST_READ = 8
"""Quotes that an engine which can read is shown for each claim."""


class Doubts:
    """Finds counter-evidence; embeds every pain and gain of a study once."""

    def __init__(self, material: Material, embedding: Embedding, engine: Engine) -> None:
        self._engine = engine
        self._most = _MOST_READ if isinstance(engine, Judge) else _MOST
        self._material = material
        self._embedding = embedding
        self._judged = [item for item in material.findings if item.kind in _OPPOSITE]
        self._quotes = [material.quote(item) for item in self._judged]
        self._vectors = embedding.embed([quote.text for quote in self._quotes])

    def against(self, kind: Kind | None, quotes: Sequence[Quote], people: frozenset[str] | None) -> list[Evidence]:
        """The nearest quotes that might speak against a claim of a kind; only from `people` where they are given."""
        if kind is None or kind not in _OPPOSITE or not quotes or not self._judged:
            return []
        centre = self._centre(quotes)
        likeness = self._vectors @ centre
        own = {quote.evidence.span for quote in quotes}
        found: list[Evidence] = []
        near = np.flatnonzero(likeness >= _NEAR)
        for row in near[np.argsort(-likeness[near], kind="stable")]:
            item, quote = self._judged[row], self._quotes[row]
            if len(found) == self._most:
                break
            if item.kind in _OPPOSITE[kind] and self._counts(item, people) and quote.evidence.span not in own:
                found.append(Evidence(quote.evidence.span, item.id, "against"))
                own.add(quote.evidence.span)
        return found

    def weighed(self, drafts: Mapping[str, Sequence[Claim]]) -> dict[str, tuple[Claim, ...]]:
        """Claims by owner, with only what does speak against them; as they are where no engine can tell."""
        weighed = {owner: tuple(map(_fewer, claims)) for owner, claims in drafts.items()}
        if not isinstance(self._engine, Judge):
            return weighed
        tasks = [self._task(owner, claims) for owner, claims in drafts.items()]
        for outcome in self._engine.weigh([task for task in tasks if task.claims]):
            if outcome.result is not None:
                owner = outcome.item.id
                weighed[owner] = tuple(_with_counter(drafts[owner], outcome.result))
        return weighed

    def _task(self, owner: str, claims: Sequence[Claim]) -> DoubtTask:
        quotes = {quote.evidence.span: quote for quote in self._quotes}
        doubted = [claim for claim in claims if claim.counter]
        return DoubtTask(
            owner, tuple((claim.text, tuple(quotes[item.span] for item in claim.counter)) for claim in doubted)
        )

    def _counts(self, item: Finding, people: frozenset[str] | None) -> bool:
        return people is None or item.participant_id in people

    def _centre(self, quotes: Sequence[Quote]) -> npt.NDArray[np.float32]:
        vectors = self._embedding.embed([quote.text for quote in quotes[:40]])
        centre = vectors.mean(axis=0)
        result: npt.NDArray[np.float32] = centre / max(float(np.linalg.norm(centre)), 1e-9)
        return result


def _fewer(claim: Claim) -> Claim:
    """A claim with the nearest few of what might speak against it."""
    return replace(claim, evidence=(*claim.support, *claim.counter[:_MOST]))


def _with_counter(claims: Sequence[Claim], found: Sequence[Sequence[Evidence]]) -> Iterator[Claim]:
    """Claims with what was found to speak against them; those that nothing might speak against as they are."""
    against = iter(found)
    for claim in claims:
        counter = next(against) if claim.counter else ()
        known = {item.span for item in counter}
        yield replace(claim, evidence=(*claim.support, *(item for item in claim.counter if item.span in known)))
