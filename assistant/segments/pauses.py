"""Where to cut talk that has no full stops.

Machine transcripts run on for minutes without one, and people speak in chains of "and then … but … so". What
has more than 45 words is cut at its best pauses into pieces of 12 to 30 words: before a connective, after a
comma or a dash, at a line break. A word is cut only if it is longer than any sentence should be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.apostrophes import straight

LONGEST = 45
"""Words that a piece may have without being cut."""
SHORTEST_CUT, LONGEST_CUT, BEST_CUT = 12, 30, 20
"""Words in the pieces of a run that is cut."""
HARD_LIMIT = 400
"""Characters: for scripts without spaces, and for lines that are no language at all."""

Range = tuple[int, int]

_WORD = re.compile(r"\S+")
_AROUND = ',.;:!?…—–-"“”‘()[]*_'

_OPENERS = {
    "and then": 4.0, "but then": 4.0, "and so": 4.0, "but i": 4.0, "i mean": 3.5, "so i": 3.5, "so we": 3.5,
    "because i": 3.5, "and i": 3.0, "and we": 3.0, "and it": 3.0, "and it's": 3.0, "and they": 3.0,
    "and he": 3.0, "and she": 3.0, "and you": 3.0, "and that": 2.5, "and there": 3.0, "and there's": 3.0,
    "and when": 3.0, "and if": 3.0, "and but": 3.0, "you know": 2.0, "so that": 2.0, "because of": 1.5,
    "or so": -1.0, "so much": -1.0, "so many": -1.0, "so far": -1.0, "so long": -1.0,
}  # fmt: skip
_OPENER = {
    "but": 3.5, "so": 3.0, "because": 3.0, "although": 3.0, "anyway": 3.0, "cause": 2.5, "which": 2.0,
    "when": 2.0, "if": 2.0, "while": 2.0, "yeah": 2.0, "okay": 2.0, "then": 1.5, "though": 1.5,
    "where": 1.5, "until": 1.5, "um": 1.5, "uh": 1.5, "well": 1.5, "and": 1.2, "or": 1.0, "actually": 1.0,
    "who": 1.0, "like": 0.5, "y": 1.5, "pero": 3.5, "porque": 3.0, "entonces": 3.0, "und": 1.5, "aber": 3.5,
    "weil": 3.0, "dann": 2.0, "et": 1.5, "mais": 3.5, "donc": 3.0, "parce": 3.0, "puis": 3.0,
}  # fmt: skip
"""How good a cut before these words is; English first, a few of the commonest in other languages."""
_CLINGING = {
    "the", "a", "an", "of", "to", "in", "on", "at", "for", "with", "my", "our", "your", "their", "his",
    "her", "is", "was", "are", "were", "i", "we", "very", "really", "and", "or", "but", "so", "because",
    "that", "from", "by", "as", "if", "when", "which", "who", "this", "these", "not", "don't", "can",
    "would", "will", "you", "they", "it", "he", "she", "it's", "i'm", "have", "has", "had", "just",
    "you're", "we're", "they're", "i've", "that's", "there's", "even", "been", "be", "than", "into",
    "about", "some", "more",
}  # fmt: skip
"""Words that belong to what follows: no cut after them unless there is a comma."""
_MARKS = {",": 2.5, ";": 5.0, ":": 2.5, "…": 5.0, "—": 4.0, "–": 4.0, "-": 2.5, ".": 5.0, "?": 5.0, "!": 5.0}
"""How good a cut after a word that ends so is."""


def cut(text: str, start: int, end: int) -> Iterator[Range]:
    """The pieces of a stretch without sentence ends; the stretch itself where it is short enough."""
    for left, right in _by_words(text, start, end):
        yield from _by_characters(text, left, right)


def _by_words(text: str, start: int, end: int) -> Iterator[Range]:
    if end - start <= 2 * LONGEST:  # a word and its space take two characters at least
        yield start, end
        return
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) <= LONGEST:
        yield start, end
        return
    first = 0
    while len(words) - first > LONGEST_CUT + 4:  # the last piece may be a little longer, rather than a stump
        after = _best_pause(text, words, first)
        yield words[first][0], words[after - 1][1]
        first = after
    yield words[first][0], words[-1][1]


def _best_pause(text: str, words: list[Range], first: int) -> int:
    """The number of the word before which the piece that starts at `first` ends best."""
    latest = min(first + LONGEST_CUT, len(words) - SHORTEST_CUT)
    places = range(first + SHORTEST_CUT, max(latest, first + SHORTEST_CUT) + 1)
    return max(places, key=lambda at: (_pause(text, words, at) - 0.1 * abs(at - first - BEST_CUT), -at))


def _pause(text: str, words: list[Range], at: int) -> float:
    """How good it is to cut before this word."""
    before, word = text[slice(*words[at - 1])], _plain(text[slice(*words[at])])
    following = _plain(text[slice(*words[at + 1])]) if at + 1 < len(words) else ""
    mark = _MARKS.get(before.rstrip("\"'”’)]")[-1:], 0.0)
    score = mark + _OPENERS.get(f"{word} {following}", _OPENER.get(word, 0.0))
    if "\n" in text[words[at - 1][1] : words[at][0]]:
        score += 1.0
    return score - 3.0 if not mark and _plain(before) in _CLINGING else score


def _plain(word: str) -> str:
    """A word as the tables above spell it."""
    return straight(word[:20].strip(_AROUND)).lower()


def _by_characters(text: str, start: int, end: int) -> Iterator[Range]:
    """Pieces within the hard limit: cut at a space, else a comma, else between characters."""
    while end - start > HARD_LIMIT:
        at = _hard_cut(text, start)
        yield start, at
        following = _WORD.search(text, at, end)
        start = following.start() if following else end
    if start < end:
        yield start, end


def _hard_cut(text: str, start: int) -> int:
    """Where the piece that begins here ends at the latest; never in the middle of a white space."""
    window = text[start : start + HARD_LIMIT + 1]
    words = _WORD.findall(window)
    if len(words) > 1:
        return start + len(window[: len(window.rstrip()) - len(words[-1])].rstrip())
    comma = max(window.rfind(mark) for mark in "、，,;；：")
    return start + comma + 1 if comma > HARD_LIMIT // 4 else _between_characters(text, start + HARD_LIMIT)


def _between_characters(text: str, at: int) -> int:
    """The nearest place before `at` that parts no letter from its accent, no emoji from its colour."""
    for place in range(at, at - HARD_LIMIT // 2, -1):
        if not _clings(text[place]) and text[place - 1] != "\u200d":
            return place
    return at


def _clings(character: str) -> bool:
    joins = unicodedata.category(character) in ("Mn", "Me", "Mc", "Sk")
    return joins or character == "\u200d"
