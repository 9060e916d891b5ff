"""The chains that word claims from points, each naming the quotes it rests on, and check that these carry it."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from assistant.domain import PERSONA_FIELDS
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.protocol import PersonaTask, PersonaWords, Point, Quote, StageTask, Written
from assistant.identity import stable_id

_SHOWN = 12
"""Quotes shown of a point, of as many people as possible."""
_AS_QUOTED = frozenset({"quote", "says"})
"""Fields in which people speak for themselves: nothing is worded there."""
_MOST_NAME = 60
_MOST_ASSUMPTIONS = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """Points as they are shown, and what the numbers in them stand for."""

    points: tuple[Point, ...]
    quotes: tuple[Quote, ...]
    of_point: tuple[int, ...]
    """The point that each quote belongs to."""
    text: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as the model worded it, with the quotes it names; not checked against them yet."""

    point: Point
    text: str
    quotes: tuple[Quote, ...]

    def written(self) -> Written:
        return Written(self.point.field, self.point.key, self.text, tuple(quote.evidence for quote in self.quotes))


@dataclass(frozen=True, slots=True)
class Prompts:
    """Those that claims are written and checked with."""

    persona: Prompt
    stage: Prompt
    support: Prompt


class WritingChain:
    """Words personas and stages."""

    def __init__(self, asker: Asker, prompts: Prompts) -> None:
        self._asker, self._prompts = asker, prompts
        self._lock = threading.Lock()
        self.dropped: Counter[str] = Counter()
        """Claims that were not used, by reason."""

    def persona(self, task: PersonaTask, own: PersonaWords) -> tuple[PersonaWords, float]:
        """A persona's name and claims; `own` is told without a model, and stands where the model's words do not.

        The summary is always our own: it names topics, which are counted and not written.
        """
        shown = show([point for point in task.points if point.field not in _AS_QUOTED])
        values = {
            "contrast": ", ".join(task.contrast) or "nothing in particular",
            "taken": ", ".join(task.taken) or "none",
            "points": shown.text,
        }
        request = self._prompts.persona.ask(values, step="persona", item=task.id)
        asked = self._asker.ask(
            request, lambda reply: (_name(reply), self._claims(reply, shown, self._prompts.persona), _guesses(reply))
        )
        name, claimed, guesses = asked.value
        carried, cost = self._carried(claimed, task.id)
        claims = _complete(task.points, carried, own.claims)
        words = PersonaWords(name or own.name, own.summary, (*claims, *guesses))
        return words, asked.cost + cost

    def stage(self, task: StageTask, own: Sequence[Written]) -> tuple[tuple[Written, ...], float]:
        """A stage's sentences, `own` ones where the model's do not hold; a stage nobody spoke of stays blank."""
        if not task.points:
            return (), 0.0
        shown = show(task.points)
        values = {"stage": task.stage, "description": task.description, "who": task.who, "points": shown.text}
        request = self._prompts.stage.ask(values, step="stage", item=task.id)
        asked = self._asker.ask(request, lambda reply: self._claims(reply, shown, self._prompts.stage))
        carried, cost = self._carried(asked.value, task.id)
        return _complete(task.points, carried, own), asked.cost + cost

    def _claims(self, reply: Any, shown: Shown, prompt: Prompt) -> list[Claimed]:
        """The claims of a reply that name a point and quotes of it, and hold nothing made up."""
        rows = reply.get("claims")
        if not isinstance(rows, list) or any(not isinstance(row, str) for row in rows):
            raise UnreadableError('"claims" must be a list of texts such as "P1 | 1, 2 | Parcels come late."')
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
            self._drop("names no point")
            return None
        named = dict.fromkeys(numbers_in(parts[1]))
        mine = [at for at in named if 1 <= at <= len(shown.quotes) and shown.of_point[at - 1] == number - 1]
        text = plain(parts[2])
        quotes = tuple(shown.quotes[at - 1] for at in mine)
        if not quotes or not text:
            self._drop("names no quote of its point")
            return None
        if unfounded(text, quotes):
            self._drop("holds a number or a quotation that nobody said")
            return None
        if echoes(text, prompt.instructions, " ".join(quote.text for quote in quotes)):
            self._drop("repeats the example of its prompt")
            return None
        return Claimed(shown.points[number - 1], text, quotes)

    def _sound(self, weaker: str, quotes: Sequence[Quote]) -> bool:
        """Whether the sentence that a check offers instead holds nothing that its quotes do not."""
        said = " ".join(quote.text for quote in quotes)
        return (
            bool(weaker)
            and not unfounded(weaker, quotes)
            and not echoes(weaker, self._prompts.support.instructions, said)
        )

    def _drop(self, why: str) -> None:
        with self._lock:
            self.dropped[why] += 1

    def _carried(self, claims: Sequence[Claimed], item: str) -> tuple[list[Claimed], float]:
        """Claims that their quotes carry: as they are, or weaker; the others are dropped."""
        if not claims:
            return [], 0.0
        text = "\n".join(line for number, claim in enumerate(claims, 1) for line in _to_check(number, claim))
        request = self._prompts.support.ask({"claims": text}, step="support", item=item)
        asked = self._asker.ask(request, lambda reply: _verdicts(reply, len(claims)))
        kept = []
        for number, claim in enumerate(claims, 1):
            # A claim that the check passes over was not found to hold.
            verdict, weaker = asked.value.get(number, ("no", ""))
            if verdict == "weaker" and self._sound(weaker, claim.quotes):
                kept.append(replace(claim, text=weaker))
            elif verdict == "yes":
                kept.append(claim)
            else:
                self._drop("is not carried by its quotes")
        return kept, asked.cost


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


def _to_check(number: int, claim: Claimed) -> Iterator[str]:
    yield f"[C{number}] {claim.text}"
    for quote in claim.quotes:
        yield f"- {one_line(quote.text)}"


_VERDICTS = ("yes", "weaker", "no")


def _verdicts(reply: Any, count: int) -> dict[int, tuple[str, str]]:
    rows = reply.get("verdicts")
    if not isinstance(rows, list) or any(not isinstance(row, str) for row in rows):
        raise UnreadableError('"verdicts" must be a list of texts such as "C1 | yes | -"')
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        number, verdict, sentence = (*row.split("|", 2), "", "")[:3]
        which = next(iter(numbers_in(number)), 0)
        if 1 <= which <= count and verdict.strip().casefold() in _VERDICTS:
            found.setdefault(which, (verdict.strip().casefold(), plain(sentence)))
    if rows and not found:
        raise UnreadableError('a verdict looks like "C1 | yes | -"')
    return found


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


def _guesses(reply: Any) -> tuple[Written, ...]:
    """What the model would guess: kept apart as assumptions, without evidence."""
    rows = reply.get("assumptions") or []
    found: list[Written] = []
    for row in rows if isinstance(rows, list) else []:
        match = _FIELD.match(row) if isinstance(row, str) else None
        text = plain(match[2]) if match else ""
        if match and match[1] in PERSONA_FIELDS and text and not unfounded(text, ()):
            key = stable_id("guess", text.casefold())
            found.append(Written(match[1], key, text, (), assumption=True))
    return tuple(found[:_MOST_ASSUMPTIONS])


def remarks(dropped: Mapping[str, int]) -> list[str]:
    """What was not used, in words."""
    return [f"{count} drafted claims were not used: each {why}." for why, count in sorted(dropped.items())]
