"""Which touchpoints count: those of the catalogue, and things of the study's own world that are spoken of again.

Whether something recurs is known only when everything is coded, so an engine marks what its catalogue does not know
(`known: false`), and it is settled here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.domain import Finding

_PEOPLE = 2
_MENTIONS = 3
"""By so many participants, or so often, a thing has to be named that no catalogue knows."""


def without_passing_words(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without touchpoints that hardly anybody names; what a person coded or approved stays."""
    findings = list(findings)
    named: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        if _doubtful(item):
            named[item.label].append(item)
    passing = {label for label, items in named.items() if not _recurs(items)}
    return [item for item in findings if not (_doubtful(item) and item.label in passing)]


def _doubtful(item: Finding) -> bool:
    return item.kind == "touchpoint" and item.attributes.get("known") is False and item.status != "approved"


def _recurs(items: list[Finding]) -> bool:
    return len(items) >= _MENTIONS or len({item.participant_id for item in items}) >= _PEOPLE
