"""The index: found again, filled again, never in the way."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.domain import Chunk, Source, Turn
from assistant.errors import StoreError
from assistant.index.chunk_index import Entry, Index, entries_of
from assistant.testing import HashingEmbedder

TOPICS = ["delivery was late", "the app crashed", "support was friendly", "price went up", "box was damaged"]


def entries(count: int, *, first: int = 0) -> list[Entry]:
    """Texts that differ, in two sources, by ten participants."""
    return [
        Entry(
            f"s.c{number:04d}",
            f"{TOPICS[number % 5]} number{number}",
            {"source": [f"s{number % 2}"], "participant": [f"p{number % 10}", "everyone"]},
        )
        for number in range(first, first + count)
    ]


def filled(folder: Path, count: int = 40) -> Index:
    index = Index(folder, HashingEmbedder())
    for _ in index.add(entries(count)):
        pass
    return index


def found(index: Index, query: str, k: int = 3, **where: Sequence[str]) -> list[str]:
    return [hit.chunk_id for hit in index.search(query, k, where)]


def test_the_closest_come_first(tmp_path: Path) -> None:
    """The very text is found with score 1, before others on the same topic."""
    hits = filled(tmp_path).search("the app crashed number11", 5)

    assert hits[0].chunk_id == "s.c0011"
    assert hits[0].score == pytest.approx(1, abs=0.001)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_vector_is_as_good_as_a_text(tmp_path: Path) -> None:
    """Whoever has the vector already need not embed again."""
    index = filled(tmp_path)

    assert index.search(HashingEmbedder().embed(["price number13"])[0], 1) == index.search("price number13", 1)


def test_search_is_narrowed_by_flags(tmp_path: Path) -> None:
    """Each flag named must match with one of its values, however rare it is."""
    index = filled(tmp_path)

    assert set(found(index, "delivery", 40, participant=["p3"])) == {"s.c0003", "s.c0013", "s.c0023", "s.c0033"}
    assert len(found(index, "delivery", 40, participant=["p3", "p4"], source=["s0"])) == 4
    assert found(index, "delivery", 5, participant=["nobody"]) == []


def test_progress_is_told_batch_by_batch(tmp_path: Path) -> None:
    """`add` yields how many are stored, and can be stopped between batches."""
    index = Index(tmp_path, HashingEmbedder())

    assert list(index.add(entries(10), batch=4)) == [4, 8, 10]


def test_what_is_missing_is_named_and_nothing_is_there_twice(tmp_path: Path) -> None:
    """After a stop in the middle the rest is missing; adding all again makes no duplicates."""
    index = Index(tmp_path, HashingEmbedder())
    everything = [entry.id for entry in entries(10)]
    next(index.add(entries(10), batch=4))

    assert index.missing(everything) == set(everything[4:])
    assert list(index.add(entries(10)))[-1] == 10
    assert (len(index), index.missing(everything)) == (10, set())


def test_a_killed_process_loses_at_most_a_batch(tmp_path: Path) -> None:
    """Killed hard while adding, the index opens clean and names what is missing."""
    program = (
        "import sys; from pathlib import Path; from tests.index.test_index import *\n"
        "for n in Index(Path(sys.argv[1]), HashingEmbedder()).add(entries(5_000), batch=20): print(n, flush=True)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    stored = [int(child.stdout.readline()) for _ in range(6)][-1]
    child.kill()
    child.wait()

    index = Index(tmp_path, HashingEmbedder())

    assert index.note == ""
    assert not index.missing(entry.id for entry in entries(stored))
    assert index.missing(entry.id for entry in entries(5_000))
    assert found(index, "the app crashed number11", 1) == ["s.c0011"]


def test_chunks_can_be_taken_out(tmp_path: Path) -> None:
    """What is removed is not found any more; unknown ids are no error."""
    index = filled(tmp_path)
    index.remove(["s.c0011", "unknown"])

    assert len(index) == 39
    assert "s.c0011" not in found(index, "the app crashed number11")


def test_a_new_text_replaces_the_old_one(tmp_path: Path) -> None:
    """Adding an id again stores its text anew."""
    index = filled(tmp_path)
    list(index.add([Entry("s.c0011", "zebra")]))

    assert (found(index, "zebra", 1), len(index)) == (["s.c0011"], 40)


def test_the_index_is_kept(tmp_path: Path) -> None:
    """Opened again, everything is there, without a note."""
    filled(tmp_path).close()
    index = Index(tmp_path, HashingEmbedder())

    assert (len(index), index.note) == (40, "")
    assert found(index, "the app crashed number11", 1) == ["s.c0011"]


def test_another_embedding_starts_afresh(tmp_path: Path) -> None:
    """Vectors of another model, or of another size, are thrown away, and a note says so."""
    filled(tmp_path).close()
    index = Index(tmp_path, HashingEmbedder(32, "other"))

    assert len(index) == 0
    assert "another embedding model" in index.note
    assert list(index.add(entries(3))) == [3]


def test_a_deleted_folder_costs_only_a_rebuild(tmp_path: Path) -> None:
    """With the folder gone all is missing, and can be added again."""
    filled(tmp_path / "index").close()
    shutil.rmtree(tmp_path / "index")
    index = Index(tmp_path / "index", HashingEmbedder())

    assert len(index.missing(entry.id for entry in entries(40))) == 40
    assert list(index.add(entries(40))) == [40]


def damage_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def truncate_database(folder: Path) -> None:
    os.truncate(folder / "chroma.sqlite3", (folder / "chroma.sqlite3").stat().st_size // 2)


def lose_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def damage_vectors(folder: Path) -> None:
    next(folder.rglob("index_metadata.pickle")).write_bytes(b"garbage")


def lose_vectors(folder: Path) -> None:
    shutil.rmtree(next(folder.rglob("header.bin")).parent)


@pytest.mark.parametrize("damage", [damage_database, truncate_database, lose_database, damage_vectors, lose_vectors])
def test_a_damaged_folder_is_built_again_and_says_so(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Whatever happened to Chroma's files: one line, all that was stored, nothing embedded again."""
    filled(tmp_path, 300).close()
    (tmp_path / "notes.txt").write_text("mine")
    damage(tmp_path)

    index = Index(tmp_path, HashingEmbedder())

    assert "damaged" in index.note
    assert "\n" not in index.note
    assert index.missing(entry.id for entry in entries(300)) == set()
    assert index.search("the app crashed number11", 1)[0].score > 0.999
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_write_cut_short_is_made_good(tmp_path: Path) -> None:
    """After a kill between its marks the index is built again, without a word: nothing is lost."""
    filled(tmp_path).close()
    mark = tmp_path / "mark.json"
    mark.write_text(mark.read_text().replace('"unfinished": false', '"unfinished": true'))
    lose_database(tmp_path)

    index = Index(tmp_path, HashingEmbedder())

    assert (len(index), index.note) == (40, "")


