"""Vectors on disk, batch by batch, so that an index can be built again without embedding anything twice.

A batch is one file, written whole or not at all. Nothing is changed in place: a vector added again, or taken out,
is a later batch. A file that cannot be read is thrown away; what was only in it is embedded again.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

Flags = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Vectors with what they can be found by; flags None and a vector of zeros where an id was taken out."""

    ids: Sequence[str]
    flags: Sequence[Flags | None]
    vectors: NDArray[float32]


class VectorFiles:
    """The batches in a folder; whoever writes holds the index's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, batch: Batch) -> None:
        """Store a batch: it is there after this, or, if the process is killed, not at all."""
        import numpy

        self._folder.mkdir(parents=True, exist_ok=True)
        rows = json.dumps([[name, flags] for name, flags in zip(batch.ids, batch.flags, strict=True)])
        path = self._folder / f"{self._last() + 1:08d}.npz"
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            numpy.savez(file, rows=numpy.frombuffer(rows.encode("utf-8"), numpy.uint8), vectors=batch.vectors)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)

    def take_out(self, ids: Sequence[str]) -> None:
        import numpy

        self.put(Batch(ids, [None] * len(ids), numpy.zeros((len(ids), 1), numpy.float32)))

    def latest(self) -> Iterator[Batch]:
        """What holds now: each id once, with what was stored last."""
        seen: set[str] = set()
        for path in sorted(self._files(), reverse=True):
            batch = _read(path)
            if batch is None:
                path.unlink()
                continue
            rows = {name: row for row, name in enumerate(batch.ids) if name not in seen}
            seen.update(rows)
            kept = [row for row in rows.values() if batch.flags[row] is not None]
            if kept:
                names, flags = [batch.ids[row] for row in kept], [batch.flags[row] for row in kept]
                yield Batch(names, flags, batch.vectors[kept])

    def clear(self) -> None:
        for path in self._files():
            path.unlink()

    def _files(self) -> list[Path]:
        return list(self._folder.glob("*.npz"))

    def _last(self) -> int:
        return max((int(path.stem) for path in self._files() if path.stem.isdecimal()), default=0)


def _read(path: Path) -> Batch | None:
    import numpy

    try:
        with numpy.load(path, allow_pickle=False) as stored:
            rows = json.loads(stored["rows"].tobytes().decode("utf-8"))
            return Batch([name for name, _ in rows], [flags for _, flags in rows], stored["vectors"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
