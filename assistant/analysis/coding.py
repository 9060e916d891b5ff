"""The first step: findings from passages, each checked before anyone sees it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from assistant.domain import Finding, Outcome
from assistant.engines.protocol import Coded, Engine, Passage
from assistant.identity import stable_id


def code(engine: Engine, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Finding, ...]]]:
    """Findings of each passage as the engine codes it; what lies outside the participants' words is dropped."""
    for outcome in engine.code(passages):
        drafts = outcome.result
        yield outcome.with_result(None if drafts is None else _findings(engine.name, _grounded(outcome.item, drafts)))


def _grounded(passage: Passage, drafts: Iterable[Coded]) -> Iterator[Coded]:
    """The drafts that lie within one participant's words."""
    starts = [line.span.start for line in passage.lines]
    return (draft for draft in drafts if _is_grounded(passage, starts, draft))


def _is_grounded(passage: Passage, starts: Sequence[int], draft: Coded) -> bool:
    """Whether a draft covers the words of one participant, and nobody else's."""
    around = passage.lines[max(0, bisect_right(starts, draft.span.start) - 1) : bisect_left(starts, draft.span.end)]
    touched = [line for line in around if line.span.overlap(draft.span)]
    return bool(touched) and all(line.codable and line.participant_id == draft.participant_id for line in touched)


def _findings(coder: str, drafts: Iterable[Coded]) -> tuple[Finding, ...]:
    found = {finding.id: finding for finding in (_finding(coder, draft) for draft in drafts)}
    return tuple(found.values())


def _finding(coder: str, draft: Coded) -> Finding:
    span = draft.span
    # Two emotions may share a span; for the other kinds the name is a wording, not an identity.
    what = draft.label if draft.kind in ("emotion", "touchpoint") else ""
    return Finding(
        id=stable_id("f", coder, span.source_id, span.start, span.end, draft.kind, what),
        source_id=span.source_id,
        start=span.start,
        end=span.end,
        kind=draft.kind,
        label=draft.label,
        stage=draft.stage,
        coder=coder,
        participant_id=draft.participant_id,
        confidence=round(draft.confidence, 4),
        attributes=dict(draft.attributes),
    )
