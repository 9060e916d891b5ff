"""Names: a theme goes by a phrase of one participant that stands for what all said, as in an in vivo code; a persona
goes by what its people speak of and others do not.

Saldaña, The Coding Manual for Qualitative Researchers: a code in the participants' own language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np

from assistant.embedding import Embedding
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.topics import Vocabulary, topic_words, with_article, written
from assistant.engines.ondevice.wording import capital, listed
from assistant.engines.protocol import Quote

_CONSIDERED = 30
"""The most typical quotes, whose phrases may become the name."""
_SHARED, _SHORT, _LONG = 0.6, 0.15, 0.04
"""How much shared words count beside meaning; what a phrase of one word costs, and each word beyond the sixth."""
_NAMES = 0.2
"""What a name costs: a theme is not about one person's husband."""


def in_vivo_name(quotes: Sequence[Quote], vocabulary: Vocabulary, embedding: Embedding) -> str:
    """The phrase that is closest in meaning to all quotes and holds the words they share."""
    shared = vocabulary.shared(quotes)
    typical = quotes[:_CONSIDERED]
    phrases = list(dict.fromkeys(quote.label or label_of(quote.text) for quote in typical))
    centre = embedding.embed([quote.text for quote in quotes[: 4 * _CONSIDERED]]).mean(axis=0)
    closeness = embedding.embed(phrases) @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    lower = {word for quote in quotes for word in quote.text.split() if word[:1].islower()}
    scores = [
        near + _worth(phrase, shared) - _NAMES * _names_somebody(phrase, lower)
        for near, phrase in zip(closeness, phrases, strict=True)
    ]
    return phrases[int(np.argmax(scores))]


def _names_somebody(phrase: str, lower: Set[str]) -> bool:
    """Whether a word of it is always written with a capital, as people's names are."""
    return any(word[:1].isupper() and not word.isupper() and word.casefold() not in lower for word in phrase.split())


def _worth(phrase: str, shared: Mapping[str, float]) -> float:
    """How much of the shared words a phrase holds, less what makes it hard to read."""
    held = sum(sorted((shared.get(word, 0.0) for word in topic_words(phrase)), reverse=True)[:2])
    most = sum(sorted(shared.values(), reverse=True)[:2])
    words = len(phrase.split())
    return _SHARED * (held / most if most else 0.0) - _SHORT * (words < 2) - _LONG * max(0, words - 6)


def persona_name(quotes: Sequence[Quote], others: Sequence[Quote], vocabulary: Vocabulary) -> str:
    """The two things most of a group speak of that others speak of least; empty where nothing sets it apart."""
    mine, theirs = _speakers(quotes), _speakers(others)
    people, rest = len({quote.participant_id for quote in quotes}), len({quote.participant_id for quote in others})
    lead = {
        word: (len(speakers) / people - len(theirs.get(word, ())) / max(rest, 1)) * vocabulary.weight(word)
        for word, speakers in mine.items()
        if len(speakers) >= min(2, people) and vocabulary.is_noun(word)
    }
    best = sorted((word for word in lead if lead[word] > 0), key=lambda word: (-lead[word], word))
    words = [written(word, quotes) for word in best[:2]]
    return capital(listed([with_article(word) for word in words]))


def _speakers(quotes: Sequence[Quote]) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for quote in quotes:
        for word in topic_words(quote.text):
            found.setdefault(word, set()).add(quote.participant_id)
    return found
