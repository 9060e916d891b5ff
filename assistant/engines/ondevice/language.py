"""Telling English, which the models that ship know, from other languages, which they do not.

What is said in another language would get numbers that mean nothing, so it is left alone. A sentence is judged by
its small words and its letters; one that holds neither is taken for what the text around it is in.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.ondevice.words import NEGATIONS, STOP, WORD, folded

_ENGLISH = (STOP | NEGATIONS | {"is", "was", "i", "you", "the", "and", "not", "for", "of"}) - {"was", "die", "me", "no"}
_OTHERS = frozenset(
    """der das und ist nicht ich mit auf für dem ein eine einen sich aber auch wie wir sie dass sehr noch nur schon wenn
    weil mich haben hatte wurde keine bei nach zu vom zum habe sind
    le les et est une dans que qui pas je nous vous il elle sur avec mais très cette c'est j'ai des du aux était sont ne
    el los las es para con pero muy por se su lo como más está fue porque cuando tengo había una
    gli che è non sono ma molto ho della nel anche più questo perché era di della mi
    os uma não mas muito eu meu foi você isso quando em também tem
    het een ik niet dat van voor op maar zijn ook naar heb je wel erg maar deze geen
    nie się jest że ale było bardzo mnie dla tak był jak tylko przez
    och är det att jag som inte på för har og jeg ikke af til er meget men
    ve bir bu çok için değil ama gibi ben""".split()
) - {
    "a",
    "i",
    "as",
    "do",
    "no",
    "me",
    "on",
    "for",
    "men",
    "war",
    "so",
    "is",
    "in",
    "ma",
    "era",
    "dat",
    "wel",
    "os",
    "ho",
    "die",
    "am",
    "met",
    "sono",
}
"""Small words of German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish and Turkish."""


def is_english(sentences: Sequence[str]) -> list[bool]:
    """For each sentence of a text whether it is in English, as far as can be told."""
    signs = [_signs(sentence) for sentence in sentences]
    text_is = sum(english - other for english, other in signs) >= 0
    return [text_is if english == other else english > other for english, other in signs]


def _signs(sentence: str) -> tuple[float, float]:
    """How much speaks for English, and how much for another language."""
    words = [folded(word) for word in WORD.findall(sentence)]
    foreign = sum(_in_other_letters(word) for word in words)
    if words and foreign > len(words) / 2:
        return 0.0, float(len(words))
    english = sum(word in _ENGLISH for word in words)
    other = sum(word in _OTHERS or (not word.isascii() and word not in _ENGLISH) for word in words)
    # One foreign word is a name or a loan.
    return float(english), float(other if other > 1 else 0)


def _in_other_letters(word: str) -> bool:
    return not word.isascii() and any(char.isalpha() and ord(char) >= 0x250 for char in word)
