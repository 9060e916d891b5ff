"""Names: a theme goes by a phrase of one participant that stands for what all said, as in an in vivo code; a persona
goes by what they say of themselves, or by what troubles or pleases them and not the others.

Saldaña, The Coding Manual for Qualitative Researchers: a code in the participants' own language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

import numpy as np

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.embedding import Embedding, unit
from assistant.engines.ondevice.epithets import epithet
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.topics import Vocabulary, is_subject, topic_words, with_article, written
from assistant.engines.ondevice.wording import capital
from assistant.engines.protocol import PersonaTask, Quote

_CONSIDERED = 30
"""The most typical quotes, whose phrases may become the name."""
_SHARED, _SHORT, _LONG = 0.6, 0.15, 0.04
"""How much shared words count beside meaning; what a phrase of one word costs, and each word beyond the sixth."""
_TOPICAL = {"pains": "Troubled by", "joys": "Glad of", "goals": "Asks for changes to"}
"""How a group is called by what it speaks of in a field."""
_NAMES = 0.2
"""What a name costs: a theme is not about one person's husband."""
_CHATTER, _UNFINISHED = 0.6, 0.3
"""What words cost that only keep talk going, and a phrase that breaks off."""
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


def in_vivo_name(quotes: Sequence[Quote], vocabulary: Vocabulary, embedding: Embedding) -> str:
    """The phrase that is closest in meaning to all quotes and holds the words they share."""
    shared = vocabulary.shared(quotes)
    typical = quotes[:_CONSIDERED]
    phrases = list(dict.fromkeys(quote.label or label_of(quote.text) for quote in typical))
    centre = embedding.embed([quote.text for quote in quotes[: 4 * _CONSIDERED]]).mean(axis=0)
    closeness = embedding.embed(phrases) @ unit(centre)
    lower = {word for quote in quotes for word in quote.text.split() if word[:1].islower()}
    scores = [
        near + _worth(phrase, shared) - _NAMES * _names_somebody(phrase, lower) - _ragged(phrase)
        for near, phrase in zip(closeness, phrases, strict=True)
    ]
    return phrases[int(np.argmax(scores))]


def _ragged(phrase: str) -> float:
    """What a phrase costs that nobody would write as a heading: filled with talk, or broken off."""
    return _CHATTER * bool(_TALKING.search(phrase)) + _UNFINISHED * bool(_OPEN.search(phrase))


def _names_somebody(phrase: str, lower: Set[str]) -> bool:
    """Whether a word of it is always written with a capital, as people's names are."""
    return any(word[:1].isupper() and not word.isupper() and word.casefold() not in lower for word in phrase.split())


def _worth(phrase: str, shared: Mapping[str, float]) -> float:
    """How much of the shared words a phrase holds, less what makes it hard to read."""
    held = sum(sorted((shared.get(word, 0.0) for word in topic_words(phrase)), reverse=True)[:2])
    most = sum(sorted(shared.values(), reverse=True)[:2])
    words = len(phrase.split())
    return _SHARED * (held / most if most else 0.0) - _SHORT * (words < 2) - _LONG * max(0, words - 6)


def leading_words(quotes: Sequence[Quote], others: Sequence[Quote], vocabulary: Vocabulary) -> dict[str, float]:
    """Words in their base form that several of a group use more than others do, and how telling each is."""
    mine, theirs = _speakers(quotes), _speakers(others)
    people, rest = len({quote.participant_id for quote in quotes}), len({quote.participant_id for quote in others})
    lead = {
        word: (len(speakers) / people - len(theirs.get(word, ())) / max(rest, 1)) * vocabulary.weight(word)
        for word, speakers in mine.items()
        if len(speakers) >= min(2, people)
    }
    return {word: value for word, value in lead.items() if value > 0}


def persona_name(
    task: PersonaTask, others: Sequence[Quote], vocabulary: Vocabulary, taken: Set[str] = frozenset()
) -> str:
    """What its people say of themselves, else what troubles or pleases them most; empty where nothing sets it apart."""
    quotes = [quote for point in task.points for quote in point.quotes]
    lead = leading_words(quotes, others, vocabulary)
    return epithet(task.voices, lead, taken) or _by_topic(task, lead, vocabulary, taken) or _by_contrast(task, taken)


def _by_topic(task: PersonaTask, lead: Mapping[str, float], vocabulary: Vocabulary, taken: Set[str]) -> str:
    """What hurts or pleases most of them and others least: `Troubled by the invoice`."""
    proper = proper_nouns(quote.text for point in task.points for quote in point.quotes)
    for field, word in _by_lead(task, lead):
        quotes = [quote for point in task.points if point.field == field for quote in point.quotes]
        name = f"{_TOPICAL[field]} {with_article(written(word, quotes))}"
        if vocabulary.is_noun(word) and is_subject(word) and name not in taken and not objection(name, proper):
            return name
    return ""


def _by_contrast(task: PersonaTask, taken: Set[str]) -> str:
    """The first topic that sets them apart."""
    proper = proper_nouns(quote.text for point in task.points for quote in point.quotes)
    names = (capital(topic) for topic in task.contrast)
    return next((name for name in names if name not in taken and not objection(name, proper)), "")


def _by_lead(task: PersonaTask, lead: Mapping[str, float]) -> list[tuple[str, str]]:
    """Fields with the words that lead in them, those most of the group use there first."""
    found = []
    for field in _TOPICAL:
        quotes = [quote for point in task.points if point.field == field for quote in point.quotes]
        spoken = _speakers(quotes)
        found += [(lead[word] * len(people), field, word) for word, people in spoken.items() if word in lead]
    return [(field, word) for _, field, word in sorted(found, key=lambda item: (-item[0], item[1], item[2]))]


def _speakers(quotes: Sequence[Quote]) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for quote in quotes:
        for word in topic_words(quote.text):
            found.setdefault(word, set()).add(quote.participant_id)
    return found
