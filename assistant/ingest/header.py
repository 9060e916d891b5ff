"""The lines above a transcript: what it says about itself, and who is who in it.

`Interviewer: Dana Ray` there is no speech but tells whose role Dana has, below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.domain import Role
from assistant.ingest.labels import Label
from assistant.ingest.layout import Layout
from assistant.ingest.names import display, fold, is_label, word_role
from assistant.ingest.vocabulary import NOT_NAMES

_FIELD = re.compile(r"^\s*(?P<key>[^\W\d_][\w ./()'’-]{0,38}?)\s?[:：]\s+(?P<value>\S.{0,78})$")
_COLUMNS = re.compile(r"\t+|\s{3,}|\s+\|\s+")
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s+")
_SENTENCE = re.compile(r"[.?!…]$")
_MOST_LINES = 40
_WHO = frozenset({"code", "participant id", "participant code", "participant name", "participant no"})


@dataclass(frozen=True, slots=True)
class Header:
    """Fields above a transcript."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    """Lines that name people and are no speech."""
    interviewers: tuple[str, ...] = ()
    participant: str = ""
    """The one participant that is named."""


def naming_lines(layout: Layout, candidates: Sequence[Label]) -> frozenset[int]:
    """Lines that look labelled and only say who is who: `Participant: P07`, once, above all speech."""
    counts = Counter(label.key for label in candidates)
    found: set[int] = set()
    for label in candidates:
        line = layout.lines[label.line]
        named = word_role(label.name) in ("interviewer", "participant") and label.style == "colon"
        if not named or not _is_names(layout.text[label.speech : line.end]):
            break
        others = counts.total() - counts[label.key]
        if counts[label.key] > 1 or label.line > _MOST_LINES or not (others or len(layout.lines) > 4):
            break
        found.add(label.line)
    return frozenset(found) if len(found) < len(layout.lines) else frozenset()


def _is_names(words: str) -> bool:
    words = words.strip()
    if not words or len(words) > 60 or _SENTENCE.search(words):
        return False
    return all(is_label(part) for part in _AND.split(words))


def of(layout: Layout, naming: frozenset[int], body: int) -> Header:
    """The header of a text whose speech begins at an offset."""
    fields = dict(_fields(layout, naming, body))
    usual = any(fold(key) in NOT_NAMES or fold(key) in _WHO or word_role(key) for key in fields)
    participants = [name for name in _named(fields, "participant") if name]
    return Header(
        fields if len(fields) > 1 or usual else {},
        naming,
        tuple(_named(fields, "interviewer")),
        display(participants[0]) if len(participants) == 1 else "",
    )


def _fields(layout: Layout, naming: frozenset[int], body: int) -> Iterator[tuple[str, str]]:
    for index, line in enumerate(layout.lines[:_MOST_LINES]):
        if line.start >= body and index not in naming:
            return
        for part in _COLUMNS.split(layout.words(line)[:300]):
            if match := _FIELD.match(part):
                yield match["key"].strip(), match["value"].strip()


def _named(fields: dict[str, str], role: Role) -> Iterator[str]:
    for key, value in fields.items():
        says = "participant" if fold(key) in _WHO else word_role(key)
        if says == role and _is_names(value):
            yield from _AND.split(value)


def is_called(label: str, name: str) -> bool:
    """Whether a label may stand for a full name: all of it, one of its names, or its initials."""
    short, full = fold(label), fold(name)
    words = full.split()
    return short in (full, *words) or (len(words) > 1 and short.replace(".", "") == "".join(word[0] for word in words))
