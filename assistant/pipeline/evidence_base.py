"""What drafts are made from: the findings that count, what is told of them, and what speaks against it."""

from __future__ import annotations

from functools import cached_property

from assistant.analysis.doubt import Doubts
from assistant.analysis.material import Material
from assistant.analysis.meaning import Surroundings
from assistant.analysis.touchpoints import without_passing_words
from assistant.domain import CODE, Finding, Source
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.store import Store


class EvidenceBase:
    """What a study holds for its drafts; each part is read when it is first asked for, after the step before it."""

    def __init__(self, store: Store, engine: Engine, embedding: Embedding) -> None:
        self._store = store
        self._engine = engine
        self._embedding = embedding

    @cached_property
    def coded(self) -> list[Finding]:
        """Findings that count: this engine's, people's, and other engines' where a person approved them.

        What the codebook was applied to is no ground for what is found without it.
        """
        others = {run.engine for run in self._store.runs()} - {self._engine.name}
        found = (item for item in self._store.findings() if item.status != "rejected" and item.kind != CODE)
        counts = (item for item in found if item.coder not in others or item.status == "approved")
        return without_passing_words(counts)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands around a finding in its source."""
        return Surroundings(self._sources, self._store.turns(), self._store.sentences())

    @cached_property
    def material(self) -> Material:
        """The findings that count with their themes, and who said them."""
        store = self._store
        return Material(
            self._sources,
            store.participants(),
            store.turns(),
            store.sentences(),
            self.coded,
            [theme for theme in store.themes() if theme.kind != CODE],
            {document.id: document.name for document in store.documents()},
        )

    @cached_property
    def told(self) -> Material:
        """What personas and journey are drafted from."""
        return self._of_the_matter.on_firm_ground()

    @cached_property
    def doubts(self) -> Doubts:
        """What may speak against a claim."""
        # What is only perhaps so does not bear a statement out, but it may speak against one.
        return Doubts(self._of_the_matter, self._embedding, self._engine)

    @property
    def models(self) -> tuple[str, str]:
        """The fingerprints of the models that drafts are made with."""
        return self._engine.fingerprint, self._embedding.fingerprint

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self._store.sources()}

    @cached_property
    def _of_the_matter(self) -> Material:
        return self.material.without_asides()
