"""Deductive coding: every sentence of a participant is held against each code of the researcher's own codebook.

A sentence may belong to several codes, whether or not anything else was found in it; what is found inductively stays
as it is. Each sentence put to a code is a finding of its own, which a reviewer approves or rejects like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.fitting import Criteria, enough, fitting
from assistant.analysis.meaning import Surroundings
from assistant.analysis.overlap import Overlapping
from assistant.analysis.themes import THEMED
from assistant.domain import CODE, UNDER, Finding, Kind, Theme
from assistant.embedding import Embedding
from assistant.engines.protocol import Line
from assistant.identity import stable_id

CODER = "codebook"
"""Who coded what a codebook was applied to: no engine labelled it, and no person."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a codebook."""

    name: str
    definition: str = ""
    kind: Kind | None = None
    """Sentences in which only other kinds were found do not belong; any do where None."""
    parent: str = ""
    """The code or the group that it stands under."""
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()
    """What else belongs, and what does not though it seems to: criteria or examples."""


def apply_codes(
    codes: Sequence[Code], spoken: Sequence[Line], found: Sequence[Finding], said: Surroundings, embedding: Embedding
) -> Mapping[str, list[Finding]]:
    """The sentences of each code, by its name, the best fitting first.

    `found` is what was coded without the codebook; where an engine used a code's name as a label, that stands.
    """
    lines = sorted(spoken, key=lambda line: line.span)
    if not codes or not lines:
        return {code.name: [] for code in codes}
    criteria = [Criteria(code.name, code.definition, code.inclusion, code.exclusion) for code in codes]
    fits = fitting(criteria, [line.span for line in lines], said, embedding)
    near = Overlapping(found)
    beside = [list(near.at(line.span)) for line in lines]
    coded: dict[str, list[Finding]] = {}
    for code, column, least in zip(codes, fits.T, enough(fits), strict=True):
        own = []
        for line, items, fit in zip(lines, beside, column.tolist(), strict=True):
            named = any(item.label.casefold() == code.name.casefold() for item in items)
            if named or (fit >= least and _is_of_kind(code, items)):
                own.append(_finding(code, line, items, 1.0 if named else min(fit, 1.0)))
        coded[code.name] = sorted(own, key=lambda item: (-item.confidence, item.source_id, item.start))
    return coded


def _is_of_kind(code: Code, found: Sequence[Finding]) -> bool:
    """Whether nothing found in a sentence says that it is of another kind than its code."""
    kinds = {item.kind for item in found if item.kind in THEMED}
    return code.kind not in THEMED or not kinds or code.kind in kinds


def _finding(code: Code, line: Line, found: Sequence[Finding], fit: float) -> Finding:
    span = line.span
    return Finding(
        id=stable_id("f", CODER, span.source_id, span.start, span.end, CODE, code.name),
        source_id=span.source_id,
        start=span.start,
        end=span.end,
        kind=CODE,
        label=code.name,
        stage=next((item.stage for item in found if item.stage), None),
        coder=CODER,
        participant_id=line.participant_id,
        confidence=round(fit, 4),
    )


def code_theme(code: Code, findings: Sequence[Finding], parents: frozenset[str]) -> Theme:
    """What was put to a code; a code that others stand under stands with them under its own name."""
    under = code.parent or (code.name if code.name in parents else "")
    attributes = CODEBOOK | ({UNDER: under} if under else {}) | ({"kind": code.kind} if code.kind else {})
    ids = tuple(item.id for item in findings)
    return Theme(stable_id("t", CODE, code.name), code.name, CODE, code.definition, ids, attributes=attributes)


CODEBOOK = {"origin": "codebook"}
"""Marks a theme that follows the researcher's codebook; the others were found."""
