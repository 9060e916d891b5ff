"""Whether a finding sounds like its kind: a theme of what hurts is not named by somebody's praise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.domain import Finding, Kind, Span

_CLEAR = 0.1
"""Sentiment (-1 to 1) from which a tone is taken for one."""


class Tone:
    """Compares findings with what else was coded in their words."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._surest: dict[tuple[Span, bool], float] = {}
        for item in findings:
            place = item.span, item.kind == "gain"
            self._surest[place] = max(self._surest.get(place, 0.0), item.confidence)

    def agrees(self, item: Finding) -> bool:
        """Whether its words sound like its kind, and are not more surely coded as the opposite."""
        good = item.kind == "gain"
        sentiment = float(item.attributes.get("sentiment", 0.0))
        sounds = sentiment >= -_CLEAR if good else sentiment <= _CLEAR or item.kind != "pain"
        return sounds and item.confidence >= self._surest.get((item.span, not good), 0.0)

    def telling(self, kind: Kind, findings: Sequence[Finding]) -> list[Finding]:
        """Those that may speak for a theme of a kind: of that kind and sounding like it, or all where none is."""
        own = [item for item in findings if item.kind == kind]
        return [item for item in own if self.agrees(item)] or own or list(findings)
