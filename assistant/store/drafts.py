"""Personas and stage narratives with their claims, as drafted and as they stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from assistant.domain import (
    COUNTS_CHANGED,
    EVIDENCE_CHANGED,
    NOBODY_LEFT,
    Claim,
    Emotion,
    Evidence,
    Member,
    Persona,
    Prevalence,
    Searched,
    Span,
    StageNarrative,
    TouchpointUse,
)
from assistant.identity import digest
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import by_text, insert_missing, to_row, to_value
from assistant.told_counts import counts_briefly, names_another_count, told_in


def evidence_hash(items: Sequence[Evidence]) -> str:
    """What an approval is given for: the spans behind a claim, in any order."""
    spans = [item.span for item in items if item.polarity == "for"]
    return digest(sorted(["for", span.source_id, span.start, span.end] for span in spans))


class DraftRows:
    """Reads and writes of personas, narratives and claims."""

    _db: Database

    def _replace_personas(
        self, connection: Connection, drafts: Sequence[tuple[Persona, Sequence[Claim]]], failed: Collection[str]
    ) -> None:
        fields = ("name", "summary", "attributes", "run_id")
        self._replace_owners(connection, schema.personas, drafts, fields, failed)
        table = schema.persona_members
        # Nobody belongs to a persona that is not formed any more, though claims of it that were decided on are kept.
        connection.execute(table.delete().where(table.c.persona_id.not_in(failed)))
        for persona, _ in drafts:
            rows = [{"persona_id": persona.id} | asdict(member) for member in persona.members]
            insert_missing(connection, table, rows)

    def _replace_narratives(
        self, connection: Connection, drafts: Sequence[tuple[StageNarrative, Sequence[Claim]]], failed: Collection[str]
    ) -> None:
        fields = ("emotion", "touchpoints", "attributes", "run_id", "seq")
        self._replace_owners(connection, schema.narratives, drafts, fields, failed)

    def _replace_owners(
        self, connection: Connection, table: Any, drafts: Any, fields: tuple[str, ...], failed: Collection[str]
    ) -> None:
        """Bring owners and their claims to a new draft; what people decided on is kept and never overwritten.

        So is the earlier draft of an owner that could not be drafted this time.
        """
        self._retire_undecided(connection, table, failed)
        for seq, (owner, claims) in enumerate(drafts):
            row = to_row(table, owner, seq=seq)
            insert_missing(connection, table, [row])
            mine = table.c.id == owner.id
            connection.execute(update(table).where(mine).values(retired=False))
            draft = {name: row[name] for name in fields if name in row}
            connection.execute(update(table).where(mine, table.c.revision == 0).values(**draft))
            for claim in claims:
                self._put_claim(connection, claim)

    def _retire_undecided(self, connection: Connection, table: Any, failed: Collection[str]) -> None:
        claims = schema.claims
        owners = select(table.c.id).where(table.c.id.not_in(failed))
        connection.execute(
            update(claims).where(claims.c.owner_id.in_(owners), claims.c.revision == 0).values(retired=True)
        )
        decided = select(claims.c.owner_id).where(claims.c.revision > 0, claims.c.retired.is_(False))
        connection.execute(
            update(table)
            .where(table.c.revision == 0, table.c.id.not_in(decided), table.c.id.not_in(failed))
            .values(retired=True)
        )

    def _put_claim(self, connection: Connection, claim: Claim) -> None:
        table = schema.claims
        row = to_row(table, claim, curated=False, approved_evidence=None)
        insert_missing(connection, table, [row])
        mine = table.c.id == claim.id
        draft = {name: row[name] for name in ("seq", "text", "draft", "engine", "run_id", "assumption")}
        connection.execute(update(table).where(mine, table.c.revision == 0).values(retired=False, **draft))
        curated = connection.execute(select(table.c.curated).where(mine)).scalar_one()
        if not curated:
            self._set_evidence(connection, claim.id, claim.evidence)
            connection.execute(update(table).where(mine).values(searched=row["searched"]))

    def _set_evidence(self, connection: Connection, claim_id: str, items: Sequence[Evidence]) -> None:
        table = schema.evidence
        connection.execute(table.delete().where(table.c.claim_id == claim_id))
        insert_missing(connection, table, [_evidence_row(claim_id, seq, item) for seq, item in enumerate(items)])

    def personas(self, *, retired: bool = False) -> list[Persona]:
        """Personas with their members, the most firmly belonging first."""
        table, links = schema.personas, schema.persona_members
        members: dict[str, list[Member]] = defaultdict(list)
        query = select(table).order_by(by_text(table.c.name), by_text(table.c.id))
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            ordered = select(links).order_by(links.c.firmness.desc(), by_text(links.c.participant_id))
            for row in connection.execute(ordered):
                members[row.persona_id].append(Member(row.participant_id, row.firmness))
            return [to_value(Persona, row, members=tuple(members[row.id])) for row in connection.execute(query)]

    def narratives(self, *, retired: bool = False) -> list[StageNarrative]:
        """Stage narratives in the order of the journey: for all participants first, then per persona."""
        table = schema.narratives
        query = select(table).order_by(table.c.seq, by_text(table.c.id))
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            return [_narrative(row) for row in connection.execute(query)]

    def claims(self, owner_id: str | None = None, *, retired: bool = False) -> list[Claim]:
        """Claims as they stand now, with the evidence that still counts and the prevalence computed from it."""
        table = schema.claims
        query = select(table).order_by(by_text(table.c.owner_id), table.c.seq, by_text(table.c.id))
        if owner_id is not None:
            query = query.where(table.c.owner_id == owner_id)
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            evidence = _standing_evidence(connection, owner_id)
            people = _owner_people(connection)
            return [
                _claim(row, evidence.get(row.id, []), people.get(row.owner_id, _NOBODY))
                for row in connection.execute(query)
            ]


def _evidence_row(claim_id: str, seq: int, item: Evidence) -> dict[str, Any]:
    place = {"source_id": item.span.source_id, "start": item.span.start, "end": item.span.end}
    return {"claim_id": claim_id, "polarity": item.polarity, "seq": seq, "finding_id": item.finding_id} | place


def _narrative(row: Any) -> StageNarrative:
    uses = tuple(
        TouchpointUse(use["name"], use["channel"], use["owner"], Prevalence(**use["prevalence"]))
        for use in row.touchpoints
    )
    return to_value(StageNarrative, row, emotion=Emotion(**row.emotion), touchpoints=uses)


def _standing_evidence(connection: Connection, owner_id: str | None) -> dict[str, list[tuple[Evidence, str | None]]]:
    """Evidence that still counts, with the participant who said it, by claim.

    Withdrawn is what lies in a retired source or behind a finding that was rejected or is no longer found.
    """
    table, findings, sources, turns = schema.evidence, schema.findings, schema.sources, schema.turns
    inside = and_(turns.c.source_id == table.c.source_id, turns.c.start <= table.c.start, turns.c.end >= table.c.end)
    stands = or_(
        table.c.finding_id.is_(None),
        and_(findings.c.retired.is_(False), findings.c.status != "rejected"),
    )
    query = (
        select(table, turns.c.participant_id.label("participant_id"))
        .join(sources, sources.c.id == table.c.source_id)
        .outerjoin(findings, findings.c.id == table.c.finding_id)
        .outerjoin(turns, inside)
        .where(sources.c.retired.is_(False), stands, *_of_owner(table.c.claim_id, owner_id))
        .order_by(table.c.claim_id, table.c.polarity.desc(), table.c.seq)
    )
    found: dict[str, list[tuple[Evidence, str | None]]] = defaultdict(list)
    for row in connection.execute(query):
        item = Evidence(Span(row.source_id, row.start, row.end), row.finding_id, row.polarity)
        found[row.claim_id].append((item, row.participant_id))
    return found


def _of_owner(claim_id: ColumnElement[str], owner_id: str | None) -> list[ColumnElement[bool]]:
    if owner_id is None:
        return []
    mine = select(schema.claims.c.id).where(schema.claims.c.owner_id == owner_id)
    return [claim_id.in_(mine)]


@dataclass(frozen=True, slots=True)
class _People:
    """Whom an owner speaks of: a persona's members, or everybody."""

    number: int
    members: frozenset[str] | None = None
    """None where it is everybody."""

    def among(self, people: set[str]) -> set[str]:
        """Those of some people whom it speaks of."""
        return people if self.members is None else people & self.members


