"""Claims worded anew, from the evidence that stands behind them now, and never in words they had before.

The engine is asked as it was; where that brings nothing new, with the quotes in another order; and where that brings
nothing new either, another of the quotes speaks for the claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.domain import Claim, Decision, Evidence, Finding, Persona, Source, Stage, StageNarrative
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
    store: Store,
    engine: Engine,
    owner: Owner,
    claims: Sequence[Claim],
    stages: Sequence[Stage],
    offered: Collection[Redraft] = (),
) -> list[Redraft]:
    """Claims of a persona or a stage worded anew; those for which there are no other words are left out.

    `offered` was seen and not taken: it is not offered again.
    """
    wanted = [claim for claim in claims if claim.support and claim.status != "rejected"]
    if not wanted:
        raise DecisionError("No claim here has evidence to draft from.")
    points = dict(zip([claim.id for claim in wanted], _Quoted(store, wanted).points(), strict=True))
    known = _known(store, wanted, offered)
    fresh: dict[str, str] = {}
    for order in (_as_it_is, _unheard_first):
        left = [claim for claim in wanted if claim.id not in fresh]
        asked = [order(points[claim.id], known[claim.id]) for claim in left]
        if order is _as_it_is or asked != [points[claim.id] for claim in left]:
            fresh |= _new(left, _written(store, engine, owner, asked, stages), known)
    left = [claim for claim in wanted if claim.id not in fresh]
    fresh |= _new(left, _in_other_words(store, owner, [points[claim.id] for claim in left], stages, known, left), known)
    return [Redraft(claim, fresh[claim.id]) for claim in wanted if claim.id in fresh]


Known = Mapping[str, set[str]]
"""Words that claims had before or that were offered for them, by the claim's id."""


def _known(store: Store, claims: Sequence[Claim], offered: Collection[Redraft]) -> Known:
    known: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        entries = store.decisions(target_id=claim.id)
        known[claim.id] = {claim.text, claim.draft}
        known[claim.id] |= {str(values["text"]) for entry in entries for values in (entry.before, entry.after)
                            if "text" in values}  # fmt: skip
    for item in offered:
        known[item.claim.id].add(item.text)
    return known


def _new(claims: Sequence[Claim], written: Sequence[Written], known: Known) -> dict[str, str]:
    """New words by the claim's id."""
    texts = {(item.field, item.key): " ".join(item.text.split()) for item in written}
    found = {claim.id: texts.get((claim.field, claim.key), "") for claim in claims}
    return {name: text for name, text in found.items() if text and text not in known[name]}


def _as_it_is(point: Point, _known: set[str]) -> Point:
    return point


def _unheard_first(point: Point, known: set[str]) -> Point:
    """The quotes that have not spoken for the claim yet come first; where none has, each time another one."""
    unheard = _unheard(point, known)
    heard = tuple(quote for quote in point.quotes if quote not in unheard)
    if heard or len(unheard) < 2:
        return replace(point, quotes=unheard + heard)
    first = 1 + (len(known) - 1) % (len(unheard) - 1)
    return replace(point, quotes=unheard[first:] + unheard[:first])


def _unheard(point: Point, known: set[str]) -> tuple[Quote, ...]:
    from assistant.engines.ondevice.wording import speaks_in

    return tuple(quote for quote in point.quotes if not any(speaks_in(quote, text) for text in known))


def _in_other_words(
    store: Store,
    owner: Owner,
    points: Sequence[Point],
    stages: Sequence[Stage],
    known: Known,
    claims: Sequence[Claim],
) -> Sequence[Written]:
    """Points told without a model, quotes speaking for them that have not spoken yet; the counts stay."""
    from assistant.engines.ondevice import drafting

    unheard = {
        quote.evidence.span
        for point, claim in zip(points, claims, strict=True)
        for quote in _unheard(point, known[claim.id])
    }
    heard = {quote.evidence.span for point in points for quote in point.quotes} - unheard
    if isinstance(owner, Persona):
        return next(drafting.persona_words([_persona_task(owner, points)], heard)).claims
    return next(drafting.stage_words([_stage_task(store, owner, points, stages)], heard))


def take_redrafts(review: Review, redrafts: Sequence[Redraft], why: str = "") -> list[Decision]:
    """Put new drafts in the place of what stood there, undecided; one undo takes all of them back."""
    for item in redrafts:
        quotes = [review.quote(evidence) for evidence in item.claim.evidence]
        check_edit(item.text, item.claim.text, quotes, item.claim.prevalence)
    changes = [_change(item) for item in redrafts]
    batch = new_batch() if len(changes) > 1 else ""
    return review.store.decide(review.reviewer, "redraft", changes, why=why, batch=batch)


def _change(item: Redraft) -> Change:
    after: dict[str, Any] = {"text": item.text, "draft": item.text, "edited": False}
    after |= {"status": "draft", "flagged": False, "approved_evidence": None}
    return Change("claim", item.claim.id, after, item.claim.revision)


def _written(
    store: Store, engine: Engine, owner: Owner, points: Sequence[Point], stages: Sequence[Stage]
) -> Sequence[Written]:
    if not points:
        return ()
    if isinstance(owner, Persona):
        persona = next(iter(engine.write_personas([_persona_task(owner, points)])))
        if persona.result is None:
            raise EngineError(f"The engine could not draft it: {persona.error}")
        return persona.result.claims
    stage = next(iter(engine.write_stages([_stage_task(store, owner, points, stages)])))
    if stage.result is None:
        raise EngineError(f"The engine could not draft it: {stage.error}")
    return stage.result


def _persona_task(owner: Persona, points: Sequence[Point]) -> PersonaTask:
    contrast = tuple(str(word) for word in owner.attributes.get("contrast", ()))
    return PersonaTask(owner.id, len(owner.members), tuple(points), contrast)


def _stage_task(store: Store, owner: StageNarrative, points: Sequence[Point], stages: Sequence[Stage]) -> StageTask:
    personas = {item.id: item for item in store.personas()}
    mine = personas.get(owner.persona_id or "")
    people = len(mine.members) if mine else len(store.participants())
    described = next((stage.description for stage in stages if stage.name == owner.stage), "")
    return StageTask(owner.id, owner.stage, described, "participants", people, tuple(points))


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
