"""Studies for exports and checks: one that stays as it is, and one for every set of values hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.domain import (
    Claim,
    Document,
    Emotion,
    Evidence,
    Finding,
    Member,
    Participant,
    Persona,
    Prevalence,
    Role,
    Run,
    Searched,
    Source,
    StageNarrative,
    Theme,
    TouchpointUse,
    Turn,
)
from assistant.identity import text_sha256
from assistant.segments.sentences import sentences_of
from assistant.store import Change, SourceRecord
from assistant.store.drafts import evidence_hash
from assistant.study import Study

RUN = "run-1"
REVIEWER = "Robin"


@dataclass
class Plan:
    """What a study is to hold; stored by `build`."""

    transcripts: list[list[tuple[str, str]]]
    """Speaker (`Q` is the interviewer) and words, turn by turn."""
    findings: list[Finding] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    personas: list[tuple[Persona, list[Claim]]] = field(default_factory=list)
    journey: list[tuple[StageNarrative, list[Claim]]] = field(default_factory=list)

    def finding(self, source: int, turn: int, start: int = 0, end: int | None = None, **values: object) -> Finding:
        """Code some words of a turn; offsets are counted in the turn's words."""
        begin, stop = self.place(source, turn)
        speaker = self.transcripts[source][turn][0]
        first, last = begin + start, stop if end is None else begin + end
        defaults = {"kind": "pain", "label": "waiting", "stage": "purchase", "coder": "ondevice"}
        name = f"f-{len(self.findings)}"
        found = Finding(name, f"s-{source}", first, last, participant_id=speaker, **(defaults | values))
        self.findings.append(found)
        return found

    def place(self, source: int, turn: int) -> tuple[int, int]:
        """Where a turn's words lie in the text of its source."""
        before = "".join(f"{who}: {words}\n" for who, words in self.transcripts[source][:turn])
        start = len(before) + len(self.transcripts[source][turn][0]) + 2
        return start, start + len(self.transcripts[source][turn][1])


def claim(owner: str, number: int, text: str, support: Sequence[Finding], against: Sequence[Finding] = ()) -> Claim:
    """A claim of a persona or a stage (whose ids begin with `p-` and `n-`)."""
    evidence = [Evidence(item.span, item.id) for item in support]
    evidence += [Evidence(item.span, item.id, "against") for item in against]
    name = f"c-{owner}-{number}"
    what = "pains" if number else ("quote" if owner.startswith("p-") else "narrative")
    nobody = Prevalence(0, 0, 0)
    searched = Searched(7, 3, 2, len(against)) if support else None
    return Claim(
        name, owner, what, name, number, text, text, tuple(evidence), nobody, "ondevice", RUN, not support, searched
    )


def build(folder: Path, plan: Plan) -> Study:
    """A study that holds a plan, with the files it was read from."""
    study = Study.create(folder, "A study", "What keeps them waiting?")
    fill(study, plan)
    return study


def fill(study: Study, plan: Plan) -> None:
    """Store a plan in an empty study."""
    for number, spoken in enumerate(plan.transcripts):
        _add(study, number, spoken, plan)
    store = study.store
    store.start_run(Run(RUN, "2026-01-05T09:00:00+00:00", None, "ondevice", "0" * 64, {}, "running", {}))
    store.store_coding([("all", "k", plan.findings)], "ondevice", RUN)
    store.store_themes(plan.themes, "ondevice", "k", RUN)
    store.store_personas(plan.personas, "ondevice", "k", RUN)
    store.store_journey(plan.journey, "ondevice", "k", RUN)
    store.finish_run(RUN, "finished", {})


