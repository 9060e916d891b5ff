"""An index in a folder of the study.

Chroma's files may be damaged when it is killed while it writes them, and silently lose one vector in ten when two
processes write into one folder. So every operation on a folder holds a lock, whoever finds that another process
has written opens the folder anew, and the vectors themselves are kept in files of our own, from which Chroma's
part is built again after a kill or any damage.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StoreError
from assistant.index.home import OTHER_MODEL, Home, pages, quiet, reason, store
from assistant.index.vectors import Batch, VectorFiles

LOCK_SECONDS = 120.0


def folder_home(place: Path, name: str, identity: str) -> Folder:
    """The folder's one home in this process, as Chroma shares what it opens."""
    path = place.resolve()
    known = _folders.get(path)
    if known is None or (known.name, known.identity) != (name, identity):
        if known:
            known.close()
        known = _folders[path] = Folder(path, name, identity)
    return known


class Folder(Home):
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
            store(collection, batch, self.most_at_once)

    def take_out(self, ids: Sequence[str]) -> None:
        with self.collection(writing=True):
            self._vectors.take_out(ids)
            for page in pages(ids, self.most_at_once):
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

        return chromadb.PersistentClient(self._path, settings=quiet())

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
            return reason(error)

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
                store(collection, batch, self.most_at_once)

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


_folders: dict[Path, Folder] = {}


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


def _is_uuid(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
