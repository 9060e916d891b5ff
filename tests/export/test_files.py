"""An export is written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.export import write_whole


def test_an_existing_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    """The new text takes the old one's place, with the old one's permissions and nothing left beside it."""
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(0o640)

    write_whole(path, "new\n")

    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [path] == list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the file that was there is still there, whole."""
    path = tmp_path / "report.md"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="No space left"):
        write_whole(path, "new")

    assert path.read_text() == "old"
    assert [path] == list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("old")
    link.symlink_to(target)

    write_whole(link, "new")

    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    """The message names the file and what to do."""
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "report.md", "text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """A program that reads from a named pipe gets the text."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()

    write_whole(pipe, "text")
    reader.join(10)

    assert got == ["text"]
    assert pipe.is_fifo()
