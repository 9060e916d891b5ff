"""Words that are in a study more than once: a transcript imported twice says nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.analysis.meaning import Surroundings
from assistant.domain import Finding


class Repeats:
    """Findings of the same kind in the same words of the same participant, with the same words around them."""

    def __init__(self, findings: Iterable[Finding], said: Surroundings) -> None:
        same: dict[object, list[Finding]] = defaultdict(list)
        for item in findings:
            words = said.sources[item.source_id].quote(item.span), said.around(item.span)
            # Nobody knows whether words that nobody is named for are the same person's.
            who = item.participant_id or item.id
            same[who, item.kind, item.label, *(" ".join(text.split()) for text in words)].append(item)
        self._all = {items[0].id: items for items in same.values()}

    @property
    def once(self) -> list[Finding]:
        """The first of each."""
        return [items[0] for items in self._all.values()]

    def of(self, finding_id: str) -> list[str]:
        """The ids of one of these and of its repeats."""
        return [item.id for item in self._all[finding_id]]
