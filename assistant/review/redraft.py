"""Claims worded anew by the engine, from the evidence that stands behind them now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Claim, Decision, Evidence, Finding, Persona, Source, Stage
from assistant.engines.protocol import Engine, PersonaTask, Point, Quote, StageTask, Written
from assistant.errors import DecisionError, EngineError
from assistant.places import Places
from assistant.review.decisions import Owner, Review, new_batch
from assistant.review.edits import check_edit
from assistant.store import Change, Store


@dataclass(frozen=True, slots=True)
class Redraft:
    """A claim, and how the engine words it now."""

    claim: Claim
    text: str


def redraft(
    store: Store, engine: Engine, owner: Owner, claims: Sequence[Claim], stages: Sequence[Stage]
) -> list[Redraft]:
    """Claims of a persona or a stage worded anew; those that come out as they were are left out."""
    wanted = [claim for claim in claims if claim.support and claim.status != "rejected"]
    if not wanted:
        raise DecisionError("No claim here has evidence to draft from.")
    points = list(_Quoted(store, wanted).points())
    written = {(item.field, item.key): item.text for item in _written(store, engine, owner, points, stages)}
    fresh = [Redraft(claim, " ".join(written.get((claim.field, claim.key), "").split())) for claim in wanted]
    return [item for item in fresh if item.text and item.text != item.claim.text]


def take_redrafts(review: Review, redrafts: Sequence[Redraft]) -> list[Decision]:
    """Put new drafts in the place of what stood there, undecided; one undo takes all of them back."""
    for item in redrafts:
        quotes = [review.quote(evidence) for evidence in item.claim.evidence]
        check_edit(item.text, item.claim.text, quotes, item.claim.prevalence)
    changes = [_change(item) for item in redrafts]
    batch = new_batch() if len(changes) > 1 else ""
    return review.store.decide(review.reviewer, "redraft", changes, batch=batch)


def _change(item: Redraft) -> Change:
    after: dict[str, Any] = {"text": item.text, "draft": item.text, "edited": False}
    after |= {"status": "draft", "flagged": False, "approved_evidence": None}
    return Change("claim", item.claim.id, after, item.claim.revision)


def _written(
    store: Store, engine: Engine, owner: Owner, points: Sequence[Point], stages: Sequence[Stage]
) -> Sequence[Written]:
    if isinstance(owner, Persona):
        contrast = tuple(str(word) for word in owner.attributes.get("contrast", ()))
        task = PersonaTask(owner.id, len(owner.members), tuple(points), contrast)
        persona = next(iter(engine.write_personas([task])))
        if persona.result is None:
            raise EngineError(f"The engine could not draft it: {persona.error}")
        return persona.result.claims
    personas = {item.id: item for item in store.personas()}
    mine = personas.get(owner.persona_id or "")
    who, people = (mine.name, len(mine.members)) if mine else ("participants", len(store.participants()))
    described = next((stage.description for stage in stages if stage.name == owner.stage), "")
    stage = next(iter(engine.write_stages([StageTask(owner.id, owner.stage, described, who, people, tuple(points))])))
    if stage.result is None:
        raise EngineError(f"The engine could not draft it: {stage.error}")
    return stage.result


class _Quoted:
    """Claims as the points they were drafted from, with the quotes they have now."""

    def __init__(self, store: Store, claims: Sequence[Claim]) -> None:
        self._claims = claims
        ids = {item.span.source_id for claim in claims for item in claim.support}
        self._sources: Mapping[str, Source] = {source_id: store.source(source_id) for source_id in sorted(ids)}
        self._places = Places(turn for source_id in sorted(ids) for turn in store.turns(source_id))
        self._findings: Mapping[str, Finding] = {
            item.id: item for source_id in sorted(ids) for item in store.findings(source_id=source_id)
        }
        self._themes = {theme.id: theme.name for theme in store.themes()}

    def points(self) -> Iterator[Point]:
        for claim in self._claims:
            quotes = tuple(self._quote(item) for item in claim.support)
            topic = self._themes.get(claim.key) or next((quote.label for quote in quotes if quote.label), claim.key)
            yield Point(claim.field, claim.key, topic, quotes)

    def _quote(self, item: Evidence) -> Quote:
        from assistant.analysis.grounding import quote_of

        source, finding = self._sources[item.span.source_id], self._findings.get(item.finding_id or "")
        if finding is not None:
            return quote_of(finding, source)
        return Quote(item, source.quote(item.span), self._places.participant_of(item.span))
