"""Sentences that a model wrote, checked before anybody reads them: no numbers and no quotations of its own.

How many said something is computed from rows; a number that stands in none of the quotes a sentence names was made
up. Words between quotation marks must be somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.engines.protocol import Quote
from assistant.printable import printable

MOST_CHARACTERS = 400
_MOST_READ = 4 * MOST_CHARACTERS
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{2,})[\"“”»]")
_COUNTING = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|half|third|quarter|"
    r"majority|minority|most|all|none|many|few|several|some|both)\s+(?:of\s+(?:the\s+|these\s+|them\b)?)?"
    r"(?:participants?|people|persons?|users?|customers?|riders?|respondents?|interviewees?|reviewers?|them)|"
    r"(?:majority|minority)|per\s?cent|percent(?:age)?)\b|%",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A model's sentence on one line, without what would steer a terminal or mark up a page."""
    kept = printable(text[:_MOST_READ])
    return " ".join(kept.split()).strip(" -|")[:MOST_CHARACTERS]


def unfounded(text: str, quotes: Sequence[Quote]) -> str:
    """What a sentence holds that its quotes do not: a number, a share, a quotation. Empty where it is sound."""
    said = " ".join(quote.text for quote in quotes)
    known = set(_DIGITS.findall(said))
    for number in _DIGITS.findall(text):
        if number not in known:
            return f"the number {number}"
    if counting := _COUNTING.search(text):
        return f"a count ({counting.group().strip()})"
    folded = _folded(said)
    for quotation in _QUOTED.findall(text):
        if _folded(quotation) not in folded:
            return "a quotation that nobody said"
    return ""


def echoes(text: str, instructions: str, said: str) -> bool:
    """Whether words are the prompt's own example and not about what was said: what weak models fall back to."""
    words = _folded(text)
    if " " not in words or f" {words} " not in _folded_once(instructions):
        return False
    return not {word for word in words.split() if len(word) > 3} & set(_folded(said).split())


@cache
def _folded_once(instructions: str) -> str:
    """The same for texts that are compared with again and again, between blanks."""
    return f" {_folded(instructions)} "


_BETWEEN_WORDS = re.compile(r"[^\w]+")


def _folded(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
