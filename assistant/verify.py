"""Checks a study again, from the bytes of its files to the last decision, and says in words what is wrong.

Nothing is believed that can be computed: hashes are taken again, every place is looked up in its source, and
how every claim stands is compared with what the ledger says was decided. Exported files are checked in
`assistant.export.checks`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.domain import Claim, Decision, Finding, Source, by_id
from assistant.errors import StoreError
from assistant.faults import Fault, Text, Texts
from assistant.identity import text_sha256
from assistant.miscounts import called, miscounted
from assistant.review.quotations import holds, quotations_in
from assistant.store.checks import EvidenceRow
from assistant.study import Study

_QUOTED_WORDS = 3
"""Fewer words between quotation marks are a manner of speaking, not a quotation."""


def verify_study(study: Study) -> Iterator[Fault]:
    """Everything that is wrong with a study; nothing where it is sound."""
    try:
        yield from _Check(study).faults()
    except StoreError as error:
        yield Fault("database", "", str(error))


def quotes_of(study: Study) -> int:
    """How many quotes a study rests on: its findings, and the evidence of its claims."""
    return len(study.store.findings()) + len(study.store.evidence_rows())


class _Check:
    """Reads a study once and goes through it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.store = study.store

    def faults(self) -> Iterator[Fault]:
        for message in self.store.database_faults():
            yield Fault("database", "", message)
        yield from self._files()
        yield from self._sources()
        yield from self._turns()
        yield from self._sentences()
        yield from self._chunks()
        yield from self._findings()
        yield from self._themes()
        yield from self._owners()
        yield from self._claims()
        yield from miscounted(self.store)
        yield from self._ledger()

    @cached_property
    def sources(self) -> dict[str, Source]:
        return by_id(self.store.sources(retired=True))

    @cached_property
    def texts(self) -> Texts:
        texts = {source.id: Text(source.name, source.text) for source in self.sources.values()}
        return Texts(texts, self.store.turns())

    @cached_property
    def findings(self) -> dict[str, Finding]:
        return by_id(self.store.findings(retired=True))

    @cached_property
    def evidence(self) -> dict[str, list[EvidenceRow]]:
        grouped: dict[str, list[EvidenceRow]] = defaultdict(list)
        for row in self.store.evidence_rows():
            grouped[row.claim_id].append(row)
        return grouped

    @cached_property
    def claims(self) -> list[Claim]:
        return self.store.bare_claims()

    def _files(self) -> Iterator[Fault]:
        for document in self.store.documents(retired=True):
            message = _file_fault(self.study.folder / document.path, document.sha256)
            if message:
                yield Fault("document", document.id, f"The copy of {document.name} {message}.")

    def _sources(self) -> Iterator[Fault]:
        for source in self.sources.values():
            if text_sha256(source.text) != source.sha256:
                yield Fault("source", source.id, f"The text of {source.name} is not the one that was imported.")

    def _turns(self) -> Iterator[Fault]:
        for turn in self.store.turns():
            what = f"Turn {turn.seq + 1}"
            if message := self.texts.outside(what, turn.source_id, turn.start, turn.end):
                yield Fault("turn", turn.id, message)
            if turn.role == "interviewer" and turn.participant_id is not None:
                name = self.texts.name(turn.source_id)
                yield Fault("turn", turn.id, f"{what} of {name} is an interviewer's, but counts as a participant's.")

    def _sentences(self) -> Iterator[Fault]:
        turns = by_id(self.store.turns())
        for sentence in self.store.sentences():
            what = f"Sentence {sentence.seq + 1}"
            message = self.texts.outside(what, sentence.source_id, sentence.start, sentence.end)
            turn = turns.get(sentence.turn_id)
            if not message and turn and not turn.start <= sentence.start < sentence.end <= turn.end:
                message = f"{what} of {self.texts.name(sentence.source_id)} reaches out of its turn."
            if message:
                yield Fault("sentence", sentence.id, message)

    def _chunks(self) -> Iterator[Fault]:
        numbers = {(sentence.source_id, sentence.seq) for sentence in self.store.sentences()}
        for chunk in self.store.chunks():
            what = f"Chunk {chunk.seq + 1}"
            message = self.texts.outside(what, chunk.source_id, chunk.start, chunk.end)
            ends = {(chunk.source_id, chunk.first), (chunk.source_id, chunk.last)}
            if not message and not ends <= numbers:
                message = f"{what} of {self.texts.name(chunk.source_id)} names sentences that are not there."
            if message:
                yield Fault("chunk", chunk.id, message)

    def _findings(self) -> Iterator[Fault]:
        for finding in self.store.findings():
            place = (finding.source_id, finding.start, finding.end)
            faults = list(self.texts.of_words("finding", finding.id, f"Finding {finding.id}", place))
            yield from faults
            if not faults and self.texts.places.participant_of(finding.span) != finding.participant_id:
                name = self.texts.name(finding.source_id)
                yield Fault("finding", finding.id, f"Finding {finding.id} in {name} counts for somebody else.")

    def _themes(self) -> Iterator[Fault]:
        themes = self.store.themes(retired=True)
        known = {theme.id for theme in themes}
        for theme in themes:
            if theme.parent_id is not None and theme.parent_id not in known:
                yield Fault("theme", theme.id, f"The theme {theme.name!r} is below one that is not there.")
            missing = sum(item not in self.findings for item in theme.finding_ids)
            if missing:
                yield Fault(
                    "theme",
                    theme.id,
                    f"The theme {theme.name!r} names {missing} findings that are not there.",
                )

    def _owners(self) -> Iterator[Fault]:
        personas = {persona.id for persona in self.store.personas(retired=True)}
        narratives = self.store.narratives(retired=True)
        for stage in narratives:
            if stage.persona_id is not None and stage.persona_id not in personas:
                yield Fault("stage", stage.id, f"The stage {stage.stage!r} belongs to a persona that is not there.")
            for use in stage.touchpoints:
                count = use.prevalence
                if not count.participants <= min(count.of, count.mentions):
                    counted = f"The count of {use.name!r} in the stage {stage.stage!r}"
                    yield Fault("stage", stage.id, f"{counted} cannot be: {count.in_words()}.")
        owners = personas | {stage.id for stage in narratives}
        for claim in self.claims:
            if claim.owner_id not in owners:
                yield Fault("claim", claim.id, f"{called(claim)} belongs to nothing that is there.")

    def _claims(self) -> Iterator[Fault]:
        for claim in self.claims:
            rows = self.evidence[claim.id]
            for row in rows:
                yield from self._evidence_faults(claim, row)
            if claim.retired or claim.status == "rejected":
                continue
            if not claim.assumption and not any(row.polarity == "for" for row in rows):
                yield Fault("claim", claim.id, f"{called(claim)} has no evidence.")
            yield from self._invented(claim, rows)

    def _evidence_faults(self, claim: Claim, row: EvidenceRow) -> Iterator[Fault]:
        what = f"A quote of {called(claim, 'the claim')}"
        source = self.sources.get(row.source_id)
        if claim.retired or (source is not None and source.retired):
            # Kept for the record: the words must be there, but they are nobody's evidence any more.
            message = self.texts.outside(what, row.source_id, row.start, row.end)
            yield from [Fault("claim", claim.id, message)] if message else []
            return
        yield from self.texts.of_words("claim", claim.id, what, (row.source_id, row.start, row.end))
        if row.finding_id is not None and row.finding_id not in self.findings:
            yield Fault("claim", claim.id, f"{what} names the finding {row.finding_id}, which is not there.")

    def _invented(self, claim: Claim, rows: Iterable[EvidenceRow]) -> Iterator[Fault]:
        """Words between quotation marks that nobody said."""
        said = [self.sources[row.source_id].text[row.start : row.end] for row in rows if row.source_id in self.sources]
        for quotation in quotations_in(claim.text):
            if len(quotation.split()) < _QUOTED_WORDS or any(holds(text, quotation) for text in said):
                continue
            if not any(holds(source.text, quotation) for source in self.sources.values()):
                yield Fault("claim", claim.id, f"{called(claim)} quotes words that nobody said: {quotation!r}.")

    def _ledger(self) -> Iterator[Fault]:
        for message in self.store.ledger_faults():
            yield Fault("ledger", "", message)
        yield from _undecided_changes(self.store.decisions(), self._targets())

    def _targets(self) -> dict[tuple[str, str], Any]:
        """Everything that may be decided on, as it stands now."""
        values: dict[str, Iterable[Any]] = {
            "claim": self.claims,
            "persona": self.store.personas(retired=True),
            "narrative": self.store.narratives(retired=True),
            "theme": self.store.themes(retired=True),
            "topic": self.store.topics(),
            "finding": self.findings.values(),
            "turn": self.store.turns(),
        }
        return {(kind, value.id): value for kind, items in values.items() for value in items}


