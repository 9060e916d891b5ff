"""Which files of a folder are read."""

from __future__ import annotations

from pathlib import Path

from assistant.ingest import find_files
from tests.ingest.reading import written


def _found(*paths: Path) -> list[tuple[str, bool, str]]:
    """(name, to be read, error) of each outcome."""
    return [(one.item.name, one.result is not None, one.error) for one in find_files(paths)]


def test_a_folder_gives_all_below_it_in_natural_order(tmp_path: Path) -> None:
    """Files of subfolders are found, P2 before P10."""
    (tmp_path / "b").mkdir()
    for name in ("P10.txt", "P2.txt", "P1.pdf", "b/P3.docx"):
        written(tmp_path, name, "x")

    assert [name for name, _, _ in _found(tmp_path)] == ["P1.pdf", "P2.txt", "P10.txt", "P3.docx"]


def test_noise_is_passed_over_in_silence(tmp_path: Path) -> None:
    """Hidden files, lock files and what systems leave behind are not even mentioned."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "__MACOSX").mkdir()
    for name in (".DS_Store", "~$x.docx", ".git/a.txt", "Thumbs.db", "desktop.ini", "__MACOSX/b.txt", "good.txt"):
        written(tmp_path, name, "x")

    assert _found(tmp_path) == [("good.txt", True, "")]


def test_other_formats_in_a_folder_are_skipped_and_named_ones_fail(tmp_path: Path) -> None:
    """A recording beside the transcripts is no failure; one that is asked for is."""
    recording = written(tmp_path, "a.mp3", "x")

    assert _found(tmp_path) == [("a.mp3", False, "")]
    ((name, wanted, error),) = _found(recording)
    assert (name, wanted) == ("a.mp3", False)
    assert "not supported" in error


def test_what_does_not_exist_is_said(tmp_path: Path) -> None:
    """A slip in a path is an outcome with its reason."""
    ((_, _, error),) = _found(tmp_path / "nothing.txt")

    assert "does not exist" in error


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    """Links inside the folder are fine, links out of it are an error, loops end."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    written(outside, "secret.txt", "x")
    written(inside, "a.txt", "x")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "c.txt").symlink_to(outside / "secret.txt")
    (inside / "d").symlink_to(outside)
    (inside / "e").symlink_to(inside)
    (inside / "f.txt").symlink_to(inside / "nowhere.txt")

    found = {name: (wanted, error) for name, wanted, error in _found(inside)}

    assert found["a.txt"] == (True, "")
    assert found["b.txt"] == (True, "")
    assert "leads outside" in found["c.txt"][1]
    assert "leads outside" in found["d"][1]
    assert "link to nothing" in found["f.txt"][1]
    assert "secret.txt" not in found


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    """A file and the folder it lies in do not make two of it."""
    path = written(tmp_path, "a.txt", "x")

    assert _found(path, tmp_path, path) == [("a.txt", True, "")]
