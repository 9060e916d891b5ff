"""Who stands in which segment: by an attribute, by persona, by file, by when files were added, or by groups of these.

An attribute is a column of a survey or a line in the head of a transcript. A participant who speaks in two files can
be in two segments, with what was said in each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fnmatch import fnmatchcase

from assistant.comparison.attributes import attributes
from assistant.comparison.standing import Voice, voices
from assistant.comparison.waves import Wave, by_calendar, by_wave, dates_of
from assistant.domain import by_id
from assistant.errors import ConfigurationError
from assistant.study import Study

PERSONA, FILE, ADDED = "persona", "file", "added"
RESERVED = (PERSONA, FILE, ADDED)
"""What can be compared by in every study; an attribute of that name is not asked for."""
MOST = 12
_LONG = 40
Found = Mapping[str, AbstractSet[Voice]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to tell people apart."""

    by: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    """A name, and what the values look like that go by it; `*` stands for anything."""
    waves: tuple[Wave, ...] = ()
    every: str | None = None


def read_group(text: str) -> list[tuple[str, str]]:
    """`pilot=01*,02*`: a name and the patterns of its values."""
    name, _, patterns = text.partition("=")
    found = [(name.strip(), pattern.strip()) for pattern in patterns.split(",") if pattern.strip()]
    if not name.strip() or not found:
        hint = "Write it as NAME=PATTERN, for example --group 'pilot=01*,02*' for files whose names begin so."
        raise ConfigurationError(f"{text!r} is no group.", hint=hint)
    return found


def segments(study: Study, wanted: Wanted) -> dict[str, frozenset[Voice]]:
    """Who speaks in each segment, in order."""
    by = called(study, wanted)
    found = _by_persona(study, wanted) if by == PERSONA else _by_value(by, _values(study, by), wanted)
    filled = {name: frozenset(speaking) for name, speaking in found.items() if speaking}
    if not 2 <= len(filled) <= MOST:
        raise ConfigurationError(_number(by, len(filled)), hint=_way_out(by, len(filled), wanted))
    return filled


def _number(by: str, number: int) -> str:
    if not number:
        return f"{by!r} has no values."
    return f"{by!r} has only one value." if number == 1 else f"{by!r} has {number:,} values."


def _way_out(by: str, number: int, wanted: Wanted) -> str:
    between = f"Between 2 and {MOST} can be compared."
    if number <= MOST or by == PERSONA:
        return between
    if wanted.every:
        return f"{between} Make the waves longer: --every year, or --wave NAME=FROM..TO."
    group = f"verbatim compare --by {by!r} --group 'NAME=BEGINNING*' --group 'OTHER=...'"
    return f"{between} Put them into groups: {group}"


def called(study: Study, wanted: Wanted) -> str:
    """What to compare by, under its full name."""
    if not wanted.by:
        if wanted.waves or wanted.every:
            return ADDED
        if wanted.groups:
            return FILE
        raise ConfigurationError("It is not said what to compare by.", hint=_what_there_is(study))
    asked = wanted.by.casefold()
    known = [*RESERVED, *sorted(_attributes(study))]
    fitting = [name for name in known if name == asked] or [name for name in known if name.startswith(asked)]
    if len(fitting) > 1:
        names = ", ".join(_short(name) for name in fitting)
        raise ConfigurationError(f"Several attributes begin with {wanted.by!r}: {names}.", hint="Write more of it.")
    if not fitting:
        raise ConfigurationError(f"Nothing here is called {wanted.by!r}.", hint=_what_there_is(study))
    return fitting[0]


def _what_there_is(study: Study) -> str:
    names = [_short(name) for name, values in sorted(_attributes(study).items()) if _is_comparable(name, values)]
    return f"Compare by one of: {', '.join([*RESERVED, *names])}. The beginning of a name is enough."


def _is_comparable(name: str, values: Mapping[Voice, str]) -> bool:
    try:
        return 1 < len(set(values.values())) <= MOST or dates_of(values, name) != {}
    except ConfigurationError:
        return False


def _short(name: str) -> str:
    return name if len(name) <= _LONG else name[:_LONG].rstrip() + "…"


def _by_persona(study: Study, wanted: Wanted) -> Found:
    if wanted.groups or wanted.waves or wanted.every:
        raise ConfigurationError("Personas are compared as they are.", hint="Leave --group, --wave and --every out.")
    speaking = voices(study)
    members = {item.name: {one.participant_id for one in item.members} for item in study.store.personas()}
    return {name: {voice for voice in speaking if voice[0] in people} for name, people in sorted(members.items())}


def _by_value(by: str, values: Mapping[Voice, str], wanted: Wanted) -> Found:
    if wanted.groups:
        return _grouped(by, values, wanted.groups)
    dates = dates_of(values, by)
    if wanted.waves or wanted.every:
        if not dates:
            raise ConfigurationError(
                f"{by!r} holds no dates.", hint="Waves need a date; leave --by out for when files were added."
            )
        return by_wave(dates, wanted.waves) if wanted.waves else by_calendar(dates, wanted.every)
    if dates:
        return by_calendar(dates, None)
    found: dict[str, set[Voice]] = defaultdict(set)
    for voice, value in values.items():
        found[value].add(voice)
    return dict(sorted(found.items()))


def _grouped(by: str, values: Mapping[Voice, str], groups: Sequence[tuple[str, str]]) -> Found:
    found: dict[str, set[Voice]] = defaultdict(set)
    for name, pattern in groups:
        mine = {voice for voice, value in values.items() if fnmatchcase(value.casefold(), pattern.casefold())}
        if not mine:
            there = ", ".join(_short(value) for value in sorted(set(values.values()))[:MOST])
            raise ConfigurationError(f"Nothing in {by!r} looks like {pattern!r}.", hint=f"There are: {there}.")
        found[name] |= mine
    return found


def _values(study: Study, by: str) -> Mapping[Voice, str]:
    if by not in (FILE, ADDED):
        return _attributes(study)[by]
    documents, sources = by_id(study.store.documents()), by_id(study.store.sources())
    of = {source.id: documents[source.document_id] for source in sources.values() if source.document_id in documents}
    return {
        (person, source): of[source].name if by == FILE else of[source].added_at
        for person, source in voices(study)
        if source in of
    }


def _attributes(study: Study) -> dict[str, dict[Voice, str]]:
    """What the files say of each voice, but for what can be compared by in every study."""
    found = attributes(voices(study), by_id(study.store.participants()), by_id(study.store.sources()))
    return {name: values for name, values in found.items() if name not in RESERVED}
