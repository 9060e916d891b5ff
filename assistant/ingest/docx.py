"""Word documents.

python-docx opens the file; the words are taken from its XML, since its paragraphs leave out tables inside content
controls, inserted text that is still tracked, and text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import LayoutBuilder, Run
from assistant.ingest.transcripts import read_layout

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {
    f"{_W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "footnoteReference",
        "endnoteReference",
        "rt",
        "pPr",
        "rPr",
        "sdtPr",
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_NOTES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote", f"{_W}commentReference": "comment"}


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a .docx."""
    import docx

    document = docx.Document(str(path))
    body = document.element.body
    builder = LayoutBuilder()
    blocks = _Blocks(builder, _bold_styles(document), _numbered_lists(document))
    blocks.add(body)
    layout = builder.layout()
    if not layout.lines:
        raise DocumentError("holds no text.", hint="Pictures of text have to be read by OCR first.")
    return read_layout(layout, path.stem, "docx", options, tuple(_left_out(body)))


def _left_out(body: Any) -> Iterator[str]:
    for tag, word in _NOTES.items():
        count = sum(1 for _ in body.iter(tag))
        if count:
            yield f"{count} {word}{'s' if count > 1 else ''} left out."
    if any(True for _ in body.iter(f"{_W}del")):
        yield "Tracked changes were read as accepted: deleted words are left out."


class _Blocks:
    """Walks the body and adds paragraphs and the rows of tables in the order of the page."""

    def __init__(self, builder: LayoutBuilder, bold_styles: set[str], numbered: set[tuple[str, str]]) -> None:
        self._builder = builder
        self._bold_styles = bold_styles
        self._numbered = numbered

    def add(self, container: Any) -> None:
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag in _LEFT_OUT:
                continue
            elif isinstance(element.tag, str):
                self.add(element)

    def _paragraph(self, element: Any) -> None:
        boxes: list[Any] = []
        runs = list(self._runs(element, boxes))
        style = _value(element.find(f"{_W}pPr/{_W}pStyle"))
        self._builder.paragraph(
            runs, heading=style.lower().startswith(("heading", "title")), numbered=self._is_numbered(element)
        )
        for box in boxes:
            self.add(box)

    def _table(self, table: Any) -> None:
        """Rows as lines, cells between tabs; paragraphs of a cell as lines of it."""
        close = False
        for row in table.iter(f"{_W}tr"):
            if _nearest(row, f"{_W}tbl") is not table:
                continue
            runs: list[Run] = []
            for number, cell in enumerate(_cells(row)):
                runs += [Run("\t")] if number else []
                runs += self._cell(cell)
            self._builder.paragraph(runs, close=close)
            close = close or any(run.text.strip() for run in runs)

    def _cell(self, cell: Any) -> list[Run]:
        found: list[Run] = []
        for paragraph in cell.iter(f"{_W}p"):
            boxes: list[Any] = []
            runs = list(self._runs(paragraph, boxes))
            if any(run.text.strip() for run in runs):
                found += [Run("\n"), *runs] if found else runs
        return found

    def _runs(self, element: Any, boxes: list[Any], bold: bool = False) -> Iterator[Run]:
        for child in element:
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            if tag == f"{_W}r":
                if not _is_hidden(child):
                    yield from self._runs(child, boxes, self._is_bold(child))
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif (text := _text(child)) is not None:
                yield Run(text, bold)
            else:
                yield from self._runs(child, boxes, bold)

    def _is_bold(self, run: Any) -> bool:
        mark = run.find(f"{_W}rPr/{_W}b")
        if mark is not None:
            return str(mark.get(f"{_W}val", "1")).lower() not in ("0", "false", "off")
        return _value(run.find(f"{_W}rPr/{_W}rStyle")) in self._bold_styles

    def _is_numbered(self, paragraph: Any) -> bool:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return (_value(paragraph.find(f"{_W}pPr/{_W}pStyle")), "style") in self._numbered
        return _list_level(properties) in self._numbered


def _text(element: Any) -> str | None:
    """The characters an element of a run stands for; None where it only holds others."""
    tag = element.tag
    if tag == f"{_W}t":
        return element.text or ""
    if tag in (f"{_W}tab", f"{_W}ptab"):
        return "\t"
    if tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if tag == f"{_W}noBreakHyphen":
        return "\u2011"
    return None


def _list_level(properties: Any) -> tuple[str, str]:
    return _value(properties.find(f"{_W}numId")), _value(properties.find(f"{_W}ilvl")) or "0"


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}customXml", f"{_W}ins"):
            yield from (cell for cell in element.iter(f"{_W}tc") if _nearest(cell, f"{_W}tr") is row)


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and str(mark.get(f"{_W}val", "1")).lower() not in ("0", "false", "off")


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _bold_styles(document: Any) -> set[str]:
    """Character styles that set bold, such as Strong."""
    return {style.style_id for style in document.styles if getattr(getattr(style, "font", None), "bold", False)}


def _numbered_lists(document: Any) -> set[tuple[str, str]]:
    """(list, level) of the lists that are numbered and not bulleted; (style, "style") of styles in such a list."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return set()
    levels: dict[str, set[str]] = {}
    for abstract in numbering.iter(f"{_W}abstractNum"):
        levels[abstract.get(f"{_W}abstractNumId", "")] = {
            level.get(f"{_W}ilvl", "0")
            for level in abstract.iter(f"{_W}lvl")
            if _value(level.find(f"{_W}numFmt")) not in ("bullet", "none", "")
        }
    lists = {
        (number.get(f"{_W}numId", ""), level)
        for number in numbering.iter(f"{_W}num")
        for level in levels.get(_value(number.find(f"{_W}abstractNumId")), set())
    }
    styles = document.styles.element.iter(f"{_W}style")
    marked = ((style, style.find(f"{_W}pPr/{_W}numPr")) for style in styles)
    return lists | {
        (style.get(f"{_W}styleId", ""), "style")
        for style, properties in marked
        if properties is not None and _list_level(properties) in lists
    }
