"""Rows to sources: one review or one respondent each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.domain import Role
from assistant.errors import DocumentError
from assistant.ingest import columns, dates, transcripts
from assistant.ingest.columns import Roles
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft, TurnDraft
from assistant.ingest.layout import of_text
from assistant.ingest.names import display, is_generic, same_part
from assistant.ingest.roles import in_words
from assistant.ingest.text import clean

_NOBODY = {
    "anonymous",
    "anon",
    "a google user",
    "n/a",
    "na",
    "none",
    "null",
    "unknown",
    "-",
    "guest",
    "deleted",
    "[deleted]",
}
_NO_ANSWER = {
    "n/a", "n.a", "not applicable", "not answered", "did not answer", "didn't answer", "no answer", "no answer given",
    "unanswered", "no response", "no reply", "not provided", "no text", "no comment entered", "skipped", "missing",
    "null", "nan", "#n/a", "left blank", "blank", "prefer not to say", "keine angabe", "k. a",
    "sans réponse", "sin respuesta",
}  # fmt: skip
"""What stands in a cell where nobody said anything; a plain `no` or `nothing` is an answer."""
_TRANSCRIPT_CHARACTERS = 200
_SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows of as many cells."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    prefix: str = ""
    """Goes before a row's key where a file has several tables."""


