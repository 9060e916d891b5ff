"""Where a Chroma collection lives: opened when it is first needed, Chroma's errors put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from assistant.errors import StoreError
from assistant.index.vectors import Batch, Flags

HNSW: dict[str, str | int] = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 2000,
    "sync_threshold": 200,  # what is not synchronised is built again whenever the index opens
}
"""Wide, because reviews repeat each other: among thousands of copies of a few texts, one in seven of the others
could not be reached at ef_search 400, one in two hundred at 2000. Figures: see benchmarks/index.py."""
OTHER_MODEL = "The index was made with another embedding model; it is filled again."

Value = TypeVar("Value")


def pages(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    rest = iter(values)
    while page := list(islice(rest, size)):
        yield page


def store(collection: Any, batch: Batch, most: int) -> None:
    for at in range(0, len(batch.ids), most):
        part = slice(at, at + most)
        flags = [_flat(flags or {}) for flags in batch.flags[part]]
        collection.upsert(ids=list(batch.ids[part]), embeddings=batch.vectors[part], metadatas=flags)
    collection.count()  # makes Chroma write now, while we hold the lock


def _flat(flags: Flags) -> dict[str, bool] | None:
    """Chroma keeps one value a key: each value becomes a key of its own. It refuses an empty mapping."""
    return {f"{key}={value}": True for key, values in flags.items() for value in values} or None


class Home:
    """One collection in one place; a server and a folder each open it their own way."""

    def __init__(self, place: str, name: str, identity: str) -> None:
        self.note = ""
        self.most_at_once = 1
        """How many entries Chroma takes in one call; known once it is open."""
        self.place, self.name, self.identity = place, name, identity
        self._client: Any = None
        self._collection: Any = None

    @contextmanager
    def collection(self, *, writing: bool = False) -> Iterator[Any]:  # noqa: ARG002 (a folder's marks need it)
        """The collection, open, for one operation."""
        from chromadb.errors import ChromaError

        try:
            if self._collection is None:
                self._connect()
            yield self._collection
        except (ChromaError, OSError) as error:
            self.close()
            raise self.unusable(error) from error

    def unusable(self, error: Exception) -> StoreError:
        return StoreError(f"The index {self.place} cannot be used: {reason(error)}.", hint=self._hint)

    _hint = ""

    def _connect(self) -> None:
        self._client = self._new_client()
        self.most_at_once = int(self._client.get_max_batch_size())
        self._collection = self._client.get_or_create_collection(
            self.name,
            configuration={"hnsw": HNSW},
            metadata={"identity": self.identity},
            embedding_function=None,
        )
        if (self._collection.metadata or {}).get("identity") != self.identity:
            self.note = OTHER_MODEL
            self._client.delete_collection(self.name)
            self._connect()

    def _new_client(self) -> Any:
        raise NotImplementedError

    def put(self, batch: Batch) -> None:
        with self.collection(writing=True) as collection:
            store(collection, batch, self.most_at_once)

    def take_out(self, ids: Sequence[str]) -> None:
        with self.collection(writing=True) as collection:
            for page in pages(ids, self.most_at_once):
                collection.delete(ids=page)
            collection.count()

    def empty(self) -> None:
        with self.collection(writing=True):
            self._client.delete_collection(self.name)
            self._collection = None

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None


def quiet() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def reason(error: Exception) -> str:
    return str(error).split("\n")[0].split(". ")[0].strip(" .")[:160] or type(error).__name__
