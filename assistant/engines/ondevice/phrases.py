"""Things people deal with that the catalogue does not know: what the coder marks, where it is spoken of again.

A word that somebody drops once names no touchpoint. In a long text a phrase has to come back; in a short one (a
review) nothing comes back, so there the coder has to be surer. What no second participant speaks of is left out of
personas and journeys later (`assistant.analysis.touchpoints`): only there the whole study is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from assistant.engines.ondevice.topics import base, is_topical
from assistant.engines.ondevice.touchpoints import Touchpoint, catalogue

if TYPE_CHECKING:
    from assistant.embedding import Embedding

UNKNOWN: Mapping[str, Any] = {"channel": "unknown", "owner": "unknown", "known": False}

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MOST_WORDS = 4
_WHO_IS_SERVED = frozenset("customer client consumer user patient guest participant".split())
"""Those who meet a service are not where it is met."""
_NO_PLACE = frozenset(
    """set information content functionality function feature product tool service system section option item material
    detail result process version part object element aspect topic area level type man woman lady lad guy bloke girl boy
    kid child friend family""".split()
)
"""What names nothing by itself; `booking system` and `hub lady` do."""
_OFTEN = 3
"""Sentences of a long text that a phrase is marked in at least."""
_SHORT = 15
"""A text of so many sentences or fewer is short."""
_SURE = 0.45
"""Score from which a phrase of a short text counts."""
_ALIKE = 0.72
"""Cosine from which a phrase means an entry of the catalogue."""
_MARGIN = 0.06
"""How much more like one channel than like the other a phrase must be."""
_CHANNELS: Mapping[str, Sequence[str]] = {
    "digital": (
        "software on a screen", "a page of a website", "a button or menu in an app", "a file or data on a computer",
        "an online service", "a message on the phone", "a program and its settings",
    ),
    "physical": (
        "a thing you can touch", "a room or a building", "a person you talk to face to face", "a machine or a vehicle",
        "food and drink", "a piece of paper", "a part of a device that breaks", "furniture", "clothes",
    ),
}  # fmt: skip
"""What each channel's things are like."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at offsets into its sentence, and its name: lower case, in the singular."""

    start: int
    end: int
    name: str


def phrase_in(text: str, start: int, end: int) -> Phrase | None:
    """The noun phrase in a marked stretch, without articles and the like; None where nothing is left or too much."""
    words = list(_WORD.finditer(text, start, end))
    while words and not is_topical(words[0].group().casefold()):
        words = words[1:]
    while words and not is_topical(words[-1].group().casefold()):
        words = words[:-1]
    if not words or len(words) > _MOST_WORDS:
        return None
    folded = [word.group().casefold() for word in words]
    head = base(folded[-1])
    if head in _WHO_IS_SERVED or (len(words) == 1 and head in _NO_PLACE):
        return None
    return Phrase(words[0].start(), words[-1].end(), " ".join([*folded[:-1], head]))


class _Named(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def attributes(self) -> Mapping[str, Any]: ...
    @property
    def line(self) -> Any: ...


_Draft = TypeVar("_Draft", bound=_Named)


def recurring(drafts: Iterable[_Draft], sentences: int) -> list[_Draft]:
    """Drafts of a text without phrases that are marked too seldom to be something people deal with."""
    drafts = list(drafts)
    places: dict[str, set[Any]] = defaultdict(set)
    for draft in drafts:
        if draft.attributes is UNKNOWN:
            places[draft.label].add(draft.line.span)

    def stays(draft: _Draft) -> bool:
        if draft.attributes is not UNKNOWN or len(places[draft.label]) >= _OFTEN:
            return True
        return sentences <= _SHORT and draft.confidence >= _SURE

    return [draft for draft in drafts if stays(draft)]


class Meanings:
    """Tells by meaning what a phrase stands for: an entry of the catalogue, or at least a channel."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._words = [(word, entry) for entry in catalogue() for word in entry.telling]

    def of(self, names: Sequence[str]) -> dict[str, tuple[str, Mapping[str, Any]]]:
        """Label and traits of each phrase."""
        if not names:
            return {}
        vectors = self._embedding.embed(names)
        entries = vectors @ self._embedding.embed([word for word, _ in self._words]).T
        sides = {name: (vectors @ self._embedding.embed(like).T).max(axis=1) for name, like in _CHANNELS.items()}
        found = {}
        for row, name in enumerate(names):
            word, entry = self._words[int(entries[row].argmax())]
            meant = entry if entries[row].max() >= _ALIKE and not _is_part(name, word) else None
            found[name] = _traits(name, meant, {side: float(values[row]) for side, values in sides.items()})
        return found


def _is_part(name: str, word: str) -> bool:
    """Whether a phrase is like a word of the catalogue only as a part of it: `service` is no `customer service`."""
    return name != word and set(name.split()) <= set(re.split(r"[ -]", word))


def _traits(name: str, entry: Touchpoint | None, likeness: Mapping[str, float]) -> tuple[str, Mapping[str, Any]]:
    if entry is not None:
        return entry.name, entry.traits
    best, other = sorted(likeness, key=lambda side: -likeness[side])
    channel = best if likeness[best] - likeness[other] >= _MARGIN else "unknown"
    return name, {**UNKNOWN, "channel": channel}
