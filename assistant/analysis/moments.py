"""Moments of truth in a stage: where what people tell turns from bad to good or back, and where a decision hangs.

A turn is two neighbouring sentences of one participant, in the order of telling, whose coded feeling has opposite
signs and whose words tell one story (`turning`); what neither side says clearly is passed over. Both sides are quoted,
so a reader can see what happened between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import fmean

from assistant.analysis.hinges import CHANGE, HINGES, Hinge, hinges_of
from assistant.analysis.material import Material, one_a_sentence
from assistant.analysis.turning import is_one_story, turns_in_itself
from assistant.analysis.voices import people_in
from assistant.domain import Evidence, Finding, Span
from assistant.engines.protocol import Line, Point, Quote

FIELD = "moments"
TURN, HINGE = "turn", "hinge"
_DIRECTIONS = {"better": "from bad to good", "worse": "from good to bad"}
_SURE = 0.15
"""Feeling of a sentence, from -1 to +1 and weighed by how sure the coder is, from which its sign counts."""
_PLAIN = 0.6
"""Confidence from which a pain or a gain says how somebody felt; an emotion is coded for just that."""
_NEIGHBOURS = 5
"""Sentences of the participant that two sides of a turn are apart at most: further on something else is told."""
_PROMPT = 3
"""Words of somebody else that leave a speaker in what they tell: `Right.`, `Go on.`; more, or a question, leads off."""
_FEWEST_WORDS = 4
"""Words of a side, so that it is understood by itself."""
_UNKNOWN = 0.5
"""Strength of a pain or a gain whose coder gave none, as people's own codings."""
_MANY = 30
"""Among more people than this what one tells is no moment of the stage."""
_MOST_TURNS, _MOST_HINGES = 3, 4


@dataclass(frozen=True, slots=True)
class _Felt:
    """A participant's sentence and what was felt in it."""

    place: int
    """Which of the participant's sentences it is."""
    span: Span
    feeling: float
    """-1 to +1."""
    stage: str | None


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where a participant's telling changes sign."""

    participant_id: str
    before: _Felt
    after: _Felt
    touchpoint: str
    """What they were dealing with; empty where neither side names anything."""

    @property
    def direction(self) -> str:
        return "better" if self.after.feeling > self.before.feeling else "worse"

    @property
    def swing(self) -> float:
        return abs(self.after.feeling - self.before.feeling)


def topic_of(key: str) -> str:
    """What a moment is, from its key: `from bad to good, at the repair service`; empty where it is none."""
    kind, _, rest = key.partition(":")
    about, _, place = rest.partition(":")
    if kind == TURN:
        return f"{_DIRECTIONS.get(about, about)}{f', around the {place}' if place else ''}"
    return HINGES.get(about, "") if kind == HINGE else ""


def is_of_their_own(key: str) -> bool:
    """Whether those who tell of such a moment each tell a story of their own: turns and changes, but no decisions."""
    return key.startswith((f"{TURN}:", f"{HINGE}:{CHANGE}"))


