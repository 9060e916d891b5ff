"""Real interviews and sessions with the passages that their researchers coded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain import Kind
from assistant.errors import DocumentError
from assistant.ingest import read_file
from evals.data import Data
from evals.datasets.rows import rows
from evals.gold.locating import locate
from evals.marks import Mark
from evals.texts import Said, Text, plain_text

_OTHERS = re.compile(r"\d+[. ]|\d+\.?[a-z][. )]|[a-z]+\.[ivx]+|MODERATOR|\(", re.IGNORECASE)
"""Beginnings of numbered tasks, of the moderator's lines and of notes on what was done: not the participant's words."""
_SERDIF: dict[str, Kind] = {"pain": "pain", "gain": "gain", "suggestion": "suggestion"}


def serdif(folder: Path) -> Data:
    """Usability sessions with highlights at exact offsets: pains, gains and suggestions."""
    texts, gold = [], {}
    for row in rows(folder, "dev.jsonl*"):
        text = plain_text(row["participant"], row["text"], row["participant"], speech=list(_session(row["text"])))
        texts.append(text)
        marks = [(h["from"], h["to"], h["kind"]) for h in row["highlights"] if h["kind"] in _SERDIF]
        gold[text.id] = [Mark(text.id, start, end, _SERDIF[kind]) for start, end, kind in marks]
    kinds = tuple(_SERDIF.values())
    note = "The files name no speakers: numbered tasks, MODERATOR lines and lines in brackets are taken as not theirs."
    return Data("serdif", tuple(texts), gold, kinds, suites=("grounding", "extraction"), notes=(note,))


def _session(text: str) -> Iterator[Said]:
    for line in re.finditer(r"[^\n]+", text):
        words = line.group().strip()
        if words:
            start = line.start() + line.group().index(words)
            yield Said(start, start + len(words), "interviewer" if _OTHERS.match(words) else "participant")


_PDPILOT: tuple[tuple[str, Kind], ...] = (
    ("Compliment", "gain"),
    ("useful", "gain"),
    ("helpful", "gain"),
    ("Positive", "gain"),
    ("Tool complexity", "pain"),
    ("Didn't know how", "pain"),
    ("Confus", "pain"),
    ("not useful", "pain"),
    ("Didn't use", "pain"),
    ("PDPilot improvements", "suggestion"),
)
"""Words in a code's path that say which kind it is; the last that fits counts. Other codes say neither."""


def pdpilot(folder: Path) -> Data:
    """Three interviews about a tool for analysts, with the coded segments of those codes that praise or complain."""
    coded = [(row["participant"], row["segment"], _pdpilot_kind(row["code"])) for row in rows(folder, "*dev.jsonl*")]
    wanted = [(who, words, kind) for who, words, kind in coded if kind]
    note = "Sentences of these transcripts, with other labels, were among what the on-device coder was trained on."
    return _coded_files("pdpilot", folder, wanted, ("pain", "gain", "suggestion"), (note,))


def _pdpilot_kind(code: str) -> Kind | None:
    found: Kind | None = None
    for words, kind in _PDPILOT:
        if words.casefold() in code.casefold():
            found = kind
    return found


def scrum(folder: Path) -> Data:
    """Interviews of which researchers coded the passages that answer two questions: does the engine pick these?"""
    coded: list[tuple[str, str, Kind | None]] = [
        (row["participant"], row["chunk"].strip(' "“”'), "need") for row in rows(folder, "coded_chunks_dev.jsonl*")
    ]
    return _coded_files("scrum", folder, coded, ("any",))


def _coded_files(
    name: str,
    folder: Path,
    coded: Sequence[tuple[str, str, Kind | None]],
    kinds: tuple[str, ...],
    notes: tuple[str, ...] = (),
) -> Data:
    texts, gold, lost = [], {}, 0
    for file in sorted((folder / "transcripts_dev").glob("*.pdf")):
        mine = [(words, kind) for who, words, kind in coded if who == file.stem and kind]
        if not mine:
            continue
        text = _read(file)
        texts.append(text)
        spans = [(locate(words, text.text), kind) for words, kind in mine]
        gold[text.id] = [Mark(text.id, *span, kind) for span, kind in spans if span]
        lost += sum(span is None for span, _ in spans)
    if not texts:
        raise DocumentError(f"{folder} has no transcripts_dev/*.pdf that its codes speak of.")
    known = (
        f"{lost} coded passages are not judged: their words are not in the transcript as they stand.",
        "Researchers coded what answered their questions, not all there is: recall says more here than precision.",
        *notes,
    )
    return Data(name, tuple(texts), gold, kinds, suites=("grounding", "extraction"), notes=known)


def _read(file: Path) -> Text:
    draft = read_file(file).sources[0]
    speech = [Said(turn.start, turn.end, turn.role) for turn in draft.turns]
    return plain_text(file.stem, draft.text, file.stem, speech=speech)
