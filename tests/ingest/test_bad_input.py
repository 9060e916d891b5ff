"""Files that are broken, hostile or not what they are called: one clear line each, and never a traceback."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import Workbook

from assistant.errors import DocumentError
from assistant.ingest import FORMATS, limits, read_file
from tests.ingest.reading import read, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    """An empty file of any format is said to be empty."""
    with pytest.raises(DocumentError, match="is empty"):
        read_file(written(tmp_path, f"x{suffix}", b""))


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize(
    "content", [b"\x00\xff\x13\x37" * 200, bytes(range(256)) * 8, b"PK\x03\x04 nonsense" * 20, b" \n\t\n"]
)
def test_nonsense_of_any_format(tmp_path: Path, suffix: str, content: bytes) -> None:
    """Nonsense under any extension raises DocumentError and nothing else."""
    with pytest.raises(DocumentError, match=rf"x\{suffix} "):
        read_file(written(tmp_path, f"x{suffix}", content))


def test_a_picture_called_txt(tmp_path: Path) -> None:
    """A binary file with the extension of a text is told by its first bytes."""
    with pytest.raises(DocumentError, match="is no text but a picture"):
        read(written(tmp_path, "x.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100))


def test_an_old_word_document_called_docx(tmp_path: Path) -> None:
    """A .doc with the wrong extension says how to save it."""
    with pytest.raises(DocumentError, match=r"is an old \.doc document.*save it as \.docx"):
        read(written(tmp_path, "x.docx", OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le")))


def test_a_word_document_with_a_password(tmp_path: Path) -> None:
    """An encrypted office file, which is no zip, is said to have a password."""
    with pytest.raises(DocumentError, match="protected with a password"):
        read(written(tmp_path, "x.docx", OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")))


def test_a_web_page_called_docx(tmp_path: Path) -> None:
    """What a browser saved under a wrong name says what it is."""
    with pytest.raises(DocumentError, match=r"is not a \.docx file but a web page.*\.html"):
        read(written(tmp_path, "x.docx", "<!DOCTYPE html><html><body>Hi</body></html>"))


def test_an_unknown_extension(tmp_path: Path) -> None:
    """An extension nobody reads is answered with those that are."""
    with pytest.raises(DocumentError, match=r"\.mp3, which is not supported.*\.docx"):
        read(written(tmp_path, "x.mp3", b"ID3"))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    """200 MB in one line are refused by their size alone, at once."""
    path = tmp_path / "x.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    with pytest.raises(DocumentError, match=r"has 200 MB; at most 100 MB are read"):
        read(path)


@pytest.mark.parametrize("missing", ["nothing.txt", "folder"])
def test_what_is_no_file(tmp_path: Path, missing: str) -> None:
    """Missing files and folders are named."""
    (tmp_path / "folder").mkdir()

    with pytest.raises(DocumentError, match=missing):
        read_file(tmp_path / missing)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """Missing rights are said in words."""
    path = written(tmp_path, "x.txt", "words")
    path.chmod(0)

    with pytest.raises(DocumentError, match="cannot be opened"):
        read(path)


def _zip(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".odt"])
def test_a_zip_bomb(tmp_path: Path, suffix: str) -> None:
    """What is compressed beyond any document is not unpacked."""
    with pytest.raises(DocumentError, match="compressed beyond anything"):
        read(_zip(tmp_path / f"x{suffix}", {"word/document.xml": b"0" * 40_000_000}))


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sizes in the directory are not believed: what comes out is counted."""
    monkeypatch.setattr("assistant.ingest.archive.MAX_XML_BYTES", 1_000_000)
    path = _zip(tmp_path / "x.docx", {"word/document.xml": os.urandom(10) * 200_000})
    honest = (2_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (1000).to_bytes(4, "little")))

    with pytest.raises(DocumentError, match=r"unpacks to far more|is damaged"):
        read(path)


def test_an_archive_of_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are counted before any is opened."""
    monkeypatch.setattr("assistant.ingest.archive.MAX_ENTRIES", 10)

    with pytest.raises(DocumentError, match="holds 20 files"):
        read(_zip(tmp_path / "x.docx", {f"word/{n}.xml": b"x" for n in range(20)}))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word/../../x", "..\\x"])
def test_an_archive_that_points_outside(tmp_path: Path, name: str) -> None:
    """Names that climb out of the archive are refused."""
    with pytest.raises(DocumentError, match="points outside"):
        read(_zip(tmp_path / "x.docx", {name: b"x"}))


def _document_with(tmp_path: Path, declaration: bytes) -> Path:
    source, path = tmp_path / "ok.docx", tmp_path / "x.docx"
    document = docx.Document()
    document.add_paragraph("Hello &lol;")
    document.save(str(source))
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    body = entries["word/document.xml"].replace(b"&amp;lol;", b"&lol;")
    entries["word/document.xml"] = body.replace(b"<w:document", declaration + b"<w:document", 1)
    return _zip(path, entries)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY lol "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY lol SYSTEM "http://127.0.0.1:9/x">]>',
    ],
)
def test_xml_entities_are_refused(tmp_path: Path, declaration: bytes) -> None:
    """Entities that multiply or fetch never reach a parser."""
    with pytest.raises(DocumentError, match="declares XML entities"):
        read(_document_with(tmp_path, declaration))


def test_a_sheet_with_cells_in_far_corners(tmp_path: Path) -> None:
    """Two cells that span billions are refused before a library sets up the rectangle between them."""
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["XFD1048576"] = "comment", "It was slow."
    book.save(tmp_path / "x.xlsx")

    with pytest.raises(DocumentError, match="far more cells"):
        read(tmp_path / "x.xlsx")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_office_files_that_break_off(tmp_path: Path, keep: float) -> None:
    """A download that stopped half-way is damaged."""
    whole = tmp_path / "whole.docx"
    document = docx.Document()
    document.add_paragraph("Hello there.")
    document.save(str(whole))
    content = whole.read_bytes()

    with pytest.raises(DocumentError, match="is damaged"):
        read(written(tmp_path, "x.docx", content[: int(keep * len(content))]))


def test_a_library_that_fails_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library raises becomes one line, with the cause kept behind it."""

    def fail(path: Path, options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.ingest.plain.read", fail)

    with pytest.raises(DocumentError, match=r"x\.txt is damaged \(ZeroDivisionError\)") as caught:
        read(written(tmp_path, "x.txt", "words"))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_one_line_of_many_megabytes(tmp_path: Path) -> None:
    """Text without a single line break is read, in time that grows with its length."""
    text = "It was slow ( and then : it broke . " * 60_000

    assert len(read(written(tmp_path, "x.txt", text)).sources[0].text) == len(text)


@pytest.mark.parametrize("piece", [" ", "(", "a: ", "\t", "1:00 ", "\n", "<", "A. "])
def test_repetition_takes_no_time(tmp_path: Path, piece: str) -> None:
    """A hundred thousand of the same mark do not make the search for labels slow."""
    for suffix in (".txt", ".html"):
        read(written(tmp_path, f"x{suffix}", "Words. " + piece * 100_000 + " End."))


def test_limits_are_sane() -> None:
    """What is read is bounded by figures, each larger than any interview."""
    assert limits.MAX_FILE_BYTES >= 50_000_000
    assert limits.MAX_UNPACKED_BYTES >= limits.MAX_XML_BYTES >= 50_000_000
