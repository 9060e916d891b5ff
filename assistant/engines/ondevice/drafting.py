"""Names and sentences without a model: built from the participants' own words and from what was counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from assistant.analysis.bounds import with_borders
from assistant.analysis.themes import WISHES
from assistant.analysis.voices import people_in
from assistant.domain import Span
from assistant.embedding import Embedding
from assistant.engines.ondevice.broader_topics import broader_topics
from assistant.engines.ondevice.cores import meanings, named_cores
from assistant.engines.ondevice.defining import definition
from assistant.engines.ondevice.in_vivo import Ear, Namer
from assistant.engines.ondevice.lanes import moment, opportunity
from assistant.engines.ondevice.naming import persona_name, quotes_of
from assistant.engines.ondevice.narrating import narrative
from assistant.engines.ondevice.sentences import Teller
from assistant.engines.ondevice.subjects import subject_of
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.ondevice.wording import capital, in_words, listed, quoted
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
    named = [(task, core.name) for task, core in zip(parts, cores, strict=True)]
    under = broader_topics(named, embedding, namer.names)
    for task, core in zip(parts, cores, strict=True):
        near = tuple(quote.evidence for quote in core.near)
        told = definition(task, known, vocabulary)
        yield task, ThemeWords(core.name, told, near=near, topic=core.topic.id, under=under.get(task.id, ""))


def _is_close(task: ThemeTask) -> bool:
    """Whether quotes mean the same; what two people tell in the same place of an interview need not."""
    if people_in(task.quotes) > 2:
        return task.likeness >= _CLOSE
    return task.likeness >= (_CLOSE_WISHES_OF_TWO if task.kind in WISHES else _CLOSE_OF_TWO)


def persona_words(tasks: Sequence[PersonaTask], heard: Collection[Span] = ()) -> Iterator[PersonaWords]:
    """Personas told from their points, field by field, each named by what sets it apart from the others.

    Where others may speak, the quotes in `heard` do not.
    """
    vocabulary = _vocabulary(tasks)
    taken: set[str] = set()
    for number, task in enumerate(tasks, start=1):
        siblings = [other for other in tasks if other is not task]
        together = len(tasks) == 1 < task.people
        named = None if together else persona_name(task, siblings, vocabulary, taken | {*task.taken})
        name = named.name if named else _TOGETHER if together else f"Group {in_words(number)}"
        taken.add(name)
        claims = tuple(_claim(point, Teller(vocabulary, set(heard))) for point in task.points if point.quotes)
        yield PersonaWords(name, _summary(task, vocabulary), claims, named.after if named else None)


def _vocabulary(tasks: Sequence[PersonaTask] | Sequence[StageTask]) -> Vocabulary:
    return Vocabulary({quote.text: None for task in tasks for quote in quotes_of(task)})


def _summary(task: PersonaTask, vocabulary: Vocabulary) -> str:
    """What hurts and what pleases them, by what they spoke of."""
    named = {field: _subjects(task, field, vocabulary) for field in ("pains", "joys")}
    told = [f"{verb} {listed(named[field])}" for field, verb in _SUMMED_UP if named[field]]
    return f"They {', and '.join(told)}." if told else ""


_SUMMED_UP = (("pains", "had trouble with"), ("joys", "spoke well of"))


def _subjects(task: PersonaTask, field: str, vocabulary: Vocabulary) -> list[str]:
    mine = [point for point in task.points if point.field == field and people_in(point.quotes) > 1]
    subjects = dict.fromkeys(subject_of(point.quotes, "", vocabulary) for point in mine)
    return [subject for subject in subjects if subject][:3]


def _claim(point: Point, teller: Teller) -> Written:
    """A claim from a point: its name, and one of its quotes speaking for it."""
    words = quoted(teller.spoken(teller.speaking(point.quotes, topic=point.topic)[0]))
    text = words if point.field in _AS_QUOTED else f"{capital(point.topic)}: {words}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def stage_words(
    tasks: Sequence[StageTask], heard: Collection[Span] = (), *, brief: bool = True
) -> Iterator[tuple[Written, ...]]:
    """For each stage the narrative, then the lanes; where others may speak, those in `heard` do not.

    `brief`: of how many is counted is said once a stage.
    """
    vocabulary = _vocabulary(tasks)
    for task in tasks:
        told = narrative(task, Teller(vocabulary, set(heard)), brief=brief)
        lanes = [point for point in task.points if point.field != "narrative" and point.quotes]
        yield (*told, *(_of_a_lane(point, task, Teller(vocabulary, set(heard))) for point in lanes))


def _of_a_lane(point: Point, task: StageTask, teller: Teller) -> Written:
    worded = _OF_ITS_OWN.get(point.field)
    return worded(point, task, teller) if worded else _claim(point, teller)


_OF_ITS_OWN: Mapping[str, Callable[[Point, StageTask, Teller], Written]] = {
    "moments": moment,
    "opportunities": opportunity,
}
"""Fields of a stage whose claims are worded otherwise."""