def of_rows(rows: Sequence[Sequence[str]], name: str, *, prefix: str = "") -> Table:
    """A table of rows as they stand in a file: blank ones dropped, uneven ones filled up, names made unique."""
    filled = [[clean(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise DocumentError("has no rows.", hint="Check that the export was complete.")
    filled = filled[_title_rows(filled) :]
    width = max(len(row) for row in filled)
    padded = [row + [""] * (width - len(row)) for row in filled]
    if _is_header(padded):
        return Table(name, _unique(padded[0]), padded[1:], prefix)
    return Table(name, _unique([""] * width), padded, prefix)


def of_objects(objects: Sequence[Mapping[str, Any]], name: str) -> Table:
    """A table of JSON objects; what is nested one level deep becomes columns of its own."""
    flat = [dict(_flat(item)) for item in objects]
    names = list(dict.fromkeys(key for item in flat for key in item))
    return Table(name, tuple(names), [[item.get(key, "") for key in names] for item in flat])


def _flat(item: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if isinstance(value, Mapping) and not prefix:
            yield from _flat(value, f"{key}.")
        elif isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value):
            yield f"{prefix}{key}", clean("; ".join(str(part) for part in value))
        elif isinstance(value, (str, int, float)):
            yield f"{prefix}{key}", clean(str(value))


def _title_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows above the header hold only a title."""
    usual = Counter(sum(bool(cell.strip()) for cell in row) for row in rows[:50]).most_common(1)[0][0]
    count = 0
    for row in rows[:5]:
        if usual < 3 or sum(bool(cell.strip()) for cell in row) > 1:
            break
        count += 1
    return count


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns and is not data already."""
    if len(rows) == 1:
        return False
    first, rest = rows[0], rows[1:200]
    for index, cell in enumerate(first):
        value, below = cell.strip(), [row[index].strip() for row in rest if row[index].strip()]
        if not value or not below:
            continue
        alike = sum(dates.is_number(other) or dates.is_date(other) for other in below) * 2 > len(below)
        if (dates.is_number(value) or dates.is_date(value)) and alike:
            return False
    if len(first) == 1:
        return len(first[0].split()) <= 6 and not re.search(r"[.!]\s*$", first[0])
    return True


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names without blanks around them; empty ones numbered, double ones told apart."""
    times: defaultdict[str, int] = defaultdict(lambda: 1)
    unique: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        given = shown = re.sub(r"\s+", " ", name).strip() or f"column {number}"
        while shown.casefold() in unique:
            times[given.casefold()] += 1
            shown = f"{given} ({times[given.casefold()]})"
        unique[shown.casefold()] = shown
    return tuple(unique.values())


def read_table(table: Table, format_name: str, options: ReadOptions, notes: tuple[str, ...]) -> Reading:
    """One source for each row that says something."""
    if not table.rows:
        raise DocumentError("has a header and no rows.", hint="Check that the export was complete.")
    roles = columns.assign(table.columns, table.rows, options)
    reader = _Rows(table, roles, options)
    sources = tuple(reader.sources())
    if not sources:
        raise DocumentError("has no row with text.", hint=f"The text was looked for in: {reader.text_names}.")
    shown = {name: roles.of(index) for index, name in enumerate(table.columns)} | in_words(reader.cast)
    return Reading(format_name, sources, shown, (*notes, *reader.notes()))


@dataclass(slots=True)
class _Rows:
    """Reads the rows of one table."""

    table: Table
    roles: Roles
    options: ReadOptions
    cast: dict[str, Role] = field(default_factory=dict)
    empty: int = 0
    placeholders: int = 0
    """Rows among the empty ones that say that nobody answered."""

    @property
    def text_names(self) -> str:
        return ", ".join(self.table.columns[index] for index in self.roles.text)

    def notes(self) -> Iterator[str]:
        if self.empty:
            filled = f", {self.placeholders:,} of them filled in as unanswered" if self.placeholders else ""
            yield f"{self.empty:,} row{'s' if self.empty > 1 else ''} without text left out{filled}."

    def sources(self) -> Iterator[SourceDraft]:
        speakers = self._speakers()
        day_first = self._day_first()
        seen: set[str] = set()
        for number, row in enumerate(self.table.rows, start=1):
            said = [(self.table.columns[index], row[index].strip()) for index in self.roles.text if answers(row[index])]
            if not said:
                self.placeholders += any(row[index].strip() for index in self.roles.text)
                self.empty += 1
                continue
            key = self._key(row, number, seen)
            attributes = self._attributes(row, day_first)
            if speakers is not None and len(said) == 1:
                yield self._conversation(key, said[0][1], attributes, speakers, self._who(row))
            else:
                yield self._review(key, said, attributes, self._who(row))

    def _key(self, row: Sequence[str], number: int, seen: set[str]) -> str:
        key = row[self.roles.id].strip() if self.roles.id is not None else ""
        key = f"{self.table.prefix}{key or number}"
        key = f"{key} (row {number})" if key in seen else key
        seen.add(key)
        return key

    def _review(self, key: str, said: Sequence[tuple[str, str]], attributes: dict[str, Any], who: str) -> SourceDraft:
        text, turns = composed([(self._question(name), words) for name, words in said], who)
        return SourceDraft(key, f"{self.table.name} {key}", "review", text, turns, attributes)

    def _question(self, name: str) -> str:
        """The question that a cell answers; empty for a review and its title, which answer none.

        A column of text beside others is named by what was asked; one alone may be called `review`.
        """
        names = [self.table.columns[index] for index in self.roles.text]
        asked = [other for other in names if not columns.is_title(other)]
        return "" if columns.is_title(name) or (len(asked) <= 1 and not columns.is_question(name)) else name

    def _conversation(
        self, key: str, words: str, attributes: dict[str, Any], speakers: frozenset[str], who: str
    ) -> SourceDraft:
        layout = of_text(words)
        dialogue = transcripts.find_dialogue(layout, speakers)
        source, cast = transcripts.draft(layout, dialogue, f"{self.table.name} {key}", self.options, key=key)
        self.cast.update(cast)
        own = tuple(replace(turn, participant=who) if turn.participant == "" else turn for turn in source.turns)
        kind = source.kind if source.kind == "transcript" else "review"
        return replace(source, kind=kind, turns=own, attributes={**attributes, **source.attributes})

    def _speakers(self) -> frozenset[str] | None:
        """Labels of the people, where the text column holds whole conversations; None where it does not."""
        if len(self.roles.text) != 1:
            return None
        cells = [row[self.roles.text[0]].strip() for row in self.table.rows]
        long = [cell for cell in cells if len(cell) >= _TRANSCRIPT_CHARACTERS and "\n" in cell][:_SAMPLE]
        found = [transcripts.find_dialogue(of_text(cell)) for cell in long]
        held = [one for one in found if one.labelled and not one.scripted and len(one.speeches) > 2]
        if not held or len(held) * 2 < len(long) or len(long) * 4 < min(len(cells), _SAMPLE):
            return None
        labels = Counter(label for one in held for label in {same_part(part.speaker) for part in one.speeches})
        return frozenset(label for label, count in labels.items() if label and count * 3 > len(held))

    def _who(self, row: Sequence[str]) -> str:
        if self.roles.participant is None:
            return ""
        name = self.table.columns[self.roles.participant]
        return participant(row[self.roles.participant], name)

    def _day_first(self) -> bool | None:
        index = self.roles.date
        return None if index is None else dates.day_first(row[index] for row in self.table.rows)

    def _attributes(self, row: Sequence[str], day_first: bool | None) -> dict[str, Any]:
        """All cells but the text, as given; rating and date besides in a form that can be compared."""
        given: dict[str, Any] = {
            name: row[index].strip()
            for index, name in enumerate(self.table.columns)
            if index not in self.roles.text and row[index].strip()
        }
        rating, date = self.roles.rating, self.roles.date
        if rating is not None and (value := dates.rating(row[rating])) is not None:
            _set(given, "rating", value)
        if date is not None and (written := dates.iso(row[date], day_comes_first=day_first)):
            _set(given, "date", written)
        return given


def _set(attributes: dict[str, Any], key: str, value: Any) -> None:
    """Put a normalised value under its key; what a column of that name gave stays beside it where it differs."""
    for name in [name for name in attributes if name.casefold() == key]:
        as_given = attributes.pop(name)
        if as_given != str(value):
            attributes[f"{name} (as given)"] = as_given
    attributes[key] = value


def answers(cell: str) -> bool:
    """Whether a cell holds somebody's words; what survey tools write where nobody answered are none."""
    folded = " ".join(cell.split()).casefold().strip(" .-–—()[]<>\"'")
    return bool(folded) and folded not in _NO_ANSWER


def participant(value: str, column: str) -> str:
    """Who wrote a row, under one spelling; empty for nobody in particular."""
    value = re.sub(r"\s+", " ", value).strip()
    if value.casefold() in _NOBODY or not value:
        return ""
    if "@" in value:
        return value.casefold()
    if value.isdigit():
        what = re.sub(r"\b(?:id|no|nr|number|code)\b", "", columns.plain(column)).strip() or "participant"
        return f"{what.capitalize()} {value}"
    if any(char.isdigit() for char in value):
        return value
    return "" if is_generic(value) else display(value)


def composed(said: Sequence[tuple[str, str]], who: str) -> tuple[str, tuple[TurnDraft, ...]]:
    """The text of a row and its turns: (question, answer), each answer below its question where there is one."""
    parts: list[str] = []
    turns: list[TurnDraft] = []
    length = 0
    for question, answer in said:
        opening = "\n\n" if parts else ""
        begin = length + len(opening)
        if question:
            turns.append(TurnDraft(begin, begin + len(question), role="interviewer"))
        above = f"{question}\n" if question else ""
        start = begin + len(above)
        length = start + len(answer)
        turns.append(TurnDraft(start, length, participant=who))
        parts += [opening, above, answer]
    return "".join(parts), tuple(turns)
