"""The study as one JSON document, described in `docs/formats.md` and by the schema beside this module.

It is self-contained: the sources' texts are in it, so that anybody can cut every quote out of them again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from assistant import __version__
from assistant.analysis.broader import Family
from assistant.domain import Claim, Decision, Participant, Prevalence, Source, TouchpointUse, Turn
from assistant.export.theme_cards import Card, cards
from assistant.export.work import Coding, CountedTheme, ExportedClaim, PersonaWork, Quote, StageWork, Work

FORMAT = 1
"""Raised when a reader of the old format would misread the new one; keys may be added without."""

Json = dict[str, Any]


def render(work: Work) -> str:
    """The document as text, the same for the same study."""
    return json.dumps(_finite(document(work)), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every document meets."""
    text = files("assistant.export").joinpath("study.schema.json").read_text(encoding="utf-8")
    value: Json = json.loads(text)
    return value


def document(work: Work) -> Json:
    """The document as plain values."""
    return {
        "verbatim": {"format": FORMAT, "version": __version__},
        "study": _study(work),
        "sources": [_source(source, work) for source in work.sources],
        "findings": [_finding(coding) for coding in work.codings],
        "themes": _themes(work),
        "topics": [_topic(topic) for topic in work.topics],
        "personas": [_persona(persona) for persona in work.personas],
        "journey": [_stage(stage) for stage in work.stages],
        "decisions": [_decision(decision) for decision in work.decisions],
    }


def _study(work: Work) -> Json:
    settings = work.settings
    return {
        "name": settings.name,
        "question": settings.question,
        "stages": [asdict(stage) for stage in settings.journey_stages],
        "settings_hash": settings.hash,
        "engines": [{"name": name, "fingerprint": fingerprint} for name, fingerprint in work.engines],
        "participants": [_participant(person) for person in work.participants],
        "metrics": [metric.model_dump() for metric in settings.metrics],
        "saturation": asdict(work.saturation) if work.saturation else None,
        "drafts": work.drafts,
    }


def _participant(person: Participant) -> Json:
    return {"id": person.id, "name": person.name, "attributes": dict(person.attributes)}


def _source(source: Source, work: Work) -> Json:
    document = work.documents.get(source.document_id)
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "document": document.name if document else None,
        "format": document.format if document else None,
        "sha256": source.sha256,
        "attributes": dict(source.attributes),
        "text": source.text,
        "turns": [_turn(turn) for turn in work.places.of_source(source.id)],
    }


def _turn(turn: Turn) -> Json:
    return {
        "id": turn.id,
        "participant": turn.participant_id,
        "role": turn.role,
        "speaker": turn.speaker,
        "start": turn.start,
        "end": turn.end,
        "time": turn.time,
        "page": turn.page,
    }


def _finding(coding: Coding) -> Json:
    finding = coding.finding
    return {
        "id": finding.id,
        "source": finding.source_id,
        "start": finding.start,
        "end": finding.end,
        "quote": coding.quote.text,
        "kind": finding.kind,
        "label": finding.label,
        "stage": finding.stage,
        "coder": finding.coder,
        "participant": coding.quote.participant_id,
        "confidence": finding.confidence,
        "status": finding.status,
        "flagged": finding.flagged,
        "attributes": dict(finding.attributes),
    }


def _themes(work: Work) -> list[Json]:
    told = {card.item.theme.id: card for card in cards(work)}
    return [_theme(item, told[item.theme.id]) for item in work.themes]


def _theme(counted: CountedTheme, card: Card) -> Json:
    theme = counted.theme
    return {
        "id": theme.id,
        "name": theme.name,
        "kind": theme.kind,
        "definition": theme.definition,
        "parent": theme.parent_id,
        "status": theme.status,
        "flagged": theme.flagged,
        "findings": [coding.finding.id for coding in counted.codings],
        "typical": _quote(card.typical) if card.typical else None,
        "borderline": _quote(card.borderline) if card.borderline else None,
        "together_with": asdict(counted.company),
        "attributes": dict(theme.attributes),
        **asdict(counted.prevalence),
    }


def _topic(topic: Family) -> Json:
    return {"name": topic.name, "themes": [theme.id for theme in topic.themes], **_count(topic.prevalence)}


def _persona(work: PersonaWork) -> Json:
    persona = work.persona
    return {
        "id": persona.id,
        "name": persona.name,
        "status": persona.status,
        "members": [member.participant_id for member in persona.members],
        "firmness": {member.participant_id: member.firmness for member in persona.members},
        "attributes": dict(persona.attributes),
        "claims": [_claim(claim) for claim in work.claims],
        "assumptions": _assumptions(work.assumptions),
    }


def _stage(stage: StageWork) -> Json:
    narrative = stage.narrative
    return {
        "stage": stage.stage,
        "persona": stage.persona_id,
        "id": narrative.id if narrative else None,
        "status": narrative.status if narrative else None,
        "blank": stage.blank,
        "emotion": asdict(narrative.emotion) if narrative else {"value": None, "n": 0, "spread": 0.0},
        "touchpoints": [_touchpoint(use) for use in narrative.touchpoints] if narrative else [],
        "attributes": dict(narrative.attributes) if narrative else {},
        "claims": [_claim(claim) for claim in stage.claims],
        "assumptions": _assumptions(stage.assumptions),
    }


def _touchpoint(use: TouchpointUse) -> Json:
    return {"name": use.name, "channel": use.channel, "owner": use.owner, **_count(use.prevalence)}


def _count(prevalence: Prevalence) -> Json:
    return asdict(prevalence)


def _claim(exported: ExportedClaim) -> Json:
    claim = exported.claim
    return {
        "id": claim.id,
        "field": claim.field,
        "text": claim.text,
        "status": claim.status,
        "edited": claim.edited,
        "flagged": claim.flagged,
        "stale": claim.stale,
        "engine": claim.engine,
        "evidence": [_quote(quote) for quote in exported.evidence],
        "counter": [_quote(quote) for quote in exported.counter],
        "searched": asdict(claim.searched) if claim.searched else None,
        **_count(exported.prevalence),
    }


def _quote(quote: Quote) -> Json:
    return {
        "source": quote.span.source_id,
        "start": quote.span.start,
        "end": quote.span.end,
        "quote": quote.text,
        "participant": quote.participant_id,
        "turn": quote.turn.id if quote.turn else None,
        "finding": quote.finding_id,
    }


def _assumptions(claims: Iterable[Claim]) -> list[Json]:
    names = ("id", "field", "text", "status", "engine")
    return [{name: getattr(claim, name) for name in names} | {"assumption": True} for claim in claims]


def _decision(decision: Decision) -> Json:
    return asdict(decision)


def _finite(value: Any) -> Any:
    """JSON knows no NaN and no infinity: a figure that could not be computed is null."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
