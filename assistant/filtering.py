"""Coding texts that belong to no study: one after another, in order, as many as come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from assistant.chunks import chunks_of
from assistant.coding import code
from assistant.domain import Finding, Source, Turn
from assistant.engines.protocol import Engine, Passage
from assistant.identity import text_sha256
from assistant.ingest.drafts import ReadOptions, TurnDraft
from assistant.ingest.layout import Layout, Line
from assistant.ingest.transcripts import draft, find_dialogue
from assistant.passages import passages_of
from assistant.sentences import sentences_of

_AT_ONCE = 256
"""Texts read ahead: enough for the engine to batch, few enough to stream."""


_FEWEST_LINES = 4
"""A transcript has more lines than this; a review with a colon in it has fewer."""


def code_texts(engine: Engine, records: Iterable[tuple[Any, str]]) -> Iterator[dict[str, Any]]:
    """`{"id", "findings"}` for each text; `{"id", "findings", "error"}` where the engine failed."""
    waiting = iter(records)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield from _coded(engine, batch)


def _coded(engine: Engine, batch: list[tuple[Any, str]]) -> Iterator[dict[str, Any]]:
    passages: list[Passage] = []
    owner: list[int] = []
    for number, (_, text) in enumerate(batch):
        mine = _passages(engine, str(number), text)
        passages += mine
        owner += [number] * len(mine)
    answers: list[dict[str, Any]] = [{"id": record_id, "findings": []} for record_id, _ in batch]
    for number, outcome in zip(owner, code(engine, passages), strict=True):
        if outcome.result is None:
            answers[number]["error"] = outcome.error
        else:
            text = batch[number][1]
            answers[number]["findings"] += [_finding(item, text) for item in outcome.result]
    yield from answers


def _passages(engine: Engine, name: str, text: str) -> list[Passage]:
    """A text as engines see it; where it is a transcript with labels, the interviewer's words are context."""
    # One code point for one: offsets stay those of the text as it was given.
    readable = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    source = Source(name, "", 0, name, "transcript", readable, text_sha256(readable))
    turns = [
        Turn(f"{name}.t{seq}", name, seq, draft.start, draft.end, draft.speaker, draft.participant, draft.role)
        for seq, draft in enumerate(_turns(readable))
    ]
    sentences = sentences_of(turns, readable)
    chunks = chunks_of(sentences, turns, readable)
    return passages_of(source, turns, sentences, chunks, unit=engine.unit, fingerprint="")


def _turns(text: str) -> Sequence[TurnDraft]:
    """The turns of a labelled transcript; else the whole text as one person's, for a text has no file to ask."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return ()
    alone = (TurnDraft(start, end, participant=""),)
    layout = _layout(text)
    if len(layout.lines) < _FEWEST_LINES:
        return alone
    dialogue = find_dialogue(layout)
    if not dialogue.labelled:
        return alone
    return draft(layout, dialogue, "", ReadOptions())[0].turns or alone


def _layout(text: str) -> Layout:
    """The lines of a text at the offsets it was given with."""
    lines, gap, after = [], True, True
    for match in re.finditer(r"[^\r\n]+|\r\n?|\n", text):
        words = match.group().strip()
        if words:
            at = match.start() + match.group().index(words[0])
            lines.append(Line(at, at + len(words), gap))
            gap, after = False, True
        elif match.group() in ("\n", "\r", "\r\n"):
            gap, after = gap or not after, False
    return Layout(text, tuple(lines))


def _finding(item: Finding, text: str) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "label": item.label,
        "start": item.start,
        "end": item.end,
        "quote": text[item.start : item.end],
        "stage": item.stage,
        "attributes": {**item.attributes, "confidence": item.confidence},
    }