def _undecided_changes(decisions: Iterable[Decision], targets: dict[tuple[str, str], Any]) -> Iterator[Fault]:
    """Where the study stands otherwise than its ledger says."""
    decided: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    changes: Counter[tuple[str, str]] = Counter()
    for entry in decisions:
        target = (entry.target_type, entry.target_id)
        if target not in targets and entry.target_type != "turn":
            about = f"the {entry.target_type} {entry.target_id}"
            message = f"Ledger entry {entry.seq} is about {about}, which is not there."
            yield Fault("ledger", str(entry.seq), message)
        decided[target] |= entry.after
        changes[target] += bool(entry.after)
    for target, value in targets.items():
        if message := _departure(value, decided[target], changes[target]):
            yield Fault(target[0], target[1], f"The {target[0]} {target[1]} {message}.")


def _departure(value: Any, decided: dict[str, Any], changes: int) -> str:
    """How a value differs from what was decided about it; empty where it does not."""
    for name in ("status", "text", "name", "label", "kind", "role", "participant_id", "flagged", "edited"):
        if name in decided and hasattr(value, name) and getattr(value, name) != decided[name]:
            return f"stands otherwise than was decided: its {name} was changed outside the ledger"
    if getattr(value, "revision", changes) != changes:
        return f"was changed {value.revision} times, but the ledger holds {changes} decisions on it"
    if not changes and getattr(value, "status", "draft") != "draft":
        return f"is {value.status}, but nobody decided that"
    if isinstance(value, Claim) and "text" not in decided and value.text != value.draft:
        return "says something else than its draft, but nobody edited it"
    return ""


def _file_fault(path: Path, sha256: str) -> str:
    """What is wrong with a copied file; empty where its bytes are those that were imported."""
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return "is missing from the study"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if same else "is not the file that was imported"
