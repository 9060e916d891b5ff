"""Gold for a study, from its own review or from another program, written where `verbatim eval` looks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import NotReadyError
from assistant.study import Study
from evals.commands import GOLD_FILE
from evals.gold.from_project import gold_of, read_meanings
from evals.gold.from_review import reviewed_gold
from evals.gold.rows import write_rows
from evals.projects import read_project
from evals.texts import texts_of

Made = tuple[Path, list[str]]
_SHOWN = 5


def from_review(folder: Path, out: Path | None, *, waiting: bool) -> Made:
    """What reviewers left of a study's findings as gold; returns the file, and what to know about it."""
    study = Study.find(folder.resolve())
    try:
        reviewed = reviewed_gold(study, waiting=waiting)
    finally:
        study.close()
    if not reviewed.rows:
        raise NotReadyError(
            "No source of this study has all its findings decided on.",
            hint="Decide on them in `verbatim review`, or take undecided ones as accepted with --waiting.",
        )
    path = out or study.folder / GOLD_FILE
    write_rows(path, reviewed.rows)
    notes = [f"{len(reviewed.rows)} marks in {reviewed.sources} sources."]
    if reviewed.waiting:
        notes.append(f"Left out, with findings that wait: {_listed(reviewed.waiting)}.")
    return path, notes


def from_project(project: Path, folder: Path, map_file: Path | None, out: Path | None) -> Made:
    """Another program's codings of the texts of a study as gold."""
    study = Study.find(folder.resolve())
    try:
        meanings = read_meanings(map_file) if map_file else {}
        placed = gold_of(read_project(project), texts_of(study), meanings)
    finally:
        study.close()
    notes = list(_left_out(placed.without_kind, placed.not_found))
    if not placed.rows:
        raise NotReadyError(f"Nothing in {project.name} became gold. {' '.join(notes)}".strip())
    path = out or study.folder / GOLD_FILE
    write_rows(path, placed.rows)
    return path, [f"{len(placed.rows)} marks from {project.name}.", *notes]


def _left_out(without_kind: Counter[str], not_found: Counter[str]) -> Iterator[str]:
    if without_kind:
        yield f"Codes without a kind, left out (name theirs with --kinds): {_listed(without_kind)}."
    if not_found:
        yield f"Segments whose words stand in no single source, left out, by document: {_listed(not_found)}."


def _listed(counts: Counter[str]) -> str:
    shown = ", ".join(f"{name or '(no name)'} ({number})" for name, number in counts.most_common(_SHOWN))
    return shown if len(counts) <= _SHOWN else f"{shown} and {len(counts) - _SHOWN} more"
