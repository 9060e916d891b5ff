"""One way in for all formats: the checks that every file goes through, then its reader."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest import sniff
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.limits import MAX_FILE_BYTES

FORMATS: Mapping[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".vtt": "captions",
    ".srt": "captions",
    ".json": "json_files",
    ".jsonl": "json_files",
    ".ndjson": "json_files",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".xlsx": "spreadsheets",
    ".xls": "spreadsheets",
}
"""File extension, and the module of this package that reads it."""

_ZIPPED = {".docx", ".odt", ".xlsx"}
_SAVE_AGAIN = "Open it in the program it comes from, save it again and add it once more."


def read_file(path: Path, options: ReadOptions | None = None) -> Reading:
    """What a file holds; DocumentError with the file's name where it cannot be read."""
    try:
        return _read(path, options or ReadOptions())
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    except RecursionError as error:
        raise DocumentError(f"{path.name} is nested too deeply.", hint=_SAVE_AGAIN) from error
    except MemoryError as error:
        raise DocumentError(f"{path.name} is too large to read.", hint="Split it into smaller files.") from error
    except OSError as error:
        raise DocumentError(
            f"{path.name} cannot be opened: {error.strerror or error}.", hint="Check its permissions."
        ) from error
    except Exception as error:
        # Readers stand on libraries that raise what they like when a file is broken.
        raise DocumentError(f"{path.name} is damaged ({type(error).__name__}).", hint=_SAVE_AGAIN) from error


def _read(path: Path, options: ReadOptions) -> Reading:
    suffix = path.suffix.casefold()
    reader = FORMATS.get(suffix)
    if reader is None:
        raise DocumentError(_unknown(suffix), hint=f"Verbatim reads {', '.join(sorted(FORMATS))}.")
    _check_size(path)
    sniff.check(path, suffix)
    if suffix in _ZIPPED:
        from assistant.ingest import archive

        archive.check(path)
    read: Callable[[Path, ReadOptions], Reading] = importlib.import_module(f"assistant.ingest.{reader}").read
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _with_turns(read(path, options))


def _unknown(suffix: str) -> str:
    return f"has the extension {suffix}, which is not supported." if suffix else "has no extension."


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise DocumentError("is not a file." if path.exists() else "does not exist.", hint="Check the path.")
    size = path.stat().st_size
    if size == 0:
        raise DocumentError("is empty.", hint="Check that it was copied or exported completely.")
    if size > MAX_FILE_BYTES:
        raise DocumentError(
            f"has {size / 1024 / 1024:,.0f} MB; at most {MAX_FILE_BYTES // 1024 // 1024} MB are read.",
            hint="Split it into smaller files.",
        )


def _with_turns(reading: Reading) -> Reading:
    if not any(source.turns for source in reading.sources):
        raise DocumentError("holds no speech and no text to read.", hint="Check that the export was complete.")
    return reading
