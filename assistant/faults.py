"""What can be wrong with words and their places, in a study and in an exported file alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain import Span, Turn
from assistant.places import Places


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    about: str
    """Kind of thing: `source`, `turn`, `finding`, `claim`, `ledger`, `file` and the like."""
    id: str
    message: str
    """What is wrong, one sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """A source as far as places in it are concerned."""

    name: str
    text: str


class Texts:
    """The sources of a study or of a file, and whether places in them are sound."""

    def __init__(self, texts: Mapping[str, Text], turns: Iterable[Turn]) -> None:
        self.texts = texts
        self.places = Places(turn for turn in turns if turn.start < turn.end)

    def name(self, source_id: str) -> str:
        """How to call a source in a sentence."""
        return self.texts[source_id].name if source_id in self.texts else source_id

    def outside(self, what: str, source_id: str, start: int, end: int) -> str:
        """What is wrong with a place; empty where it lies inside its source and holds something."""
        if source_id not in self.texts:
            return f"{what} names the source {source_id}, which is not there."
        name, length = self.name(source_id), len(self.texts[source_id].text)
        if start >= end:
            return f"{what} is empty: it begins at {start} and ends at {end} of {name}."
        if start < 0 or end > length:
            return f"{what} lies outside {name}: {start}-{end} of {length} characters."
        return "" if self.texts[source_id].text[start:end].strip() else f"{what} covers no words of {name}."

    def unsaid(self, what: str, span: Span) -> str:
        """What is wrong with a place as somebody's words; empty where participants said it."""
        place = f"{span.start}-{span.end} of {self.name(span.source_id)}"
        if self.places.has_interviewer(span):
            return f"{what} ({place}) has an interviewer's words, which are no evidence."
        if not self.places.touched(span):
            return f"{what} ({place}) lies in nobody's turn."
        return ""

    def of_words(self, about: str, identity: str, what: str, place: tuple[str, int, int]) -> Iterator[Fault]:
        """The first fault of a place that is quoted: it is not there, or nobody may be quoted with it."""
        message = self.outside(what, *place) or self.unsaid(what, Span(*place))
        if message:
            yield Fault(about, identity, message)
