"""What engines are shown of a source: its sentences with their speakers, whole or a stretch of it at a time.

Small local engines read whole sources. Outside models read stretches of neighbouring chunks; sources smaller than
that (reviews) are gathered in packs, so that the instructions are not paid for with each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from assistant.domain import Chunk, Sentence, Source, Turn
from assistant.engines.protocol import Line, Passage, Unit
from assistant.identity import digest

PASSAGE_WORDS = 1800
"""What an outside model reads in one go, in words."""
_LARGEST = 1.2
"""A stretch may be so much larger, rather than leave a stump."""
_CONTEXT = 2
"""Sentences shown before a stretch, for understanding."""
_PACK_ENDS = 4
"""A pack that is half full ends with every fourth source on average: one source more or less changes one pack only."""


def passages_of(
    source: Source,
    turns: Sequence[Turn],
    sentences: Sequence[Sentence],
    chunks: Sequence[Chunk],
    *,
    unit: Unit,
    fingerprint: str,
    words: int = PASSAGE_WORDS,
) -> list[Passage]:
    """The passages of a source in order; `fingerprint` is the engine's and becomes part of their keys."""
    lines = _lines(source, turns, sentences)
    if unit == "source":
        return [_passage(source.id, source, lines, fingerprint)] if lines else []
    place = {sentence.seq: at for at, sentence in enumerate(sentences)}
    found = []
    for run in _stretches(chunks, _sizes(chunks, place, lines), words):
        first, last = place[run[0].first], place[run[-1].last]
        before = [line.as_context() for line in lines[max(0, first - _CONTEXT) : first]]
        name = f"{source.id}.p{run[0].seq:04d}-{run[-1].seq:04d}"
        found.append(_passage(name, source, [*before, *lines[first : last + 1]], fingerprint))
    return found


def source_of(item: str) -> str:
    """The id of the source that a passage belongs to."""
    return item.rpartition(".p")[0] or item


def holds(item: str, chunk: Chunk) -> bool:
    """Whether the passage called `item` holds a chunk: an engine codes whole sources or stretches of them."""
    name, _, numbers = item.rpartition(".p")
    if not name:
        return item == chunk.source_id
    first, _, last = numbers.partition("-")
    return name == chunk.source_id and first.isdigit() and last.isdigit() and int(first) <= chunk.seq <= int(last)


def in_packs(passages: Sequence[Passage], words: int = PASSAGE_WORDS) -> list[Passage]:
    """Passages with the small ones of neighbouring sources gathered in packs of about so many words."""
    found: list[Passage] = []
    for pack in _packs(passages, words):
        name = f"pack-{digest([passage.id for passage in pack])[:12]}" if len(pack) > 1 else ""
        found += [replace(passage, pack=name) for passage in pack]
    return found


def _packs(passages: Sequence[Passage], words: int) -> Iterator[list[Passage]]:
    pack: list[Passage] = []
    size = 0
    for passage in passages:
        more = _words(passage.lines)
        if pack and size + more > words:
            yield pack
            pack, size = [], 0
        pack.append(passage)
        size += more
        if size >= words / 2 and (more >= words / 2 or int(digest(passage.id)[:8], 16) % _PACK_ENDS == 0):
            yield pack
            pack, size = [], 0
    if pack:
        yield pack


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _sizes(chunks: Sequence[Chunk], place: dict[int, int], lines: Sequence[Line]) -> list[int]:
    return [_words(lines[place[chunk.first] : place[chunk.last] + 1]) for chunk in chunks]


def _stretches(chunks: Sequence[Chunk], sizes: Sequence[int], words: int) -> Iterator[list[Chunk]]:
    """Neighbouring chunks in stretches of about the same size, none much larger than `words`."""
    total = sum(sizes)
    share = total / max(1, ceil(total / (_LARGEST * words)))
    run: list[Chunk] = []
    done, due = 0, share
    for chunk, size in zip(chunks, sizes, strict=True):
        if run and done + size / 2 > due:
            yield run
            run, due = [], due + share
        run.append(chunk)
        done += size
    if run:
        yield run


def _lines(source: Source, turns: Sequence[Turn], sentences: Sequence[Sentence]) -> list[Line]:
    by_id = {turn.id: turn for turn in turns}
    lines = []
    for sentence in sentences:
        turn = by_id[sentence.turn_id]
        own = turn.role == "participant"
        text = source.quote(sentence.span)
        lines.append(Line(sentence.span, text, turn.speaker, turn.role, turn.participant_id, own, turn.seq))
    return lines


def _passage(passage_id: str, source: Source, lines: Sequence[Line], fingerprint: str) -> Passage:
    seen = [(line.text, line.role, line.participant_id, line.codable, line.span.start) for line in lines]
    return Passage(passage_id, source.id, tuple(lines), digest(fingerprint, source.sha256, seen))
