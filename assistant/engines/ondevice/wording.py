"""Sentences about people without a model: what was counted, what it was about, and their own words.

The engine cannot rephrase what somebody said without risking to change it, so it does not: a claim names its topic
in words that several participants share, and lets one of them speak. Nothing is added that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.engines.ondevice.abstain import is_hypothetical, is_question
from assistant.engines.protocol import Quote

_DANGLING = re.compile(
    r"^(?:and|but|so|or|because|which|it|that|this|those|these|there|he|she|they|if|when|to|for|with|of|then|also)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"^(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|my|we|we['’]re|we['’]ve|we['’]d|our)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[;:–—.!?…]|, (?=(?:and|but|so|because|which|you know|i mean)\b))\s*", re.IGNORECASE)
_SHORTEST, _LONGEST = 4, 28

_NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def speaking_quote(quotes: Sequence[Quote]) -> str:
    """Words of the quote that speaks best for all, the most typical first: whole where short, else a clause of it."""
    best = max(enumerate(quotes[:15]), key=lambda item: _clarity(item[1].text) - 0.1 * item[0], default=None)
    return "" if best is None else _excerpt(best[1].text)


def _excerpt(text: str) -> str:
    """The text, or its clearest run of clauses that is not too long: always words in a row as they were said."""
    if len(text.split()) <= _LONGEST:
        return _plain(text)
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    ends = [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    runs = [text[start:end] for at, start in enumerate(starts) for end in ends[at:] if start < end]
    fitting = [run for run in runs if _SHORTEST <= len(run.split()) <= _LONGEST]
    return _plain(max(fitting, key=_clarity) if fitting else " ".join(text.split()[:_LONGEST]))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–—-")


def _clarity(text: str) -> float:
    """How well words stand alone: they begin with their subject, are neither a fragment nor a ramble, and assert."""
    words = text.split()
    score = 0.5 * bool(_FIRST_PERSON.match(text)) - 0.5 * bool(_DANGLING.match(text))
    score -= 1.0 * (len(words) < _SHORTEST) + 0.02 * abs(len(words) - 14)
    score -= 0.8 * is_question(text) + 0.6 * is_hypothetical(text)
    score -= 0.15 * len(re.findall(r"\b(?:um+|uh+|erm?)\b|--|…|\.\.\.", text, re.IGNORECASE))
    return score


def quoted(text: str) -> str:
    """In quotation marks; those inside become single ones only in how they are shown, so none are nested alike."""
    return f"“{text}”"


def counted(k: int, n: int, who: str) -> str:
    """How many as a sentence begins with it: `Three of the four participants`, `All four participants`."""
    if n <= 1:
        return f"The {who.removesuffix('s')}"
    if k == n:
        return f"Both {who}" if n == 2 else f"All {in_words(n)} {who}"
    return f"{in_words(k).capitalize()} of the {in_words(n)} {who}"


def in_words(number: int) -> str:
    """Small numbers in words, as they are written in a report."""
    return _NUMBERS[number] if 0 < number < len(_NUMBERS) else f"{number:,}"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]
