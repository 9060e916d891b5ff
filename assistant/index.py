"""The index of chunks by meaning: the only module that knows Chroma; what it keeps may be deleted any time.

It keeps one vector for each chunk and flags to filter by, never a text: quotes come from the sources. Vectors
are always made here, so that Chroma's own model is never fetched. An index filled by another embedding model is
emptied as it is opened; `note` says so and `missing` then names everything.

Chroma's files may be damaged when it is killed while it writes them, and silently lose one vector in ten when two
processes write into one folder. So every operation on a folder holds a lock, whoever finds that another process
has written opens the folder anew, and the vectors themselves are kept in files of our own, from which Chroma's
part is built again after a kill or any damage.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from assistant.domain import Chunk, Source, Turn
from assistant.embedding import Embedding
from assistant.errors import StoreError
from assistant.vectors import Batch, Flags, VectorFiles

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

BATCH = 256
"""Chunks embedded and stored at a time: two seconds of work, which is all that a kill costs."""
PAGE = 5_000
"""Ids asked for at a time."""
LAYOUT = 1
"""Raised when what is stored changes its form; older indexes are then filled again."""
HNSW: dict[str, str | int] = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 2000,
    "sync_threshold": 200,  # what is not synchronised is built again whenever the index opens
}
"""Wide, because reviews repeat each other: among thousands of copies of a few texts, one in seven of the others
could not be reached at ef_search 400, one in two hundred at 2000. Figures: see benchmarks/index.py."""
LOCK_SECONDS = 120.0
OTHER_MODEL = "The index was made with another embedding model; it is filled again."


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
        for page in _pages(ids, PAGE):
            with self._home.collection() as collection:
                absent.update(set(page) - set(collection.get(ids=page, include=[])["ids"]))
        return absent

    def add(self, entries: Iterable[Entry], *, batch: int = BATCH) -> Iterator[int]:
        """Store entries, those with a known id anew; yields the number stored so far, after each batch."""
        done = 0
        for page in _pages(entries, batch):
            unique = list({entry.id: entry for entry in page}.values())
            vectors = self._embedding.embed([entry.text for entry in unique])
            self._home.put(Batch([entry.id for entry in unique], [entry.flags for entry in unique], vectors))
            done += len(page)
            yield done

    def remove(self, ids: Iterable[str]) -> None:
        """Take chunks out, as when their source is replaced; unknown ids are no error."""
        for page in _pages(ids, PAGE):
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


Value = TypeVar("Value")


def _pages(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    rest = iter(values)
    while page := list(islice(rest, size)):
        yield page


def _store(collection: Any, batch: Batch, most: int) -> None:
    for at in range(0, len(batch.ids), most):
        part = slice(at, at + most)
        flags = [_flat(flags or {}) for flags in batch.flags[part]]
        collection.upsert(ids=list(batch.ids[part]), embeddings=batch.vectors[part], metadatas=flags)
    collection.count()  # makes Chroma write now, while we hold the lock


def _flat(flags: Flags) -> dict[str, bool] | None:
    """Chroma keeps one value a key: each value becomes a key of its own. It refuses an empty mapping."""
    return {f"{key}={value}": True for key, values in flags.items() for value in values} or None


def _condition(where: Mapping[str, Sequence[str]]) -> dict[str, Any] | None:
    every = [_any_of([{f"{key}={value}": True} for value in values]) for key, values in where.items()]
    return None if not every else every[0] if len(every) == 1 else {"$and": every}


def _any_of(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}


def _home(place: str, name: str, identity: str) -> _Home:
    """A server, or the folder; a folder has one home in a process, as Chroma shares what it opens."""
    if place.startswith(("http://", "https://")):
        return _Server(place, name, identity)
    path = Path(place).resolve()
    known = _folders.get(path)
    if known is None or (known.name, known.identity) != (name, identity):
        if known:
            known.close()
        known = _folders[path] = _Folder(path, name, identity)
    return known


class _Home:
    """Where a collection lives: opens it when it is first needed and puts Chroma's errors into words."""

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
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreError:
        return StoreError(f"The index {self.place} cannot be used: {_reason(error)}.", hint=self._hint)

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
            _store(collection, batch, self.most_at_once)

    def take_out(self, ids: Sequence[str]) -> None:
        with self.collection(writing=True) as collection:
            for page in _pages(ids, self.most_at_once):
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


class _Server(_Home):
    """On a Chroma server, which does its own locking and repairs."""

    _hint = "Is the server running, and is its address right?"

    @contextmanager
    def collection(self, *, writing: bool = False) -> Iterator[Any]:
        from httpx import HTTPError

        try:
            with super().collection(writing=writing) as collection:
                yield collection
        except HTTPError as error:
            self.close()
            raise self._unusable(error) from error

    def _connect(self) -> None:
        try:
            super()._connect()
        except ValueError as error:  # what Chroma's client makes of a refused connection
            raise self._unusable(error) from error

    def _new_client(self) -> Any:
        import chromadb

        parts = urlsplit(self.place)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(parts.hostname or "", port, ssl=secure, settings=_quiet())


