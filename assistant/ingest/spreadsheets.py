"""Workbooks: each sheet is a table. Values are read, never formulas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.ingest import tables
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.limits import MAX_ROWS

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read(path: Path, options: ReadOptions) -> Reading:
    """Read an .xlsx or .xls."""
    kind = path.suffix.casefold().lstrip(".")
    sheets = list(_sheets(path))
    if not sheets:
        raise DocumentError("has no filled sheet.", hint="Check that it was saved with its data.")
    readings, errors = [], []
    for name, rows in sheets:
        prefix = f"{name} " if len(sheets) > 1 else ""
        try:
            table = tables.of_rows(rows, path.stem, prefix=prefix)
            readings.append(tables.read_table(table, kind, options, ()))
        except DocumentError as error:
            errors.append((name, error))
    if not readings:
        raise errors[0][1]
    return _together(kind, readings, [f"Sheet {name} left out: it {error.message}" for name, error in errors])


def _together(kind: str, readings: list[Reading], notes: list[str]) -> Reading:
    return Reading(
        kind,
        tuple(source for reading in readings for source in reading.sources),
        {name: role for reading in readings for name, role in reading.roles.items()},
        (*(note for reading in readings for note in reading.notes), *notes),
    )


def _sheets(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(path) as book:
            hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
            for name in book.sheet_names:
                if name not in hidden:
                    rows = _rows(book.get_sheet_by_name(name))
                    if any(any(row) for row in rows):
                        yield name, rows
    except PasswordError as error:
        raise DocumentError("is protected with a password.", hint="Save it without the password.") from error
    except CalamineError as error:
        raise _damaged() from error
    except BaseException as error:
        # A bug in the Rust library beneath comes up as a PanicException, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise


def _damaged() -> DocumentError:
    return DocumentError("is a damaged workbook.", hint="Open it and save it again.")


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    if sheet.height > MAX_ROWS:
        raise DocumentError(f"has a sheet of more than {MAX_ROWS:,} rows.", hint="Split it into smaller files.")
    return [[_shown(cell) for cell in row] for row in sheet.to_python()]


def _shown(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates in ISO form."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)
