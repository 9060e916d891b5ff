"""Which findings lie in the same words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.domain import Finding, Span

_FAR = 2_000
"""Characters behind a span's end from which nothing that overlaps it can begin."""


class Overlapping:
    """Finds those of some findings that share words with a span; reads them once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_source: dict[str, list[Finding]] = defaultdict(list)
        for item in sorted(findings, key=lambda item: (item.source_id, item.end)):
            self._by_source[item.source_id].append(item)
        self._ends = {source: [item.end for item in items] for source, items in self._by_source.items()}

    def at(self, span: Span) -> Iterator[Finding]:
        """Findings that share at least one character with a span."""
        items = self._by_source.get(span.source_id, [])
        first = bisect_left(self._ends.get(span.source_id, []), span.start + 1)
        # Findings are coded within sentences, so the first that begins behind this one's end is near.
        for other in items[first:]:
            if other.start < span.end:
                yield other
            elif other.start > span.end + _FAR:
                break
