"""WebVTT and SRT: cues joined to turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.ingest import cast as casting
from assistant.ingest import labels
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import LayoutBuilder
from assistant.ingest.plain import read_text
from assistant.ingest.utterances import Utterance, reading_of

if TYPE_CHECKING:
    from webvtt import Caption

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>", re.IGNORECASE)
_FLASH = 0.1
"""Seconds below which nobody can read a cue."""
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a .vtt or .srt."""
    kind = path.suffix.casefold().lstrip(".")
    decoded = read_text(path)
    captions = _captions(decoded.text.lstrip(), kind)
    missed = decoded.text.count("-->") - len(captions)
    notes = (*decoded.notes, f"{missed} cues could not be read.") if missed > 0 else decoded.notes
    named = _named(list(_without_repeats(_voices(captions))))
    # Line breaks in a cue are for the screen.
    utterances = [replace(one, text=" ".join(one.text.split())) for one in named]
    if not utterances:
        raise DocumentError("holds no speech.", hint="Check that the export was complete.")
    return reading_of(utterances, path.stem, kind, options, notes)


def _captions(text: str, kind: str) -> list[Caption]:
    from io import StringIO

    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        parsed = WebVTT.from_buffer(StringIO(text + "\n"), format=kind)
    except (MalformedFileError, MalformedCaptionError) as error:
        example = "WEBVTT" if kind == "vtt" else "1 and a time such as 00:00:01,000 --> 00:00:04,000"
        raise DocumentError(f"is no .{kind} file.", hint=f"Such a file begins with {example}.") from error
    return list(parsed.captions)


def _voices(captions: list[Caption]) -> Iterator[Utterance]:
    """What each cue says, once for each voice in it."""
    for caption in captions:
        start, end = _seconds(caption, "start"), _seconds(caption, "end")
        raw = caption.raw_text
        parts = _VOICE.split(raw)
        for speaker, words in zip(["", *parts[1::2]], parts[0::2], strict=True):
            text = html.unescape(_TAG.sub("", words))
            if text.strip():
                yield Utterance(html.unescape(speaker).strip(), text.strip(), start, end)


def _seconds(caption: Caption, side: str) -> float:
    stamp = caption.start_time if side == "start" else caption.end_time
    return float(stamp.in_milliseconds()) / 1000


def _without_repeats(utterances: Iterator[Utterance]) -> Iterator[Utterance]:
    """Rolling captions show the last line again above the new one; each line is kept once."""
    shown: list[str] = []
    for one in utterances:
        lines = [line.strip() for line in one.text.split("\n") if line.strip()]
        flash = one.start is not None and one.end is not None and one.end - one.start < _FLASH
        fresh = lines[_overlap(shown, lines, flash=flash) :]
        shown = lines
        if fresh:
            yield Utterance(one.speaker, "\n".join(fresh), one.start, one.end)


def _overlap(shown: list[str], lines: list[str], *, flash: bool) -> int:
    """How many lines at the start of a cue ended the cue before it.

    A whole cue that comes again was said again, unless it flashes by: so rolling captions hold a line in place.
    """
    for size in range(min(len(shown), len(lines)), 0, -1):
        if shown[-size:] == lines[:size] and (flash or size < len(lines) or size < len(shown)):
            return size
    return 0


def _named(utterances: list[Utterance]) -> Iterator[Utterance]:
    """Speakers from labels inside the words, where the format's own tags name none."""
    if any(one.speaker for one in utterances):
        yield from utterances
        return
    builder = LayoutBuilder()
    for one in utterances:
        builder.line(one.text)
    layout = builder.layout()
    found = casting.find(layout, [label for label in labels.candidates(layout) if label.style != "alone"])
    by_line = {label.line: label for label in found.labels}
    yield from _split(
        utterances, by_line, [layout.words(line) for line in layout.lines], [line.start for line in layout.lines]
    )


def _split(
    utterances: list[Utterance], by_line: dict[int, labels.Label], lines: list[str], starts: list[int]
) -> Iterator[Utterance]:
    """A speaker goes on until the next label."""
    speaker, index = "", 0
    for one in utterances:
        said: list[str] = []
        for _ in [line for line in one.text.split("\n") if line.strip()]:
            label = by_line.get(index)
            if label is not None:
                if said:
                    yield Utterance(speaker, "\n".join(said), one.start, one.end)
                speaker, said = label.name, [lines[index][label.speech - starts[index] :]]
            else:
                said.append(lines[index])
            index += 1
        if any(part.strip() for part in said):
            yield Utterance(speaker, "\n".join(said), one.start, one.end)
