"""Texts that are measured on: a source with its turns and sentences, and who each place belongs to.

Intervals are computed over *clusters*: what one participant said hangs together, so participants are drawn, never
sentences. Where nobody is known, the text is its own cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from assistant.domain import Chunk, Role, Sentence, Source, Turn
from assistant.identity import text_sha256
from assistant.segments.chunks import chunks_of
from assistant.segments.sentences import sentences_of
from assistant.study import Study

Part = TypeVar("Part", Turn, Sentence, Chunk)


@dataclass(frozen=True)
class Text:
    """One source, ready to be coded and to be looked up by place."""

    source: Source
    turns: tuple[Turn, ...]
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]
    clusters: dict[str, str] = field(default_factory=dict)
    """Participant id to the cluster's name; what is missing belongs to the text itself."""

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def _speaking(self) -> dict[str, Turn]:
        return {turn.id: turn for turn in self.turns}

    @cached_property
    def own(self) -> tuple[Sentence, ...]:
        """The participants' sentences: the frame of every sentence-level statistic."""
        return tuple(item for item in self.sentences if self._speaking[item.turn_id].role == "participant")

    @cached_property
    def own_turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.role == "participant")

    def cluster_at(self, place: int) -> str:
        """Whose words stand at a place."""
        for turn in self.turns:
            if turn.start <= place < turn.end:
                return self.clusters.get(turn.participant_id or "", self.source.name)
        return self.source.name


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of speech in a text that is put together for measuring."""

    start: int
    end: int
    role: Role = "participant"


def plain_text(name: str, text: str, cluster: str, *, speech: Sequence[Said] = ()) -> Text:
    """A text that belongs to no study; all of it one person's words unless its speech is given."""
    source = Source(name, "", 0, name, "transcript", text, text_sha256(text))
    spoken = speech or _whole(text)
    turns = tuple(
        Turn(f"{name}.t{seq}", name, seq, said.start, said.end, said.role, _speaker(cluster, said), said.role)
        for seq, said in enumerate(spoken)
    )
    sentences = tuple(sentences_of(turns, text))
    return Text(source, turns, sentences, tuple(chunks_of(sentences, turns, text)), {cluster: cluster})


def _speaker(cluster: str, said: Said) -> str | None:
    return cluster if said.role == "participant" else None


def _whole(text: str) -> list[Said]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [Said(start, end)] if start < end else []


def texts_of(study: Study) -> list[Text]:
    """All texts of a study, in the order of its sources."""
    store = study.store
    people = {person.id: person.name for person in store.participants()}
    turns, sentences, chunks = _grouped(store.turns()), _grouped(store.sentences()), _grouped(store.chunks())
    return [
        Text(
            source,
            tuple(turns.get(source.id, ())),
            tuple(sentences.get(source.id, ())),
            tuple(chunks.get(source.id, ())),
            people,
        )
        for source in store.sources()
    ]


def _grouped(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.source_id].append(part)
    return dict(found)
