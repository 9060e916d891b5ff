"""What of a study counts when it is compared: as for its drafts, what stands of its engine and of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from assistant.analysis.touchpoints import without_passing_words
from assistant.comparison.sides import Side
from assistant.domain import Finding
from assistant.errors import NotReadyError
from assistant.study import Study

Voice = tuple[str, str]
"""A participant in a source: who speaks in two files can be on two sides."""


def standing(study: Study) -> list[Finding]:
    """Findings that count: of the engine that ran last, of people, and others that a person approved."""
    runs = study.store.runs()
    if not runs:
        raise NotReadyError(
            f"{study.settings.name} has not been run, so there is nothing to compare.",
            hint=f"Run it first: verbatim run --study {study.folder}",
        )
    others = {run.engine for run in runs} - {runs[-1].engine}
    found = (item for item in study.store.findings() if item.status != "rejected")
    return without_passing_words(item for item in found if item.coder not in others or item.status == "approved")


def voices(study: Study) -> set[Voice]:
    """Who speaks where."""
    return {(turn.participant_id, turn.source_id) for turn in study.store.turns() if turn.participant_id is not None}


def sides(study: Study, segments: Mapping[str, frozenset[Voice]]) -> list[Side]:
    """Segments with what was found in their words."""
    found: dict[Voice, list[Finding]] = defaultdict(list)
    for item in standing(study):
        if item.participant_id is not None:
            found[item.participant_id, item.source_id].append(item)
    return [
        Side(
            name,
            frozenset(person for person, _ in speaking),
            tuple(item for voice in sorted(speaking) for item in found.get(voice, ())),
        )
        for name, speaking in segments.items()
    ]
