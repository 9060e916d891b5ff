"""A persona's name: what its people say of themselves, or what troubles or pleases them and not the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.engines.ondevice.epithets import epithet
from assistant.engines.ondevice.topics import Vocabulary, is_subject, topic_words, with_article, written
from assistant.engines.ondevice.wording import capital
from assistant.engines.protocol import PersonaTask, Quote

_TOPICAL = {"pains": "Troubled by", "joys": "Glad of", "goals": "Asks for changes to"}
"""How a group is called by what it speaks of in a field."""


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
