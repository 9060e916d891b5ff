"""Measure the index: how fast it fills, how long it takes to open, how many true neighbours it finds.

    python -m benchmarks.index --vectors 100000 --set ef_search=200

Vectors are made up: clusters of the kind that chunks about the same topics form, at 384 dimensions. Recall@10
is the share of the ten nearest by exact comparison that the index names.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy import float32
from numpy.typing import NDArray

from assistant.index.chunk_index import BATCH, Entry, Index
from assistant.index.home import HNSW

Vectors = NDArray[float32]
DIMENSION = 384
QUERIES = 500


class Prepared:
    """An embedding that looks its vectors up by number."""

    dimension = DIMENSION
    fingerprint = "prepared"

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._vectors[[int(text) for text in texts]]


def clustered(count: int, generator: numpy.random.Generator) -> Vectors:
    """Unit vectors around two hundred topics, spread over the dimensions as MiniLM spreads comments.

    The spectrum of 2,500 real embeddings falls about as (i + 4) ** -0.8.
    """
    scale = numpy.arange(4, DIMENSION + 4) ** -0.4
    centres = generator.normal(size=(200, DIMENSION)) * scale
    noise = generator.normal(size=(count, DIMENSION)) * scale
    return unit(0.7 * centres[generator.integers(len(centres), size=count)] + noise)


def unit(vectors: NDArray[numpy.floating]) -> Vectors:
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return numpy.asarray(vectors / lengths, float32)


def recall(opened: Index, vectors: Vectors, queries: Vectors) -> float:
    """The share of the true ten nearest that are found."""
    found = 0
    for query, likeness in zip(queries, queries @ vectors.T, strict=True):
        truth = {str(number) for number in numpy.argpartition(-likeness, 10)[:10]}
        found += len(truth & {hit.chunk_id for hit in opened.search(query, 10)})
    return found / (10 * len(queries))


def measure(count: int, batch: int) -> None:
    """Fill an index, open it again, ask it, and print what came out."""
    generator = numpy.random.default_rng(7)
    vectors = clustered(count + QUERIES, generator)
    vectors, queries = vectors[:count], vectors[count:]
    folder = Path(tempfile.mkdtemp())
    embedding = Prepared(vectors)
    opened = Index(folder, embedding)
    begun = time.perf_counter()
    for _ in opened.add((Entry(str(number), str(number)) for number in range(count)), batch=batch):
        pass
    filled = time.perf_counter() - begun
    opened.close()
    begun = time.perf_counter()
    opened = Index(folder, embedding)
    opening = time.perf_counter() - begun
    begun = time.perf_counter()
    share = recall(opened, vectors, queries)
    each = (time.perf_counter() - begun) / QUERIES
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    print(
        f"{count} vectors, batches of {batch}, {HNSW}: filled at {count / filled:.0f}/s, opened in "
        f"{opening:.2f} s, recall@10 {share:.3f}, {each * 1000:.1f} ms a query, {size:.0f} MiB",
        flush=True,
    )
    opened.close()
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="an HNSW setting")
    arguments = parser.parse_args()
    for setting in arguments.set:
        name, _, number = setting.partition("=")
        HNSW[name] = int(number)
    measure(arguments.vectors, arguments.batch)


if __name__ == "__main__":
    main()
