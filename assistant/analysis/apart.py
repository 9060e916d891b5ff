"""What tells each persona from each of its siblings: the theme whose shares differ most, with both counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.analysis.material import Material
from assistant.domain import Theme

_LEAST = 0.1
"""Difference of the shares from which a theme tells two groups apart."""
_AT_LEAST = 2
"""Members who speak of it, where a group has as many."""


def contrasts(material: Material, groups: Mapping[str, frozenset[str]]) -> dict[str, list[dict[str, Any]]]:
    """By group, a row for each sibling that a theme tells it from: how many here and how many there speak of it."""
    speakers = {theme.id: _speakers(material, theme) for theme in material.themes}
    return {
        group: [
            row
            for other, others in groups.items()
            if other != group and (row := _row(material, speakers, members, other, others)) is not None
        ]
        for group, members in groups.items()
    }


def _speakers(material: Material, theme: Theme) -> set[str]:
    return {item.participant_id for item in material.findings_of(theme) if item.participant_id is not None}


def _row(
    material: Material, speakers: Mapping[str, set[str]], mine: frozenset[str], other: str, theirs: frozenset[str]
) -> dict[str, Any] | None:
    best: tuple[float, str] | None = None
    for theme, told in speakers.items():
        here = len(told & mine)
        lead = here / max(len(mine), 1) - len(told & theirs) / max(len(theirs), 1)
        enough = here >= min(_AT_LEAST, len(mine)) and lead >= _LEAST
        if enough and (best is None or (lead, theme) > best):
            best = (lead, theme)
    if best is None:
        return None
    chosen = next(theme for theme in material.themes if theme.id == best[1])
    people = speakers[chosen.id]
    return {
        "persona": other,
        "theme": chosen.id,
        "topic": chosen.name,
        "kind": chosen.kind,
        "participants": len(people & mine),
        "of": len(mine),
        "there": len(people & theirs),
        "of_there": len(theirs),
    }
