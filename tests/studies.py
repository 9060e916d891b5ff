"""Small invented studies, stored as domain values without any engine, for tests that need one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

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
    Span,
    StageNarrative,
    Theme,
    TouchpointUse,
    Turn,
)
from assistant.identity import stable_id, text_sha256
from assistant.segments.sentences import sentences_of
from assistant.store import SourceRecord
from assistant.study import Study

RUN = "run-1"
_NOBODY_COUNTED = Prevalence(0, 0, 0)
"""Claims are stored without a count: it is computed when they are read."""

ANA = """\
[00:00:04] Interviewer: How did you first hear about the lockers?
[00:00:09] Ana: A neighbour told me. She never misses a parcel any more, and I missed three in one week.
[00:00:21] Interviewer: And what happened then?
[00:00:25] Ana: I signed up on the train. It took two minutes. I was honestly relieved.
[00:01:02] Interviewer: Has anything gone wrong since?
[00:01:07] Ana: The door would not open in the rain. I stood there for twenty minutes and nobody called \
back. I felt stupid.
[00:01:40] Ana: But I keep using it, because the courier is worse.
"""

BO = """\
[00:00:02] Interviewer: Tell me about your last parcel.
[00:00:06] Bo: The app said it was there. It was not there. I had to go twice.
[00:00:19] Interviewer: How did that make you feel?
[00:00:22] Bo: Angry. I paid for express, and the code came a day late.
[00:00:48] Bo: The locker itself is great, I pick things up at midnight after my shift.
[00:01:10] Bo: What I want is a message when it is really in the box.
"""

CHIDI = """\
Interviewer: What made you choose lockers?
Chidi: I compared it with the post office. The lockers are open all night, so that was that.
Interviewer: Would you recommend them?
Chidi: I told my whole team. The code came late once, no drama.
Chidi: My mother cannot use it, though. The screen is too high for her chair.
"""


def locker_study(folder: Path, extra: Sequence[str] = ()) -> Study:
    """Three interviews about parcel lockers, two personas and three stages; `extra` adds one more voice.

    Each text of `extra` becomes something that Dora says, and evidence of a claim of its own.
    """
    study = Study.create(folder, "Parcel lockers", "Why do people stop using the lockers?")
    builder = _Builder(study)
    for name, text in (("01 Ana.txt", ANA), ("02 Bo.txt", BO), ("03 Chidi.txt", CHIDI)):
        builder.add(name, text)
    if extra:
        builder.add_words("04 Dora.txt", "Dora", extra)
    builder.draft(extra)
    return study


class _Builder:
    """Fills a study's store."""

    def __init__(self, study: Study) -> None:
        self.store = study.store
        self.sources: dict[str, Source] = {}
        self.findings: list[Finding] = []

    def add(self, name: str, text: str) -> None:
        lines = re.finditer(r"^(?:\[(\d\d):(\d\d):(\d\d)\] )?(\w+): (.*)$", text, re.MULTILINE)
        turns = []
        for line in lines:
            hours, minutes, seconds, speaker, _ = line.groups()
            time = None if hours is None else 3600.0 * int(hours) + 60 * int(minutes) + int(seconds)
            turns.append((line.start(5), line.end(5), speaker, time))
        self._store(name, text, turns)

    def add_words(self, name: str, speaker: str, said: Sequence[str]) -> None:
        turns, text = [], ""
        for words in said:
            text += f"{speaker}: "
            turns.append((len(text), len(text) + len(words), speaker, None))
            text += words + "\n"
        self._store(name, text, turns)

    def _store(self, name: str, text: str, spoken: Sequence[tuple[int, int, str, float | None]]) -> None:
        source_id = stable_id("s", name)
        document = Document(stable_id("d", name), name, f"sources/{name}", text_sha256(text), "txt", len(text))
        source = Source(source_id, document.id, 0, name, "transcript", text, text_sha256(text))
        turns = []
        for seq, (start, end, speaker, time) in enumerate(spoken):
            who = None if speaker == "Interviewer" else speaker.casefold()
            role = "interviewer" if who is None else "participant"
            turns.append(Turn(f"{source_id}.t{seq}", source_id, seq, start, end, speaker, who, role, time))
        people = [Participant(turn.speaker.casefold(), turn.speaker) for turn in turns if turn.participant_id]
        self.store.add_document(document, [SourceRecord(source, turns, sentences_of(turns, text), [], people)])
        self.sources[name.split()[1].removesuffix(".txt")] = source

    def said(
        self, who: str, words: str, kind: Kind = "pain", label: str = "", stage: str = "post-purchase"
    ) -> Evidence:
        """Evidence: the place where somebody said these words, coded as a finding."""
        source = self.sources[who]
        start = source.text.index(words)
        span = Span(source.id, start, start + len(words))
        finding = Finding(
            stable_id("f", who, words), source.id, span.start, span.end, kind, label or words[:20], stage,
            "ondevice", who.casefold(), 0.8, run_id=RUN,
        )  # fmt: skip
        self.findings.append(finding)
        return Evidence(span, finding.id)

    def draft(self, extra: Sequence[str]) -> None:
        run = Run(RUN, "2026-01-05T09:00:00+00:00", None, "ondevice", "0" * 64, {}, "running", {})
        self.store.start_run(run)
        personas, journey = self._personas(extra), self._journey()
        for source in self.sources.values():
            found = [finding for finding in self.findings if finding.source_id == source.id]
            self.store.store_coding([(source.id, source.id, found)], "ondevice", RUN)
        late = tuple(finding.id for finding in self.findings if "code" in finding.label)
        theme = Theme("t-late", "Codes come late", "pain", "The code is last.", late, run_id=RUN)
        self.store.store_themes([theme], "ondevice", "k", RUN)
        self.store.store_personas(personas, "ondevice", "k", RUN)
        self.store.store_journey(journey, "ondevice", "k", RUN)
        self.store.finish_run(RUN, "finished", {"findings": len(self.findings)})

    def _personas(self, extra: Sequence[str]) -> list[tuple[Persona, list[Claim]]]:
        night = Persona(
            "p-night", "The night collector", "Works late and fetches parcels when all else is closed.",
            (Member("bo", 0.9), Member("chidi", 0.7)), run_id=RUN,
        )  # fmt: skip
        hopeful = Persona(
            "p-hopeful", "The hopeful commuter", "Came on a neighbour's word and stays in spite of faults.",
            (Member("ana", 0.8), *([Member("dora", 0.5)] if extra else [])), run_id=RUN,
        )  # fmt: skip
        door = self.said("Ana", "The door would not open in the rain.", label="door jams")
        relief = self.said("Ana", "I was honestly relieved.", "emotion", "relief", "purchase")
        late = self.said("Bo", "the code came a day late", label="late code")
        once = self.said("Chidi", "The code came late once, no drama.", label="late code")
        against = Evidence(once.span, once.finding_id, "against")
        claims = [
            _claim(night, 0, "goals", "message", "Wants word when a parcel is really in the box.",
                   self.said("Bo", "What I want is a message when it is really in the box.", "need")),
            _claim(night, 1, "pains", "late code", "Waits for codes that come late.", late, once),
            _claim(night, 2, "pains", "second trip", "Goes twice because the app is wrong.",
                   self.said("Bo", "I had to go twice."), against),
            _claim(night, 3, "joys", "night", "Picks parcels up at midnight, after a shift.",
                   self.said("Bo", "I pick things up at midnight after my shift", "gain"),
                   self.said("Chidi", "The lockers are open all night", "gain", stage="consideration")),
            _claim(night, 4, "technology", "assumption", "Probably owns a recent phone."),
            _claim(hopeful, 0, "pains", "door", "Stands before doors that do not open.", door),
            _claim(hopeful, 1, "emotions", "relief", "Is relieved once signed up.", relief),
        ]  # fmt: skip
        claims += [
            _claim(hopeful, 2 + number, "says", f"extra {number}", words, self.said("Dora", words))
            for number, words in enumerate(extra)
        ]
        return [(persona, [claim for claim in claims if claim.owner_id == persona.id]) for persona in (night, hopeful)]

    def _journey(self) -> list[tuple[StageNarrative, list[Claim]]]:
        app = TouchpointUse("app", "digital", "owned", Prevalence(1, 3, 1))
        phone = TouchpointUse("phone line", "digital", "owned", Prevalence(1, 3, 1))
        aware = StageNarrative("n-awareness", "awareness", None, Emotion(None, 0, 0.0), (), run_id=RUN)
        buy = StageNarrative("n-purchase", "purchase", None, Emotion(1.0, 1, 0.0), (app,), run_id=RUN)
        use = StageNarrative("n-use", "post-purchase", None, Emotion(-1.4, 5, 0.6), (app, phone), run_id=RUN)
        claims = [
            _claim(aware, 0, "narrative", "neighbour", "Word of mouth brings people to the lockers.",
                   self.said("Ana", "A neighbour told me.", "touchpoint", stage="awareness")),
            _claim(buy, 0, "narrative", "signing up", "Signing up is quick and a relief.",
                   self.said("Ana", "It took two minutes.", "gain", stage="purchase")),
            _claim(use, 0, "narrative", "faults", "Doors jam and codes are late; help is hard to reach.",
                   self.said("Ana", "nobody called back"), self.said("Bo", "The app said it was there.")),
            _claim(use, 1, "opportunities", "screen", "Screens could be reached from a chair.",
                   self.said("Chidi", "The screen is too high for her chair.", "suggestion")),
        ]  # fmt: skip
        return [(stage, [claim for claim in claims if claim.owner_id == stage.id]) for stage in (aware, buy, use)]


def _claim(owner: Persona | StageNarrative, seq: int, field: str, key: str, text: str, *evidence: Evidence) -> Claim:
    name = stable_id("c", owner.id, field, key)
    return Claim(
        name, owner.id, field, key, seq, text, text, evidence, _NOBODY_COUNTED, "ondevice", RUN, not evidence
    )  # fmt: skip
