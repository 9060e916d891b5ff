"""Small values to store: one interview of two people, findings, a theme, a persona and a stage."""

from __future__ import annotations

from assistant.domain import (
    Claim,
    Document,
    Emotion,
    Evidence,
    Finding,
    Kind,
    Member,
    Participant,
    Persona,
    Prevalence,
    Run,
    Source,
    StageNarrative,
    Theme,
    Turn,
)
from assistant.identity import text_sha256
from assistant.segments.sentences import sentences_of
from assistant.store import SourceRecord, Store

RUN = "run-1"
SPOKEN = (
    ("Ana", "I waited for weeks."),
    ("Q", "Did you complain?"),
    ("Bo", "I waited too. It was great in the end."),
)
UNCOUNTED = Prevalence(0, 0, 0)


def document(name: str = "01.txt", version: int = 1) -> Document:
    """A document as it is imported."""
    identity = f"d-{name}-{version}"
    return Document(identity, name, f"sources/{name}", text_sha256(identity), "txt", 10, version)


def record(of: Document, spoken: tuple[tuple[str, str], ...] = SPOKEN, identity: str = "s-1") -> SourceRecord:
    """A transcript of who said what; Q is the interviewer."""
    text, turns = "", []
    for seq, (who, words) in enumerate(spoken):
        start = len(text) + len(who) + 2
        asks = who == "Q"
        role = "interviewer" if asks else "participant"
        end = start + len(words)
        turns.append(Turn(f"{identity}.{seq}", identity, seq, start, end, who, None if asks else who, role))
        text += f"{who}: {words}\n"
    source = Source(identity, of.id, 0, of.name, "transcript", text, text_sha256(text))
    people = [Participant(who, who) for who in sorted({who for who, _ in spoken} - {"Q"})]
    return SourceRecord(source, turns, sentences_of(turns, text), [], people)


def run(identity: str = RUN, engine: str = "keywords") -> Run:
    """A run that has begun."""
    return Run(identity, "2026-01-05T09:00:00+00:00", None, engine, "0" * 64, {}, "running", {})


def finding(start: int, end: int, identity: str = "f-1", kind: Kind = "pain", who: str = "Ana") -> Finding:
    """A finding of the run."""
    return Finding(identity, "s-1", start, end, kind, "waiting", "purchase", "keywords", who, run_id=RUN)


WAITED = finding(5, 24)
WAITED_TOO = finding(50, 63, "f-2", who="Bo")
GREAT = finding(64, 88, "f-3", "gain", "Bo")


def theme(*findings: Finding, name: str = "Waiting") -> Theme:
    """A theme of findings."""
    return Theme("t-1", name, "pain", "", tuple(item.id for item in findings), run_id=RUN)


def claim(owner: str, key: str, *evidence: Evidence, text: str = "Waits.") -> Claim:
    """A claim as an engine drafts it."""
    return Claim(f"c-{owner}-{key}", owner, "pains", key, 0, text, text, evidence, UNCOUNTED, "keywords", RUN)


def persona(*claims: Claim, name: str = "Waiters", who: tuple[str, ...] = ("Ana", "Bo")) -> tuple[Persona, list[Claim]]:
    """A persona with its claims."""
    members = tuple(Member(item, 1.0 - at / 10) for at, item in enumerate(who))
    return Persona("p-1", name, "", members, run_id=RUN), list(claims)


def stage(*claims: Claim) -> tuple[StageNarrative, list[Claim]]:
    """The stage of buying, for everybody."""
    return StageNarrative("n-1", "purchase", None, Emotion(-1.0, 2, 0.0), (), run_id=RUN), list(claims)


def proof(of: Finding, *, against: bool = False) -> Evidence:
    """A finding as evidence."""
    return Evidence(of.span, of.id, "against" if against else "for")


def waits(key: str = "k", text: str = "Waits.", owner: str = "p-1") -> Claim:
    """A claim with both waits behind it and the good end against it."""
    return claim(owner, key, proof(WAITED), proof(WAITED_TOO), proof(GREAT, against=True), text=text)


def fill(store: Store) -> None:
    """Import, code and draft."""
    doc = document()
    store.add_document(doc, [record(doc)])
    store.start_run(run())
    store.store_coding([("s-1", "k", [WAITED, WAITED_TOO, GREAT])], "keywords", RUN)
    store.store_themes([theme(WAITED, WAITED_TOO)], "keywords", "k", RUN)
    store.store_personas([persona(waits())], "keywords", "k", RUN)
    store.store_journey([stage(waits(owner="n-1"))], "keywords", "k", RUN)
