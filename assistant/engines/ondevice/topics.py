"""What quotes have in common, in the words their speakers share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.engines.ondevice.nouns import Nouns
from assistant.engines.ondevice.words import DETERMINERS, NEGATIONS, STOP, folded
from assistant.engines.protocol import Quote

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_PUT_IN = re.compile(r"\[[^\[\]]{0,80}\]")
"""What whoever wrote a transcript down put in: `[laughs]`, `[name deleted]`."""
_SIGNS = re.compile(r"[.,;:!?…()\[\]\"“”–—/]+")
_LONGEST_PHRASE = 3
_SHARED = 0.2
"""Share of a theme's quotes that a word must occur in to name it."""
_MOST_OF_THEM = 0.7
"""Share of a theme's people who must use a word for a sentence to say that all of them told of it."""
_ACRONYM = re.compile(r"\b[A-Z]{2}\b")
_TEXTS_KNOWN = 4096
"""Quotes whose words are remembered, about 5 MB: naming a theme and telling it from others asks for them many times."""


def words_of(text: str) -> list[str]:
    """The words of a text, folded but for acronyms of two letters (`AI`), with straight apostrophes."""
    return [_folded(match.group()) for match in _WORD.finditer(_PUT_IN.sub(" ", text))]


def _folded(word: str) -> str:
    return word if _ACRONYM.fullmatch(word) else folded(word)


@lru_cache(maxsize=_TEXTS_KNOWN)
def topic_words(text: str) -> frozenset[str]:
    """The words that may name a topic, in their base form."""
    return frozenset(base(word) for word in words_of(text) if is_topical(word))


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


_VAGUE = frozenset(
    """one two three four five six seven eight nine ten dozen hundred thousand million half third quarter next last same
    other own lot way part side end start beginning middle rest place point number case example fact idea matter stuff
    minute hour morning evening night afternoon today tomorrow yesterday tonight month second moment while today bit
    question answer sound reason kind type sort piece pair couple few whole little big long short amount level top
    bottom front back line word name sentence bunch load little set use man woman guy lady girl boy lad mum dad wife
    husband son daughter child kid friend somebody everyone""".split()
)
"""Nouns that say nothing of what somebody had trouble with, or was glad of."""


_DESCRIBING = ("ed", "ive", "ous", "ful", "able", "ible", "less", "est", "onal", "ical")


def is_subject(word: str) -> bool:
    """Whether a word in its base form says what something is about, and does not look like an adjective."""
    return word not in _VAGUE and is_topical(word) and not word.endswith(_DESCRIBING)


_LIGHT = frozenset(
    """use used using uses ask asked asking try tried trying take took taking make made tell told come came coming call
    called able sure otherwise instead either anyway especially amount rest moment done give gave""".split()
)
"""Words of which a phrase is made, that do not say what it is about."""
_EVERYWHERE = 0.15
"""Share of all quotes from which a word is said everywhere; of so many quotes together it may still be said."""
_LEAST_TELLING = 0.15
"""Of what the most telling word is worth."""


