"""Who speaks in a document: which of the lines that look labelled really are.

A label is believed for what the document does with it: it comes back, takes turns with others, is a known role
word, or is written exactly as those that do. So `Note:` in an essay is nobody, and somebody who speaks once in a
focus group is heard.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingest.labels import Label
from assistant.ingest.layout import Layout
from assistant.ingest.names import is_code, is_generic, word_role
from assistant.ingest.vocabulary import NAMES_THAT_ARE_WORDS

_STRONG = {"voice", "chat", "time first", "time after"}
_WEAK = {"alone", "tab"}
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？।۔\"”’')\]}–—-]\s*$")
_FEW_LINES = 8
_FAR_APART = 3000
"""Characters of speech to each label, above which labels are too rare to be a dialogue's."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The labels that were believed."""

    labels: tuple[Label, ...]
    only_interviewer: bool = False
    """Only the interviewer is labelled; what is not labelled is the participant's."""


def find(layout: Layout, candidates: Sequence[Label], known: frozenset[str] = frozenset()) -> Cast:
    """The believed labels of a document; `known` are labels that are believed already."""
    document = _Document(layout, candidates, known)
    main = document.main_shape()
    if main is None:
        return Cast(())
    people = document.people(main) | known
    labels = tuple(label for label in candidates if document.believes(label, main, people))
    roles = {word_role(label.name) for label in labels}
    return Cast(labels, roles <= {"interviewer", "other"} and "interviewer" in roles and document.mostly_bare(labels))