def test_what_was_taken_out_stays_out_when_built_again(tmp_path: Path) -> None:
    """Removals and replacements count, in their order; a broken file costs only its own entries."""
    index = filled(tmp_path)
    index.remove(["s.c0001", "s.c0002"])
    list(index.add([Entry("s.c0002", "zebra"), Entry("s.c0003", "zebra crossing")]))
    list(index.add(entries(5, first=100)))
    index.close()
    max((tmp_path / "vectors").glob("*.npz")).write_bytes(b"garbage")
    lose_database(tmp_path)

    index = Index(tmp_path, HashingEmbedder())

    assert len(index) == 39
    assert index.missing(entry.id for entry in entries(40)) == {"s.c0001"}
    assert set(found(index, "zebra", 2)) == {"s.c0002", "s.c0003"}


def test_a_file_in_its_place_is_explained(tmp_path: Path) -> None:
    """A file where the folder should be is left alone and named."""
    (tmp_path / "index").write_text("mine")

    with pytest.raises(StoreError, match="is a file"):
        Index(tmp_path / "index", HashingEmbedder())


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    """Two that add at the same time lose nothing, and one opened before finds what both have added.

    Without the lock and opening anew, one vector in ten to twenty is lost.
    """
    index = Index(tmp_path, HashingEmbedder())
    program = (
        "import sys; from pathlib import Path; from tests.index.test_index import *\n"
        "list(Index(Path(sys.argv[1]), HashingEmbedder()).add(entries(200, first=int(sys.argv[2])), batch=40))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(first)], env=environment)
        for first in (0, 200)
    ]

    assert [child.wait() for child in children] == [0, 0]
    assert (len(index), index.note) == (400, "")
    assert sum(index.search(entry.text, 1)[0].score > 0.999 for entry in entries(400)) >= 398


def test_no_model_is_ever_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With Chroma's own embedding made to fail, everything works: it is never reached."""
    from chromadb.api.types import DefaultEmbeddingFunction
    from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("Chroma's own embedding was reached")

    monkeypatch.setattr(DefaultEmbeddingFunction, "__call__", refuse)
    monkeypatch.setattr(ONNXMiniLM_L6_V2, "__init__", refuse)
    monkeypatch.setattr(ONNXMiniLM_L6_V2, "_download", refuse)
    filled(tmp_path).close()
    index = Index(tmp_path, HashingEmbedder())

    assert found(index, "the app crashed number11", 1) == ["s.c0011"]
    index.remove(["s.c0011"])
    index.drop()
    assert len(index) == 0


def test_chroma_has_no_embedding_to_fall_back_to(tmp_path: Path) -> None:
    """A text handed to the collection by mistake is refused, not embedded by a downloaded model."""
    index = filled(tmp_path)

    with index._home.collection() as collection, pytest.raises(ValueError, match="embedding function"):
        collection.query(query_texts=["delivery"])


def test_no_text_is_kept_in_the_index(tmp_path: Path) -> None:
    """The folder holds vectors and flags; the words stay with the sources."""
    index = Index(tmp_path, HashingEmbedder())
    list(index.add([Entry("s.c0000", "unmistakable confession")]))
    index.close()

    assert all(b"unmistakable" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    """Before anything is added, after a drop and for no ids at all, the answers are empty."""
    index = Index(tmp_path, HashingEmbedder())

    assert (found(index, "anything"), index.missing([]), list(index.add([]))) == ([], set(), [])


def test_a_server_that_is_not_there_is_explained() -> None:
    """A Chroma server that does not answer gives one line with its address."""
    with pytest.raises(StoreError, match=re.escape("http://127.0.0.1:9")):
        Index("http://127.0.0.1:9", HashingEmbedder())


def test_entries_hold_words_without_labels() -> None:
    """A chunk over two turns is indexed without the speakers' labels, under the participants who speak."""
    text = "I: What broke?\nAnn: The box."
    turns = [
        Turn("s.t0", "s", 0, 3, 14, "I", None, "interviewer"),
        Turn("s.t1", "s", 1, 20, 28, "Ann", "p1", "participant"),
    ]
    source = Source("s", "d", 0, "a.txt", "transcript", text, "")

    assert list(entries_of(source, [Chunk("s.c0000", "s", 0, 3, 28, 0, 1)], turns)) == [
        Entry("s.c0000", "What broke?\nThe box.", {"source": ["s"], "kind": ["transcript"], "participant": ["p1"]})
    ]