class Vocabulary:
    """How common each word is among all quotes, as what everybody says names nothing, and which words are nouns."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._in: Counter[str] = Counter()
        said = list(texts)
        self._count = len(said)
        for text in said:
            self._in.update(topic_words(text))
        self._nouns = Nouns((words_of(clause) for text in said for clause in _SIGNS.split(text)), base)

    def weight(self, word: str) -> float:
        """The rarer, the more telling."""
        return math.log(1 + self._count / (1 + self._in[word]))

    def is_noun(self, word: str) -> bool:
        """Whether a word in its base form is used as one."""
        return word in self._nouns

    def keyword(self, quotes: Sequence[Quote]) -> str:
        """A noun that most speakers of some quotes share, or a phrase around it; empty where they share none."""
        spoken = speakers_of_words(quotes)
        enough = _MOST_OF_THEM * len({quote.participant_id for quote in quotes})
        shared = {
            word: worth
            for word, worth in self.shared(quotes).items()
            if len(spoken[word]) >= enough
            and self.is_noun(word)
            and is_subject(word)
            and not self._everywhere(word, len(quotes))
        }
        if not shared:
            return ""
        best = max(shared, key=lambda word: (shared[word], word))
        return self._phrase_with(best, quotes) or written(best, quotes)

    def _phrase_with(self, noun: str, quotes: Sequence[Quote]) -> str:
        """The longest shared run of two or three words that holds a noun, ends in one and stands behind an article.

        What a noun is never said without belongs to it, noun or not: `theft cover`.
        """
        said = [_runs_with(noun, words_of(quote.text)) for quote in quotes]
        counts = Counter(run for runs in said for run in runs)
        said_with = _quotes_with(quotes)
        behind = {run for runs in said for run, determined in runs.items() if determined}
        shared = [
            run
            for run, count in counts.items()
            if count >= max(2, _SHARED * len(quotes))
            and run in behind
            and (self.is_noun(base(run[-1])) or (count == said_with[noun] and not run[-1].endswith(("ing", "ed"))))
        ]
        longest: tuple[str, ...] = max(shared, key=lambda run: (len(run), counts[run], run), default=())
        return " ".join(longest)

    def _everywhere(self, word: str, quotes: int) -> bool:
        """Whether so much of a study speaks of it that it tells nothing, as of the product that all are asked about."""
        return self._in[word] > _EVERYWHERE * self._count and quotes < _EVERYWHERE * self._count

    def subject(self, quotes: Sequence[Quote]) -> str:
        """The keyword, with an article where anybody says it with one: `the battery`, but `Git`; empty without one."""
        noun = self.keyword(quotes)
        return with_article(noun) if noun and _is_determined(noun, quotes) else noun

    def telling(self, quotes: Sequence[Quote]) -> dict[str, float]:
        """Shared words by how much more they are said in these quotes than in all; what is said everywhere is left out.

        In a study of one product its name is in half of what is said, and tells no theme from another.
        """
        said, found = _quotes_with(quotes), {}
        for word in self.shared(quotes):
            share, usual = said[word] / len(quotes), (1 + self._in[word]) / (1 + self._count)
            if share > usual and word not in _LIGHT and word not in NEGATIONS:
                found[word] = share * math.log(share / usual)
        least = _LEAST_TELLING * max(found.values(), default=0.0)
        return {word: worth for word, worth in found.items() if worth > least}

    def shared(self, quotes: Sequence[Quote]) -> dict[str, float]:
        """Words of at least two speakers (or of all quotes, where one speaks), and how telling each is."""
        speakers = speakers_of_words(quotes)
        everybody = {quote.participant_id for quote in quotes}
        return {
            word: count / len(quotes) * self.weight(word)
            for word, count in _quotes_with(quotes).items()
            if count >= max(2, _SHARED * len(quotes)) and len(speakers[word]) >= min(2, len(everybody))
        }


def _runs_with(noun: str, words: Sequence[str]) -> dict[tuple[str, ...], bool]:
    """Runs of telling words with a noun among them, and whether an article or the like stands before."""
    runs: dict[tuple[str, ...], bool] = {}
    for first in range(len(words)):
        for size in range(2, min(_LONGEST_PHRASE, len(words) - first) + 1):
            run = tuple(words[first : first + size])
            if noun in map(base, run) and all(map(is_topical, run)):
                runs[run] = runs.get(run, False) or (first > 0 and words[first - 1] in DETERMINERS)
    return runs


def speakers_of_words(quotes: Sequence[Quote]) -> dict[str, set[str | None]]:
    """Who uses each word that may name a topic."""
    speakers: dict[str, set[str | None]] = defaultdict(set)
    for quote in quotes:
        for word in topic_words(quote.text):
            speakers[word].add(quote.participant_id)
    return speakers


def _quotes_with(quotes: Sequence[Quote]) -> Counter[str]:
    """In how many quotes each word stands that may name a topic."""
    return Counter(word for quote in quotes for word in topic_words(quote.text))


def _is_determined(noun: str, quotes: Sequence[Quote]) -> bool:
    """Whether an article or the like stands before a word, or the first of a phrase, in any of some quotes."""
    first = base(noun.split(maxsplit=1)[0].casefold())
    said = (words_of(quote.text) for quote in quotes)
    return any(
        base(word.casefold()) == first and before in DETERMINERS for words in said for before, word in pairwise(words)
    )


def is_plural(noun: str) -> bool:
    """Whether the last word of a phrase has a plural ending."""
    last = noun.rsplit(maxsplit=1)[-1].casefold()
    return base(last) != last


def with_article(noun: str) -> str:
    """`the deposit`; a plural stands alone."""
    return noun if is_plural(noun) else f"the {noun}"


def written(word: str, quotes: Sequence[Quote]) -> str:
    """A base form as most quotes write it where no sentence begins with it, as names have a capital there."""
    said = [[match.group() for match in _WORD.finditer(_PUT_IN.sub(" ", quote.text))] for quote in quotes]
    inside = [form.removesuffix("'s").removesuffix("’s") for words in said for form in words[1:]]
    forms = Counter(form for form in inside if base(_folded(form)) == word)
    forms = forms or Counter(form for words in said for form in map(_folded, words) if base(form) == word)
    return max(forms, key=lambda form: (forms[form], form))
