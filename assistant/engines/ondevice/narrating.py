"""The narrative of a stage without a model: in the past tense, what was counted and what was said, and nothing else.

First how the stage went on the whole, then the widest topic and what is of its side, then what was asked for, and last
what went otherwise. What some had trouble with and others were glad of is one sentence. Each sentence stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.analysis.voices import people_in, speakers
from assistant.engines.ondevice.reporting import verb
from assistant.engines.ondevice.sentences import Teller
from assistant.engines.ondevice.topics import is_plural
from assistant.engines.ondevice.weaving import marked
from assistant.engines.ondevice.wording import counted, figure, quoted, some
from assistant.engines.protocol import BALANCE, Point, Quote, StageTask, Written

BOTH = "both:"
"""Begins the key of what is told of both sides of one thing."""
_SIDES = ("pain", "gain")
_WRONG, _WELL = "what went wrong", "what went well"
_OTHERWISE = {"pain": "Not all went well", "gain": "Some things went well"}
"""How a sentence begins that tells the other side of what the narrative began with."""


def narrative(task: StageTask, teller: Teller, *, joined: bool) -> Iterator[Written]:
    """A sentence for each point of a stage's narrative, but for those that nothing plain can be said of.

    `joined`: what is told of both sides of one thing is one sentence.
    """
    narrated = [point for point in task.points if point.field == "narrative" and point.quotes]
    whole = [point for point in narrated if point.key == BALANCE]
    points = [point for point in narrated if point.key != BALANCE and (_is_of_both(point) or teller.can_tell(point))]
    yield from (_balance(point, task) for point in whole)
    told = _in_order(list(_joined(points, teller)) if joined else points)
    for at, point in enumerate(told):
        framed = not (whole or at)
        if _is_of_both(point):
            text = _of_both(point, task, teller, framed=framed)
        else:
            who = _who(point.quotes, task, framed=framed)
            text = teller.told(point, who, task.people, _lead(point, told[:at]))
        quotes = [*point.quotes, *(point.asked if teller.asked(point) else ())]
        evidence = {quote.evidence.span: quote.evidence for quote in reversed(quotes)}
        yield Written("narrative", point.key, text, tuple(evidence.values())[::-1])


def _balance(point: Point, task: StageTask) -> Written:
    """How many were troubled and how many pleased."""
    troubled, pleased = (speakers(quote for quote in point.quotes if quote.kind == side) for side in _SIDES)
    both = len(troubled & pleased)
    sides = [(len(troubled), _WRONG), (len(pleased), _WELL)]
    (most, first), (fewer, second) = sides if len(troubled) >= len(pleased) else sides[::-1]
    who = counted(most, task.people, task.who)
    if both == most:
        text = f"{who} told of {first} at this stage and of {second}."
    elif both == fewer:
        text = f"{who} told of {first} at this stage, {figure(fewer)} of them also of {second}."
    else:
        shared = f"; {figure(both)} told of both" if both else ""
        text = f"{who} told of {first} at this stage and {figure(fewer)} of {second}{shared}."
    return Written("narrative", point.key, text, tuple(quote.evidence for quote in point.quotes))


def _joined(points: Sequence[Point], teller: Teller) -> Iterator[Point]:
    """Points, with two of opposite sides that are about the same made one, in the place of the first."""
    left = list(points)
    while left:
        point = left.pop(0)
        other = next((one for one in left if _are_opposed(point, one, teller)), None)
        if other is not None:
            left.remove(other)
            key = BOTH + "+".join(sorted((point.key, other.key)))
            yield replace(point, key=key, quotes=(*point.quotes, *other.quotes), asked=())
        else:
            yield point


def _are_opposed(one: Point, other: Point, teller: Teller) -> bool:
    """Whether one tells of trouble and the other of pleasure with the same thing."""
    about = teller.about(one)
    return {one.kind, other.kind} == set(_SIDES) and bool(about) and about == teller.about(other)


def _is_of_both(point: Point) -> bool:
    return point.key.startswith(BOTH) and {quote.kind for quote in point.quotes} >= set(_SIDES)


def _of_both(point: Point, task: StageTask, teller: Teller, *, framed: bool) -> str:
    """What some had trouble with and others, or the same, were pleased with: a quote of each side."""
    sides = [[quote for quote in point.quotes if quote.kind == side] for side in _SIDES]
    (one, other) = sorted(sides, key=lambda side: -people_in(side))
    about = teller.about(replace(point, quotes=tuple(one))) or teller.about(point)
    who, then = _who(one, task, framed=framed), "them" if is_plural(about) else "it"
    first, second = verb(one, about).of(people_in(one), about), verb(other, about).of(people_in(other), then)
    both = len(speakers(one) & speakers(other))
    if both == people_in(one) == people_in(other):
        return f"{who} {first} and yet {second}{_said_of_both(one, other, about, teller)}"
    said = [f"({marked(_shown(side, about, teller))})" for side in (one, other)]
    shared = f"; {figure(both)} told of both" if both else ""
    return f"{who} {first} {said[0]} and {figure(people_in(other))} {second} {said[1]}{shared}."


def _said_of_both(one: Sequence[Quote], other: Sequence[Quote], about: str, teller: Teller) -> str:
    """One quote that holds both sides, else one of each."""
    spans = {quote.evidence.span for quote in other}
    if mixed := [quote for quote in one if quote.evidence.span in spans]:
        lead = "; as one of them put it" if people_in(one) > 1 else ""
        return f"{lead}: {quoted(_shown(mixed, about, teller))}"
    return f" ({marked(_shown(one, about, teller))}; {marked(_shown(other, about, teller))})."


def _shown(quotes: Sequence[Quote], about: str, teller: Teller) -> str:
    return teller.spoken(teller.speaking(quotes, about)[0], about)


def _in_order(points: Sequence[Point]) -> list[Point]:
    """The widest, then what is of its side or of both, then what was asked for, and what went otherwise last."""
    if not points:
        return []
    side = points[0].kind
    return sorted(points, key=lambda point: _place(point, side))


def _place(point: Point, side: str | None) -> int:
    if point.kind == side or _is_of_both(point):
        return 0
    return 2 if point.kind in _SIDES else 1


def _who(quotes: Sequence[Quote], task: StageTask, *, framed: bool) -> str:
    """How many, with those they are of where no sentence before has said it."""
    people = people_in(quotes)
    return counted(people, task.people, task.who) if framed else some(people, task.people, task.who)


def _lead(point: Point, before: Sequence[Point]) -> str:
    """What leads to the first sentence of another side than the narrative began with."""
    began = before[0].kind if before else None
    told = any(one.kind == point.kind and not _is_of_both(one) for one in before)
    return _OTHERWISE.get(point.kind or "", "") if began in _SIDES and began != point.kind and not told else ""
