"""Speech that comes in pieces, each with a speaker and a time: captions, recogniser output, chats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Role
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft
from assistant.ingest.names import word_role
from assistant.ingest.roles import in_words
from assistant.ingest.speech import Speech, cast_roles, tidy, turns
from assistant.ingest.text import clean

PAUSE = 10.0
"""Seconds of silence after which a new paragraph begins, within the same turn."""
PARAGRAPH = 900
"""Characters after which a paragraph ends at the next end of a sentence."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says in one go."""

    speaker: str
    text: str
    start: float | None = None
    end: float | None = None


def reading_of(
    utterances: Sequence[Utterance], name: str, format_name: str, options: ReadOptions, notes: tuple[str, ...] = ()
) -> Reading:
    """The reading of a file that is one conversation."""
    source, cast = draft(utterances, name, options)
    return Reading(format_name, (source,), in_words(cast), notes)


def draft(
    utterances: Iterable[Utterance],
    name: str,
    options: ReadOptions,
    *,
    key: str = "",
    attributes: dict[str, object] | None = None,
) -> tuple[SourceDraft, dict[str, Role]]:
    """One source, a turn for each change of speaker and a paragraph for each pause."""
    text, speeches = composed(utterances)
    tidied = tuple(tidy(text, speeches))
    cast = cast_roles(text, tidied, options.interviewers)
    return SourceDraft(key, name, "transcript", text, turns(tidied, cast), attributes or {}), cast


def composed(utterances: Iterable[Utterance]) -> tuple[str, list[Speech]]:
    """The text of a conversation and whose each stretch of it is."""
    text = ""
    parts: list[str] = []
    length = 0
    speeches: list[Speech] = []
    last: Utterance | None = None
    paragraph = 0
    for one in utterances:
        words = clean(one.text).strip()
        if not words:
            continue
        same = last is not None and last.speaker == one.speaker
        glue = "" if last is None else _glue(last, one, paragraph) if same else "\n\n"
        begin = length + len(glue)
        parts += [glue, words]
        length = begin + len(words)
        paragraph = len(words) if "\n\n" in glue else paragraph + len(glue) + len(words)
        if same:
            speeches[-1] = Speech(speeches[-1].start, length, one.speaker, speeches[-1].role, speeches[-1].time)
        else:
            role: Role | None = "other" if one.speaker and word_role(one.speaker) == "other" else None
            speeches.append(Speech(begin, length, one.speaker, role, one.start))
        last = one
    text = "".join(parts)
    return text, speeches


def _glue(last: Utterance, one: Utterance, paragraph: int) -> str:
    """What joins two pieces of one turn: a blank, or a new paragraph after a pause or when it gets long."""
    paused = last.end is not None and one.start is not None and one.start - last.end > PAUSE
    long = paragraph > PARAGRAPH and last.text.rstrip().endswith((".", "!", "?", "…", "。"))
    return "\n\n" if paused or long else " "
