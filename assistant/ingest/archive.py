"""Office files are zip archives: looked through before any library opens them.

The directory of an archive can lie, so sizes are counted again while unpacking. Office formats forbid entity
declarations in their XML; a file that has one is an attack, and is refused before a parser sees it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from assistant.errors import DocumentError
from assistant.ingest.limits import (
    MAX_CELLS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    RATIO_FROM,
)

_BLOCK = 1024 * 1024
_UNSAFE = "It is not safe to open."
_TAIL = 64
"""Bytes of a block that are looked at again with the next, for what lies across the border."""
_ENTITIES = tuple("<!ENTITY".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^>]{0,40}?\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")


def check(path: Path) -> None:
    """Raise DocumentError where an office file is damaged, encrypted or made to do harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_contents(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError("is damaged: it cannot be unpacked.", hint="Open it and save it again.") from error


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _bomb(f"holds {len(entries):,} files")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED_BYTES:
        raise _bomb(f"would unpack to {total // (1024 * 1024):,} MB")
    for entry in entries:
        if ".." in PurePosixPath(entry.filename.replace("\\", "/")).parts or entry.filename.startswith(("/", "\\")):
            raise DocumentError("holds a file that points outside of it.", hint=_UNSAFE)
        if entry.flag_bits & 1:
            raise DocumentError("is encrypted.", hint="Save it without a password and add it again.")
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise _bomb("is compressed beyond anything a document is")


def _check_contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = in_xml = 0
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".rdf"))
        if not is_xml and entry.file_size < RATIO_FROM:
            total += entry.file_size
            continue
        area = _Area() if entry.filename.startswith("xl/worksheets/") else None
        for size, window in _windows(archive, entry):
            total, in_xml = total + size, in_xml + size * is_xml
            if total > MAX_UNPACKED_BYTES or in_xml > MAX_XML_BYTES:
                raise _bomb("unpacks to far more than a document has")
            if is_xml and any(mark in window for mark in _ENTITIES):
                raise DocumentError("declares XML entities, which no office program does.", hint=_UNSAFE)
            if area is not None:
                area.add(window)


@dataclass(slots=True)
class _Area:
    """The rectangle that the cells of a sheet span, which libraries set up in full."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def add(self, block: bytes) -> None:
        for letters, digits in _CELL.findall(block):
            self.rows = _widened(self.rows, int(digits))
            if letters:
                self.columns = _widened(self.columns, _column(letters))
        if self.rows and self.columns and _span(self.rows) * _span(self.columns) > MAX_CELLS:
            raise _bomb("has a sheet of far more cells than it has data")


def _widened(span: list[int], value: int) -> list[int]:
    return [min(*span, value), max(*span, value)] if span else [value, value]


def _span(span: list[int]) -> int:
    return span[1] - span[0] + 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _windows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """Blocks of an unpacked file: how many bytes each has, and the bytes with the end of the one before."""
    tail = b""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            yield len(block), tail + block
            tail = block[-_TAIL:]


def _bomb(what: str) -> DocumentError:
    return DocumentError(f"{what}: too much for a document.", hint=_UNSAFE)