def _add(study: Study, number: int, spoken: Sequence[tuple[str, str]], plan: Plan) -> None:
    text = "".join(f"{who}: {words}\n" for who, words in spoken)
    name, source_id = f"{number + 1:02}.txt", f"s-{number}"
    data = text.encode()
    (study.sources_dir / name).write_bytes(data)
    document = Document(f"d-{number}", name, f"sources/{name}", text_sha256(text), "txt", len(data))
    source = Source(source_id, document.id, 0, name, "transcript", text, text_sha256(text))
    turns = []
    for seq, (who, _) in enumerate(spoken):
        start, end = plan.place(number, seq)
        asks = who == "Q"
        role: Role = "interviewer" if asks else "participant"
        turn = Turn(f"{source_id}.{seq}", source_id, seq, start, end, who, None if asks else who, role, 30.0 * seq)
        turns.append(turn)
    people = [Participant(who, f"Person {who}") for who in sorted({who for who, _ in spoken} - {"Q"})]
    study.store.add_document(document, [SourceRecord(source, turns, sentences_of(turns, text), [], people)])


def decide(study: Study, kind: str, target: str, *, why: str = "", **after: object) -> None:
    """One decision by the reviewer, as the ledger records it."""
    action = {"approved": "approve", "rejected": "reject"}.get(str(after.get("status")), "edit")
    study.store.decide(REVIEWER, action, [Change(kind, target, after)], why=why)


def approve(study: Study, claim_id: str) -> None:
    """Approve a claim for the evidence it has now."""
    mine = next(item for item in study.store.claims() if item.id == claim_id)
    decide(study, "claim", claim_id, status="approved", approved_evidence=evidence_hash(mine.evidence))


HOSTILE = "# Free! <img src=x onerror=alert(1)> | [win](http://evil.example) ![p](q) *now* @me\n\n```"
"""What somebody said, as far as the transcript knows."""


def small_plan() -> Plan:
    """Two interviews, hostile words among them; one persona of two people, two stages, one of them blank."""
    plan = Plan(
        [
            [
                ("Q", "How was the delivery?"),
                ("Ana", "I waited three weeks. Nobody told me why."),
                ("Q", "And then?"),
                ("Ana", HOSTILE),
            ],
            [
                ("Q", "What did you expect?"),
                ("Bo", "A message, at least. It cost $5-$6 & more."),
                ("Bo", "It came on time once. 1. Good\u202e day\x07."),
            ],
        ]
    )
    waited = plan.finding(0, 1, 0, 21)
    told = plan.finding(0, 1, 22)
    shouted = plan.finding(0, 3, kind="suggestion", label="<b>free</b>", stage=None)
    message = plan.finding(1, 1, kind="need", label="news | word")
    good = plan.finding(1, 2, kind="gain", label="on time", stage="loyalty")
    plan.themes.append(Theme("t-1", "No *news* | <i>", "pain", "Nobody says when.", (waited.id, told.id, message.id)))
    persona = Persona("p-1", "The [waiting](x) one", "", (Member("Ana", 0.9), Member("Bo", 0.5)))
    plan.personas.append(
        (
            persona,
            [
                claim("p-1", 0, "Waits.", [waited]),
                claim("p-1", 1, "Waits without news.", [waited, told, message], [good]),
                claim("p-1", 2, "Shouts in <b>tags</b>.", [shouted]),
                claim("p-1", 3, "Owns a telephone.", []),
            ],
        )
    )
    buy = StageNarrative(
        "n-1",
        "purchase",
        None,
        Emotion(-0.8, 3, 0.4),
        (TouchpointUse("courier | van", "physical", "third party", Prevalence(1, 2, 2)),),
    )
    plan.journey.append((buy, [claim("n-1", 0, "They wait.", [waited, message])]))
    loyal = StageNarrative("n-2", "loyalty", "p-1", Emotion(1.0, 1, 0.0), ())
    plan.journey.append((loyal, [claim("n-2", 0, "It went well once.", [good])]))
    return plan


def small_study(folder: Path) -> Study:
    """The small plan, with some of it approved and one claim rejected."""
    study = build(folder, small_plan())
    for name in ("c-p-1-0", "c-p-1-1", "c-n-1-0"):
        approve(study, name)
    decide(study, "claim", "c-p-1-2", why="Not a <b>claim</b>.", status="rejected")
    return study
