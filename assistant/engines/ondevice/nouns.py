"""Which words of a study are nouns, told by the small words they stand behind; there is no grammar here.

`the deposit`, `of the deposit`, `for deposits`: a noun. `I unlock`, `to unlock`: rather none. `the big box`, where
there is also `the box`, and `the traditional way`: what describes one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from assistant.engines.ondevice.words import FUNCTION_WORDS, PREPOSITIONS, PRONOUNS

_LEADING = frozenset("the a an my your his her our their these those no some any each every".split())
"""Behind these stands a noun, or what describes it; `that`, `this` and `its` are often said otherwise."""
_SPEAKING_OF = PREPOSITIONS - frozenset("to as like up off out down away back over".split())
_DOING = PRONOUNS | frozenset("to can could will would should don't didn't can't doesn't won't".split())
"""Behind these stands what somebody does."""
_OFTEN = 0.35
"""Share of the places behind another word at which a noun is led by a small word of its own."""
_DONE = 0.25
"""Of those at which it may be something that is done."""
_BEFORE_NOUNS, _BEFORE_ANY = 0.4, 0.65
"""Share of the places behind an article at which a noun or any word of content may follow it; verbs do, too."""
_SEEN = 4
"""Places behind an article from which the second can be told."""
_LEANING, _OFTEN_SAID = 0.8, 5
"""Share of all its places, and how many there have to be, at which what only describes (`literate programming`,
`version control`) has another word of content right behind it."""


class Nouns:
    """Reads the words of clauses once; words are asked for in the base form they are counted by."""

    def __init__(self, clauses: Iterable[Sequence[str]], base: Callable[[str], str]) -> None:
        self._behind: Counter[str] = Counter()
        """At how many places a word stands behind another."""
        self._led: Counter[str] = Counter()
        self._spoken_of: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._followed: dict[str, Counter[str]] = defaultdict(Counter)
        self._said: Counter[str] = Counter()
        self._leaning: Counter[str] = Counter()
        for words in clauses:
            stems = [base(word) for word in words]
            behind = ["" if word in FUNCTION_WORDS else stem for word, stem in zip(words, stems, strict=True)]
            self._said.update(stems)
            self._leaning.update(stem for stem, after in zip(stems, behind[1:], strict=False) if after)
            for before, stem, after in zip(words, stems[1:], [*behind[2:], ""], strict=False):
                self._count(before, stem, after)

    def _count(self, before: str, word: str, after: str) -> None:
        self._behind[word] += 1
        self._spoken_of[word] += before in _SPEAKING_OF
        self._done[word] += before in _DOING
        if before in _LEADING:
            self._led[word] += 1
            if after:
                self._followed[word][after] += 1

    def __contains__(self, word: str) -> bool:
        if not self._often_led(word) or self._done[word] > _DONE * self._behind[word] or self._only_leans(word):
            return False
        led, followed = self._led[word], self._followed[word]
        naming = sum(count for after, count in followed.items() if self._often_led(after))
        alone = led < _SEEN or sum(followed.values()) <= _BEFORE_ANY * led
        return alone and naming <= _BEFORE_NOUNS * led

    def _only_leans(self, word: str) -> bool:
        return self._said[word] >= _OFTEN_SAID and self._leaning[word] >= _LEANING * self._said[word]

    def _often_led(self, word: str) -> bool:
        led = self._led[word]
        return led > 0 and led + self._spoken_of[word] >= _OFTEN * self._behind[word]
