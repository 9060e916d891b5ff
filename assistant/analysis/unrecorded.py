"""Sentences that nobody coded so, heard for what they may speak against; they stand in no record."""

from __future__ import annotations

from assistant.domain import Finding, Kind
from assistant.engines.protocol import Line
from assistant.identity import stable_id


def unrecorded(line: Line, kind: Kind, confidence: float) -> Finding:
    """A participant's sentence as a finding that no study holds."""
    source, start, end = line.span.source_id, line.span.start, line.span.end
    name = stable_id("said", kind, source, start, end)
    return Finding(name, source, start, end, kind, "", None, "", line.participant_id, confidence)
