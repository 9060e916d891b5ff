"""The gold format: one JSON object a line, tied to the exact text it was made on.

`source` (a file's name or a row's id), `sha256` of the source's text in UTF-8, `start` and `end` in Unicode code
points, `quote` (always `text[start:end]`), `kind`, `label`, `stage`, `emotion`, `coder`; in adjudicated gold `settled`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain import Kind
from assistant.errors import DocumentError

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class GoldRow(BaseModel):
    """One coded stretch of one source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    sha256: Sha256
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    kind: Kind
    label: str = ""
    stage: str | None = None
    emotion: str | None = None
    coder: str
    settled: str | None = None
    """How an adjudicated row came about: `agreed`, `kept a`, `label b`, …"""


def read_rows(path: Path) -> list[GoldRow]:
    """The rows of a gold file; DocumentError names the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path.name} cannot be read as gold: {error}.", hint="Check the path.") from error
    return [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str) -> GoldRow:
    try:
        row = GoldRow.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the line"
        raise DocumentError(
            f"{path.name}, line {number}: {place}: {first['msg']}.", hint="evals/README.md describes the format."
        ) from error
    if row.end <= row.start:
        raise DocumentError(f"{path.name}, line {number}: the end is not after the start.")
    return row


def write_rows(path: Path, rows: Iterable[GoldRow]) -> None:
    """Write a gold file, in the order of sources and places."""
    ordered = sorted(rows, key=lambda row: (row.source, row.start, row.end, row.kind, row.label))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in _lines(ordered)), encoding="utf-8")


def _lines(rows: Iterable[GoldRow]) -> Iterator[str]:
    for row in rows:
        values = row.model_dump()
        if values["settled"] is None:
            del values["settled"]
        yield json.dumps(values, ensure_ascii=False)
