"""What is measured on: texts with gold, and what the gold says nothing of."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.domain import KINDS, Kind
from assistant.identity import digest
from evals.identifiers import Identifiers
from evals.marks import Mark
from evals.texts import Text

Level = Literal["spans", "texts"]


@dataclass(frozen=True)
class Data:
    """Texts and what a careful coder found in them."""

    name: str
    texts: tuple[Text, ...]
    gold: Mapping[str, Sequence[Mark]]
    """By text id; a text that is missing was read and holds nothing."""
    kinds: tuple[str, ...] = KINDS
    """What the gold judges; nothing is said of the others. `any`: passages were picked without saying what they are."""
    level: Level = "spans"
    """`texts`: a label holds for a whole text, not for a place in it."""
    unknown: Mapping[str, frozenset[Kind]] = field(default_factory=dict)
    """Kinds that the gold leaves open for a text, by text id."""
    passes: Mapping[str, Mapping[str, Sequence[Mark]]] = field(default_factory=dict)
    """Single codings, by coder, beside the adjudicated gold."""
    complete: bool = True
    """Each pass read every text; else a text in which a coder marked nothing is one that they did not read."""
    passes_by: str = ""
    """Who made the passes, as a reader of agreement has to know."""
    classes: Mapping[str, frozenset[str]] | None = None
    """The set's own emotion classes, each with the engine's labels that mean it; None: the labels are the engine's."""
    identifiers: Identifiers = field(default_factory=dict)
    """Names and the like that redaction has to hide, by text id."""
    suites: tuple[str, ...] = ()
    """What can be measured on it."""
    notes: tuple[str, ...] = ()
    frame: str = "all texts"

    def judges(self, text: Text, kind: str) -> bool:
        """Whether the gold says anything of a kind in a text."""
        return kind in self.kinds and kind not in self.unknown.get(text.id, frozenset())

    @property
    def hash(self) -> str:
        """Changes with any text and any gold mark."""
        marks = {key: sorted((m.start, m.end, m.kind, m.label, m.stage or "") for m in own) for key, own in self._all}
        return digest([text.source.sha256 for text in self.texts], marks)

    @property
    def _all(self) -> list[tuple[str, Sequence[Mark]]]:
        place = {text.id: f"{at}" for at, text in enumerate(self.texts)}
        return [(place[key], own) for key, own in self.gold.items() if key in place]


def sample(data: Data, limit: int | None, seed: int) -> Data:
    """At most `limit` texts, drawn in the proportions of what the gold mostly says of them; the same for a seed."""
    if limit is None or limit >= len(data.texts):
        return data
    strata: dict[str, list[Text]] = defaultdict(list)
    for text in data.texts:
        strata[_stratum(data.gold.get(text.id, ()))].append(text)
    chance = random.Random(seed)  # noqa: S311 - a sample needs no secrecy
    for members in strata.values():
        chance.shuffle(members)
    chosen = {text.id for text in _in_proportion(list(strata.values()), limit)}
    note = f"A sample of {limit} of {len(data.texts)} texts (seed {seed})."
    kept = tuple(text for text in data.texts if text.id in chosen)
    return replace(data, texts=kept, notes=(*data.notes, note))


def _stratum(marks: Sequence[Mark]) -> str:
    labels = Counter(mark.label if mark.kind == "emotion" else mark.kind for mark in marks)
    return min(labels, key=lambda name: (-labels[name], name)) if labels else ""


def _in_proportion(strata: Sequence[Sequence[Text]], limit: int) -> list[Text]:
    """Texts taken so that at every length the strata are as near to their shares as can be, the rare ones early."""
    places = [
        ((at + 0.5) / len(stratum), -len(stratum), text.id, text)
        for stratum in strata
        for at, text in enumerate(stratum)
    ]
    return [text for *_, text in sorted(places, key=lambda place: place[:3])[:limit]]