_NOBODY = _People(0)


def _owner_people(connection: Connection) -> Mapping[str, _People]:
    """Whom each persona and each narrative speaks of."""
    links, narratives = schema.persona_members, schema.narratives
    members: dict[str, set[str]] = {name: set() for name in connection.execute(select(schema.personas.c.id)).scalars()}
    for row in connection.execute(select(links.c.persona_id, links.c.participant_id)):
        members[row.persona_id].add(row.participant_id)
    personas = {name: _People(len(who), frozenset(who)) for name, who in members.items()}
    everybody = _People(_participants(connection))
    rows = connection.execute(select(narratives.c.id, narratives.c.persona_id))
    told = {row.id: personas.get(row.persona_id, _NOBODY) if row.persona_id else everybody for row in rows}
    return personas | told


def _participants(connection: Connection) -> int:
    turns, sources = schema.turns, schema.sources
    everybody = (
        select(func.count(turns.c.participant_id.distinct()))
        .join(sources)
        .where(sources.c.retired.is_(False), turns.c.role == "participant")
    )
    return int(connection.execute(everybody).scalar_one())


def _claim(row: Any, standing: list[tuple[Evidence, str | None]], owner: _People) -> Claim:
    items = tuple(item for item, _ in standing)
    support = [(item, who) for item, who in standing if item.polarity == "for"]
    people = {who for _, who in support if who is not None}
    inside = owner.among(people)
    prevalence = Prevalence(len(inside), max(owner.number, len(inside)), len(support))
    why = _why_stale(row, items, prevalence, outside=len(people - inside))
    searched = Searched(**row.searched) if row.searched else None
    counted: dict[str, Any] = {"prevalence": prevalence, "outside": len(people - inside)}
    return to_value(Claim, row, evidence=items, stale=bool(why), why_stale=why, searched=searched, **counted)


def _why_stale(row: Any, items: Sequence[Evidence], now: Prevalence, *, outside: int) -> str:
    """Why an approval does not hold for what a claim rests on now; empty where it does."""
    if row.status != "approved":
        return ""
    if outside and not now.participants:
        return NOBODY_LEFT
    if row.approved_evidence not in (None, evidence_hash(items)):
        return EVIDENCE_CHANGED
    return COUNTS_CHANGED if _tells_other_counts(row, now) else ""


def _tells_other_counts(row: Any, now: Prevalence) -> bool:
    """Whether counts stand in a claim's words that were true and are not any more."""
    if row.edited:
        return row.approved_counts is not None and names_another_count(row.text, Prevalence(**row.approved_counts), now)
    told = told_in(row.text, brief=counts_briefly(row.engine, row.field))
    return told is not None and not told.is_that_of(now)
