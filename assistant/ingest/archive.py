"""Office files are zip archives: looked through before any library opens them.

The directory of an archive can lie, so sizes are counted again while unpacking. Office formats forbid entity
declarations in their XML; a file that has one is an attack, and is refused before a parser sees it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError

from assistant.errors import DocumentError
from assistant.ingest.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM

_BLOCK = 1024 * 1024
_ENTITIES = tuple(text.encode(name) for text in ("<!ENTITY",) for name in ("ascii", "utf-16-le", "utf-16-be"))


def check(path: Path) -> None:
    """Raise DocumentError where an office file is damaged, encrypted or made to do harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_contents(archive, entries)
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError("is damaged: it cannot be unpacked.", hint="Open it and save it again.") from error


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _bomb(f"holds {len(entries):,} files")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED_BYTES:
        raise _bomb(f"would unpack to {total // (1024 * 1024):,} MB")
    for entry in entries:
        if ".." in PurePosixPath(entry.filename.replace("\\", "/")).parts or entry.filename.startswith(("/", "\\")):
            raise DocumentError("holds a file that points outside of it.", hint="It is not safe to open.")
        if entry.flag_bits & 1:
            raise DocumentError("is encrypted.", hint="Save it without a password and add it again.")
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise _bomb("is compressed beyond anything a document is")


def _check_contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = 0
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".rdf"))
        if not is_xml and entry.file_size < RATIO_FROM:
            total += entry.file_size
            continue
        tail = b""
        for block in _blocks(archive, entry):
            total += len(block)
            if total > MAX_UNPACKED_BYTES:
                raise _bomb("unpacks to more than it says")
            if is_xml and any(mark in tail + block for mark in _ENTITIES):
                raise DocumentError("declares XML entities, which no office program does.", hint="It is not safe to open.")
            tail = block[-32:]


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _bomb(what: str) -> DocumentError:
    return DocumentError(f"{what}: too much for a document.", hint="It is not safe to open.")
