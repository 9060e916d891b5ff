"""Names and sentences without a model: built from the participants' own words and from what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.analysis.material import people_in
from assistant.embedding import Embedding
from assistant.engines.ondevice.naming import in_vivo_name
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.ondevice.wording import capital, counted, listed, quoted, speaking_quote
from assistant.engines.protocol import (
    PersonaTask,
    PersonaWords,
    Point,
    StageTask,
    ThemeTask,
    ThemeWords,
    Written,
)

_KIND_WORDS: Mapping[str, str] = {
    "pain": "Something that went wrong, was hard or cost too much",
    "gain": "Something that worked, helped or pleased",
    "need": "Something people lack or want to get done",
    "suggestion": "A change people ask for",
}
_TOLD: Mapping[str, str] = {
    "pain": "told of trouble with",
    "gain": "were glad of",
    "need": "needed something about",
    "suggestion": "asked for something about",
}
_CLOSE = 0.45
"""Mean likeness from which quotes are one theme although they share no telling word."""
_AS_QUOTED = frozenset({"quote", "says", "demographics", "role", "values", "technology", "behaviours", "trust",
                        "thinks", "does", "actions", "thoughts"})  # fmt: skip
"""Fields in which people speak for themselves: a lead would only repeat them."""


def theme_words(tasks: Sequence[ThemeTask], embedding: Embedding) -> Iterator[ThemeWords]:
    """For each theme a name in a participant's words, and a definition that says where it ends."""
    vocabulary = Vocabulary(quote.text for task in tasks for quote in task.quotes)
    for task in tasks:
        # Quotes that share no word may still say the same, but then their meanings must be close.
        clear = vocabulary.shared(task.quotes) or task.likeness >= _CLOSE
        name = in_vivo_name(task.quotes, vocabulary, embedding) if clear else ""
        typical = speaking_quote(task.quotes)
        yield ThemeWords(name, f"{_KIND_WORDS[task.kind]}. Typical: {quoted(typical)}")


def persona_words(task: PersonaTask) -> PersonaWords:
    """A persona told from its points, field by field."""
    claims = tuple(_claim(point) for point in task.points if point.quotes)
    return PersonaWords(_name(task), _summary(task), claims)


def _name(task: PersonaTask) -> str:
    """After what sets the group apart, else after what it has most to say about."""
    topics = [*task.contrast, *(point.topic for point in task.points if point.field in ("pains", "joys", "goals"))]
    free = [topic for topic in dict.fromkeys(topics) if topic not in task.taken]
    return capital(listed(free[:2])) if free else "Participants"


def _summary(task: PersonaTask) -> str:
    """What sets them apart, what hurts and what pleases."""
    parts = []
    if task.contrast:
        parts.append(f"They speak more than the others of {listed(task.contrast)}.")
    for field, lead in (("pains", "What troubles them"), ("joys", "What pleases them")):
        topics = [point.topic for point in task.points if point.field == field][:3]
        if topics:
            parts.append(f"{lead}: {listed(topics)}.")
    return " ".join(parts)


def _claim(point: Point) -> Written:
    """A claim from a point: its topic, and one of its quotes speaking for it."""
    words = quoted(speaking_quote(point.quotes))
    text = words if point.field in _AS_QUOTED else f"{capital(point.topic)}: {words}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def stage_words(task: StageTask) -> tuple[Written, ...]:
    """The narrative, then the lanes."""
    return tuple(
        _narrated(point, task) if point.field == "narrative" else _claim(point) for point in task.points if point.quotes
    )


def _narrated(point: Point, task: StageTask) -> Written:
    """A sentence of the narrative: how many, what they told of, and one of them speaking."""
    who = counted(people_in(point.quotes), task.people, task.who)
    told = _TOLD.get(point.quotes[0].kind or "", "spoke of")
    text = f"{who} {told} {point.topic}: {quoted(speaking_quote(point.quotes))}"
    return Written("narrative", point.key, text, tuple(quote.evidence for quote in point.quotes))
