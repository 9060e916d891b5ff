"""A short phrase for a sentence in the participant's own terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.engines.ondevice.words import KNOWN, NEGATIONS, STOP, alternatives, tidied, without_opening

_LONGEST = 8
"""Words in a label."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[£$€]\s?\d+(?:[.,]\d+)?|\d+\s?%", re.UNICODE)
_JOINING = (
    "and then", "and so", "and", "but", "because", "so that", "although", "though", "whereas", "while", "which", "who",
    "when", "if", "until", "unless", "or",
)  # fmt: skip
_BREAK = re.compile(
    rf"[.,;:!?…()\[\]\"“”–—]+|\s-\s|\b(?:{alternatives(_JOINING)})\b",
    re.IGNORECASE,
)
_WEAK_START = frozenset(
    """i it it's that that's this there there's they they're we you he she i'm i've i'd i'll we're we've you're is was
    are were am be been being have has had do did does would could should will can may might just really very so also
    then the a an to of in at on for with my our your their his her its still even always kind sort like bit quite too
    some any as by from got get gets getting went gonna wanted want thought think guess feel felt mean say said know
    don't""".split()
)
_WEAKEST_START = _WEAK_START - NEGATIONS
_WEAK_END = frozenset(
    """the a an to of in at on for with my our your their his her its and or but so very really just that this is was
    are were am be i it you we they as by from if than then like too who which what when where how because about into
    had has have do did does would could should will can more some any there""".split()
)


_DROPPED = frozenset(
    """really very just quite actually basically literally so that's completely totally absolutely also even
    rather""".split()
)
"""Words inside a phrase that it is shorter without and no less clear."""
_WORDS_KNOWN = 8192
"""Words of which it is remembered how much they say."""
_IN_FOCUS = 0.7
"""What a word that carries the pain is worth more."""


class _Word(NamedTuple):
    """A word as it was said, as the lists have it, and how much it says."""

    said: str
    folded: str
    weight: float


def label_of(sentence: str, focus: tuple[int, int] | None = None) -> str:
    """The phrase that carries most of a sentence, at most eight words; the sentence's start where none stands out.

    `focus` is where the words stand that matter most, if they are known.
    """
    matter = frozenset(word.folded for word in _words(sentence[slice(*focus)])) - STOP if focus else frozenset()
    phrases = [phrase for part in _parts(sentence) if part and (phrase := _trimmed(part, matter))]
    if not phrases:
        return " ".join(_TOKEN.findall(without_opening(tidied(sentence)))[:_LONGEST]) or sentence.strip()[:40]
    weights = [_weight(phrase, matter) for phrase in phrases]
    return " ".join(word.said for word in phrases[weights.index(max(weights))])


@lru_cache(KNOWN)
def _parts(sentence: str) -> tuple[list[_Word], ...]:
    """The words of each clause of a sentence, after those of all of it where they are few."""
    text = without_opening(tidied(sentence))
    whole = _words(text)
    clauses = (_words(clause) for clause in _BREAK.split(text) if clause)
    return (whole, *clauses) if len(_dense(whole)) <= _LONGEST else tuple(clauses)


def _words(text: str) -> list[_Word]:
    return [_known(word) for word in _TOKEN.findall(text)]


@lru_cache(_WORDS_KNOWN)
def _known(said: str) -> _Word:
    """A word by itself: topic words count by their length, negations count, padding costs."""
    folded = said.casefold()
    if folded in NEGATIONS:
        return _Word(said, folded, 0.8)
    return _Word(said, folded, -0.05 if folded in STOP else 1.0 + min(len(said), 10) / 20)


def _dense(words: list[_Word]) -> list[_Word]:
    """The words without those that only fill."""
    return [word for word in words if word.folded not in _DROPPED]


def _trimmed(words: list[_Word], matter: frozenset[str]) -> list[_Word]:
    """The words from the first to the last that says something, around the densest stretch where there are many."""
    words = _dense(_begun(words))
    if len(words) > _LONGEST:
        windows = [words[at : at + _LONGEST] for at in range(len(words) - _LONGEST + 1)]
        words = max(windows, key=lambda window: _weight(window, matter))
    words = _begun(words)
    while words and words[-1].folded in _WEAK_END:
        words = words[:-1]
    return words


def _begun(words: list[_Word]) -> list[_Word]:
    """The words from the first that a label may begin with."""
    for at, word in enumerate(words):
        if word.folded not in _WEAKEST_START:
            return words[at:]
    return []


def _weight(words: list[_Word], matter: frozenset[str]) -> float:
    """How much a phrase says."""
    total = 0.0
    for word in words:
        total += word.weight
        if word.folded in matter:
            total += _IN_FOCUS
    return total
