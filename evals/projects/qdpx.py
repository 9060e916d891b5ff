"""REFI-QDA projects (.qdpx): what MAXQDA, ATLAS.ti, NVivo and others exchange. A zip with XML and plain texts.

Both are hostile until shown otherwise: the archive goes through the checks that office files go through, a document
type in the XML is refused, and the parser resolves nothing and goes nowhere.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.errors import DocumentError
from assistant.ingest import archive
from evals.projects import Segment

Element = Any
"""lxml has no types of its own."""

_TEXTS = ("TextSource", "Representation", "Transcript")
"""Elements that hold a plain text and selections in it."""


def read(path: Path) -> list[Segment]:
    """All coded selections of plain texts; codings of pictures, sound and areas have no words and are passed over."""
    try:
        archive.check(path)
        with zipfile.ZipFile(path) as opened:
            return list(_segments(opened, _root(opened)))
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    except (zipfile.BadZipFile, KeyError, OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path.name} is no REFI-QDA project ({error}).", hint="Export it again.") from error


def _root(opened: zipfile.ZipFile) -> Element:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(opened.read("project.qde"), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"holds XML that cannot be read ({error.msg}).", hint="Export it again.") from error
    if root.getroottree().docinfo.doctype:
        raise DocumentError("declares a document type, which no project needs.", hint="It is not safe to open.")
    return root


def _segments(opened: zipfile.ZipFile, root: Element) -> Iterator[Segment]:
    codes = {item.get("guid", ""): item.get("name", "") for item in _named(root, "Code")}
    users = {item.get("guid", ""): item.get("name", "") for item in _named(root, "User")}
    for source in root.iter():
        if _tag(source) in _TEXTS:
            text = _text(opened, source)
            if text is not None:
                yield from _of_source(source, text, codes, users)


def _of_source(source: Element, text: str, codes: Mapping[str, str], users: Mapping[str, str]) -> Iterator[Segment]:
    parent = source.getparent()
    name = source.get("name") or (parent.get("name", "") if parent is not None else "")
    for selection in source:
        if _tag(selection) != "PlainTextSelection":
            continue
        start, end = _number(selection, "startPosition"), _number(selection, "endPosition")
        if not 0 <= start < end <= len(text):
            continue
        named = [codes.get(ref.get("targetGUID", ""), "") for ref in _named(selection, "CodeRef")]
        coder = users.get(selection.get("creatingUser", ""), "")
        kept = tuple(code for code in named if code)
        yield Segment(name, text[start:end], kept, coder, start / max(1, len(text)))


def _text(opened: zipfile.ZipFile, source: Element) -> str | None:
    """The plain text that positions count in: inside the XML, or a file of the archive."""
    inline = next((child.text for child in source if _tag(child) == "PlainTextContent"), None)
    if inline is not None:
        return str(inline)
    name = PurePosixPath(source.get("plainTextPath", "").removeprefix("internal://")).name
    inside = next((item for item in opened.namelist() if name and PurePosixPath(item).name == name), None)
    # Positions count characters: line ends stay as they are, a byte order mark is none.
    return opened.read(inside).decode("utf-8").removeprefix("\ufeff") if inside else None


def _named(root: Element, name: str) -> Iterator[Element]:
    return (item for item in root.iter() if _tag(item) == name)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(element: Element, name: str) -> int:
    value = element.get(name, "")
    return int(value) if value.isdigit() else -1
