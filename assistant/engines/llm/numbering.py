"""Sentences as a model sees them: with numbers, so that it can point at them instead of repeating them.

Only what may be coded has a number. The interviewer's words begin with `Q:`, other context with `~`; where several
people speak, each has a letter. What comes back is numbers, and these lead to slices of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from assistant.domain import Span
from assistant.engines.llm.replies import DIGITS
from assistant.engines.protocol import Line, Passage

_NUMBERS = re.compile(r"((?<!\w)[-−])?(\d+)(?:\.(\d+))?(?:\s*[-–—]\s*(\d+))?")
_MOST_TOGETHER = 12
"""Sentences that one finding may cover."""


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered sentence."""

    passage: int
    """Which of the passages shown."""
    at: int
    """Its position among the passage's lines."""
    line: Line


class Numbered:
    """Passages with their sentences numbered from 1."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._places: list[Place] = []
        self.text = "\n".join(self._shown())

    @property
    def last(self) -> int:
        """The highest number shown."""
        return len(self._places)

    def place(self, number: int) -> Place | None:
        """The sentence with a number; None where none was shown with it."""
        return self._places[number - 1] if 1 <= number <= len(self._places) else None

    def stretches(self, numbers: Sequence[int]) -> list[tuple[Place, ...]]:
        """Numbered sentences joined where they stand side by side in one person's speech."""
        if len(numbers) == 1:  # as most are
            place = self.place(numbers[0])
            return [(place,)] if place else []
        return list(_side_by_side(place for number in sorted(set(numbers)) if (place := self.place(number))))

    def _shown(self) -> Iterator[str]:
        for number, passage in enumerate(self.passages):
            if number:
                yield "== somebody else"
            letters = _letters(passage.lines)
            said: str | None = None
            for at, line in enumerate(passage.lines):
                words = " ".join(line.text.split())
                voice = letters.get(line.participant_id or line.speaker, "")
                mark = f"{voice}: " if voice and voice != said else ""
                if line.codable:
                    self._places.append(Place(number, at, line))
                    yield f"{len(self._places)} {mark}{words}"
                    said = voice
                elif line.role == "interviewer":
                    yield f"Q: {words}"
                    said = None
                else:
                    yield f"~ {mark}{words}"
                    said = voice


def _side_by_side(places: Iterable[Place]) -> Iterator[tuple[Place, ...]]:
    for _, run in groupby(enumerate(places), key=lambda item: _speech(item[0], item[1])):
        yield tuple(place for _, place in run)[:_MOST_TOGETHER]


def _speech(at: int, place: Place) -> tuple[int, int, str | None, int]:
    return place.passage, place.line.turn, place.line.participant_id, place.at - at


def _letters(lines: Sequence[Line]) -> dict[str, str]:
    """A letter for each of several speakers; none are needed for one."""
    voices = list(dict.fromkeys(line.participant_id or line.speaker for line in lines if line.role != "interviewer"))
    if len(voices) < 2:
        return {}
    return {voice: _letter(number) for number, voice in enumerate(voices)}


def _letter(number: int) -> str:
    rounds, rest = divmod(number, 26)
    return ascii_uppercase[rest] + (str(rounds) if rounds else "")


def numbers_in(text: str) -> list[int]:
    """Numbers that a model names: `4`, `4-6`, `4, 7`; 0 for each that cannot be one of a sentence: `-4`, `4.5`."""
    if text.isdecimal():
        return [int(text[:DIGITS])]
    found: list[int] = []
    for minus, whole, fraction, end in _NUMBERS.findall(text):
        first = 0 if minus or fraction.strip("0") else int(whole[:DIGITS])
        last = min(int((end or "0")[:DIGITS]), first + _MOST_TOGETHER)
        found += range(first, last + 1) if first < last and first else [first]
    return found


_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "‑": "-"}
)
_UNEVEN = re.compile(r"\s\s|[^\S ]")
"""White space that is not single blanks."""


def locate(words: str, line: Line) -> Span | None:
    """Where exact words stand in a sentence; case, white space, quote marks and dashes may differ."""
    text, span = line.text, line.span
    at = _find(words, text) if words[:1].isalnum() and words[-1:].isalnum() else -1
    if at >= 0:  # as they stand there, which is the rule
        return Span(span.source_id, span.start + at, span.start + at + len(words))
    if len(words) > 2 * len(text) + 40:
        return None
    wanted, _ = _folded(words.strip().strip("\"'“”„").strip())
    if not any(char.isalnum() for char in wanted):
        return None
    folded, places = _folded(text)
    at = _find(wanted, folded)
    if at < 0:
        return None
    return Span(span.source_id, span.start + places[at], span.start + places[at + len(wanted) - 1] + 1)


def _find(words: str, text: str) -> int:
    """Where words stand that begin and end between words; -1 where they do not."""
    at = text.find(words)
    while at >= 0 and not _whole(text, at, at + len(words)):
        at = text.find(words, at + 1)
    return at


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text as it is compared, and for each of its characters the place in the original."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.replace("`", "'").lower(), range(len(text))  # most English sentences, the short way
    whole = text.translate(_ALIKE).casefold()
    if len(whole) == len(text) and not _UNEVEN.search(text):
        return whole, range(len(text))  # folding never makes a text shorter, so each character is still in its place
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if folded and folded[-1] == " ":
                continue
            same = " "
        else:
            same = char.translate(_ALIKE).casefold()
        for part in same:
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between words."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return before and after
