"""CSV and TSV."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest import tables
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.limits import MAX_CELL_CHARACTERS, MAX_ROWS
from assistant.ingest.plain import read_text

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 200_000


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a .csv or .tsv."""
    decoded = read_text(path)
    table = tables.of_rows(rows_of(decoded.text, path), path.stem)
    return tables.read_table(table, path.suffix.casefold().lstrip("."), options, decoded.notes)


def rows_of(text: str, path: Path) -> list[list[str]]:
    """The rows of a decoded .csv or .tsv, by the delimiter it names or seems to have."""
    rest, named = _separator_line(text)
    return _rows(rest, named or _delimiter(rest, "\t" if path.suffix.casefold() == ".tsv" else ","))


def _separator_line(text: str) -> tuple[str, str]:
    """Excel's first line `sep=;`, which names the delimiter."""
    first, _, rest = text.partition("\n")
    if first.casefold().startswith("sep=") and len(first.strip()) <= 5:
        return rest, first[4:5] or "\t"
    return text, ""


def _rows(text: str, delimiter: str) -> list[list[str]]:
    # The limit is the csv module's own and guards against runaway quotes; cells here may hold whole interviews.
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise DocumentError(f"has more than {MAX_ROWS:,} rows.", hint="Split it into smaller files.")
    except csv.Error as error:
        raise DocumentError(f"cannot be read as a table: {error}.", hint="Export it as CSV in UTF-8 again.") from error
    return rows


def _delimiter(text: str, expected: str) -> str:
    """The delimiter under which most rows of a sample have the same number of cells, and more than one."""
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: (scores[delimiter], delimiter == expected))
    return best if scores[best] > 0 else expected


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    header = 0
    try:
        for number, row in enumerate(csv.reader(StringIO(sample, newline=""), delimiter=delimiter)):
            if number > _SAMPLE_ROWS:
                break
            if any(cell.strip() for cell in row):
                header = header or len(row)
                widths[len(row)] += 1
    except csv.Error:
        return 0.0
    if header < 2:
        return 0.0
    return widths[header] / widths.total() + min(header, 50) / 1000
