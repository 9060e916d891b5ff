"""Coding texts that belong to no study: one after another, in order, as many as come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from queue import Queue
from threading import Thread
from typing import Any

from assistant.analysis.coding import code
from assistant.domain import Finding, Source, Turn
from assistant.engines.protocol import Engine, Passage
from assistant.identity import text_sha256
from assistant.ingest.drafts import ReadOptions, TurnDraft
from assistant.ingest.layout import Layout, Line
from assistant.ingest.transcripts import draft, find_dialogue
from assistant.segments.chunks import chunks_of
from assistant.segments.passages import passages_of
from assistant.segments.sentences import sentences_of

_AT_ONCE = 1024
"""Texts coded together at most: enough for the engine to batch."""

Record = tuple[Any, str | ValueError]
"""Id and text of what came in; the error where a line could not be read."""


_FEWEST_LINES = 4
"""A transcript has more lines than this; a review with a colon in it has fewer."""


def code_texts(engine: Engine, records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """`{"id", "findings"}` for each text; `{"id", "findings", "error"}` where the engine failed."""
    for batch in _as_they_come(records):
        yield from _coded(engine, batch)


def _as_they_come(records: Iterable[Record]) -> Iterator[list[Record]]:
    """All that has arrived by now, up to `_AT_ONCE`: whoever waits for an answer before asking on gets it."""
    arrived: Queue[Record | BaseException | None] = Queue(_AT_ONCE)
    Thread(target=_read_on, args=(records, arrived), daemon=True).start()
    while True:
        batch = [arrived.get()]
        while len(batch) < _AT_ONCE and not arrived.empty() and isinstance(batch[-1], tuple):
            batch.append(arrived.get())
        if ready := [item for item in batch if isinstance(item, tuple)]:
            yield ready
        if isinstance(batch[-1], BaseException):
            raise batch[-1]
        if batch[-1] is None:
            return


def _read_on(records: Iterable[Record], arrived: Queue[Record | BaseException | None]) -> None:
    try:
        for record in records:
            arrived.put(record)
    except BaseException as error:  # noqa: BLE001 - raised again where the records are used
        arrived.put(error)
    else:
        arrived.put(None)


def _coded(engine: Engine, batch: Sequence[Record]) -> Iterator[dict[str, Any]]:
    passages: list[Passage] = []
    owner: list[int] = []
    answers: list[dict[str, Any]] = [{"id": record_id, "findings": []} for record_id, _ in batch]
    for number, (_, text) in enumerate(batch):
        if isinstance(text, ValueError):
            answers[number]["error"] = str(text)
            continue
        mine = _passages(engine, str(number), text)
        passages += mine
        owner += [number] * len(mine)
    for number, outcome in zip(owner, code(engine, passages), strict=True):
        if outcome.result is None:
            answers[number]["error"] = outcome.error
        else:
            text = str(batch[number][1])
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
