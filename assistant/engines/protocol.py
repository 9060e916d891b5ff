"""What every engine can do: code passages, name themes, write claims. Steps know engines only by this."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from assistant.domain import Evidence, Kind, Outcome, Role, Span
from assistant.engines.told import Topic

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


ONDEVICE = "ondevice"
"""The engine that needs no model elsewhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as an engine sees it."""

    span: Span
    text: str
    speaker: str
    role: Role
    participant_id: str | None
    codable: bool
    """Somebody's own words in this passage; the others are context and never evidence."""
    turn: int = 0
    """Sequence number of the turn it belongs to."""

    def as_context(self) -> Line:
        """The same to be read, and not coded."""
        return replace(self, codable=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is coded in one go: a source or a chunk of it."""

    id: str
    source_id: str
    lines: tuple[Line, ...]
    key: str = ""
    """Hash of what the engine sees, and of the engine: an answer stands as long as it does not change."""
    pack: str = ""
    """Small passages of one pack go to an outside model together; empty where each goes alone."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A finding as an engine proposes it."""

    span: Span
    kind: Kind
    label: str
    stage: str | None
    participant_id: str | None
    confidence: float
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words as they are shown to whoever writes a claim from them."""

    evidence: Evidence
    text: str
    participant_id: str | None
    label: str = ""
    stage: str | None = None
    kind: Kind | None = None
    valence: float = 0.0
    weight: float = 0.5
    """How surely and strongly it was coded, from 0 to 1: what weighs more speaks better for the others."""
    feelings: tuple[str, ...] = ()
    """Emotions coded in the same words."""
    confidence: float = 1.0
    """How surely it was coded, however strongly it was said."""


BALANCE = "balance"
"""Key of the point that tells how many were troubled and how many pleased: a quote of each, of either side."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that quotes say together: what a claim can be written from."""

    field: str
    key: str
    """The same from run to run: a theme's id, a label."""
    topic: str
    quotes: tuple[Quote, ...]
    """The most typical first."""
    asked: tuple[Quote, ...] = ()
    """What some of those quoted asked for instead."""

    @property
    def kind(self) -> Kind | None:
        """What its quotes are coded as; None where it tells of both sides, or of what has no other."""
        return self.quotes[0].kind if self.quotes and self.key != BALANCE else None


@dataclass(frozen=True, slots=True)
class Border:
    """Where a group of findings ends and a similar one begins."""

    sibling: str
    """Id of the other group's task."""
    inside: Quote
    """The quote of the group that is nearest to the other."""
    outside: Quote
    """The quote of the other group that is nearest to it."""


_ENOUGH_FOR_A_MIDDLE = 4
"""Quotes."""


@dataclass(frozen=True, slots=True)
class ThemeTask:
    """A group of findings that waits for a name."""

    id: str
    kind: Kind
    quotes: tuple[Quote, ...]
    """The most typical first."""
    likeness: float = 1.0
    """Mean cosine of what one and what another of its participants say."""
    telling: tuple[Quote, ...] = ()
    """Of its quotes, those that sound like its kind: a name is taken from these."""
    borders: tuple[Border, ...] = ()
    """Where it is told from others of its side, the nearest first."""
    meanings: NDArray[float32] | None = field(default=None, compare=False, repr=False)
    """A unit vector a quote, if they are known: what it means where it was said."""
    voices: int = 2
    """How many people must say it to make it a theme."""

    def border_to(self, known: Container[str]) -> Border | None:
        """Where it is told from the nearest theme whose id is known; None where none is near."""
        return next((border for border in self.borders if border.sibling in known), None)

    @property
    def has_a_middle(self) -> bool:
        """Whether it has enough quotes for some to lie on its border and others not."""
        return len(self.quotes) >= _ENOUGH_FOR_A_MIDDLE


@dataclass(frozen=True, slots=True)
class ThemeWords:
    name: str
    """Empty where the quotes are not about the same after all: then they form no theme."""
    definition: str
    out: tuple[Evidence, ...] = ()
    """Quotes of the task that say something else."""
    near: tuple[Evidence, ...] = ()
    """Quotes on the same topic that say something else, of this task or not."""
    topic: str = ""
    """Id of the topic that this is a part of; empty where it is all of one."""
    same_as: str = ""
    """Id of another task of the same kind that says the same: both become that theme."""
    under: str = ""
    """A broader topic that it shares with other tasks, where the engine tells of one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A quote of a group that may stand for it."""

    quote: Quote
    typical: float
    """From 0 to 1: how much more it is like what the group says than like what others say."""
    share: float
    """How much of the group tells of the same, from 0 to 1."""
    topic: Topic | None = None
    """The theme it is in."""


@dataclass(frozen=True, slots=True)
class PersonaTask:
    """A group of participants, and what is characteristic of them."""

    id: str
    people: int
    points: tuple[Point, ...]
    contrast: tuple[str, ...] = ()
    """Topics that set the group apart from its siblings, the strongest first."""
    taken: tuple[str, ...] = ()
    """Names that siblings bear already."""
    voices: tuple[Voice, ...] = ()
    """What may name the group, the most telling first."""
    topics: tuple[Topic, ...] = ()
    """Themes that set it apart from everybody else, the strongest first."""
    outlooks: tuple[Topic, ...] = ()
    """Whether its people tell of more that hurt or of more that pleased them, where that sets them apart."""


@dataclass(frozen=True, slots=True)
class StageTask:
    """One stage of the journey, for everybody or for a persona."""

    id: str
    stage: str
    description: str
    who: str
    """How to call those it is about: `participants`, or a persona's name."""
    people: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A claim as an engine words it; its evidence are quotes it was given."""

    field: str
    key: str
    text: str
    evidence: tuple[Evidence, ...]
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class PersonaWords:
    name: str
    summary: str
    claims: tuple[Written, ...]
    named_after: Topic | None = None
    """What the name was taken from; None where whoever named it does not say."""


@dataclass(frozen=True, slots=True)
class DoubtTask:
    """Claims of one owner, each with the quotes that might speak against it."""

    id: str
    claims: tuple[tuple[str, tuple[Quote, ...]], ...]
    """Text and quotes; the nearest first."""


Unit = Literal["source", "chunk"]


class Engine(Protocol):
    """Codes and words; never counts and never quotes by itself."""

    @property
    def name(self) -> str:
        """The coder recorded with each finding: `ondevice`, `openai:gpt-…`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of all that decides its answers."""
        ...

    @property
    def unit(self) -> Unit:
        """What it likes to code in one go."""
        ...

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        """Findings of each passage, in the order the passages come in."""
        ...

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        """A name and a definition for each group."""
        ...

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        """A name, a summary and claims for each group of participants."""
        ...

    def write_stages(self, tasks: Sequence[StageTask]) -> Iterator[Outcome[StageTask, tuple[Written, ...]]]:
        """Claims for each stage."""
        ...


@runtime_checkable
class Judge(Protocol):
    """An engine that can also read whether words speak against a claim."""

    def weigh(self, tasks: Sequence[DoubtTask]) -> Iterator[Outcome[DoubtTask, tuple[tuple[Evidence, ...], ...]]]:
        """For each claim of a task the quotes that do speak against it."""
        ...


@runtime_checkable
class Listener(Protocol):
    """An engine that hears how words sound, whatever they tell."""

    def tones(self, texts: Sequence[str]) -> Sequence[float]:
        """From -1, bad, to 1, good, for each text."""
        ...