class _Document:
    """Counts over one document's candidates."""

    def __init__(self, layout: Layout, candidates: Sequence[Label], known: frozenset[str]) -> None:
        self.layout = layout
        self.candidates = candidates
        self.known = known
        self.counts: dict[tuple[str, bool], Counter[str]] = {}
        self.names: dict[str, str] = {}
        for label in candidates:
            self.counts.setdefault(label.shape, Counter())[label.key] += 1
            self.names.setdefault(label.key, label.name)
        self._words: Counter[str] | None = None
        self._has_names: dict[tuple[str, bool], bool] = {}

    def main_shape(self) -> tuple[str, bool] | None:
        """The way of writing labels that most of the believable ones share."""
        sizes = {shape: self._weight(shape) for shape in self.counts if self._is_dialogue(shape)}
        return max(sizes, key=lambda shape: sizes[shape]) if sizes else None

    def people(self, main: tuple[str, bool]) -> set[str]:
        """Keys of the labels that are somebody: those that recur in the main shape, or say so by their words."""
        return {key for key in self.counts[main] if self._is_somebody(main, key)} | {
            key
            for shape, counts in self.counts.items()
            for key in counts
            if shape[0] not in _WEAK and (word_role(self.names[key]) or key in self.known)
        }

    def believes(self, label: Label, main: tuple[str, bool], people: set[str]) -> bool:
        if label.style in _WEAK or label.style == "dash":
            return label.shape == main and (label.key in people or (label.style == "tab" and self._is_lone_name(label)))
        if label.key in people:
            return (label.shape == main and self.counts[main][label.key] > 1) or not self._is_in_sentence(label)
        return label.shape == main and self._is_lone_name(label)

    def mostly_bare(self, labels: Sequence[Label]) -> bool:
        """Whether most paragraphs carry no label."""
        blocks = sum(line.gap for line in self.layout.lines)
        return len(labels) * 3 < max(blocks, len(self.layout.lines) / 4) * 2

    def _weight(self, shape: tuple[str, bool]) -> float:
        total = sum(count for key, count in self.counts[shape].items() if self._is_somebody(shape, key))
        return total * (1.0 if shape[0] not in _WEAK else 0.6)

    def _is_dialogue(self, shape: tuple[str, bool]) -> bool:
        counts = self.counts[shape]
        people = [key for key in counts if self._is_somebody(shape, key)]
        total = sum(counts[key] for key in people)
        roles = {word_role(self.names[key]) for key in people}
        if any(key in self.known for key in people):
            return True
        if shape[0] == "alone":
            return len(people) > 1 and total >= 4 and total >= 0.6 * counts.total() and self._has_speech(shape)
        if shape[0] == "tab":
            return len(people) > 1 and total >= max(3, 0.3 * len(self.layout.lines))
        if shape[0] == "dash":
            return len(people) > 1 and {"interviewer", "participant"} & roles != set() and total >= 4
        if len(people) > 1:
            share = total >= 0.05 * len(self.layout.lines) or len(self.layout.text) < _FAR_APART * total
            return share or "interviewer" in roles
        return self._is_lone_voice(shape, people, total)

    def _is_lone_voice(self, shape: tuple[str, bool], people: list[str], total: int) -> bool:
        """One label only: an interviewer, a participant who is labelled, or somebody with a time to each turn."""
        if not people:
            return False
        role = word_role(self.names[people[0]])
        if role == "interviewer" or shape[0] == "voice":
            return True
        if role == "participant":
            return total > 1 or self._is_short_document()
        return shape[0] in _STRONG and total >= 3

    def _is_somebody(self, shape: tuple[str, bool], key: str) -> bool:
        name, count = self.names[key], self.counts[shape][key]
        if key in self.known:
            return True
        if word_role(name) is not None or is_generic(name):
            return shape[0] != "alone" or count > 1
        if shape[0] in _STRONG or shape == ("colon", True) or is_code(name):
            return count > 1 or self._is_short_document()
        if self._is_ordinary_word(key) and count < 5:
            return False
        if count > 1 or shape[0] in _WEAK:
            return count > 1
        return self._is_short_document() and self._names_people(shape)

    def _is_short_document(self) -> bool:
        """So few lines that nobody can be expected to speak twice; nearly all of them are labelled."""
        lines = self.layout.lines
        labelled = {label.line for label in self.candidates if label.style != "alone"}
        return len(lines) <= _FEW_LINES and len(labelled) >= 2 and len(labelled) * 2 >= len(lines)

    def _is_lone_name(self, label: Label) -> bool:
        """Whether a label that comes only once is written so that it must be a person like the others."""
        if label.style in _STRONG or (label.bold and label.style == "colon"):
            return True
        if not self._names_people(label.shape):
            return False
        return not self._is_ordinary_word(label.key) and not self._is_in_sentence(label)

    def _names_people(self, shape: tuple[str, bool]) -> bool:
        """Whether those who speak more than once go by names, and not only by parts such as User and Assistant."""
        if shape not in self._has_names:
            often = [self.names[key] for key, count in self.counts[shape].items() if count > 1]
            parts = [name for name in often if word_role(name) is not None or is_generic(name)]
            self._has_names[shape] = not often or len(parts) < len(often)
        return self._has_names[shape]

    def _is_ordinary_word(self, key: str) -> bool:
        """Whether the document uses a one-word label in lower case, as it would no name."""
        if not key.isalpha() or key in NAMES_THAT_ARE_WORDS or self.names[key].isdigit():
            return False
        if self._words is None:
            self._words = Counter(re.findall(r"\b[^\W\d_]+\b", self.layout.text))
        return self._words[key] > 0 and self.names[key] != key

    def _is_in_sentence(self, label: Label) -> bool:
        """Whether the line before breaks off in mid-sentence, so that this one goes on with it."""
        line = self.layout.lines[label.line]
        if line.gap or label.line == 0:
            return False
        before = self.layout.words(self.layout.lines[label.line - 1])
        return _ENDS_SENTENCE.search(before) is None

    def _has_speech(self, shape: tuple[str, bool]) -> bool:
        """Whether names on lines of their own are followed by speech and not by one another."""
        rows = {label.line for label in self.candidates if label.shape == shape}
        followed = sum(row + 1 not in rows and row + 1 < len(self.layout.lines) for row in rows)
        return followed >= 0.8 * len(rows)
