"""The chains that word claims from points, each naming the quotes it rests on, and check that these carry it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.domain import PERSONA_FIELDS
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.llm.replies import MOST_ROWS, rows_of
from assistant.engines.llm.supporting import Claimed, SupportingChain
from assistant.engines.llm.tally import Tally
from assistant.engines.protocol import PersonaTask, PersonaWords, Point, Quote, StageTask, Written
from assistant.identity import stable_id

_SHOWN = 12
"""Quotes shown of a point, of as many people as possible."""
_AS_QUOTED = frozenset({"quote", "says", "feelings", "moments"})
"""Fields in which people speak for themselves: nothing is worded there."""
_SUMMARY = "summary"
_MOST_NAME = 60
_MOST_ASSUMPTIONS = 2
_MOST_SUMMARY = 3
"""Sentences of a summary."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Points as they are shown, and what the numbers in them stand for."""

    points: tuple[Point, ...]
    quotes: tuple[Quote, ...]
    of_point: tuple[int, ...]
    """The point that each quote belongs to."""
    text: str

    def cited(self, numbers: str) -> list[int]:
        """The places of the quotes that are named, each once; numbers that were not shown are left out."""
        return [at - 1 for at in dict.fromkeys(numbers_in(numbers)) if 1 <= at <= len(self.quotes)]


@dataclass(frozen=True, slots=True)
class Read:
    """What a reply about a persona holds."""

    name: str
    claims: Sequence[Claimed]
    """Those of the summary first."""
    guesses: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Prompts:
    """Those that claims are written and checked with."""

    persona: Prompt
    stage: Prompt
    support: Prompt


class WritingChain:
    """Words personas and stages."""

    def __init__(self, asker: Asker, prompts: Prompts) -> None:
        self._prompts = prompts
        self.dropped = Tally()
        """Claims that were not used, by reason."""
        self._persona = chain(asker, self._persona_filled, self._read_persona, self._persona_checked)
        self._stage = chain(asker, self._stage_filled, self._read_stage, self._stage_checked)
        self._supporting = SupportingChain(asker, prompts.support, self.dropped)

    def persona(self, task: PersonaTask, own: PersonaWords) -> tuple[PersonaWords, float]:
        """A persona's name and claims; `own` is told without a model, and stands where the model's words do not.

        The line of topics is always our own: they are counted and not written. The model sums up in claims.
        """
        read, cost = self._persona.invoke(task)
        summary = [claim.written() for claim in read.claims if claim.point.field == _SUMMARY]
        claims = (*summary, *_complete(task.points, read.claims, own.claims), *read.guesses)
        if name := self._checked(read.name, task):
            return PersonaWords(name, own.summary, claims), cost
        return PersonaWords(own.name, own.summary, claims, own.named_after), cost

    def _checked(self, name: str, task: PersonaTask) -> str:
        """A model's name; empty where it holds somebody's name or says what people are instead of what they need."""
        said = proper_nouns(quote.text for point in task.points for quote in point.quotes)
        if name and (why := objection(name, said)):
            self.dropped.count(f"calls a persona so that {why.partition(':')[0]}")
            return ""
        return name

    def stage(self, task: StageTask, own: Sequence[Written]) -> tuple[tuple[Written, ...], float]:
        """A stage's sentences, `own` ones where the model's do not hold; a stage nobody spoke of stays blank."""
        if not task.points:
            return (), 0.0
        carried, cost = self._stage.invoke(task)
        return _complete(task.points, carried, own), cost

    def _persona_filled(self, task: PersonaTask) -> Filled[Shown]:
        shown = show([point for point in task.points if point.field not in _AS_QUOTED])
        values = {
            "contrast": ", ".join(task.contrast) or "nothing in particular",
            "taken": ", ".join(task.taken) or "none",
            "points": shown.text,
        }
        return Filled(self._prompts.persona.ask(values, step="persona", item=task.id), shown)

    def _stage_filled(self, task: StageTask) -> Filled[Shown]:
        shown = show([point for point in task.points if point.field not in _AS_QUOTED])
        values = {"stage": task.stage, "description": task.description, "who": task.who, "points": shown.text}
        return Filled(self._prompts.stage.ask(values, step="stage", item=task.id), shown)

    def _read_persona(self, reply: Any, shown: Shown) -> Read:
        claims = self._claims(reply, shown, self._prompts.persona)
        return Read(_name(reply), [*self._summary(reply, shown), *claims], _guesses(reply))

    def _summary(self, reply: Any, shown: Shown) -> list[Claimed]:
        """Sentences about the whole group, each with the quotes it names, of whatever points."""
        rows = reply.get("summary")
        found = []
        for number, row in enumerate(rows[:_MOST_SUMMARY] if isinstance(rows, list) else [], 1):
            numbers, _, sentence = row.partition("|") if isinstance(row, str) else ("", "", "")
            quotes = tuple(shown.quotes[at] for at in shown.cited(numbers)[:_SHOWN])
            point = Point(_SUMMARY, str(number), "", ())
            if claim := self._sound(Claimed(point, plain(sentence), quotes), self._prompts.persona):
                found.append(claim)
        return found

    def _read_stage(self, reply: Any, shown: Shown) -> list[Claimed]:
        return self._claims(reply, shown, self._prompts.stage)

    def _persona_checked(self, answered: Answered[Shown, Read]) -> tuple[Read, float]:
        read = answered.asked.value
        carried, cost = self._supporting.carried(read.claims, answered.filled.request.item)
        return replace(read, claims=carried), answered.asked.cost + cost

    def _stage_checked(self, answered: Answered[Shown, list[Claimed]]) -> tuple[list[Claimed], float]:
        carried, cost = self._supporting.carried(answered.asked.value, answered.filled.request.item)
        return carried, answered.asked.cost + cost

    def _claims(self, reply: Any, shown: Shown, prompt: Prompt) -> list[Claimed]:
        """The claims of a reply that name a point and quotes of it, and hold nothing made up."""
        rows = rows_of(reply, "claims", "P1 | 1, 2 | Parcels come late.")[:MOST_ROWS]
        claims: dict[int, Claimed] = {}
        for row in rows:
            claim = self._claim(row, shown, prompt)
            if claim is not None:
                claims.setdefault(shown.points.index(claim.point), claim)
        if rows and not claims and not any(row.count("|") >= 2 for row in rows):
            raise UnreadableError('a claim looks like "P1 | 1, 2 | Parcels come late."')
        return [claims[at] for at in sorted(claims)]

    def _claim(self, row: str, shown: Shown, prompt: Prompt) -> Claimed | None:
        parts = row.split("|", 2)
        number = next(iter(numbers_in(parts[0])), 0)
        if len(parts) < 3 or not 1 <= number <= len(shown.points):
            self.dropped.count("names no point")
            return None
        mine = (at for at in shown.cited(parts[1]) if shown.of_point[at] == number - 1)
        quotes = tuple(shown.quotes[at] for at in mine)
        return self._sound(Claimed(shown.points[number - 1], plain(parts[2]), quotes), prompt)

    def _sound(self, claim: Claimed, prompt: Prompt) -> Claimed | None:
        """The claim, unless it names nothing, or holds what its quotes do not."""
        if not claim.quotes or not claim.text:
            self.dropped.count("names no quote of its point")
        elif unfounded(claim.text, claim.quotes):
            self.dropped.count("holds a number or a quotation that nobody said")
        elif echoes(claim.text, prompt.instructions, " ".join(quote.text for quote in claim.quotes)):
            self.dropped.count("repeats the example of its prompt")
        else:
            return claim
        return None


