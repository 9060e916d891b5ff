"""What is exported: the approved work (or the drafts too) with its evidence, quoted and counted now.

Every format is written from the same `Work`, so they cannot disagree: in making it (see `collect`) quotes are
cut out of their sources, counts are computed, and what may not leave the study is left out, with a note that
says so. Nothing in it depends on when or by which run it was made: the same study gives the same work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from assistant.analysis.broader import Family
from assistant.analysis.cooccurrence import Company
from assistant.analysis.saturation import Saturation
from assistant.domain import (
    Claim,
    Decision,
    Document,
    Finding,
    Participant,
    Persona,
    Prevalence,
    Source,
    Span,
    StageNarrative,
    Theme,
    Turn,
)
from assistant.export.disputes import Dispute
from assistant.export.printed import is_hardly_told, is_thin, of_persona, of_stage
from assistant.export.shown import Part, Shown, shown
from assistant.places import Places
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words with the place they stand at."""

    span: Span
    text: str
    source: Source
    turn: Turn | None
    participant_id: str | None
    finding_id: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """A finding with its words."""

    finding: Finding
    quote: Quote


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme with those of its findings that stand, and what was coded in the same words."""

    theme: Theme
    codings: tuple[Coding, ...]
    prevalence: Prevalence
    company: Company
    by_formula: bool = False
    """Whether the on-device engine defined it, and no person has written that anew."""

    @property
    def widest_first(self) -> tuple[int, int, str]:
        """To sort by: what most participants speak of, and most often, comes first."""
        return -self.prevalence.participants, -self.prevalence.mentions, self.theme.name


@dataclass(frozen=True, slots=True)
class ExportedClaim:
    """A claim with its words for and against, and the count computed from those for it."""

    claim: Claim
    evidence: tuple[Quote, ...]
    counter: tuple[Quote, ...]
    prevalence: Prevalence
    outside: int = 0
    """How many of the participants behind it do not belong to its persona."""


@dataclass(frozen=True, slots=True)
class PersonaWork:
    """A persona with what is exported of it."""

    persona: Persona
    claims: tuple[ExportedClaim, ...]
    assumptions: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class StageWork:
    """A stage, for everybody (`persona_id` None) or for a persona."""

    stage: str
    persona_id: str | None
    narrative: StageNarrative | None
    """None for a stage that nobody spoke of and nothing was drafted for."""
    claims: tuple[ExportedClaim, ...] = ()
    assumptions: tuple[Claim, ...] = ()
    blank: bool = False
    """Nobody spoke of it."""


@dataclass(frozen=True)
class Work:
    """All that an export is written from."""

    settings: Settings
    drafts: bool
    """Whether work that nobody has approved is among it."""
    engines: tuple[tuple[str, str], ...]
    """Name and fingerprint of each engine that ran."""
    documents: dict[str, Document]
    sources: tuple[Source, ...]
    places: Places
    participants: tuple[Participant, ...]
    codings: tuple[Coding, ...]
    themes: tuple[CountedTheme, ...]
    personas: tuple[PersonaWork, ...]
    stages: tuple[StageWork, ...]
    decisions: tuple[Decision, ...]
    topics: tuple[Family, ...] = ()
    """What several themes stand under."""
    saturation: Saturation | None = None
    """Whether more participants would bring new themes; None where there are too few to say."""
    disputes: tuple[Dispute, ...] = ()
    """What reviewers did not agree on."""
    notes: tuple[str, ...] = ()
    """What a person should know: what was left out, and why."""

    @cached_property
    def names(self) -> dict[str, str]:
        """Participants' names by their ids."""
        return {person.id: person.name for person in self.participants}

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """What themes are called, by their ids."""
        return {item.theme.id: item.theme.name for item in self.themes}

    @cached_property
    def shown(self) -> Mapping[str, Shown]:
        """What a report prints of each claim's quotes, by the claim's id; those of everybody's journey first."""
        stages = sorted(self.stages, key=lambda stage: stage.persona_id is not None)
        personas = [Part(item.persona.id, of_persona(item)) for item in self.personas]
        return shown([*personas, *(Part(one.stage, of_stage(one), self.in_short(one)) for one in stages)])

    def in_short(self, stage: StageWork) -> bool:
        """Whether a persona's stage is told in short, for hardly any of its people speak of it or bear it out."""
        if stage.persona_id is None:
            return False
        if is_thin(stage):
            return True
        people = self.members.get(stage.persona_id, frozenset())
        return is_hardly_told(len(self.spoke_of.get(stage.stage, set()) & people), len(people))

    @cached_property
    def members(self) -> Mapping[str, Set[str]]:
        """The people of each persona, by its id."""
        return {item.persona.id: {member.participant_id for member in item.persona.members} for item in self.personas}

    @cached_property
    def spoke_of(self) -> Mapping[str, Set[str | None]]:
        """Who spoke of each stage, over all coded quotes; None stands for those whom nobody names."""
        return speakers_by_stage(self.codings)

    @property
    def claims(self) -> Sequence[ExportedClaim]:
        """All exported claims, of personas and of stages."""
        of_personas = [claim for persona in self.personas for claim in persona.claims]
        return of_personas + [claim for stage in self.stages for claim in stage.claims]


def speakers_by_stage(codings: Iterable[Coding]) -> Mapping[str, Set[str | None]]:
    """By stage, who said what was coded there; None stands for those whom nobody names."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for coding in codings:
        if coding.finding.stage is not None:
            found[coding.finding.stage].add(coding.quote.participant_id)
    return found
