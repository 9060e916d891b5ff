"""The words of the program as values: what is read, what is found in it, what is claimed, what people decide.

All values are frozen. Offsets are Unicode code points into `Source.text`, 0-based, end-exclusive. A quote is
never stored: it is always the slice of its source, so it cannot drift from what was said.
"""

from assistant.domain.claims import (
    COUNTS_CHANGED,
    EVIDENCE_CHANGED,
    NOBODY_LEFT,
    PERSONA_FIELDS,
    STAGE_FIELDS,
    Claim,
    Evidence,
    Polarity,
    Prevalence,
    Searched,
)
from assistant.domain.drafts import (
    DEFAULT_STAGES,
    Emotion,
    Member,
    Persona,
    Stage,
    StageNarrative,
    TouchpointUse,
)
from assistant.domain.findings import CODE, KINDS, NEAR, SIBLING, TOPIC, UNDER, Finding, Kind, Theme
from assistant.domain.record import Decision, Run
from assistant.domain.texts import (
    ROLES,
    Chunk,
    Document,
    Participant,
    Role,
    Sentence,
    Source,
    SourceKind,
    Span,
    Turn,
)
from assistant.domain.values import Attributes, Item, Outcome, Result, Status, by_id

__all__ = [
    "CODE", "COUNTS_CHANGED", "DEFAULT_STAGES", "EVIDENCE_CHANGED", "KINDS", "NEAR", "NOBODY_LEFT", "PERSONA_FIELDS",
    "ROLES", "SIBLING", "STAGE_FIELDS", "TOPIC", "UNDER",
    "Attributes", "Chunk", "Claim", "Decision", "Document", "Emotion", "Evidence", "Finding", "Item", "Kind", "Member",
    "Outcome", "Participant", "Persona", "Polarity", "Prevalence", "Result", "Role", "Run", "Searched", "Sentence",
    "Source", "SourceKind", "Span", "Stage", "StageNarrative", "Status", "Theme", "TouchpointUse", "Turn", "by_id",
]  # fmt: skip