class _Folder(_Home):
    """In a folder, used by one process at a time."""

    _hint = "Delete the folder and run again; it is filled again from the sources."

    def __init__(self, path: Path, name: str, identity: str) -> None:
        super().__init__(str(path), name, identity)
        self._path = path
        self._vectors = VectorFiles(path / "vectors")
        self._seen: _Mark | None = None

    @contextmanager
    def collection(self, *, writing: bool = False) -> Iterator[Any]:
        with self._alone():
            mark = self._mark()
            if self._collection is None or mark != self._seen:
                self._open_checked(mark)
            if not writing:
                with super().collection() as collection:
                    yield collection
                return
            with self._marked(), super().collection() as collection:
                yield collection

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """A write, between two marks that tell whether it was finished."""
        self._put_mark(_Mark(uuid.uuid4().hex, self.identity, unfinished=True))
        yield
        stored = self._collection.count() if self._collection else 0
        self._put_mark(_Mark(uuid.uuid4().hex, self.identity, unfinished=False, stored=stored))

    def put(self, batch: Batch) -> None:
        with self.collection(writing=True) as collection:
            self._vectors.put(batch)
            _store(collection, batch, self.most_at_once)

    def take_out(self, ids: Sequence[str]) -> None:
        with self.collection(writing=True):
            self._vectors.take_out(ids)
            for page in _pages(ids, self.most_at_once):
                self._collection.delete(ids=page)
            self._collection.count()

    def empty(self) -> None:
        with self.collection(writing=True):
            self._vectors.clear()
            self._client.delete_collection(self.name)
            self._collection = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self._path.mkdir(parents=True, exist_ok=True)
            with FileLock(self._path / "lock", timeout=LOCK_SECONDS):
                yield
        except Timeout as error:
            raise StoreError(f"Another process keeps the index {self.place} busy.", hint="Try again.") from error
        except FileExistsError as error:
            raise StoreError(f"{self.place} is a file, but the index is a folder.", hint="Move it away.") from error

    def _new_client(self) -> Any:
        import chromadb

        return chromadb.PersistentClient(self._path, settings=_quiet())

    def _open_checked(self, mark: _Mark) -> None:
        """Open the folder, with Chroma's part of it built again where it cannot be trusted."""
        self.close()
        self._seen = mark
        if mark.identity != self.identity:
            self.note = OTHER_MODEL if mark.identity else ""
            self._vectors.clear()
            self._build_again()
        elif mark.unfinished:
            self._build_again()
        elif damage := self._damage(mark.stored):
            self.note = f"The index was damaged ({damage}); it was built again."
            self._build_again()

    def _damage(self, stored: int) -> str:
        """Open the folder and say what is wrong with it; empty if nothing."""
        try:
            self._connect()
            return _amiss(self._collection, stored)
        except Exception as error:  # noqa: BLE001 (damaged files make Chroma raise errors of every kind)
            return _reason(error)

    def _build_again(self) -> None:
        """Delete what Chroma wrote, and nothing else that lies in the folder, and fill it from the vectors."""
        from chromadb.api.client import Client

        self.close()
        Client.clear_system_cache()  # where a folder could not be opened, it would stay so
        for path in self._path.glob("chroma.sqlite3*"):
            path.unlink()
        for path in self._path.iterdir():
            if path.is_dir() and _is_uuid(path.name):
                shutil.rmtree(path)
        with self._marked(), super().collection() as collection:
            for batch in self._vectors.latest():
                _store(collection, batch, self.most_at_once)

    def _mark(self) -> _Mark:
        try:
            return _Mark(**json.loads((self._path / "mark.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return _Mark()

    def _put_mark(self, mark: _Mark) -> None:
        self._seen = mark
        part = self._path / "mark.part"
        part.write_text(json.dumps(asdict(mark)), "utf-8")
        part.replace(self._path / "mark.json")


_folders: dict[Path, _Folder] = {}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Who wrote last, for which embedding, and whether it was cut short."""

    stamp: str = ""
    identity: str = ""
    unfinished: bool = False
    stored: int = 0


def _amiss(collection: Any, stored: int) -> str:
    """What is wrong with a collection, judged by its size and whether most of a few entries find themselves."""
    total, lost = collection.count(), []
    if total != stored:
        return f"{stored} entries were stored, {total} are there"
    for offset in sorted({0, total // 3, 2 * total // 3, max(0, total - 3)}) if total else ():
        sample = collection.get(limit=3, offset=offset, include=["embeddings"])
        found = collection.query(query_embeddings=sample["embeddings"], n_results=1, include=["distances"])
        lost += [not distances or distances[0] > 0.01 for distances in found["distances"]]
    # An approximate index may miss one; a lost one misses nearly all.
    return "entries do not find themselves" if 2 * sum(lost) > len(lost) else ""


def _quiet() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0].split(". ")[0].strip(" .")[:160] or type(error).__name__


def _is_uuid(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