def show(points: Sequence[Point]) -> Shown:
    """Points with their quotes numbered through."""
    lines: list[str] = []
    quotes: list[Quote] = []
    of_point: list[int] = []
    for at, point in enumerate(points):
        lines.append(f"[P{at + 1}] {point.field}: {one_line(point.topic)}")
        for quote in _of_many_people(point.quotes):
            quotes.append(quote)
            of_point.append(at)
            lines.append(f"{len(quotes)} {one_line(quote.text)}")
    return Shown(tuple(points), tuple(quotes), tuple(of_point), "\n".join(lines))


def _of_many_people(quotes: Sequence[Quote]) -> list[Quote]:
    """Some of a point's quotes: one of each person first, then a second of each, the most typical first."""
    by_person: dict[str | None, list[Quote]] = {}
    for quote in quotes:
        by_person.setdefault(quote.participant_id, []).append(quote)
    rounds = zip_longest(*by_person.values())
    return [quote for each in rounds for quote in each if quote is not None][:_SHOWN]


def _complete(points: Sequence[Point], carried: Sequence[Claimed], own: Sequence[Written]) -> tuple[Written, ...]:
    """A claim for each point in their order: the model's where it holds, else people's own words."""
    worded = {(claim.point.field, claim.point.key): claim.written() for claim in carried}
    quoted = {(claim.field, claim.key): claim for claim in own}
    keys = dict.fromkeys((point.field, point.key) for point in points)
    chosen = (worded.get(key) or quoted.get(key) for key in keys)
    return tuple(claim for claim in chosen if claim is not None)


def _name(reply: Any) -> str:
    name = reply.get("name")
    if not isinstance(name, str):
        raise UnreadableError('"name" must be a text')
    name = plain(name)[:_MOST_NAME]
    return "" if unfounded(name, ()) else name


_FIELD = re.compile(r"\s*(\w+)\s*\|(.*)", re.DOTALL)
_GUESSED = frozenset(PERSONA_FIELDS) - _AS_QUOTED - {_SUMMARY}


def _guesses(reply: Any) -> tuple[Written, ...]:
    """What the model would guess: kept apart as assumptions, without evidence."""
    rows = reply.get("assumptions") or []
    found: list[Written] = []
    for row in rows[:MOST_ROWS] if isinstance(rows, list) else []:
        match = _FIELD.match(row) if isinstance(row, str) else None
        text = plain(match[2]) if match else ""
        if match and match[1] in _GUESSED and text and not unfounded(text, ()):
            key = stable_id("guess", text.casefold())
            found.append(Written(match[1], key, text, (), assumption=True))
    return tuple(found[:_MOST_ASSUMPTIONS])


def remarks(dropped: Mapping[str, int]) -> list[str]:
    """What was not used, in words."""
    return [f"{count} drafts were not used: each {why}." for why, count in sorted(dropped.items())]