def sides(quotes: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """The two sides of each participant's turn, in the order they were said; whose other side is gone has none."""
    mine: dict[str | None, list[Quote]] = defaultdict(list)
    for quote in quotes:
        mine[quote.participant_id].append(quote)
    ordered = (sorted(own, key=lambda quote: quote.evidence.span) for own in mine.values())
    return [(own[0], own[-1]) for own in ordered if len(own) > 1]


def feeling(item: Finding) -> float:
    """What a finding says of how somebody felt, from -1 to +1, weighed by how sure its coder is; 0 for the others."""
    if item.kind == "emotion":
        return item.confidence * float(item.attributes.get("valence", 0.0))
    if item.confidence < _PLAIN:
        return 0.0
    if item.kind == "pain":
        return -item.confidence * float(item.attributes.get("severity", _UNKNOWN))
    if item.kind == "gain":
        return item.confidence * max(float(item.attributes.get("sentiment", _UNKNOWN)), 0.0)
    return 0.0


class Moments:
    """Where the telling turns and where decisions hang, found once for a whole study."""

    def __init__(self, material: Material) -> None:
        self._material = material

    def points(self, people: frozenset[str], stage: str) -> list[Point]:
        """A stage's moments of truth, those of most people first in each kind."""
        turns = [turn for turn in self._turns.get(stage, ()) if turn.participant_id in people]
        hinges = [hinge for hinge in self._hinges.get(stage, ()) if hinge.participant_id in people]
        found = [*self._turning(turns), *self._hanging(hinges)]
        return [point for point in found if people_in(point.quotes) > 1] if len(people) > _MANY else found

    @cached_property
    def _turns(self) -> Mapping[str, list[_Turn]]:
        """By the stage the telling has turned in."""
        found: dict[str, list[_Turn]] = defaultdict(list)
        for who in self._material.lines:
            for turn in self._turns_of(who):
                if stage := turn.after.stage or turn.before.stage:
                    found[stage].append(turn)
        return found

    @cached_property
    def _hinges(self) -> Mapping[str, list[Hinge]]:
        """By the stage that is told of around them."""
        found: dict[str, list[Hinge]] = defaultdict(list)
        for hinge in self._decided_or_changed():
            if stage := self._material.stage_near(hinge.span):
                found[stage].append(hinge)
        return found

    def _decided_or_changed(self) -> Iterator[Hinge]:
        """Decisions, and sentences that tell of a change by themselves where something was felt; each once."""
        told = {side.span for turns in self._turns.values() for turn in turns for side in (turn.before, turn.after)}
        for hinge in hinges_of(self._material):
            told.add(hinge.span)
            yield hinge
        coded = [item for items in self._material.by_participant.values() for item in items if feeling(item)]
        felt = {self._material.quote(item).evidence.span for item in coded} - told
        for line in self._material.every_line:
            if line.span in felt and self._understood(line.span) and turns_in_itself(line.text):
                yield Hinge(CHANGE, line.span, line.text, line.participant_id or "")

    def _turns_of(self, who: str) -> list[_Turn]:
        """Neighbouring sentences of one answer that feel the opposite and tell one story, each in one turn at most."""
        found = [
            _Turn(who, before, after, self._touchpoint(who, before, after))
            for before, after in pairwise(self._felt(who))
            if before.feeling * after.feeling < 0 and self._is_one_story(who, before, after)
        ]
        taken: set[Span] = set()
        kept = []
        for turn in sorted(found, key=lambda turn: (-turn.swing, turn.before.span)):
            if not taken & {turn.before.span, turn.after.span}:
                taken |= {turn.before.span, turn.after.span}
                kept.append(turn)
        return kept

    def _is_one_story(self, who: str, before: _Felt, after: _Felt) -> bool:
        if before.span.source_id != after.span.source_id or after.place - before.place > _NEIGHBOURS:
            return False
        first, *between, last = self._material.lines[who][before.place : after.place + 1]
        return is_one_story(first.text, [line.text for line in between], last.text) and self._is_one_answer(first, last)

    def _is_one_answer(self, first: Line, last: Line) -> bool:
        """Whether nobody asked or told anything between; the fields of a form or a review are answers of their own."""
        source = self._material.sources[first.span.source_id]
        if first.turn == last.turn or source.kind == "review":
            return first.turn == last.turn
        between = (t for t in self._material.turns if t.source_id == source.id and first.turn < t.seq < last.turn)
        said = [source.quote(turn.span) for turn in between if turn.participant_id != first.participant_id]
        return all("?" not in text and len(text.split()) <= _PROMPT for text in said)

    def _felt(self, who: str) -> list[_Felt]:
        """The sentences in which a participant plainly felt one way, in the order of telling."""
        found: dict[Span, list[Finding]] = defaultdict(list)
        for item in self._material.by_participant.get(who, ()):
            if feeling(item):
                found[self._material.quote(item).evidence.span].append(item)
        known = self._material.place_of
        felt = [self._felt_in(span, items) for span, items in found.items() if span in known and self._understood(span)]
        return sorted((one for one in felt if abs(one.feeling) >= _SURE), key=lambda one: one.span)

    def _felt_in(self, span: Span, items: Sequence[Finding]) -> _Felt:
        """Nothing is felt one way where the same sentence was coded both ways."""
        feelings = [feeling(item) for item in items]
        mixed = min(feelings) < 0 < max(feelings)
        stage = next((item.stage for item in items if item.stage), None)
        return _Felt(self._material.place_of[span], span, 0.0 if mixed else fmean(feelings), stage)

    def _understood(self, span: Span) -> bool:
        text = self._text(span)
        return len(text.split()) >= _FEWEST_WORDS and not text.rstrip().endswith("?")

    def _text(self, span: Span) -> str:
        return self._material.sources[span.source_id].quote(span)

    def _touchpoint(self, who: str, before: _Felt, after: _Felt) -> str:
        """The touchpoint that one of the sides calls by its name, the last one said."""
        met = [
            item
            for item in self._material.by_participant.get(who, ())
            if item.kind == "touchpoint"
            and any(side.span.overlap(item.span) and _names(self._text(side.span), item) for side in (before, after))
        ]
        return max(met, key=lambda item: (item.start, item.label)).label if met else ""

    def _turning(self, turns: Sequence[_Turn]) -> list[Point]:
        """Turns by direction, of each participant the strongest; those of most people first.

        A touchpoint is named where several people turned around it: what one met is in their own words.
        """
        met: dict[tuple[str, str], set[str]] = defaultdict(set)
        for turn in turns:
            met[turn.direction, turn.touchpoint].add(turn.participant_id)
        grouped: dict[tuple[str, str], dict[str, _Turn]] = defaultdict(dict)
        for turn in sorted(turns, key=lambda turn: (-turn.swing, turn.before.span)):
            shared = turn.touchpoint if len(met[turn.direction, turn.touchpoint]) > 1 else ""
            grouped[turn.direction, shared].setdefault(turn.participant_id, turn)
        ranked = sorted(grouped.items(), key=lambda item: (-len(item[1]), not item[0][1], -_widest(item[1]), item[0]))
        return [self._turn_point(*key, list(mine.values())) for key, mine in ranked[:_MOST_TURNS]]

    def _turn_point(self, direction: str, touchpoint: str, turns: Sequence[_Turn]) -> Point:
        key = f"{TURN}:{direction}:{touchpoint}"
        said = [(turn.participant_id, side.span) for turn in turns for side in (turn.before, turn.after)]
        return Point(FIELD, key, topic_of(key), tuple(self._quote(who, span) for who, span in said))

    def _hanging(self, hinges: Iterable[Hinge]) -> list[Point]:
        """Decisions by their kind, those of most people first."""
        by_kind: dict[str, list[Hinge]] = defaultdict(list)
        for hinge in hinges:
            by_kind[hinge.kind].append(hinge)
        points = [self._hinge_point(kind, mine) for kind, mine in sorted(by_kind.items())]
        points.sort(key=lambda point: (-people_in(point.quotes), point.key))
        return points[:_MOST_HINGES]

    def _hinge_point(self, kind: str, hinges: Sequence[Hinge]) -> Point:
        key = f"{HINGE}:{kind}"
        quotes = one_a_sentence(self._quote(hinge.participant_id, hinge.span) for hinge in hinges)
        return Point(FIELD, key, topic_of(key), quotes)

    def _quote(self, who: str, span: Span) -> Quote:
        """A sentence as evidence of a moment. It is of no kind: other feelings elsewhere do not speak against it."""
        return Quote(Evidence(span, self._coded.get(span)), self._text(span), who)

    @cached_property
    def _coded(self) -> Mapping[Span, str]:
        """A finding of each sentence, as it is shown where evidence is looked at."""
        coded = [item for items in self._material.by_participant.values() for item in items]
        return {self._material.quote(item).evidence.span: item.id for item in sorted(coded, key=lambda item: item.id)}


def _widest(turns: Mapping[str, _Turn]) -> float:
    return max(turn.swing for turn in turns.values())


def _names(text: str, touchpoint: Finding) -> bool:
    """Whether a touchpoint's name is said; what is only known for it by other words is not called so."""
    return all(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in touchpoint.label.split())
