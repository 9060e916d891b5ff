"""What engines are shown of a source: its sentences with their speakers, whole or chunk by chunk."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Chunk, Sentence, Source, Turn
from assistant.engines.protocol import Line, Passage, Unit
from assistant.identity import digest


def passages_of(
    source: Source,
    turns: Sequence[Turn],
    sentences: Sequence[Sentence],
    chunks: Sequence[Chunk],
    *,
    unit: Unit,
    fingerprint: str,
) -> list[Passage]:
    """The passages of a source in order; `fingerprint` is the engine's and becomes part of their keys."""
    lines = _lines(source, turns, sentences)
    if unit == "source":
        return [_passage(source.id, source, lines, fingerprint)] if lines else []
    found = []
    for chunk in chunks:
        shown = [
            line if chunk.first <= sentence.seq <= chunk.last else _as_context(line)
            for line, sentence in zip(lines, sentences, strict=True)
            if chunk.start <= sentence.start and sentence.end <= chunk.end
        ]
        found.append(_passage(chunk.id, source, shown, fingerprint))
    return found


def _lines(source: Source, turns: Sequence[Turn], sentences: Sequence[Sentence]) -> list[Line]:
    by_id = {turn.id: turn for turn in turns}
    lines = []
    for sentence in sentences:
        turn = by_id[sentence.turn_id]
        own = turn.role == "participant"
        text = source.quote(sentence.span)
        lines.append(Line(sentence.span, text, turn.speaker, turn.role, turn.participant_id, own, turn.seq))
    return lines


def _as_context(line: Line) -> Line:
    return Line(line.span, line.text, line.speaker, line.role, line.participant_id, False, line.turn)


def _passage(passage_id: str, source: Source, lines: Sequence[Line], fingerprint: str) -> Passage:
    seen = [(line.text, line.role, line.participant_id, line.codable, line.span.start) for line in lines]
    return Passage(passage_id, source.id, tuple(lines), digest(fingerprint, source.sha256, seen))
