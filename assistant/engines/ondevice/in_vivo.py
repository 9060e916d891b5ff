"""A theme's name: a phrase of one participant that stands for what all said, as in an in vivo code.

Saldaña, The Coding Manual for Qualitative Researchers: a code in the participants' own language.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt

from assistant.analysis.voices import voices_in
from assistant.domain import Kind
from assistant.embedding import Embedding, unit
from assistant.engines.ondevice.cores import says_it
from assistant.engines.ondevice.headings import headings
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.topics import Vocabulary, topic_words, words_of
from assistant.engines.ondevice.words import LINKS, NUMBERS, PREPOSITIONS, PRONOUNS, folded
from assistant.engines.protocol import Quote, ThemeTask

_CONSIDERED = 30
"""The most typical quotes, whose phrases may become the name."""
_COMPARED, _HEARD = 24, 10
"""Of how many phrases it is asked what they mean, those first that hold most; of how many of these how they sound."""
_TYPICAL, _USUAL = 0.4, 0.4
"""How much it counts to be like most quotes, beside being like all of them together; what it costs to be like the whole
study: where all speak of one product, its name is near to every theme."""
_SEVERAL = 5
"""Themes from which a study tells what is usual in it."""
_HELD, _ALONE, _AGAIN = 0.25, 0.02, 0.1
"""What the telling words are worth; what a word costs that nobody else says; what it is worth to be said again."""
_ONE_WORD, _LONG, _GOES_ON = 0.1, 0.05, 0.1
"""What a single word costs, each word beyond the fifth, and a phrase whose sentence goes on."""
_LABEL = 0.05
"""What the label of a finding costs: it may leave words out."""
_NUMBER, _PERSON, _SOMEBODY = 0.06, 0.05, 0.2
"""What a number costs, an `I` or `they` inside, and a name: a theme is not about one person's husband."""
_CHATTER, _UNFINISHED = 0.6, 0.15
"""What words cost that only keep talk going, and a phrase that breaks off."""
_SHARED = 0.5
"""What it is worth that all people of a topic say it."""
_WHEN = 2.0
"""What a label costs that says only when: `Friday` is no trouble, and no phrase like it is asked."""
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn fall winter morning afternoon evening night noon midnight
    weekend weekday today yesterday tomorrow hour minute second month""".split()
)
_GARBLED = 0.5
"""What a word costs that others write plainly (`frIendly`), or that stands for one that was blacked out (`XXXX`)."""
_TALKING = re.compile(
    r"\b(?:I think|I mean|I guess|I suppose|you know|I don['’]t know|hang on|let me|I['’]ve got it|here['’]s|sort of|"
    r"kind of|oh|um+|uh+|er+m?|hmm+|okay|anyway|basically|actually|honestly|weird one)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^(?:not|nor|than|which|because|or)\b"
    r"|\b(?:a|an|the|and|or|but|so|if|that|this|not|to|of|for|with|from|in|on|at|by|my|your|their|his|her|its|I|we|it"
    r"|might|would|could|should|is|was|were|are|be|been|one|two|three|four|five|six|seven|eight|nine|ten|hundred)$",
    re.IGNORECASE,
)
_BLACKED_OUT = re.compile(r"[xX]{2,}|[*_#█]{2,}")
_NEVER_FIRST = PREPOSITIONS | LINKS


Ear = Callable[[Kind, Sequence[str]], Sequence[float]]
"""Hears what it is worth for each of some phrases to sound like a kind: the more, the better."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """The phrases that a theme may be named by, each with what it is worth so far."""

    task: ThemeTask
    worth: Mapping[str, float]

    def best(self, count: int) -> _Choice:
        """The phrases that are worth most."""
        kept = sorted(self.worth, key=lambda phrase: (-self.worth[phrase], phrase))[:count]
        return _Choice(self.task, {phrase: self.worth[phrase] for phrase in kept})

    def with_more(self, more: Mapping[str, float]) -> _Choice:
        """The same, each phrase worth more."""
        return _Choice(self.task, {phrase: worth + more[phrase] for phrase, worth in self.worth.items()})


class Namer:
    """Names the themes of a study, all together: a network reads many short phrases faster than a few at a time."""

    def __init__(self, tasks: Sequence[ThemeTask], vocabulary: Vocabulary, embedding: Embedding, ear: Ear) -> None:
        self._vocabulary, self._embedding, self._ear = vocabulary, embedding, ear
        self._study = np.zeros(embedding.dimension, dtype=np.float32)
        if len(tasks) >= _SEVERAL:
            self._study = unit(np.mean([self._centre(task.quotes[:_CONSIDERED]) for task in tasks], axis=0))

    def names(self, tasks: Sequence[ThemeTask]) -> dict[str, str]:
        """By theme the phrase that is nearest to all quotes, holds what they share and sounds like their kind."""
        choices = [_Choice(task, _by_words(_telling(task), self._vocabulary)).best(_COMPARED) for task in tasks]
        self._embedding.embed([phrase for choice in choices for phrase in choice.worth])
        near = [choice.with_more(self._nearness(choice)).best(_HEARD) for choice in choices]
        sounding = {kind: self._sounding(kind, near) for kind in {task.kind for task in tasks}}
        heard = [choice.with_more(sounding[choice.task.kind]) for choice in near]
        heard = [choice.with_more(self._shared(choice)) for choice in heard]
        return {choice.task.id: next(iter(choice.best(1).worth)) for choice in heard}

    def _sounding(self, kind: Kind, choices: Sequence[_Choice]) -> dict[str, float]:
        """What it is worth for each phrase of the themes of a kind to sound like that."""
        phrases = list(dict.fromkeys(phrase for item in choices if item.task.kind == kind for phrase in item.worth))
        return dict(zip(phrases, self._ear(kind, phrases), strict=True))

    def _nearness(self, choice: _Choice) -> dict[str, float]:
        """How close phrases are in meaning to the quotes together and to most of them, and not to the whole study."""
        phrases, quotes = list(choice.worth), _telling(choice.task)
        vectors = self._embedding.embed(phrases)
        said = self._embedding.embed([quote.text for quote in quotes[:_CONSIDERED]])
        together = vectors @ unit(self._centre(quotes[: 4 * _CONSIDERED]))
        typical = np.median(vectors @ said.T, axis=1)
        near = together + _TYPICAL * typical - _USUAL * (vectors @ self._study)
        return dict(zip(phrases, near.tolist(), strict=True))

    def _shared(self, choice: _Choice) -> dict[str, float]:
        """What it is worth for each phrase that many of the people say it."""
        quotes, phrases = choice.task.quotes, list(choice.worth)
        people = voices_in(quotes)
        says = says_it(choice.task, phrases, self._embedding)
        return {
            phrase: _SHARED * voices_in(compress(quotes, row)) / people
            for phrase, row in zip(phrases, says, strict=True)
        }

    def _centre(self, quotes: Sequence[Quote]) -> npt.NDArray[np.float32]:
        centre: npt.NDArray[np.float32] = self._embedding.embed([quote.text for quote in quotes]).mean(axis=0)
        return centre


def _telling(task: ThemeTask) -> Sequence[Quote]:
    """The quotes of a theme that may speak for it."""
    return task.telling or task.quotes


def _by_words(quotes: Sequence[Quote], vocabulary: Vocabulary) -> dict[str, float]:
    """What the phrases and labels of the typical quotes are worth by their words alone."""
    telling = vocabulary.telling(quotes) or vocabulary.shared(quotes)
    lower = {word for quote in quotes for word in quote.text.split() if word[:1].islower()}
    found = [(quote, heading) for quote in quotes[:_CONSIDERED] for heading in headings(quote.text)]
    again = Counter(words for _, words in {(quote.evidence, heading.words) for quote, heading in found})
    worth: dict[str, float] = {}
    for _, heading in found:
        if topic_words(heading.text) - _TIMES:
            more = _AGAIN * math.log(again[heading.words]) - _GOES_ON * heading.goes_on
            worth[heading.text] = _words_worth(heading.words, telling) + more - _cost(heading.text, lower)
    for quote in quotes[:_CONSIDERED]:
        label = quote.label or label_of(quote.text)
        worth.setdefault(label, _words_worth(words_of(label), telling) - _LABEL - _cost(label, lower))
    return worth


def _words_worth(words: Sequence[str], telling: Mapping[str, float]) -> float:
    """How much of the telling words a phrase holds, less what makes it hard to read."""
    topics = topic_words(" ".join(words))
    held = sum(sorted((telling.get(word, 0.0) for word in topics), reverse=True)[:2])
    most = sum(sorted(telling.values(), reverse=True)[:2])
    alone = sum(word not in telling for word in topics)
    length = _ONE_WORD * (len(words) < 2) + _LONG * max(0, len(words) - 5)
    return _HELD * (held / most if most else 0.0) - _ALONE * alone - length


def _cost(phrase: str, lower: Set[str]) -> float:
    """What a phrase costs that nobody would write as a heading: with numbers, somebody's name, talk, or broken off."""
    words = [folded(word) for word in phrase.split()]
    number = any(word in NUMBERS or word[:1].isdigit() for word in words)
    persons = sum(word in PRONOUNS for word in words)
    broken = bool(_OPEN.search(phrase)) or not _NEVER_FIRST.isdisjoint(words[:1])
    talk = _CHATTER * bool(_TALKING.search(phrase)) + _UNFINISHED * broken
    garbled = _GARBLED * any(_is_garbled(word, lower) for word in phrase.split())
    when = _WHEN * (topic_words(phrase) <= _TIMES)
    return _NUMBER * number + _PERSON * persons + _SOMEBODY * _names_somebody(phrase, lower) + talk + garbled + when


def _is_garbled(word: str, lower: Set[str]) -> bool:
    inside = any(letter.isupper() for letter in word[1:]) and not word.isupper()
    return (inside and word.casefold() in lower) or bool(_BLACKED_OUT.fullmatch(word))


def _names_somebody(phrase: str, lower: Set[str]) -> bool:
    """Whether a word of it is always written with a capital, as people's names are."""
    return any(word[:1].isupper() and not word.isupper() and word.casefold() not in lower for word in phrase.split())
