"""What quotes have in common, in the words their speakers share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assistant.engines.ondevice.words import STOP
from assistant.engines.protocol import Quote

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_LONGEST_PHRASE = 3
_SHARED = 0.2
"""Share of a theme's quotes that a word must occur in to name it."""
_ACRONYM = re.compile(r"\b[A-Z]{2}\b")


def words_of(text: str) -> list[str]:
    """The words of a text, folded but for acronyms of two letters (`AI`), with straight apostrophes."""
    return [_folded(match.group()) for match in _WORD.finditer(text)]


def _folded(word: str) -> str:
    return word if _ACRONYM.fullmatch(word) else word.casefold().replace("’", "'")


def topic_words(text: str) -> set[str]:
    """The words that may name a topic, in their base form."""
    return {base(word) for word in words_of(text) if is_topical(word)}


def is_topical(word: str) -> bool:
    """Whether a word may name a topic: no stop word, no contraction, and longer than two letters or an acronym."""
    if _ACRONYM.fullmatch(word):
        return word.casefold() not in STOP
    return len(word) > 2 and word not in STOP and base(word) not in STOP and "'" not in word.removesuffix("'s")


def base(word: str) -> str:
    """A word without a plural or possessive ending: enough to see that two words are the same."""
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class Vocabulary:
    """How common each word is among all quotes: what everybody says names nothing."""

    def __init__(self, texts: Iterable[str]) -> None:
        rows = [topic_words(text) for text in texts]
        self._count = len(rows)
        self._in = Counter(word for row in rows for word in row)

    def weight(self, word: str) -> float:
        """The rarer, the more telling."""
        return math.log(1 + self._count / (1 + self._in[word]))

    def keyword(self, quotes: Sequence[Quote]) -> str:
        """A phrase or one to two words that the quotes share; empty where they share none."""
        shared = self.shared(quotes)
        if not shared:
            return ""
        best = max(shared, key=lambda word: (shared[word], word))
        phrase = _phrase_with(best, quotes)
        if phrase:
            return phrase
        others = [word for word in shared if word[:4] != best[:4] and shared[word] > 0.6 * shared[best]]
        second = max(others, key=lambda word: (shared[word], word), default="")
        shown = _as_written([word for word in (best, second) if word], quotes)
        return " and ".join(shown)

    def shared(self, quotes: Sequence[Quote]) -> dict[str, float]:
        """Words of at least two speakers (or of all quotes, where one speaks), and how telling each is."""
        speakers: dict[str, set[str | None]] = defaultdict(set)
        occurs: Counter[str] = Counter()
        for quote in quotes:
            for word in topic_words(quote.text):
                speakers[word].add(quote.participant_id)
                occurs[word] += 1
        everybody = {quote.participant_id for quote in quotes}
        return {
            word: count / len(quotes) * self.weight(word)
            for word, count in occurs.items()
            if count >= max(2, _SHARED * len(quotes)) and len(speakers[word]) >= min(2, len(everybody))
        }


def _phrase_with(word: str, quotes: Sequence[Quote]) -> str:
    """The longest run of two or three words around a word that at least two quotes share."""
    counts: Counter[tuple[str, ...]] = Counter()
    for quote in quotes:
        words = words_of(quote.text)
        counts.update(
            {
                tuple(words[at : at + size])
                for size in range(2, _LONGEST_PHRASE + 1)
                for at in range(len(words) - size + 1)
                if word in map(base, words[at : at + size]) and _is_phrase(words[at : at + size])
            }
        )
    shared = [phrase for phrase, count in counts.items() if count >= max(2, _SHARED * len(quotes))]
    if not shared:
        return ""
    best: tuple[str, ...] = max(shared, key=lambda phrase: (len(phrase), counts[phrase], phrase))
    return " ".join(best)


def _is_phrase(words: Sequence[str]) -> bool:
    return is_topical(words[0]) and is_topical(words[-1])


def _as_written(words: Sequence[str], quotes: Sequence[Quote]) -> list[str]:
    """Base forms as most quotes write them."""
    written: Mapping[str, Counter[str]] = defaultdict(Counter)
    for quote in quotes:
        for word in words_of(quote.text):
            written[base(word)][word.removesuffix("'s")] += 1
    return [max(written[word], key=lambda form: (written[word][form], form)) for word in words]
