"""Names and sentences without a model: built from the participants' own words and from what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.wording import finished, listed, statement
from assistant.engines.ondevice.words import STOP, tidied
from assistant.engines.protocol import PersonaTask, PersonaWords, Point, Quote, StageTask, ThemeTask, ThemeWords, Written
from assistant.material import people_in

_KIND_WORDS: Mapping[str, str] = {
    "pain": "Something that went wrong, was hard or cost too much",
    "gain": "Something that worked, helped or pleased",
    "need": "Something people lack or want to get done",
    "suggestion": "A change people ask for",
}


def theme_words(task: ThemeTask) -> ThemeWords:
    """The label that shares most with the others, and a definition that shows two quotes' words."""
    labels = [quote.label or label_of(quote.text) for quote in task.quotes]
    weights = Counter(word for label in labels for word in set(_topic_words(label)))
    name = max(enumerate(labels[:8]), key=lambda item: (_shared(item[1], weights), -item[0]))[1]
    others = [label for label in dict.fromkeys(labels) if label.casefold() != name.casefold()][:3]
    also = f" Also: {listed(others)}." if others else ""
    return ThemeWords(name, f"{_KIND_WORDS[task.kind]}: {name}.{also}")


def _topic_words(label: str) -> list[str]:
    return [word for word in label.casefold().split() if word not in STOP]


def _shared(label: str, weights: Counter[str]) -> float:
    words = _topic_words(label)
    return sum(weights[word] for word in set(words)) / (len(words) + 1.5) if words else 0.0


def persona_words(task: PersonaTask) -> PersonaWords:
    """A persona told from its points, field by field."""
    claims = tuple(written for point in task.points if (written := _claim(point)) is not None)
    name = _name(task)
    return PersonaWords(name, _summary(task), claims)


def _name(task: PersonaTask) -> str:
    """After what sets the group apart, else after what it has most to say about."""
    topics = [*task.contrast, *(point.topic for point in task.points if point.field in ("pains", "joys", "goals"))]
    name = next((topic for topic in topics if topic not in task.taken), "")
    return name[:1].upper() + name[1:] if name else "Participants"


def _summary(task: PersonaTask) -> str:
    """What sets them apart, what hurts and what pleases, in one or two sentences."""
    parts = []
    if task.contrast:
        parts.append(f"More than the others they speak of {listed([f'“{topic}”' for topic in task.contrast[:3]])}.")
    for field, lead in (("pains", "What troubles them"), ("joys", "What they like")):
        topics = [point.topic for point in task.points if point.field == field][:2]
        if topics:
            parts.append(f"{lead}: {listed(topics)}.")
    return " ".join(parts)


def _claim(point: Point) -> Written | None:
    """A claim from a point; none where its words give no readable sentence."""
    if not point.quotes:
        return None
    text = _WRITERS.get(point.field, _told)(point)
    evidence = tuple(quote.evidence for quote in point.quotes)
    return Written(point.field, point.key, text, evidence) if text else None


def _told(point: Point) -> str:
    """In the third person from the clearest quote; the topic where none is clear."""
    return statement([quote.text for quote in point.quotes]) or _FALLBACK.get(point.field, _as_topic)(point)


def _as_topic(point: Point) -> str:
    return finished(point.topic)


def _verbatim(point: Point) -> str:
    """The quote itself, to the letter."""
    return f"“{point.quotes[0].text}”"


def _channel(point: Point) -> str:
    said = statement([quote.text for quote in point.quotes])
    name = point.topic[:1].upper() + point.topic[1:]
    return f"{name}: {said[0].lower() if not said.startswith(('I ', 'I’')) else said[0]}{said[1:]}" if said else f"{name}."


def _emotion(point: Point) -> str:
    topics = list(dict.fromkeys(label_of(quote.text) for quote in point.quotes))[:2]
    about = f", for instance about {listed([f'“{topic}”' for topic in topics])}" if topics else ""
    return finished(f"{point.topic[:1].upper()}{point.topic[1:]}{about}")


_WRITERS: Mapping[str, Callable[[Point], str]] = {
    "quote": _verbatim,
    "says": _verbatim,
    "channels": _channel,
    "emotions": _emotion,
}
_FALLBACK: Mapping[str, Callable[[Point], str]] = {
    "pains": lambda point: finished(f"Trouble with: {point.topic}"),
    "joys": lambda point: finished(f"Likes: {point.topic}"),
    "goals": lambda point: finished(f"Wants: {point.topic}"),
    "demographics": lambda _: "",
    "role": lambda _: "",
    "values": lambda _: "",
    "technology": lambda _: "",
    "behaviours": lambda _: "",
    "trust": lambda _: "",
    "thinks": lambda _: "",
    "does": lambda _: "",
    "actions": lambda _: "",
    "thoughts": lambda _: "",
}
"""What is said of a point whose quotes cannot be retold; nothing, where only a retelling would make sense."""


def stage_words(task: StageTask) -> tuple[Written, ...]:
    """The narrative, then the lanes."""
    return tuple(_stage_claims(task))


def _stage_claims(task: StageTask) -> Iterator[Written]:
    for point in task.points:
        if point.field == "narrative":
            yield Written("narrative", point.key, _narrated(point, task), tuple(q.evidence for q in point.quotes))
        elif point.field == "moments":
            yield Written("moments", point.key, _moment(point), tuple(q.evidence for q in point.quotes))
        elif (claim := _claim(point)) is not None:
            yield claim


def _narrated(point: Point, task: StageTask) -> str:
    """A sentence of the narrative: how many, then what they went through."""
    said = statement([quote.text for quote in point.quotes])
    who = _how_many(people_in(point.quotes), task.people, task.who)
    if said.startswith("They "):
        return f"{who} {_lowered_subject(said)}" if who != f"One of the {task.who}" else f"{who} {_lowered_subject(said)}"
    if said:
        return f"{_for(who)}: {said[0].lower() + said[1:] if not said.startswith('I ') else said}"
    return finished(f"{who} spoke of {point.topic}")


def _lowered_subject(said: str) -> str:
    return said.removeprefix("They ")


def _for(who: str) -> str:
    return f"In the words of {who[0].lower()}{who[1:]}"


def _how_many(k: int, n: int, who: str) -> str:
    """Amounts in words; the exact count stands beside every claim."""
    if n <= 1 or k == n:
        return f"All {who}" if n > 1 else f"The {who.removesuffix('s')}"
    if k == 1:
        return f"One of the {who}"
    if k == 2:
        return f"Two of the {who}"
    if k > n / 2:
        return f"Most {who}"
    return f"Several {who}"


def _moment(point: Point) -> str:
    quote = point.quotes[0]
    said = statement([quote.text]) or finished(tidied(quote.text))
    return f"{point.topic[:1].upper()}{point.topic[1:]}: {said[0].lower()}{said[1:]}"


def quotes_text(quotes: Sequence[Quote]) -> list[str]:
    """The words of quotes, in order."""
    return [quote.text for quote in quotes]
