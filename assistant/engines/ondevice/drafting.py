"""Names and sentences without a model: built from the participants' own words and from what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.analysis.bounds import with_borders
from assistant.analysis.themes import WISHES
from assistant.analysis.voices import people_in
from assistant.embedding import Embedding
from assistant.engines.ondevice.cores import meanings, named_cores
from assistant.engines.ondevice.defining import definition
from assistant.engines.ondevice.in_vivo import Ear, Namer
from assistant.engines.ondevice.naming import persona_name, quotes_of
from assistant.engines.ondevice.narrating import moment, narrative, opportunity
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.ondevice.wording import capital, in_words, listed, quoted, speaking_quote
from assistant.engines.protocol import (
    PersonaTask,
    PersonaWords,
    Point,
    StageTask,
    ThemeTask,
    ThemeWords,
    Written,
)

_CLOSE, _CLOSE_WISHES_OF_TWO, _CLOSE_OF_TWO = 0.15, 0.2, 0.35
"""Likeness from which quotes are one theme although their people share no telling word; more where they are only two,
as two may well tell of one place or time without meaning the same, though seldom ask for something alike by chance."""
_TOGETHER = "All participants"
"""How those are called who could not be told apart."""
_AS_QUOTED = frozenset({"quote", "says", "demographics", "role", "values", "technology", "behaviours", "trust",
                        "thinks", "does", "actions", "thoughts"})  # fmt: skip
"""Fields in which people speak for themselves: a lead would only repeat them."""


def theme_words(tasks: Sequence[ThemeTask], embedding: Embedding, ear: Ear) -> Iterator[tuple[ThemeTask, ThemeWords]]:
    """Themes in some topics: the quotes of each, its name in a participant's words, and where it ends.

    Quotes that share no telling word and are not close in meaning are no theme; of others it is what says the name.
    """
    vocabulary = Vocabulary(quote.text for task in tasks for quote in task.quotes)
    clear = [task for task in tasks if vocabulary.shared(task.quotes) or _is_close(task)]
    namer = Namer(tasks, vocabulary, embedding, ear)
    cores = named_cores(clear, namer.names, embedding)
    parts = with_borders([core.task for core in cores], [meanings(core.task, embedding) for core in cores])
    known = {task.id: task for task in parts}
    for task, core in zip(parts, cores, strict=True):
        near = tuple(quote.evidence for quote in core.near)
        words = ThemeWords(core.name, definition(task, known, vocabulary), near=near, topic=core.topic.id)
        yield task, words


def _is_close(task: ThemeTask) -> bool:
    """Whether quotes mean the same; what two people tell in the same place of an interview need not."""
    if people_in(task.quotes) > 2:
        return task.likeness >= _CLOSE
    return task.likeness >= (_CLOSE_WISHES_OF_TWO if task.kind in WISHES else _CLOSE_OF_TWO)


def persona_words(tasks: Sequence[PersonaTask]) -> Iterator[PersonaWords]:
    """Personas told from their points, field by field, each named by what sets it apart from the others."""
    vocabulary = _vocabulary(tasks)
    taken: set[str] = set()
    for number, task in enumerate(tasks, start=1):
        siblings = [other for other in tasks if other is not task]
        together = len(tasks) == 1 < task.people
        named = None if together else persona_name(task, siblings, vocabulary, taken | {*task.taken})
        name = named.name if named else _TOGETHER if together else f"Group {in_words(number)}"
        taken.add(name)
        claims = tuple(_claim(point) for point in task.points if point.quotes)
        yield PersonaWords(name, _summary(task, vocabulary), claims, named.after if named else None)


def _vocabulary(tasks: Sequence[PersonaTask] | Sequence[StageTask]) -> Vocabulary:
    return Vocabulary({quote.text: None for task in tasks for quote in quotes_of(task)})


def _summary(task: PersonaTask, vocabulary: Vocabulary) -> str:
    """What hurts and what pleases them, by what they spoke of."""
    parts = []
    for field, lead in (("pains", "Trouble with"), ("joys", "Glad of")):
        mine = [point for point in task.points if point.field == field]
        subjects = dict.fromkeys(vocabulary.subject(point.quotes) for point in mine)
        named = [subject for subject in subjects if subject][:3]
        if named:
            parts.append(f"{lead} {listed(named)}.")
    return " ".join(parts)


def _claim(point: Point) -> Written:
    """A claim from a point: its name, and one of its quotes speaking for it."""
    words = quoted(speaking_quote(point.quotes, topic=point.topic))
    text = words if point.field in _AS_QUOTED else f"{capital(point.topic)}: {words}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def stage_words(tasks: Sequence[StageTask]) -> Iterator[tuple[Written, ...]]:
    """For each stage the narrative, then the lanes."""
    vocabulary = _vocabulary(tasks)
    for task in tasks:
        told = {claim.key: claim for claim in narrative(task, vocabulary)}
        yield tuple(claim for point in task.points if point.quotes and (claim := _written(point, told)))


def _written(point: Point, told: Mapping[str, Written]) -> Written | None:
    if point.field == "narrative":
        return told.get(point.key)
    return _OF_ITS_OWN.get(point.field, _claim)(point)


_OF_ITS_OWN: Mapping[str, Callable[[Point], Written]] = {"moments": moment, "opportunities": opportunity}
"""Fields of a stage whose claims are worded otherwise."""
