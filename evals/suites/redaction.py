"""What is hidden before text leaves the machine: identifiers that still show, and words hidden without need.

The places that were hidden are read off the redacted text itself, so that what is measured is what would be sent. A
mention counts as hidden when not a letter or digit of it shows; a title before a name may.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.privacy import Pseudonyms, names_in
from evals.data import Data
from evals.identifiers import Identifier
from evals.results import Figure, Item, SuiteResult, rate_figure
from evals.suites.voices import quote
from evals.texts import Text

_PSEUDONYM = re.compile(r"\[[\w-]+ [a-z2-7]{6}\]")
_WORD = re.compile(r"\w+")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? ")


def run(data: Data, *, seed: int = 7) -> SuiteResult:
    """Recall by type, and how many of the hidden words are no identifiers; texts with unclear places are not judged."""
    labels = {turn.speaker for text in data.texts for turn in text.turns}
    hiding = Pseudonyms(names_in([text.text for text in data.texts], labels))
    judged, unjudged = _Judged(), 0
    for text in data.texts:
        hidden = hidden_places(text.text, hiding)
        if hidden is None:
            unjudged += 1
        else:
            judged.add(text, data.identifiers.get(text.id, ()), hidden)
    figures = judged.figures(unjudged, seed)
    return SuiteResult("redaction", data.name, tuple(figures), tuple(judged.items), notes=data.notes)


class _Judged:
    """What was hidden in the texts so far, of what should be and of what should not."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._recall: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
        self._needless: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def add(self, text: Text, gold: Sequence[Identifier], hidden: Sequence[tuple[int, int]]) -> None:
        """Another text, with its identifiers and the stretches of it that were hidden."""
        for one in gold:
            ok = _all_hidden(text, one, hidden)
            for kind in (one.type.casefold(), "all types"):
                counts = self._recall[kind][text.cluster_at(one.start)]
                counts[0], counts[1] = counts[0] + ok, counts[1] + 1
            place = f"{text.source.name}:{one.start}-{one.end}:{one.type}"
            self.items.append(Item(place, one.type, ok, one.type, "", quote(text, one.start, one.end)))
        spared, words = _needless(text, gold, hidden)
        counts = self._needless[text.cluster_at(0)]
        counts[0], counts[1] = counts[0] + spared, counts[1] + words

    def figures(self, unjudged: int, seed: int) -> Iterator[Figure]:
        """All types together first."""
        frame = "mentions of identifiers; not a letter or digit of them shows"
        for kind in sorted(self._recall, key=lambda name: (name != "all types", name)):
            tally = self._recall[kind]
            yield rate_figure(f"hidden: {kind}", tally=tally, frame=frame, unjudged=unjudged, seed=seed)
        frame = "words that were hidden, those of no identifier: brands and places are hidden on purpose"
        yield rate_figure("hidden words that are no identifier", tally=self._needless, frame=frame, seed=seed)


def hidden_places(text: str, hiding: Pseudonyms) -> list[tuple[int, int]] | None:
    """The stretches of a text that redaction replaced; None where putting them back does not give the text."""
    redacted = hiding.hide(text)
    places, at, seen = [], 0, 0
    for match in _PSEUDONYM.finditer(redacted):
        words = hiding.restore(match.group())
        start = seen + match.start() - at
        if words == match.group() or text[start : start + len(words)] != words:
            continue  # something in brackets that was in the text before
        places.append((start, start + len(words)))
        at, seen = match.end(), start + len(words)
    return places if hiding.restore(redacted) == text else None


def _all_hidden(text: Text, one: Identifier, hidden: Sequence[tuple[int, int]]) -> bool:
    title = _TITLE.match(text.text, one.start, one.end)
    start = title.end() if title and one.type == "person" else one.start  # `Mr` says nothing of who it is
    letters = [at for at in range(start, one.end) if text.text[at].isalnum()]
    return all(any(start <= at < end for start, end in hidden) for at in letters)


def _needless(text: Text, gold: Sequence[Identifier], hidden: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Hidden words in no identifier, of all hidden words."""
    words = [match.start() for start, end in hidden for match in _words(text.text, start, end)]
    spared = sum(not any(one.start <= at < one.end for one in gold) for at in words)
    return spared, len(words)


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text, start, end)
