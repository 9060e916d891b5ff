"""Reading files: each format has one reader, and nothing outside this package knows formats.

`read_file` gives texts with turns; `find_files` says which files of a folder to read. Readers import their
libraries when they are first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft, TurnDraft
from assistant.ingest.files import find_files
from assistant.ingest.reading import FORMATS, read_file

__all__ = ["FORMATS", "ReadOptions", "Reading", "SourceDraft", "TurnDraft", "find_files", "read_file"]
