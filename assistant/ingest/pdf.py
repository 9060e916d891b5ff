"""PDF files with a text layer."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.flow import Page, PageLine, flowing
from assistant.ingest.limits import MAX_PDF_PAGES
from assistant.ingest.transcripts import read_layout

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_SAME_LINE = 2.0
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
                            "\t": " ", "\u00a0": " ", "\u00ad": "-"})  # fmt: skip


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a .pdf."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        reader = _opened(stream)
        pages = [Page(number, tuple(_lines(page))) for number, page in enumerate(reader.pages, start=1)]
        pictures = [page.number for page in pages if not page.lines and _has_picture(reader.pages[page.number - 1])]
    if not any(page.lines for page in pages):
        raise DocumentError("has no text layer.", hint="Run OCR on it first, for example with ocrmypdf.")
    layout, notes = flowing(pages)
    if pictures:
        notes = (*notes, f"Page {_listed(pictures)}: pictures without a text layer; run OCR first to have their words.")
    return read_layout(layout, path.stem, "pdf", options, notes)


def _has_picture(page: PageObject) -> bool:
    resources: Any = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return False
    return any(item.get_object().get("/Subtype") == "/Image" for item in objects.get_object().values())


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:8])
    return f"{shown} …" if len(numbers) > 8 else shown


def _opened(stream: Any) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        count = len(reader.pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _locked() from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise DocumentError("is a damaged PDF.", hint="Open it in a viewer and print it to a new PDF.") from error
    if not count:
        raise DocumentError("has no pages.", hint="Open it in a viewer and print it to a new PDF.")
    if count > MAX_PDF_PAGES:
        raise DocumentError(f"has {count:,} pages; at most {MAX_PDF_PAGES:,} are read.", hint="Split it.")
    return reader


def _locked() -> DocumentError:
    return DocumentError("is protected with a password.", hint="Save a copy without the password and add that.")


def _lines(page: PageObject) -> list[PageLine]:
    """The lines of a page with their places, in the order of the page's own text."""
    pieces: list[tuple[str, float, float]] = []
    bottom, top = float(page.mediabox.bottom), float(page.mediabox.top)

    def place(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            # What is drawn off the page nobody sees; some programs draw the margin of all pages on each.
            seen = not text.strip() or bottom - _SAME_LINE <= y <= top + _SAME_LINE
            pieces.append((text if seen else "\n", x, y))

    page.extract_text(visitor_text=place)
    return _joined(_split(pieces))


def _split(pieces: list[tuple[str, float, float]]) -> list[PageLine]:
    """Lines out of pieces of text that hold line breaks; a line lies where its first visible piece does."""
    lines: list[PageLine] = []
    words, spot, blank = "", None, False
    for text, x, y in [*pieces, ("\n", 0.0, 0.0)]:
        for number, part in enumerate(text.translate(_LIGATURES).split("\n")):
            if number:
                if words.strip():
                    lines.append(PageLine(" ".join(words.split()), *(spot or (0.0, 0.0)), blank))
                    blank = False
                else:
                    blank = blank or bool(words)
                words, spot = "", None
            words += part
            if part.strip() and spot is None:
                spot = (x, y)
    return lines


def _joined(lines: list[PageLine]) -> list[PageLine]:
    """Neighbours on one baseline put together: a label and its speech are often drawn apart."""
    joined: list[PageLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.y and abs(last.y - line.y) <= _SAME_LINE and line.x > last.x and not line.blank:
            joined[-1] = PageLine(f"{last.text} {line.text}", last.x, last.y, last.blank)
        else:
            joined.append(line)
    return joined
