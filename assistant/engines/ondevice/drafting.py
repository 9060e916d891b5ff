"""Names and sentences without a model: built from the participants' own words and from what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.material import people_in
from assistant.embedding import Embedding
from assistant.engines.ondevice.defining import definition
from assistant.engines.ondevice.naming import in_vivo_name, persona_name
from assistant.engines.ondevice.topics import Vocabulary, with_article
from assistant.engines.ondevice.wording import capital, counted, listed, quoted, speaking_quote
from assistant.engines.protocol import (
    PersonaTask,
    PersonaWords,
    Point,
    Quote,
    StageTask,
    ThemeTask,
    ThemeWords,
    Written,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """How a narrative says what people told."""

    one: str
    """Of one, with what it was about to follow."""
    several: str
    often: str
    """Of several who said it again and again."""
    alone: str
    """Where they share no word for what it was about."""


_SPOKE = _Told("spoke of", "spoke of", "kept coming back to", "spoke")
_TOLD: Mapping[str, _Told] = {
    "pain": _Told("had trouble with", "had trouble with", "kept coming back to trouble with", "told of trouble"),
    "gain": _Told("was glad of", "were glad of", "kept coming back to how glad they were of", "told of something good"),
    "need": _Told("needed something of", "needed something of", "kept saying what they needed of", "told of a need"),
    "suggestion": _Told(
        "asked for a change to", "asked for a change to", "kept asking for a change to", "asked for it"
    ),
}
_OFTEN = 3
"""Quotes a participant from which they kept coming back to it."""
_CLOSE = 0.45
"""Mean likeness from which quotes are one theme although they share no telling word."""
_AS_QUOTED = frozenset({"quote", "says", "demographics", "role", "values", "technology", "behaviours", "trust",
                        "thinks", "does", "actions", "thoughts"})  # fmt: skip
"""Fields in which people speak for themselves: a lead would only repeat them."""


def theme_words(tasks: Sequence[ThemeTask], embedding: Embedding) -> Iterator[ThemeWords]:
    """For each theme a name in a participant's words, and a definition that says where it ends."""
    vocabulary = Vocabulary(quote.text for task in tasks for quote in task.quotes)
    named = {task.id: _name(task, vocabulary, embedding) for task in tasks}
    known = {task.id: task for task in tasks if named[task.id]}
    for task in tasks:
        yield ThemeWords(named[task.id], definition(task, known, vocabulary))


def _name(task: ThemeTask, vocabulary: Vocabulary, embedding: Embedding) -> str:
    """A participant's phrase; none where quotes share no word, which may still say the same if they are close."""
    clear = vocabulary.shared(task.quotes) or task.likeness >= _CLOSE
    return in_vivo_name(task.telling or task.quotes, vocabulary, embedding) if clear else ""


def persona_words(tasks: Sequence[PersonaTask]) -> Iterator[PersonaWords]:
    """Personas told from their points, field by field, each named by what sets it apart from the others."""
    vocabulary = _vocabulary(tasks)
    taken: set[str] = set()
    for task in tasks:
        others = [quote for other in tasks if other is not task for quote in _quotes(other)]
        name = persona_name(_quotes(task), others, vocabulary) or "Participants"
        while name in taken or name in task.taken:
            name += ", too"
        taken.add(name)
        claims = tuple(_claim(point) for point in task.points if point.quotes)
        yield PersonaWords(name, _summary(task, vocabulary), claims)


def _vocabulary(tasks: Sequence[PersonaTask] | Sequence[StageTask]) -> Vocabulary:
    return Vocabulary({quote.text: None for task in tasks for quote in _quotes(task)})


def _quotes(task: PersonaTask | StageTask) -> list[Quote]:
    return [quote for point in task.points for quote in point.quotes]


def _summary(task: PersonaTask, vocabulary: Vocabulary) -> str:
    """What hurts and what pleases them, by what they spoke of."""
    parts = []
    for field, lead in (("pains", "Trouble with"), ("joys", "Glad of")):
        mine = [point for point in task.points if point.field == field]
        subjects = dict.fromkeys(_subject(point, vocabulary) for point in mine)
        named = [subject for subject in subjects if subject][:3]
        if named:
            parts.append(f"{lead} {listed(named)}.")
    return " ".join(parts)


def _subject(point: Point, vocabulary: Vocabulary) -> str:
    """What a point is about, with its article: a noun its speakers share; empty where they share none."""
    noun = vocabulary.keyword(point.quotes)
    return with_article(noun) if noun else ""


def _claim(point: Point) -> Written:
    """A claim from a point: its name, and one of its quotes speaking for it."""
    words = quoted(speaking_quote(point.quotes))
    text = words if point.field in _AS_QUOTED else f"{capital(point.topic)}: {words}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def stage_words(tasks: Sequence[StageTask]) -> Iterator[tuple[Written, ...]]:
    """For each stage the narrative, then the lanes."""
    vocabulary = _vocabulary(tasks)
    for task in tasks:
        yield tuple(_written(point, task, vocabulary) for point in task.points if point.quotes)


def _written(point: Point, task: StageTask, vocabulary: Vocabulary) -> Written:
    return _narrated(point, task, vocabulary) if point.field == "narrative" else _claim(point)


def _narrated(point: Point, task: StageTask, vocabulary: Vocabulary) -> Written:
    """A sentence of the narrative: how many, what they told of, and one of them speaking."""
    people = people_in(point.quotes)
    who = counted(people, task.people, task.who)
    subject = _subject(point, vocabulary)
    told = _TOLD.get(point.quotes[0].kind or "", _SPOKE)
    verb = told.one if people < 2 else told.often if len(point.quotes) >= _OFTEN * people else told.several
    what = f"{verb} {subject}" if subject else told.alone
    words = quoted(speaking_quote(point.quotes))
    lead = "" if people < 2 else "; as one of them put it" if subject else ", one of them in these words"
    text = f"{who} {what}{lead}: {words}"
    return Written("narrative", point.key, text, tuple(quote.evidence for quote in point.quotes))
