"""OpenDocument texts, read element by element: odfdo's formatted text loses blanks and joins list items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import LayoutBuilder, Run
from assistant.ingest.transcripts import read_layout

if TYPE_CHECKING:
    from odfdo import Document, Element

_LEFT_OUT = {
    "text:tracked-changes", "text:note", "office:annotation", "office:annotation-end", "text:sequence-decls",
    "text:variable-decls", "office:forms", "text:table-of-content", "draw:image", "svg:title", "svg:desc",
    "text:page-number", "text:change", "text:change-start", "text:change-end", "office:event-listeners",
    "text:ruby-text",
}  # fmt: skip
_BLOCKS = {"text:p", "text:h"}


def read(path: Path, options: ReadOptions) -> Reading:
    """Read an .odt."""
    from odfdo import Document

    document = Document(str(path))
    if document.get_type() not in ("text", "text-template"):
        raise DocumentError(f"holds no text document but: {document.get_type()}.", hint="Export it as .odt or .xlsx.")
    builder = LayoutBuilder()
    _Blocks(builder, _bold_styles(document), _numbered_lists(document)).add(document.body)
    layout = builder.layout()
    if not layout.lines:
        raise DocumentError("holds no text.", hint="Pictures of text have to be read by OCR first.")
    return read_layout(layout, path.stem, "odt", options, tuple(_left_out(document.body)))


def _left_out(body: Any) -> Iterator[str]:
    for tag, word in (("text:note", "footnote"), ("office:annotation", "comment")):
        count = len(body.get_elements(f"descendant::{tag}"))
        if count:
            yield f"{count} {word}{'s' if count > 1 else ''} left out."


class _Blocks:
    """Adds paragraphs, list items and the rows of tables in the order of the page."""

    def __init__(self, builder: LayoutBuilder, bold_styles: set[str], numbered: set[str]) -> None:
        self._builder = builder
        self._bold_styles = bold_styles
        self._numbered = numbered

    def add(self, container: Element, numbered: bool = False) -> None:
        for element in container.children:
            tag = element.tag
            if tag in _BLOCKS:
                self._paragraph(element, numbered)
                numbered = False
            elif tag == "table:table":
                self._table(element)
            elif tag == "text:list":
                style = element.get_attribute_string("text:style-name") or ""
                self.add(element, numbered or style in self._numbered)
            elif tag not in _LEFT_OUT:
                self.add(element, numbered)

    def _paragraph(self, element: Element, numbered: bool) -> None:
        boxes: list[Element] = []
        bold = self._is_bold(element)
        runs = list(self._runs(element, bold, boxes))
        self._builder.paragraph(runs, heading=element.tag == "text:h", numbered=numbered)
        for box in boxes:
            self.add(box)

    def _table(self, table: Element) -> None:
        close = False
        for row in table.get_elements("descendant::table:table-row"):
            runs: list[Run] = []
            cells = [cell for cell in row.children if cell.tag == "table:table-cell"]
            for number, cell in enumerate(cells):
                runs += [Run("\t")] if number else []
                runs += self._cell(cell)
            self._builder.paragraph(runs, close=close)
            close = close or any(run.text.strip() for run in runs)

    def _cell(self, cell: Element) -> list[Run]:
        found: list[Run] = []
        for block in cell.get_elements("descendant::text:p | descendant::text:h"):
            runs = list(self._runs(block, self._is_bold(block), []))
            if any(run.text.strip() for run in runs):
                found += [Run("\n"), *runs] if found else runs
        return found

    def _runs(self, element: Element, bold: bool, boxes: list[Element]) -> Iterator[Run]:
        yield Run(element.text or "", bold)
        for child in element.children:
            yield from self._child(child, bold, boxes)
            yield Run(child.tail or "", bold)

    def _child(self, child: Element, bold: bool, boxes: list[Element]) -> Iterator[Run]:
        tag = child.tag
        if tag == "text:s":
            yield Run(" " * int(child.get_attribute_string("text:c") or 1), bold)
        elif tag == "text:tab":
            yield Run("\t", bold)
        elif tag == "text:line-break":
            yield Run("\n", bold)
        elif tag == "draw:text-box":
            boxes.append(child)
        elif tag not in _LEFT_OUT:
            yield from self._runs(child, bold or self._is_bold(child), boxes)

    def _is_bold(self, element: Element) -> bool:
        return (element.get_attribute_string("text:style-name") or "") in self._bold_styles


def _bold_styles(document: Document) -> set[str]:
    bold = "descendant::style:text-properties[@fo:font-weight='bold']"
    return _styles_with(document, "style:style", bold)


def _numbered_lists(document: Document) -> set[str]:
    numbered = "descendant::text:list-level-style-number[@style:num-format='1']"
    return _styles_with(document, "text:list-style", numbered)


def _styles_with(document: Document, tag: str, within: str) -> set[str]:
    """Names of the styles of a kind that hold something."""
    found: set[str] = set()
    for name in ("content.xml", "styles.xml"):
        part: Any = document.get_part(name)
        for style in part.root.get_elements(f"descendant::{tag}"):
            if style.get_elements(within):
                found.add(style.get_attribute_string("style:name") or "")
    return found - {""}
