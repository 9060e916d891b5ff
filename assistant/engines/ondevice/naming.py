"""A persona's name: what its people say of themselves, else what troubles or pleases them and not the others, by a word
that they share or by a theme.

A name stands for all of a group: a fair share of them must speak of what it says, and clearly more than of the others.
Where there is nothing of the kind, it is what leads most, and the draft says how many speak of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.domain import Kind
from assistant.engines.ondevice.epithets import FRAME, LEADS, epithet, epithets_of
from assistant.engines.ondevice.topics import (
    Vocabulary,
    is_subject,
    speakers_of_words,
    topic_words,
    with_article,
    written,
)
from assistant.engines.protocol import PersonaTask, Quote, StageTask, Voice
from assistant.engines.told import Told, Topic

_BY_WORD: Mapping[str, tuple[str, Kind]] = {
    "pains": ("Troubled by", "pain"),
    "joys": ("Glad of", "gain"),
    "goals": ("Asks for changes to", "need"),
}
"""How a group is called by a word of what it speaks of in a field."""
_BY_THEME = {"pain": "Troubled by", "gain": "Glad of", "need": "Needs", "suggestion": "Asks for"}
"""How it is called by a theme: named alone, `managers do not know` would be a persona of managers."""
_BY_OUTLOOK = {"pain": "Mostly troubled", "gain": "Mostly pleased"}
"""How it is called by what outweighs in what its people tell, where nothing that they speak of stands for all."""
_CALLS = frozenset("troubled glad need ask".split())
_RATHER = 0.67
"""A theme says more than a word: it is taken from so much of those who use the word on."""
_STEM = 4
"""Letters by which two words of names are the same, as in `help` and `helped`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the topic that it was taken from."""

    name: str
    after: Topic

    @property
    def stands(self) -> bool:
        return self.after.told.stands_for_all

    @property
    def leads(self) -> float:
        return self.after.told.lead


def persona_name(
    task: PersonaTask, siblings: Sequence[PersonaTask], vocabulary: Vocabulary, taken: Set[str] = frozenset()
) -> Named | None:
    """What its people say of themselves, else what troubles or pleases them most; None where nothing sets it apart."""
    quotes = quotes_of(task)
    lead = leading_words(quotes, [quote for other in siblings for quote in quotes_of(other)], vocabulary)
    proper = proper_nouns(quote.text for quote in quotes)

    def may_be(name: str, said: str) -> bool:
        return name not in taken and not objection(said, proper) and not any(_alike(said, other) for other in taken)

    by_word = list(_by_word(task, siblings, lead, vocabulary, may_be))
    by_theme = [named for topic in task.topics if (named := _by_theme(topic, may_be)) is not None]
    own = _by_epithet(task, lead, taken)
    word, theme = (next((named for named in some if named.stands), None) for some in (by_word, by_theme))
    if own is not None and own.stands and (theme is None or own.leads >= _RATHER * theme.leads):
        return own
    if word is not None and theme is not None:
        return theme if theme.after.told.here > _RATHER * word.after.told.here else word
    # What stands for all, else what leads most.
    return word or theme or _by_outlook(task, taken) or next(iter(by_theme), None) or own or next(iter(by_word), None)


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


def _by_epithet(task: PersonaTask, lead: Mapping[str, float], taken: Set[str]) -> Named | None:
    """What one of them says, where the others speak of that in a theme; that of a theme that stands for all first."""
    telling = {word for word, value in lead.items() if value >= LEADS * max(lead.values())}
    apt = {voice for voice in task.voices if _speaks_for_others(voice, telling)}
    for heard in ({voice for voice in apt if voice.topic and voice.topic.told.stands_for_all}, apt):
        # Who counts for nothing names nobody, but shows still how words are written.
        voices = [voice if voice in heard else replace(voice, share=0) for voice in task.voices]
        if name := epithet(voices, lead, taken, _glad_of(task)):
            topics = [voice.topic for voice in heard if voice.topic and name in epithets_of(voice)]
            return Named(name, max(topics, key=lambda topic: (topic.told.lead, topic.name)))
    return None


def _speaks_for_others(voice: Voice, telling: Set[str]) -> bool:
    """Whether what somebody says of themselves is what the theme is called by that their words are in."""
    names = epithets_of(voice)
    if voice.topic is None or not names:
        return False
    about = topic_words(voice.topic.name)
    words = [topic_words(name) - FRAME for name in names]
    return all(2 * len(said & about) >= len(said) and said & about & telling for said in words)


def _glad_of(task: PersonaTask) -> set[str]:
    """Words of what as many of a group were pleased with as had trouble with."""
    pleased, troubled = (speakers_of_words(_quotes_in(task, field)) for field in ("joys", "pains"))
    return {word for word, people in pleased.items() if len(people) >= len(troubled.get(word, ()))}


def _quotes_in(task: PersonaTask, field: str) -> list[Quote]:
    return [quote for point in task.points if point.field == field for quote in point.quotes]


def _by_word(
    task: PersonaTask,
    siblings: Sequence[PersonaTask],
    lead: Mapping[str, float],
    vocabulary: Vocabulary,
    may_be: Callable[[str, str], bool],
) -> Iterator[Named]:
    """What hurts or pleases most of them and others least, `Troubled by the invoice`."""
    elsewhere: Counter[str] = Counter()
    for other in siblings:
        elsewhere.update({said: len(people) for said, people in speakers_of_words(_said(other)).items()})
    for field, word, here in _by_lead(task, lead):
        said = written(word, _quotes_in(task, field))
        calls, kind = _BY_WORD[field]
        name = f"{calls} {with_article(said)}"
        if vocabulary.is_noun(word) and is_subject(word) and may_be(name, said):
            told = Told(here, task.people, elsewhere[word], sum(other.people for other in siblings))
            yield Named(name, Topic(said, kind, told))


def _said(task: PersonaTask) -> list[Quote]:
    """All that is known of what a group says."""
    return [*quotes_of(task), *(voice.quote for voice in task.voices)]


def quotes_of(task: PersonaTask | StageTask) -> list[Quote]:
    """All quotes that a task is written from."""
    return [quote for point in task.points for quote in point.quotes]


def _by_theme(topic: Topic, may_be: Callable[[str, str], bool]) -> Named | None:
    name = f"{_BY_THEME.get(topic.kind, 'Speaks of')}: {topic.name}"
    return Named(name, topic) if may_be(name, topic.name) else None


def _by_outlook(task: PersonaTask, taken: Set[str]) -> Named | None:
    named = (Named(_BY_OUTLOOK[topic.kind], topic) for topic in task.outlooks)
    return next((one for one in named if one.name not in taken), None)


def _by_lead(task: PersonaTask, lead: Mapping[str, float]) -> list[tuple[str, str, int]]:
    """Fields with the words that lead in them and how many of the group use these there, the most first."""
    found: list[tuple[str, str, int]] = []
    for field in _BY_WORD:
        spoken = speakers_of_words(_quotes_in(task, field))
        found += [(field, word, len(people)) for word, people in spoken.items() if word in lead]
    return sorted(found, key=lambda one: (-lead[one[1]] * one[2], one[0], one[1]))


def _alike(said: str, other: str) -> bool:
    """Whether most of what would name a group names another already."""
    mine, theirs = ({word[:_STEM] for word in topic_words(text) - _CALLS} for text in (said, other))
    return 2 * len(mine & theirs) > len(mine)
