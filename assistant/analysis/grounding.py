"""Quotes as they are shown to whoever writes: always slices of their sources."""

from __future__ import annotations

from assistant.domain import Evidence, Finding, Source
from assistant.engines.protocol import Quote


def quote_of(finding: Finding, source: Source) -> Quote:
    """The words of a finding, with what was coded in them."""
    valence = finding.attributes.get("valence", finding.attributes.get("sentiment", 0.0))
    return Quote(
        Evidence(finding.span, finding.id),
        source.quote(finding.span),
        finding.participant_id,
        finding.label,
        finding.stage,
        finding.kind,
        float(valence),
        confidence=finding.confidence,
    )
