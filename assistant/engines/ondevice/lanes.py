"""Statements of a stage beside its narrative, without a model: moments of truth, and what was asked for."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysis.moments import TURN, is_of_their_own, sides, topic_of
from assistant.analysis.voices import people_in
from assistant.engines.ondevice.sentences import Teller
from assistant.engines.ondevice.wording import capital, counted, quoted
from assistant.engines.protocol import Point, StageTask, Written


def moment(point: Point, _task: StageTask, teller: Teller) -> Written:
    """A turn with both its sides, or a decision in the words of one who faced it."""
    topic = capital(topic_of(point.key) or point.topic)
    if is_of_their_own(point.key) and people_in(point.quotes) > 1:
        topic = f"{topic}, each of them in a story of their own; one said"
    both = sides(point.quotes) if point.key.startswith(TURN) else []
    if both:
        before, after = both[0]
        text = f"{topic}: {quoted(teller.spoken(before))}, then {quoted(teller.spoken(after))}"
    else:
        text = f"{topic}: {quoted(teller.spoken(teller.speaking(point.quotes)[0]))}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def opportunity(point: Point, task: StageTask, teller: Teller) -> Written:
    """How many asked for what, in the words of one who did."""
    who = counted(people_in(point.quotes), task.people, task.who)
    # Its topic is the trouble that the wishes answer: nobody asked for that.
    text = teller.told(replace(point, topic=""), who, task.people)
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))
