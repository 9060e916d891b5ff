"""From a laid-out document to a source with turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median

from assistant.domain import Role, SourceKind
from assistant.ingest import cast as casting
from assistant.ingest import clock, header, labels, script
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft
from assistant.ingest.header import Header, is_called
from assistant.ingest.layout import Layout, Line
from assistant.ingest.roles import in_words
from assistant.ingest.speech import Speech, cast_roles, tidy, turns

_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|I'd|I’d|my|me|we|our|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was found in one text."""

    speeches: tuple[Speech, ...]
    labelled: bool
    scripted: bool = False
    header: Header = field(default_factory=Header)


def read_layout(
    layout: Layout, name: str, format_name: str, options: ReadOptions, notes: tuple[str, ...] = ()
) -> Reading:
    """The reading of a file that is one source."""
    dialogue = find_dialogue(layout)
    source, cast = draft(layout, dialogue, name, options)
    return Reading(format_name, (source,), in_words(cast), (*notes, *_remarks(source)))


def _remarks(source: SourceDraft) -> Iterator[str]:
    if source.kind == "notes":
        yield "Reads like an observer's notes: kept as context, its words are nobody's quotes."
    elif not any(turn.role == "interviewer" for turn in source.turns) and len({t.speaker for t in source.turns}) > 1:
        yield "No interviewer was recognised; name one with --interviewer if there is one."


def draft(
    layout: Layout, dialogue: Dialogue, name: str, options: ReadOptions, *, key: str = ""
) -> tuple[SourceDraft, dict[str, Role]]:
    """The source, and the roles of its labels."""
    attributes = {**layout.attributes, **dialogue.header.fields}
    spoken = {one.speaker for one in dialogue.speeches}
    named = [label for label in spoken for name in dialogue.header.interviewers if is_called(label, name)]
    cast = cast_roles(layout.text, dialogue.speeches, [*options.interviewers, *named])
    drafted = turns(dialogue.speeches, cast, participant=dialogue.header.participant)
    kind: SourceKind = "notes" if not dialogue.labelled and _is_notes(layout) else "transcript"
    if kind == "notes":
        drafted = tuple(replace(turn, role="other", participant=None) for turn in drafted)
    if dialogue.scripted:
        cast = {"(questions)": "interviewer", "(answers)": "participant", **cast}
    return SourceDraft(key, name, kind, layout.text, drafted, attributes), cast


def find_dialogue(layout: Layout, known: frozenset[str] = frozenset()) -> Dialogue:
    """Who speaks where in a text; `known` are labels that neighbouring texts have shown to be people."""
    candidates = list(labels.candidates(layout))
    naming = header.naming_lines(layout, candidates)
    found = casting.find(layout, [label for label in candidates if label.line not in naming], known)
    by_line = {label.line: label for label in found.labels}
    if found.labels and not found.only_interviewer:
        above = header.of(layout, naming, layout.lines[min(by_line)].start)
        return Dialogue(_tidied(layout, _labelled(layout, by_line)), True, header=above)
    scripted = script.moderator_lines(layout)
    apart = [*by_line, *scripted]
    speeches = _tidied(layout, _unlabelled(layout, by_line, scripted))
    above = header.of(layout, naming, layout.lines[min(apart)].start) if apart else Header()
    return Dialogue(speeches, bool(apart), bool(scripted), above)


def _tidied(layout: Layout, speeches: Iterator[Speech]) -> tuple[Speech, ...]:
    return tuple(tidy(layout.text, speeches))


def _labelled(layout: Layout, by_line: dict[int, labels.Label]) -> Iterator[Speech]:
    """A label's speech goes on to the next label."""
    current: Speech | None = None
    for index, line in enumerate(layout.lines):
        label = by_line.get(index)
        if label is not None:
            yield from _closed(current)
            current = _opened(line, label)
        elif current is not None:
            words = layout.words(line)
            if script.is_aside(words) and line.gap and clock.alone(words) is None:
                yield from _closed(current)
                yield Speech(line.start, line.end, role="other", page=line.page)
                current = replace(current, start=line.end, end=line.end, time=None)
            elif (stamp := _stamp(words)) is not None:
                yield from _closed(current)
                current = replace(current, start=line.start + stamp[0], end=line.end, time=stamp[1], page=line.page)
            elif line.heading:
                yield from _closed(current)
                current = replace(current, start=line.end, end=line.end, time=None)
            else:
                current = _extended(current, line)
    yield from _closed(current)


def _closed(speech: Speech | None) -> Iterator[Speech]:
    if speech is not None and speech.start < speech.end:
        yield speech


def _extended(speech: Speech, line: Line) -> Speech:
    """Speech that goes on to the end of a line; it starts there where nothing has been said yet."""
    if speech.start == speech.end:
        return replace(speech, start=line.start, end=line.end, page=line.page)
    return replace(speech, end=line.end)


def _opened(line: Line, label: labels.Label) -> Speech:
    start = min(label.speech, line.end)
    return Speech(start, line.end, label.name, time=label.time, page=line.page)


def _stamp(words: str) -> tuple[int, float] | None:
    """Where the words after a time start, for a line that is a time or opens with one in brackets."""
    value = clock.alone(words)
    return (len(words), value) if value is not None else clock.leading(words)


def _unlabelled(layout: Layout, by_line: dict[int, labels.Label], scripted: frozenset[int]) -> Iterator[Speech]:
    """The participant speaks, but for the moderator's script, labelled remarks and asides."""
    current: Speech | None = None
    begun = not (by_line or scripted)
    apart = not begun
    for index, line in enumerate(layout.lines):
        label = by_line.get(index)
        begun = begun or index in scripted or label is not None
        if not begun:
            continue
        role = _role_of_line(layout, index, label, scripted) if apart else None
        if label is not None or role is not None:
            yield from _closed(current)
            current = _opened(line, label) if label else Speech(line.start, line.end, role=role, page=line.page)
        elif current is not None and _goes_on(layout, index, current, apart=apart):
            current = _extended(current, line)
        else:
            yield from _closed(current)
            current = Speech(line.start, line.end, page=line.page)
    yield from _closed(current)


def _role_of_line(layout: Layout, index: int, label: labels.Label | None, scripted: frozenset[int]) -> Role | None:
    """The role that a line has by its form; None where it is plain speech."""
    if label is None and index in scripted:
        return "interviewer"
    return "other" if label is None and script.is_aside(layout.words(layout.lines[index])) else None


def _goes_on(layout: Layout, index: int, current: Speech, *, apart: bool) -> bool:
    """Whether a line goes on with the speech of the line before: the participant's always, and of what stands
    apart the rest of a paragraph that was broken into lines, or the first line below a label."""
    if not apart or (current.role is None and not current.speaker):
        return True
    if current.start == current.end:
        return True
    if layout.lines[index].gap or current.role == "other" or not layout.has_paragraphs:
        return False
    return bool(current.speaker) or script.breaks_off(layout.text[current.start : current.end])


def _is_notes(layout: Layout) -> bool:
    """Whether a text is somebody's jottings: many short lines that are no sentences and say no I."""
    lines = [layout.words(line).strip() for line in layout.lines]
    if len(lines) < 6:
        return False
    lengths = [len(line.split()) for line in lines]
    ended = sum(line[-1] in ".!?…" for line in lines)
    persons = len(_FIRST_PERSON.findall(layout.text))
    return median(lengths) <= 9 and ended * 3 < len(lines) and persons * 60 < sum(lengths)
