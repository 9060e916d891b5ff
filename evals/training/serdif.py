"""The serdif usability sessions, sentence by sentence: to measure and to tune thresholds on, never to train on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.training.data import rows

KINDS = ("pain", "gain", "suggestion")


_OTHERS = re.compile(r"(\d+[. ]|\d+\.?[a-z][. )]|[a-z]+\.[ivx]+|MODERATOR|\()", re.IGNORECASE)
"""Beginnings of numbered tasks, of the moderator's lines and of notes on what was done: not the participant's words."""


@dataclass(frozen=True)
class Spoken:
    """A participant's sentence with the kinds that researchers highlighted in it."""

    session: str
    text: str
    previous: str
    kinds: frozenset[str]


def sentences(folder: Path, *, everything: bool = False) -> list[Spoken]:
    """All sentences that participants said, or all that stand in the files, with the one before each."""
    found: list[Spoken] = []
    for session in rows(folder / "serdif_usability" / "dev.jsonl.gz"):
        text, previous = session["text"], ""
        for start, end in _sentences(text, everything=everything):
            kinds = frozenset(
                mark["kind"]
                for mark in session["highlights"]
                if min(end, mark["to"]) - max(start, mark["from"]) > 0.5 * min(end - start, mark["to"] - mark["from"])
            )
            found.append(Spoken(session["participant"], text[start:end], previous, kinds & set(KINDS)))
            previous = text[start:end]
    return found


def _sentences(text: str, *, everything: bool) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        spoken = line.group().strip()
        if not everything and _OTHERS.match(spoken):
            continue
        for match in re.finditer(r"\S[^.?!]*(?:[.?!]+(?=\s|$)|[.?!]|$)", line.group()):
            if len(match.group().split()) > 1:
                yield line.start() + match.start(), line.start() + match.end()
