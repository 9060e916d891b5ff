"""Names and other identifiers that must not leave the machine: gold for redaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.texts import Text


@dataclass(frozen=True, slots=True)
class Identifier:
    """One mention of one identifier."""

    start: int
    end: int
    type: str


def planted_identifiers(key: Path, texts: Sequence[Text]) -> dict[str, list[Identifier]]:
    """Every mention of what the authors' key lists, by text id; the longest of several that share a place."""
    listed = json.loads(key.read_text(encoding="utf-8")).get("identifiers", []) if key.is_file() else []
    found: dict[str, list[Identifier]] = defaultdict(list)
    for entry in listed:
        for text in texts:
            if Path(entry.get("file", "")).stem == Path(text.source.name).stem or text.source.name.endswith(
                entry.get("review", "\0")
            ):
                found[text.id] += mentions(entry["text"], entry["type"], text.text)
    return {text_id: longest(own) for text_id, own in found.items()}


def mentions(words: str, kind: str, text: str) -> list[Identifier]:
    """Where words stand as words of their own."""
    found, at = [], text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            found.append(Identifier(at, end, kind))
        at = text.find(words, at + 1)
    return found


def longest(found: Sequence[Identifier]) -> list[Identifier]:
    """Without those that lie inside another: `Judith` in `Judith Abel` is one mention."""
    kept: list[Identifier] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


Identifiers = Mapping[str, Sequence[Identifier]]
