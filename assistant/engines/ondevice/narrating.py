"""The narrative of a stage without a model: in the past tense, what was counted and what was said, and nothing else.

First how the stage went on the whole, then the widest topic and what is of its side, then what was asked for, and last
what went otherwise. Each sentence stands alone and tells of one side: what is approved, rejected or counted anew is one
thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.analysis.voices import people_in, speakers
from assistant.engines.ondevice.sentences import Teller
from assistant.engines.ondevice.wording import counted, figure, is_apart, some
from assistant.engines.protocol import BALANCE, Point, Quote, StageTask, Written

_SIDES = ("pain", "gain")
_WRONG, _WELL = "what went wrong", "what went well"
_OTHERWISE = {"pain": "Not all went well", "gain": "Some things went well"}
"""How a sentence begins that tells the other side of what the narrative began with."""


def narrative(task: StageTask, teller: Teller, *, brief: bool) -> Iterator[Written]:
    """A sentence for each point of a stage's narrative, but for those that nothing plain can be said of.

    `brief`: only the first says of how many it counts.
    """
    narrated = [point for point in task.points if point.field == "narrative" and point.quotes]
    whole = [point for point in narrated if point.key == BALANCE]
    yield from (_balance(point, task) for point in whole)
    told = _in_order([point for point in narrated if point.key != BALANCE and teller.can_tell(point)])
    for at, point in enumerate(told):
        who = _who(point.quotes, task, framed=not (brief and (whole or at)))
        text = teller.told(point, who, task.people, _lead(point, told[:at]))
        quotes = [*sorted(point.quotes, key=is_apart), *(point.asked if teller.asked(point) else ())]
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


def _in_order(points: Sequence[Point]) -> list[Point]:
    """The widest, then what is of its side, then what was asked for, and what went otherwise last."""
    if not points:
        return []
    side = points[0].kind
    return sorted(points, key=lambda point: _place(point, side))


def _place(point: Point, side: str | None) -> int:
    if point.kind == side:
        return 0
    return 2 if point.kind in _SIDES else 1


def _who(quotes: Sequence[Quote], task: StageTask, *, framed: bool) -> str:
    """How many, with those they are of where no sentence before has said it."""
    people = people_in(quotes)
    return counted(people, task.people, task.who) if framed else some(people, task.people, task.who)


def _lead(point: Point, before: Sequence[Point]) -> str:
    """What leads to the first sentence of another side than the narrative began with."""
    began = before[0].kind if before else None
    told = any(one.kind == point.kind for one in before)
    return _OTHERWISE.get(point.kind or "", "") if began in _SIDES and began != point.kind and not told else ""
