"""A persona's name: what its people say of themselves; else what troubles or pleases them and not the others, by a word
that they share or, where more of them tell of it, by a theme that sets them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.analysis.voices import people_in
from assistant.engines.ondevice.epithets import epithet
from assistant.engines.ondevice.topics import Vocabulary, is_subject, speakers_of_words, with_article, written
from assistant.engines.ondevice.wording import capital
from assistant.engines.protocol import PersonaTask, Quote

_TOPICAL = {"pains": "Troubled by", "joys": "Glad of", "goals": "Asks for changes to"}
"""How a group is called by what it speaks of in a field."""
_RATHER = 0.67
"""A theme says more than a word: it is taken from so much of those who use the word on."""


def leading_words(quotes: Sequence[Quote], others: Sequence[Quote], vocabulary: Vocabulary) -> dict[str, float]:
    """Words in their base form that several of a group use more than others do, and how telling each is."""
    mine, theirs = speakers_of_words(quotes), speakers_of_words(others)
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
    if name := epithet(task.voices, lead, taken, _glad_of(task)):
        return name
    proper = proper_nouns(quote.text for quote in quotes)

    def may_be(name: str) -> bool:
        return name not in taken and not objection(name, proper)

    topic, speakers = _by_topic(task, lead, vocabulary, may_be)
    theme, tellers = _by_contrast(task, may_be)
    return theme if tellers > _RATHER * speakers else topic


def _glad_of(task: PersonaTask) -> set[str]:
    """Words of what as many of a group were pleased with as had trouble with."""
    pleased, troubled = (
        speakers_of_words([quote for point in task.points if point.field == field for quote in point.quotes])
        for field in ("joys", "pains")
    )
    return {word for word, people in pleased.items() if len(people) >= len(troubled.get(word, ()))}


def _by_topic(
    task: PersonaTask, lead: Mapping[str, float], vocabulary: Vocabulary, may_be: Callable[[str], bool]
) -> tuple[str, int]:
    """What hurts or pleases most of them and others least, `Troubled by the invoice`, and how many speak of that."""
    for field, word, speakers in _by_lead(task, lead):
        quotes = [quote for point in task.points if point.field == field for quote in point.quotes]
        name = f"{_TOPICAL[field]} {with_article(written(word, quotes))}"
        if vocabulary.is_noun(word) and is_subject(word) and may_be(name):
            return name, speakers
    return "", 0


def _by_contrast(task: PersonaTask, may_be: Callable[[str], bool]) -> tuple[str, int]:
    """The first topic that sets them apart, and how many tell of it; at least one where none is known."""
    told = {point.topic: people_in(point.quotes) for point in task.points}
    names = ((capital(topic), max(1, told.get(topic, 0))) for topic in task.contrast)
    return next((one for one in names if may_be(one[0])), ("", 0))


def _by_lead(task: PersonaTask, lead: Mapping[str, float]) -> list[tuple[str, str, int]]:
    """Fields with the words that lead in them and how many of the group use these there, the most first."""
    found: list[tuple[str, str, int]] = []
    for field in _TOPICAL:
        quotes = [quote for point in task.points if point.field == field for quote in point.quotes]
        spoken = speakers_of_words(quotes)
        found += [(field, word, len(people)) for word, people in spoken.items() if word in lead]
    return sorted(found, key=lambda one: (-lead[one[1]] * one[2], one[0], one[1]))
