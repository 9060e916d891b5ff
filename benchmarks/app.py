"""The review app on a large study: how soon it shows something, how fast it follows the keys, what memory it takes.

    python -m benchmarks.app --sources 1000 --findings 50000

The study is made first (some minutes) and kept in --folder, if one is given. Every time is taken from the key to the
frame that shows its effect, inside the process, with the frames that Textual draws (60 a second at most).
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assistant.domain import (
    KINDS,
    Claim,
    Document,
    Emotion,
    Evidence,
    Finding,
    Member,
    Participant,
    Persona,
    Prevalence,
    Run,
    Source,
    Span,
    StageNarrative,
    Theme,
    Turn,
)
from assistant.identity import stable_id, text_sha256
from assistant.segments.sentences import sentences_of
from assistant.store import SourceRecord, Store
from assistant.study import Study
from benchmarks.machine import told

_RUN = "run-1"
_WORDS = (
    "the bike came late again and nobody called me back so I went to the shop myself where they were kind but could "
    "not tell me when the part would be there I pay every month for repairs and wait two weeks each time it breaks"
).split()
_STAGES = ("awareness", "consideration", "decision", "purchase", "post-purchase", "loyalty")
_TURNS = 40
_NOBODY_COUNTED = Prevalence(0, 0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the review app on a large study.")
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--findings", type=int, default=50_000)
    parser.add_argument("--folder", type=Path, help="where to make the study, or where it was made before")
    options = parser.parse_args()
    if options.folder is not None:
        _measured(options.folder, options)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _measured(Path(folder) / "large", options)


def _measured(folder: Path, options: argparse.Namespace) -> None:
    if not (folder / "verbatim.db").exists():
        _make(folder, options.sources, options.findings)
    print(told())
    runs = [_figures(folder) for _ in range(3)]
    for name in runs[0]:
        print(f"{name:<58} {statistics.median(run[name] for run in runs):>8.1f}")


def _figures(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.app_walk", str(folder)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition("\t") for line in lines)}


# --- the study --------------------------------------------------------------------------------------------------


def _make(folder: Path, sources: int, findings: int) -> None:
    study = Study.create(folder, "A large study", "Does the app keep up?")
    chance = random.Random(7)  # noqa: S311 - draws a study, guards nothing
    study.store.start_run(Run(_RUN, "2026-01-05T09:00:00+00:00", None, "ondevice", "0" * 64, {}, "running", {}))
    found: list[Finding] = []
    for number in range(sources):
        found += _add_source(study.store, number, findings // sources, chance)
    _draft(study.store, found, sources, chance)
    study.store.finish_run(_RUN, "finished", {})
    study.close()


def _add_source(store: Store, number: int, findings: int, chance: random.Random) -> list[Finding]:
    name, text, spoken = f"interview {number:04}.txt", "", []
    for turn in range(_TURNS):
        speaker = "Interviewer" if turn % 2 == 0 else f"P{number:04}"
        said = ". ".join(" ".join(chance.choices(_WORDS, k=11)).capitalize() for _ in range(1 + 6 * (turn % 2))) + "."
        text += f"{speaker}: "
        spoken.append((len(text), len(text) + len(said), speaker))
        text += said + "\n"
    source = Source(stable_id("s", name), stable_id("d", name), 0, name, "transcript", text, text_sha256(text))
    person = Participant(f"p{number:04}", f"P{number:04}")
    turns = [
        Turn(f"{source.id}.t{seq}", source.id, seq, start, end, speaker,
             person.id if speaker == person.name else None, "participant" if speaker == person.name else "interviewer")
        for seq, (start, end, speaker) in enumerate(spoken)
    ]  # fmt: skip
    sentences = sentences_of(turns, text)
    document = Document(source.document_id, name, f"sources/{name}", text_sha256(text), "txt", len(text))
    store.add_document(document, [SourceRecord(source, turns, sentences, [], [person])])
    own = [item for item in sentences if turns[int(item.turn_id.rpartition("t")[2])].role == "participant"]
    found = [_finding(source.id, own[at % len(own)].span, at, person.id, chance) for at in range(findings)]
    store.store_coding([(source.id, source.id, found)], "ondevice", _RUN)
    return found


def _finding(source_id: str, span: Span, number: int, person: str, chance: random.Random) -> Finding:
    kind = KINDS[number % len(KINDS)]
    return Finding(
        stable_id("f", source_id, number), source_id, span.start, span.end, kind, " ".join(chance.choices(_WORDS, k=3)),
        chance.choice(_STAGES), "ondevice", person, round(chance.uniform(0.3, 1.0), 2), run_id=_RUN,
    )  # fmt: skip


def _draft(store: Store, found: list[Finding], people: int, chance: random.Random) -> None:
    themes = []
    for kind in ("pain", "gain", "need", "suggestion"):
        own = [item.id for item in found if item.kind == kind]
        chance.shuffle(own)
        size = max(len(own) // 75, 2)
        for number, at in enumerate(range(0, len(own) - size, size)):
            theme_id, name = stable_id("t", kind, number), f"{kind} {number}: {' '.join(chance.choices(_WORDS, k=2))}"
            themes.append(Theme(theme_id, name, kind, "What they say.", tuple(own[at : at + size]), run_id=_RUN))
    store.store_themes(themes, "ondevice", "k", _RUN)
    personas = [
        Persona(f"persona-{number}", f"Persona {number}", "A kind of customer.",
                tuple(Member(f"p{who:04}", 0.8) for who in range(number, people, 8)), run_id=_RUN)
        for number in range(8)
    ]  # fmt: skip
    drafts = [(item, list(_claims(item.id, ("pains", "joys", "goals", "says"), found, chance))) for item in personas]
    store.store_personas(drafts, "ondevice", "k", _RUN)
    stages = [
        StageNarrative(f"n-{stage}-{persona}", stage, persona, Emotion(-0.4, 12, 0.5), (), run_id=_RUN)
        for persona in (None, *(item.id for item in personas))
        for stage in _STAGES
    ]
    told = [(item, list(_claims(item.id, ("narrative", "pains", "gains"), found, chance))) for item in stages]
    store.store_journey(told, "ondevice", "k", _RUN)


def _claims(owner: str, fields: tuple[str, ...], found: list[Finding], chance: random.Random) -> Iterator[Claim]:
    for seq, field in enumerate(field for field in fields for _ in range(4)):
        evidence = tuple(Evidence(item.span, item.id) for item in chance.sample(found, 8))
        key, text = f"{field} {seq}", f"They say: {' '.join(chance.choices(_WORDS, k=9))}."
        yield Claim(
            stable_id("c", owner, key), owner, field, key, seq, text, text, evidence, _NOBODY_COUNTED, "ondevice", _RUN
        )


if __name__ == "__main__":
    main()
