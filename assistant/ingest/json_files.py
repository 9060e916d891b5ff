"""JSON and JSON Lines: recogniser output, chats, transcripts, or rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.ingest import tables
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft
from assistant.ingest.json_transcripts import conversation
from assistant.ingest.plain import read_text
from assistant.ingest.roles import in_words
from assistant.ingest.utterances import draft, reading_of

_MESSAGES = ("messages", "conversation", "conversations", "turns", "transcript", "dialogue", "dialog", "segments",
             "utterances", "monologues", "results")  # fmt: skip


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a .json, .jsonl or .ndjson."""
    decoded = read_text(path)
    lined = path.suffix.casefold() != ".json"
    value, bad = _lines(decoded.text) if lined else (_parsed(decoded.text), 0)
    notes = (*decoded.notes, f"{bad} lines are no JSON and were left out.") if bad else decoded.notes
    return understood(value, path, "jsonl" if lined else "json", options, notes)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        hint = "If it holds one object to a line, give it the extension .jsonl."
        raise DocumentError(f"is not valid JSON (line {error.lineno}: {error.msg}).", hint=hint) from error


def _lines(text: str) -> tuple[list[Any], int]:
    found: list[Any] = []
    bad = 0
    for line in text.split("\n"):
        if line.strip():
            try:
                found.append(json.loads(line))
            except ValueError:
                bad += 1
    if not found:
        raise DocumentError("holds no JSON lines.", hint="Each line has to be one JSON object.")
    return found, bad


def understood(value: Any, path: Path, name: str, options: ReadOptions, notes: tuple[str, ...]) -> Reading:
    """What a JSON value is: one conversation, several, or a table."""
    if found := conversation(value):
        return reading_of(found, path.stem, name, options, notes)
    rows = _rows(value)
    if rows is None:
        raise DocumentError("holds neither a transcript nor rows that are recognised.", hint=_HINT)
    if several := list(_conversations(rows, path, options)):
        roles = {label: role for _, cast in several for label, role in in_words(cast).items()}
        return Reading(name, tuple(source for source, _ in several), roles, notes)
    table = tables.of_objects(rows, path.stem)
    return tables.read_table(table, name, options, notes)


_HINT = "A list of {speaker, text} or of objects with a text field is read; so is the output of common recognisers."


def _rows(value: Any) -> list[Mapping[str, Any]] | None:
    """The list of objects in a value, at the top or under one key."""
    if isinstance(value, list):
        rows = [item for item in value if isinstance(item, Mapping)]
        return rows if rows and len(rows) * 2 > len(value) else _texts(value)
    if isinstance(value, Mapping):
        lists = [found for item in value.values() if isinstance(item, list) and (found := _rows(item))]
        if lists:
            return max(lists, key=len)
        if any(isinstance(item, str) and len(item) > 20 for item in value.values()):
            return [value]
    return None


def _texts(value: Sequence[Any]) -> list[Mapping[str, Any]] | None:
    texts = [item for item in value if isinstance(item, str) and item.strip()]
    return [{"text": text} for text in texts] if texts and len(texts) == len(value) else None


def _conversations(
    rows: Sequence[Mapping[str, Any]], path: Path, options: ReadOptions
) -> Iterator[tuple[SourceDraft, dict[str, Any]]]:
    """Rows that each hold a whole conversation."""
    for number, row in enumerate(rows, start=1):
        key_of_list = next((key for key in _MESSAGES if isinstance(row.get(key), (list, Mapping))), None)
        found = conversation(row) if key_of_list else None
        if not found:
            continue
        key = str(next((row[name] for name in ("id", "transcript_id", "key", "name") if row.get(name)), number))
        attributes: dict[str, object] = {
            name: value for name, value in row.items() if isinstance(value, (str, int, float, bool))
        }
        yield draft(found, f"{path.stem} {key}", options, key=key, attributes=attributes)
