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
_OPENING = re.compile(
    r"^(?:(?:and|but|so|well|yeah|yes|no|oh|um+|uh+|erm?|like|i mean|you know|okay|ok|right|anyway|honestly|basically|"
    r"also|then|plus)\b[\s,.…–—-]*)+(?=(?:i|i['’](?:m|ve|d|ll)|my|we|we['’](?:re|ve|d)|our|the|a|it|there|they|he|she)\b)",
    re.IGNORECASE,
)
"""Words that only tie a sentence to the one before: a quote may begin behind them."""
_SHORTEST, _LONGEST, _BEARABLE = 4, 28, 45
_HARDLY_MORE = 2
"""Words that a quote has more than what stands over it, where it only repeats that."""
_CONSIDERED = 40
_RANK, _WEIGHT, _ON_SUBJECT, _ON_TOPIC, _ON_LABEL = 0.02, 2.0, 1.2, 1.2, 2.0
"""What counts in choosing who speaks: each place further from the most typical, how surely it was coded, whether it
names what is told of, its share of the words that stand over it, and in a long quote of those that were coded."""

_ONES = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_MANY, _NEARLY = 8, 0.85
"""People from whom on one speaks of most, and the share that is nearly all."""
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def speaking_quote(quotes: Sequence[Quote], subject: str = "", topic: str = "") -> str:
    """Words of the quote that speaks best for all: whole where short, else a clause of it."""
    best = best_quotes(quotes, subject, topic)
    return excerpt(best[0], subject) if best else ""


def best_quotes(quotes: Sequence[Quote], subject: str = "", topic: str = "") -> list[Quote]:
    """Quotes by how well they speak for all: clear, surely coded, typical, and naming what it is about.

    `topic`: words that stand before them, which a reader looks for in them.
    """

    def worth(item: tuple[int, Quote]) -> float:
        at, quote = item
        words = excerpt(quote, subject)
        named = _names(words, subject) + _ON_TOPIC * _holds(words, topic) * (not _repeats(words, topic))
        return _clarity(words) - _RANK * at + _WEIGHT * quote.weight + named

    return [quote for _, quote in sorted(enumerate(quotes[:_CONSIDERED]), key=lambda item: (-worth(item), item[0]))]


def excerpt(quote: Quote, subject: str = "") -> str:
    """A quote, or where it is long its run of clauses that says most: always words in a row as they were said."""
    text = _OPENING.sub("", quote.text, count=1)
    if len(text.split()) <= _LONGEST:
        return _plain(text)
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    ends = [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    runs = [text[start:end] for at, start in enumerate(starts) for end in ends[at:] if start < end]
    fitting = [run for run in runs if _SHORTEST <= len(run.split()) <= _LONGEST]
    if fitting:
        return _plain(
            max(fitting, key=lambda run: _clarity(run) + _names(run, subject) + _ON_LABEL * _holds(run, quote.label))
        )
    return _plain(text if len(text.split()) <= _BEARABLE else " ".join(text.split()[:_LONGEST]))


def _names(text: str, subject: str) -> float:
    """What words are worth more for naming what is told of."""
    head = subject.rsplit(maxsplit=1)[-1].casefold() if subject else ""
    return _ON_SUBJECT * bool(head and head in text.casefold())


def _repeats(text: str, topic: str) -> bool:
    """Whether words say little more than those that stand over them."""
    return len(text.split()) <= len(topic.split()) + _HARDLY_MORE


def _holds(text: str, label: str) -> float:
    """What a run of clauses is worth more for the words that were coded."""
    words, said = set(label.casefold().split()), text.casefold()
    return sum(word in said for word in words) / len(words) if words else 0.0


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
    """How many as a sentence begins with it: `Three of the four participants`, `Nearly all participants (14 of 15)`.

    `who` may be empty where a sentence before has said it.
    """
    people = f" {who}" if who else ""
    if n <= 1:
        return f"The {who.removesuffix('s') or 'participant'}"
    if k == n:
        return f"Both{people}" if n == 2 else f"All {figure(n)}{people}"
    if n >= _MANY and k >= _NEARLY * n:
        return f"Nearly all{people} ({k:,} of {n:,})"
    if n >= _MANY and 2 * k > n:
        return f"Most{people} ({k:,} of {n:,})"
    return f"{in_words(k).capitalize()} of the {figure(n)}{people}"


def in_words(number: int) -> str:
    """Numbers under a hundred in words, as a sentence begins with them."""
    if not 0 < number < 100:
        return f"{number:,}"
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def figure(number: int) -> str:
    """A number inside a sentence: in words up to twelve."""
    return in_words(number) if number <= 12 else f"{number:,}"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]
