"""From a study to the work that is exported: quotes are cut and checked, claims selected, counts computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from assistant.analysis.broader import Family, families
from assistant.analysis.cooccurrence import Neighbours
from assistant.analysis.saturation import Saturation, saturation, themes_told
from assistant.analysis.voices import speakers
from assistant.domain import (
    CODE,
    COUNTS_CHANGED,
    EVIDENCE_CHANGED,
    NOBODY_LEFT,
    Claim,
    Decision,
    Evidence,
    Persona,
    Prevalence,
    Source,
    Span,
    StageNarrative,
    Theme,
    by_id,
)
from assistant.errors import GroundingError
from assistant.export.disputes import disputes
from assistant.export.wording import ONDEVICE
from assistant.export.work import (
    Coding,
    CountedTheme,
    ExportedClaim,
    PersonaWork,
    Quote,
    StageWork,
    Work,
    speakers_by_stage,
)
from assistant.identity import text_sha256
from assistant.places import Places
from assistant.study import Study

_STALE = {
    EVIDENCE_CHANGED: "whose evidence has changed",
    COUNTS_CHANGED: "in which the counts have changed",
    NOBODY_LEFT: "that nobody of their persona says any more",
}
"""Approved claims that are not exported, by why they are stale."""
Speakers = Mapping[str, Set[str | None]]
"""Who spoke of each stage."""


def collect(study: Study, *, drafts: bool = False) -> Work:
    """The work of a study as it stands now; `drafts` takes in what nobody has approved yet."""
    return _Collector(study, drafts).work()


class _Collector:
    """Reads a study once and keeps what several parts of the work look up."""

    def __init__(self, study: Study, drafts: bool) -> None:
        self.study = study
        self.store = study.store
        self.drafts = drafts
        self.sources: dict[str, Source] = {source.id: _intact(source) for source in self.store.sources()}
        self.places = Places(self.store.turns())
        self.participants = tuple(self.store.participants())
        self.present = {person.id for person in self.participants}
        self.claims_of: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.store.claims():
            self.claims_of[claim.owner_id].append(claim)
        self.engine_of = {run.id: run.engine for run in self.store.runs()}
        self.defined = _defined(self.store.decisions())
        self.left_out: Counter[str] = Counter()
        self.withdrawn: list[str] = []

    def work(self) -> Work:
        codings = tuple(self._codings())
        themes = tuple(self._themes({coding.finding.id: coding for coding in codings}))
        personas = self._personas()
        stages = self._stages(personas, speakers_by_stage(codings))
        personas = [persona for persona in personas if self._appears(persona, stages)]
        decisions = tuple(self.store.decisions())
        work = Work(
            settings=self.study.settings,
            drafts=self.drafts,
            engines=tuple(sorted({(run.engine, run.fingerprint) for run in self.store.runs()})),
            documents=by_id(self.store.documents()),
            sources=tuple(self.sources.values()),
            places=self.places,
            participants=self.participants,
            codings=codings,
            themes=themes,
            personas=tuple(personas),
            stages=tuple(stages),
            decisions=decisions,
            topics=tuple(self._topics(themes)),
            saturation=self._saturation(themes),
            disputes=tuple(disputes([claim for own in self.claims_of.values() for claim in own], decisions)),
        )
        return replace(work, notes=tuple(self._notes(work)))

    def _quote(self, span: Span, finding_id: str | None = None) -> Quote | None:
        """A span's words; None where they are an interviewer's or their source no longer counts."""
        source = self.sources.get(span.source_id)
        if source is None or self.places.has_interviewer(span):
            return None
        turn, speaker = self.places.turn_of(span), self.places.participant_of(span)
        return Quote(span, source.quote(span), source, turn, speaker, finding_id)

    def _quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        found = (self._quote(item.span, item.finding_id) for item in evidence)
        return tuple(quote for quote in found if quote is not None)

    def _codings(self) -> Iterable[Coding]:
        for finding in self.store.findings():
            if finding.status == "rejected":
                continue
            quote = self._quote(finding.span, finding.id)
            if quote is None:
                self.left_out["interviewer"] += 1
            else:
                yield Coding(finding, quote)

    def _themes(self, codings: dict[str, Coding]) -> Iterable[CountedTheme]:
        near = Neighbours(coding.finding for coding in codings.values())
        for theme in self.store.themes():
            own = tuple(codings[item] for item in theme.finding_ids if item in codings)
            if own and theme.status != "rejected":
                people = speakers(coding.quote for coding in own)
                count = Prevalence(len(people), len(self.present), len(own))
                company = near.company([coding.finding for coding in own])
                yield CountedTheme(theme, own, count, company, self._is_by_formula(theme))

    def _is_by_formula(self, theme: Theme) -> bool:
        drafted = theme.kind != CODE and self.engine_of.get(theme.run_id or "") == ONDEVICE
        return drafted and theme.id not in self.defined

    def _topics(self, themes: Sequence[CountedTheme]) -> list[Family]:
        said = {
            item.theme.id: [(coding.finding.id, coding.quote.participant_id) for coding in item.codings]
            for item in themes
        }
        return families([item.theme for item in themes], said, len(self.present))

    def _personas(self) -> list[PersonaWork]:
        standing = [persona for persona in self.store.personas() if persona.status != "rejected"]
        return [self._persona(self._with_present_members(persona)) for persona in standing]

    def _with_present_members(self, persona: Persona) -> Persona:
        return replace(persona, members=tuple(who for who in persona.members if who.participant_id in self.present))

    def _persona(self, persona: Persona) -> PersonaWork:
        members = {member.participant_id for member in persona.members}
        claims, assumptions = self._claims(persona.id, members, persona.name)
        return PersonaWork(persona, claims, assumptions)

    def _appears(self, work: PersonaWork, stages: Sequence[StageWork]) -> bool:
        """Whether a persona is shown: approved, with something to show, or named by a stage."""
        named = any(stage.persona_id == work.persona.id for stage in stages)
        return self._shown(work.persona, work.claims, work.assumptions) or named

    def _shown(self, owner: Persona | StageNarrative, *content: Sequence[object]) -> bool:
        return self.drafts or owner.status == "approved" or any(content)

    def _stages(self, personas: Sequence[PersonaWork], spoken_of: Speakers) -> list[StageWork]:
        """The overall journey in the order of the study, blank stages included, then that of each persona."""
        members = {work.persona.id: {who.participant_id for who in work.persona.members} for work in personas}
        drafted = [
            self._stage(narrative, members.get(narrative.persona_id or "", self.present), spoken_of)
            for narrative in self.store.narratives()
            if narrative.status != "rejected" and (narrative.persona_id is None or narrative.persona_id in members)
        ]
        shown = [stage for stage in drafted if self._stage_shown(stage)]
        overall = {stage.stage: stage for stage in shown if stage.persona_id is None}
        for stage in self.study.settings.journey_stages:
            if not spoken_of.get(stage.name):
                overall.setdefault(stage.name, StageWork(stage.name, None, None, blank=True))
        return self._in_order(overall.values()) + [stage for stage in shown if stage.persona_id is not None]

    def _stage_shown(self, stage: StageWork) -> bool:
        return stage.narrative is not None and self._shown(stage.narrative, stage.claims, stage.assumptions)

    def _in_order(self, stages: Iterable[StageWork]) -> list[StageWork]:
        order = {stage.name: at for at, stage in enumerate(self.study.settings.journey_stages)}
        return sorted(stages, key=lambda stage: order.get(stage.stage, len(order)))

    def _stage(self, narrative: StageNarrative, people: set[str], spoken_of: Speakers) -> StageWork:
        claims, assumptions = self._claims(narrative.id, people, narrative.stage)
        # Words that no participant is named for are somebody's, but of no persona.
        spoke = spoken_of.get(narrative.stage, set())
        told_by = spoke if narrative.persona_id is None else spoke & people
        blank = not claims and not told_by
        return StageWork(narrative.stage, narrative.persona_id, narrative, claims, assumptions, blank)

    def _claims(
        self, owner_id: str, people: set[str], owner: str
    ) -> tuple[tuple[ExportedClaim, ...], tuple[Claim, ...]]:
        """The claims of an owner that are exported, and its assumptions, which are kept apart."""
        claims, assumptions = [], []
        for claim in self.claims_of[owner_id]:
            if not self._wanted(claim):
                continue
            if claim.assumption:
                assumptions.append(claim)
                continue
            counted = self._count(claim, people)
            if counted.evidence:
                claims.append(counted)
            else:
                self.withdrawn.append(f"Left out of {owner!r}, all its evidence being withdrawn: {claim.text}")
        return tuple(claims), tuple(assumptions)

    def _wanted(self, claim: Claim) -> bool:
        if claim.status == "rejected":
            return False
        if self.drafts:
            return True
        self.left_out["draft"] += claim.status == "draft"
        self.left_out[claim.why_stale] += claim.stale
        return claim.status == "approved" and not claim.stale

    def _count(self, claim: Claim, people: set[str]) -> ExportedClaim:
        evidence, counter = self._quotes(claim.support), self._quotes(claim.counter)
        behind = speakers(evidence)
        prevalence = Prevalence(len(behind), len(people), len(evidence))
        return ExportedClaim(claim, evidence, counter, prevalence, outside=len(behind - people))

    def _saturation(self, themes: Iterable[CountedTheme]) -> Saturation | None:
        """By participant in the order of import, over what was found: a codebook was there before them."""
        told = themes_told(
            (person.id for person in self.participants),
            ([one.finding.participant_id for one in theme.codings] for theme in themes if theme.theme.kind != CODE),
        )
        return saturation(told, self.study.settings.seed) if any(told) else None

    def _notes(self, work: Work) -> Iterable[str]:
        yield from self.withdrawn
        if count := self.left_out["interviewer"]:
            yield f"Left out {count} findings in an interviewer's words; `verbatim run` puts that right."
        for why, which in _STALE.items():
            if count := self.left_out[why]:
                claims = "approved claim" if count == 1 else "approved claims"
                yield f"Left out {count} {claims} {which}; look at them in review."
        if not self.drafts and not work.claims:
            yield self._why_empty()

    def _why_empty(self) -> str:
        if self.left_out["draft"]:
            return (
                f"Nothing is approved yet: {self.left_out['draft']} draft claims were left out. "
                "Approve them with `verbatim review`, or export them, marked, with `--drafts`."
            )
        return "Nothing is approved yet, and there are no drafts: `verbatim run` makes them."


def _defined(decisions: Iterable[Decision]) -> set[str]:
    """The themes that a person has defined anew."""
    told = [(entry.target_id, entry.before.get("definition"), entry.after.get("definition")) for entry in decisions]
    return {name for name, before, after in told if after is not None and after != before}


def _intact(source: Source) -> Source:
    """A source whose text is the one that was imported; anything else must not be quoted."""
    if text_sha256(source.text) != source.sha256:
        raise GroundingError(
            f"The text of {source.name} is not the one that was imported.",
            hint="`verbatim verify` says what else.",
        )
    return source
