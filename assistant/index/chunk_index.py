"""The index of chunks by meaning; what it keeps may be deleted any time.

It keeps one vector for each chunk and flags to filter by, never a text: quotes come from the sources. Vectors
are always made here, so that Chroma's own model is never fetched. An index filled by another embedding model is
emptied as it is opened; `note` says so and `missing` then names everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import Chunk, Source, Turn
from assistant.embedding import Embedding
from assistant.index.folder import folder_home
from assistant.index.home import Home, pages
from assistant.index.server import Server
from assistant.index.vectors import Batch, Flags

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

BATCH = 256
"""Chunks embedded and stored at a time: two seconds of work, which is all that a kill costs."""
PAGE = 5_000
"""Ids asked for at a time."""
LAYOUT = 1
"""Raised when what is stored changes its form; older indexes are then filled again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is put into the index for one chunk."""

    id: str
    text: str
    flags: Flags = field(default_factory=dict)
    """What it can be found by, several values each: `{"source": ["s1"], "participant": ["p1", "p2"]}`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that is close in meaning; the score is the cosine, 1.0 for the same."""

    chunk_id: str
    score: float


def entries_of(source: Source, chunks: Iterable[Chunk], turns: Sequence[Turn]) -> Iterator[Entry]:
    """What to index of one source: the words without the speakers' labels, by source and participant."""
    for chunk in chunks:
        heard = [turn for turn in turns if turn.start < chunk.end and turn.end > chunk.start]
        said = [source.text[max(t.start, chunk.start) : min(t.end, chunk.end)] for t in heard]
        people = sorted({turn.participant_id for turn in heard if turn.participant_id})
        flags: dict[str, Sequence[str]] = {
            "source": [source.id],
            "kind": [source.kind],
            "participant": people,
        }
        yield Entry(chunk.id, "\n".join(said), flags)


class Index:
    """Chunks by meaning, in a folder of the study or on a Chroma server."""

    def __init__(self, place: Path | str, embedding: Embedding, *, name: str = "chunks") -> None:
        """Open or make the index: a folder, or the `http://` address of a server and a name there."""
        self._embedding = embedding
        self._home = _home(str(place), name, f"{LAYOUT}:{embedding.dimension}:{embedding.fingerprint}")
        with self._home.collection():
            pass

    @property
    def note(self) -> str:
        """One line for the user if the index had to be emptied; empty otherwise."""
        return self._home.note

    def __len__(self) -> int:
        with self._home.collection() as collection:
            return int(collection.count())

    def missing(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are not in the index."""
        absent: set[str] = set()
        for page in pages(ids, PAGE):
            with self._home.collection() as collection:
                absent.update(set(page) - set(collection.get(ids=page, include=[])["ids"]))
        return absent

    def add(self, entries: Iterable[Entry], *, batch: int = BATCH) -> Iterator[int]:
        """Store entries, those with a known id anew; yields the number stored so far, after each batch."""
        done = 0
        for page in pages(entries, batch):
            unique = list({entry.id: entry for entry in page}.values())
            vectors = self._embedding.embed([entry.text for entry in unique])
            self._home.put(Batch([entry.id for entry in unique], [entry.flags for entry in unique], vectors))
            done += len(page)
            yield done

    def remove(self, ids: Iterable[str]) -> None:
        """Take chunks out, as when their source is replaced; unknown ids are no error."""
        for page in pages(ids, PAGE):
            self._home.take_out(page)

    def search(
        self,
        query: str | NDArray[float32],
        k: int = 10,
        where: Mapping[str, Sequence[str]] | None = None,
    ) -> list[Hit]:
        """The `k` chunks closest to a text or a vector, among those with one of the values for each flag."""
        vector = self._embedding.embed([query])[0] if isinstance(query, str) else query
        condition = _condition(where or {})
        with self._home.collection() as collection:
            found = collection.query(query_embeddings=[vector], n_results=k, where=condition, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [Hit(chunk_id, 1.0 - distance) for chunk_id, distance in pairs]

    def drop(self) -> None:
        """Empty the index."""
        self._home.empty()

    def close(self) -> None:
        """Let go of files and connections; the index opens again by itself when it is used."""
        self._home.close()


def _condition(where: Mapping[str, Sequence[str]]) -> dict[str, Any] | None:
    every = [_any_of([{f"{key}={value}": True} for value in values]) for key, values in where.items()]
    return None if not every else every[0] if len(every) == 1 else {"$and": every}


def _any_of(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}


def _home(place: str, name: str, identity: str) -> Home:
    """A server by its address, else a folder."""
    if place.startswith(("http://", "https://")):
        return Server(place, name, identity)
    return folder_home(Path(place), name, identity)
