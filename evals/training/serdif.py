"""The serdif usability sessions, sentence by sentence: to measure and to tune thresholds on, never to train on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.training.data import rows

KINDS = ("pain", "gain", "suggestion")

_OTHERS = re.compile(r"(\d+[. ]|\d+\.?[a-z][. )]|[a-z]+\.[ivx]+|MODERATOR|\()", re.IGNORECASE)
"""Beginnings of numbered tasks, of the moderator's lines and of notes on what was done: not the participant's words."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Spoken:
    """A sentence with the kinds that researchers highlighted in it."""

    session: str
    text: str
    place: Place
    kinds: frozenset[str]


@dataclass(frozen=True)
class Highlights:
    """What researchers marked in a session as one kind."""

    session: str
    kind: str
    places: tuple[Place, ...]


def sentences(folder: Path, *, everything: bool = False) -> list[Spoken]:
    """All sentences that participants said, or all that stand in the files, in order."""
    found: list[Spoken] = []
    for session in _sessions(folder):
        text = session["text"]
        for start, end in _sentences(text, everything=everything):
            kinds = frozenset(
                mark["kind"] for mark in session["highlights"] if overlaps((start, end), (mark["from"], mark["to"]))
            )
            found.append(Spoken(session["participant"], text[start:end], (start, end), kinds & set(KINDS)))
    return found


def highlights(folder: Path) -> list[Highlights]:
    """What was marked in each session, kind by kind."""
    return [
        Highlights(
            session["participant"],
            kind,
            tuple((m["from"], m["to"]) for m in session["highlights"] if m["kind"] == kind),
        )
        for session in _sessions(folder)
        for kind in KINDS
    ]


def overlaps(first: Place, second: Place) -> bool:
    """Whether two stretches share more than half of the shorter."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared > 0.5 * min(first[1] - first[0], second[1] - second[0])


def _sessions(folder: Path) -> Iterator[dict[str, Any]]:
    return rows(folder / "serdif_usability" / "dev.jsonl.gz")


def _sentences(text: str, *, everything: bool) -> Iterator[Place]:
    for line in re.finditer(r"[^\n]+", text):
        spoken = line.group().strip()
        if not everything and _OTHERS.match(spoken):
            continue
        for match in re.finditer(r"\S[^.?!]*(?:[.?!]+(?=\s|$)|[.?!]|$)", line.group()):
            if len(match.group().split()) > 1:
                yield line.start() + match.start(), line.start() + match.end()
