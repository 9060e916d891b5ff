"""What of a topic says what its name says: of quotes that were gathered because they are near to each other, those that
are near to the name, and parts of the rest under names of their own.

Quotes of an interview lie beside each other because of what was said around them, and a count over all of them is not
the count of those who say what the name says. Of 600 members of themes of five studies, read by language models as a
researcher would, 36 in 100 said it; nearness to the name tells which (area under the curve .80), nearness to the rest
of the theme does not (.65). How it was measured stands in `docs/decisions/0009`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.analysis.voices import voices_in
from assistant.embedding import Embedding
from assistant.engines.ondevice.words import folded
from assistant.engines.protocol import Quote, ThemeTask
from assistant.identity import stable_id

_SAYS_IT = 0.75
"""How near a quote is to a name by itself, and, by what it means where it was said, to the quote that the name is from;
the sum of both."""
_PARTS = 4
"""Names that are looked for in one topic."""

Names = Callable[[Sequence[ThemeTask]], Mapping[str, str]]
Flags = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Core:
    """Quotes of a topic that say what they are called."""

    task: ThemeTask
    name: str
    topic: ThemeTask

    @property
    def near(self) -> tuple[Quote, ...]:
        """The others of the topic."""
        own = {quote.evidence for quote in self.task.quotes}
        return tuple(quote for quote in self.topic.quotes if quote.evidence not in own)


def named_cores(topics: Sequence[ThemeTask], names: Names, embedding: Embedding) -> list[Core]:
    """Parts of topics under the names that they say; what says nothing that enough others say is in none."""
    found: list[Core] = []
    waiting = [(topic, topic) for topic in topics]
    for _ in range(_PARTS):
        called = names([part for part, _ in waiting])
        left: list[tuple[ThemeTask, ThemeTask]] = []
        for part, topic in waiting:
            says = says_it(part, [called[part.id]], embedding)[0]
            if (core := _some(part, says)) is not None:
                found.append(Core(core, called[part.id], topic))
            if (rest := _some(part, ~says)) is not None:
                left.append((rest, topic))
        waiting = left
    return found


def says_it(task: ThemeTask, names: Sequence[str], embedding: Embedding) -> Flags:
    """For each of some names (a row) and each quote of a topic (a column) whether it says what the name says."""
    own: Matrix = embedding.embed(names) @ embedding.embed([quote.text for quote in task.quotes]).T
    said = [folded(quote.text) for quote in task.quotes]
    sources = [_said_by(said, name, row) for name, row in zip(names, own, strict=True)]
    meant = meanings(task, embedding)
    near: Flags = own + meant[sources] @ meant.T >= _SAYS_IT
    near[np.arange(len(names)), sources] = True
    return near


def meanings(task: ThemeTask, embedding: Embedding) -> Matrix:
    """What each quote of a topic means where it was said; by itself where that is not known."""
    return embedding.embed([quote.text for quote in task.quotes]) if task.meanings is None else task.meanings


def _said_by(said: Sequence[str], name: str, nearness: Matrix) -> int:
    """The quote that a name is from: the first that holds its words, else the nearest to it."""
    words = folded(name)
    return next((at for at, text in enumerate(said) if words in text), int(nearness.argmax()))


def _some(task: ThemeTask, kept: Flags) -> ThemeTask | None:
    """Some quotes of a topic as a topic of their own; None where too few people say them."""
    rows = np.flatnonzero(kept)
    quotes = tuple(task.quotes[row] for row in rows)
    if len(quotes) < 2 or voices_in(quotes) < task.voices:
        return None
    mine = {quote.evidence for quote in quotes}
    telling = tuple(quote for quote in task.telling if quote.evidence in mine)
    named = stable_id("t", task.kind, quotes[0].evidence.finding_id or "")
    known = None if task.meanings is None else task.meanings[rows]
    return replace(task, id=named, quotes=quotes, telling=telling, meanings=known, borders=())
