"""What lies on a reviewer's desk: all drafts as they stand at one moment, and what of them waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.domain import Claim, Persona, StageNarrative
from assistant.review.decisions import Owner, settled
from assistant.status import Failure, failures_of
from assistant.store import Store
from assistant.store.figures import Counts
from assistant.store.glance import Glance


@dataclass(frozen=True, repr=False)
class Desk:
    """The drafts of a study; a new one is read or made whenever something changes."""

    seq: int
    """The newest entry of the ledger that is in it."""
    run: str
    """The newest run, and how it stands."""
    counts: Counts
    personas: Sequence[Persona]
    narratives: Sequence[StageNarrative]
    claims: Mapping[str, Sequence[Claim]]
    """By the persona or narrative that they belong to."""
    participants: Mapping[str, str]
    """Names by id."""
    sources: Sequence[str]
    """Names, in their order."""
    open_findings: int
    open_themes: int
    """That nobody has decided on."""
    failures: Sequence[Failure]
    """What failed last time."""
    calls: int
    cost: float
    """Calls to outside models, and what they cost in US dollars."""

    def __repr__(self) -> str:
        # Whoever reads a traceback needs no thousand claims, and the words in them are people's.
        return f"Desk(seq={self.seq}, {len(self._by_id)} claims)"

    @property
    def owners(self) -> list[Owner]:
        return [*self.personas, *self.narratives]

    @cached_property
    def _by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claims in self.claims.values() for claim in claims}

    def claim(self, claim_id: str) -> Claim | None:
        """A claim as it stands; None where it is gone."""
        return self._by_id.get(claim_id)

    def of(self, owner: Owner) -> Sequence[Claim]:
        """The claims of a persona or a narrative, in their order."""
        return self.claims.get(owner.id, ())

    def waiting(self, owner: Owner) -> list[Claim]:
        """The claims that nobody has settled yet."""
        return [claim for claim in self.of(owner) if not settled(claim)]


def read_desk(store: Store, glance: Glance | None = None) -> Desk:
    """All drafts of a study; figures taken at the same number of the ledger need not be taken again."""
    # The number first: what is decided while the rest is read is then read once more, and never missed.
    seq, run = mark_of(store)
    counts = glance.counts if glance is not None and glance.seq == seq else store.counts()
    personas, narratives = store.personas(), store.narratives()
    ids = [persona.id for persona in personas] + [narrative.id for narrative in narratives]
    claims: dict[str, list[Claim]] = {owner_id: [] for owner_id in ids}
    for claim in store.claims():
        if claim.owner_id in claims:
            claims[claim.owner_id].append(claim)
    people = {person.id: person.name for person in store.participants()}
    drafts = (personas, narratives, claims, people)
    return Desk(
        seq, run, counts, *drafts,
        store.source_names(), *store.waiting(), failures_of(store), *store.spent(),
    )  # fmt: skip


def mark_of(store: Store) -> tuple[int, str]:
    """What changes whenever somebody decides or a run goes on: cheap to ask for again and again."""
    runs = store.runs()
    run = f"{runs[-1].id} {runs[-1].status}" if runs else ""
    return store.last_decision(), run


def reread(store: Store, desk: Desk, owner_ids: Sequence[str]) -> Desk:
    """A desk after decisions on the claims of some owners; its number is left as it was."""
    claims = dict(desk.claims) | {owner_id: store.claims(owner_id) for owner_id in owner_ids}
    return replace(desk, claims=claims, personas=store.personas(), narratives=store.narratives())
