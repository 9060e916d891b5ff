"""Tables of coded segments: MAXQDA's and ATLAS.ti's exports, Taguette's CSV, and plain CSV; found by their headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest import archive
from assistant.ingest.encoding import decode
from assistant.ingest.limits import MAX_ROWS
from evals.projects import Segment

_HEADINGS = {
    "quote": ("segment", "coded segment", "quotation content", "text content", "quotation", "content", "quote", "text",
              "codiertes segment", "zitat", "zitatinhalt", "inhalt"),
    "codes": ("code", "codes", "tag", "tags", "code name", "code system", "kode"),
    "document": ("document name", "document", "source", "file", "transcript", "dokumentname", "dokument"),
    "coder": ("coder", "created by", "modified by", "author", "erstellt von", "bearbeitet von", "user"),
}  # fmt: skip
"""What a column is, by its heading in lower case; the earlier names win."""
_SEVERAL = re.compile(r"[\n;]+")


def read(path: Path) -> list[Segment]:
    """Every row that has words and a code; a row with several codes keeps them all."""
    table = _workbook(path) if path.suffix.casefold() in (".xlsx", ".xls") else _delimited(path)
    heading, rows = _with_heading(path, table)
    columns = {role: _column(heading, names) for role, names in _HEADINGS.items()}
    quotes, codes = columns["quote"], columns["codes"]
    if quotes is None or codes is None:
        raise DocumentError(
            f"{path.name} has no column with words and one with codes.",
            hint=f"Headings were {', '.join(heading)}; call them `quote` and `code`.",
        )
    return [
        Segment(_cell(row, columns["document"]), row[quotes], _codes(row[codes]), _cell(row, columns["coder"]))
        for row in rows
        if len(row) > max(quotes, codes)
    ]


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEVERAL.split(cell) if part.strip())


def _with_heading(path: Path, table: Sequence[list[str]]) -> tuple[list[str], Sequence[list[str]]]:
    """The heading row and what is below it: some exports put a title above."""
    for at, row in enumerate(table[:10]):
        if _column(row, _HEADINGS["quote"]) is not None and _column(row, _HEADINGS["codes"]) is not None:
            return row, table[at + 1 :]
    if not table:
        raise DocumentError(f"{path.name} is empty.")
    return table[0], table[1:]


def _column(heading: Sequence[str], names: Sequence[str]) -> int | None:
    plain = [cell.strip().casefold() for cell in heading]
    return next((plain.index(name) for name in names if name in plain), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _delimited(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes()).text
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    return list(_limited(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _workbook(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if path.suffix.casefold() == ".xlsx":
            archive.check(path)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return list(_limited(path, ([str(cell) for cell in row] for row in sheet.iter_rows())))
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    except (CalamineError, OSError) as error:
        raise DocumentError(f"{path.name} is no workbook ({error}).", hint="Export it again.") from error


def _limited(path: Path, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(rows):
            if number > MAX_ROWS:
                raise DocumentError(f"{path.name} has more than {MAX_ROWS:,} rows.")
            yield row
    except csv.Error as error:
        raise DocumentError(f"{path.name} is no table ({error}).", hint="Export it as CSV in UTF-8.") from error
