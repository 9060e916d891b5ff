"""Stretches of speech, and what becomes of them: turns with roles and participants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.domain import Role
from assistant.ingest import clock, roles
from assistant.ingest.drafts import TurnDraft
from assistant.ingest.names import display, fold, is_generic, same_part
from assistant.ingest.script import inline_asides

_MOST_SPEAKERS = 100
_OFTEN, _RARE = 5, 2
"""How often a label comes at least, and a slip of the pen for it at most."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words between two offsets and what is known of who says them."""

    start: int
    end: int
    speaker: str = ""
    role: Role | None = None
    """Given by the document's form: a moderator's script, a stage direction."""
    time: float | None = None
    page: int | None = None


def tidy(text: str, speeches: Iterable[Speech]) -> Iterator[Speech]:
    """Speech without outer blanks and times, asides taken out of it, empty stretches dropped."""
    for speech in speeches:
        for part in _without_asides(text, speech):
            stripped = _strip(text, part)
            if stripped is not None:
                yield stripped


def _without_asides(text: str, speech: Speech) -> Iterator[Speech]:
    if speech.role == "other":
        yield speech
        return
    start = speech.start
    for begin, end in inline_asides(text[speech.start : speech.end]):
        yield replace(speech, start=start, end=speech.start + begin)
        yield replace(speech, start=speech.start + begin, end=speech.start + end, role="other", speaker="")
        start = speech.start + end
    yield replace(speech, start=start)


def _strip(text: str, speech: Speech) -> Speech | None:
    words = text[speech.start : speech.end]
    if found := clock.leading(words):
        speech = replace(speech, start=speech.start + found[0], time=found[1] if speech.time is None else speech.time)
    words = text[speech.start : speech.end]
    if found := clock.trailing(words):
        speech = replace(speech, end=speech.start + found[0], time=found[1] if speech.time is None else speech.time)
    words = text[speech.start : speech.end]
    start = speech.start + len(words) - len(words.lstrip())
    end = speech.start + len(words.rstrip())
    return replace(speech, start=start, end=end) if start < end else None


def cast_roles(text: str, speeches: Sequence[Speech], interviewers: Iterable[str] = ()) -> dict[str, Role]:
    """Label to role, for the speech whose role the form does not give."""
    written = same_labels([one.speaker for one in speeches if one.role is None])
    open_ones = [
        (written[one.speaker], text[one.start : one.end]) for one in speeches if one.role is None and one.speaker
    ]
    decided = roles.decide(open_ones, interviewers)
    return {label: decided[first] for label, first in written.items() if label}


def same_labels(written: Sequence[str]) -> dict[str, str]:
    """Each way of writing a label to the usual one: other capitals, and slips such as `Particpant`."""
    counts = Counter(written)
    usual: dict[str, str] = {}
    by_fold: dict[str, str] = {}
    often = [label for label, count in counts.most_common(_MOST_SPEAKERS) if count >= _OFTEN]
    for label, count in counts.most_common():
        slip = (known for known in often if _is_slip(label, count, known, counts))
        usual[label] = by_fold.setdefault(same_part(label), next(slip, label) if count <= _RARE else label)
    return usual


def _is_slip(label: str, count: int, known: str, counts: Counter[str]) -> bool:
    """Whether a rare label is a slip of the pen for a frequent one: a letter more, less or changed, no number."""
    if len(label) < 6 or counts[known] < _OFTEN * count or abs(len(label) - len(known)) > 1:
        return False
    if re.findall(r"\d+", label) != re.findall(r"\d+", known):
        return False
    return SequenceMatcher(None, fold(label), fold(known)).ratio() >= 0.9


def turns(speeches: Sequence[Speech], cast: dict[str, Role], *, participant: str = "") -> tuple[TurnDraft, ...]:
    """The turns of one source; `participant` names its own participant where the document says who that is."""
    written = same_labels([one.speaker for one in speeches if one.role is None])
    people = _people([label for label, role in cast.items() if role == "participant"], written, participant)
    return tuple(_turn(speech, speech.role or cast.get(speech.speaker, "participant"), people) for speech in speeches)


def _turn(speech: Speech, role: Role, people: dict[str, tuple[str, bool]]) -> TurnDraft:
    name, local = people.get(speech.speaker, people[""]) if role == "participant" else (None, False)
    return TurnDraft(
        start=speech.start,
        end=speech.end,
        speaker=speech.speaker,
        role=role,
        participant=name,
        local=local,
        time=speech.time,
        page=speech.page,
    )


def _people(labels: Sequence[str], written: dict[str, str], own: str) -> dict[str, tuple[str, bool]]:
    """Participant and whether it is known in this source only, for each participant's label."""
    shown = {label: display(written.get(label, label)) for label in labels}
    several = len({shown[label] for label in labels if is_generic(shown[label])}) > 1
    people = {"": (own, False)}
    for label in labels:
        if not is_generic(shown[label]):
            people[label] = (shown[label], False)
        else:
            people[label] = (shown[label], True) if several else (own, False)
    return people
