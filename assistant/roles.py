"""Who is an interviewer and who takes part: listed by speaker, corrected as a decision on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain import Decision, Participant, Role, Source, Turn
from assistant.errors import ConfigurationError
from assistant.identity import stable_id
from assistant.ingest.names import display, is_generic, word_role
from assistant.review.decisions import new_batch
from assistant.store import Change, Store
from assistant.study import Study


def speakers(study: Study) -> list[dict[str, Any]]:
    """Every speaker of every source with role and number of turns."""
    names = {source.id: source.name for source in study.store.sources()}
    counts = Counter((names[turn.source_id], turn.speaker, turn.role) for turn in study.store.turns())
    return [
        {"source": source, "speaker": speaker, "role": role, "turns": turns}
        for (source, speaker, role), turns in sorted(counts.items())
    ]


def correct_roles(
    study: Study, interviewers: Sequence[str], participants: Sequence[str], source_name: str, who: str
) -> int:
    """Give speakers their roles; returns how many turns changed. All of it is one batch in the ledger."""
    wanted: dict[str, Role] = {label.casefold(): "interviewer" for label in interviewers}
    wanted |= {label.casefold(): "participant" for label in participants}
    sources = {source.id: source for source in study.store.sources() if not source_name or source.name == source_name}
    turns = [turn for turn in study.store.turns() if turn.source_id in sources and turn.speaker.casefold() in wanted]
    missing = set(wanted) - {turn.speaker.casefold() for turn in turns}
    if missing:
        raise ConfigurationError(
            f"Nobody here is called {', '.join(sorted(missing))}.", hint="`verbatim roles` lists all speakers."
        )
    return len(_set_roles(study.store, turns, wanted, sources, who))


def set_role(store: Store, source: Source, speaker: str, role: Role, who: str, why: str = "") -> list[Decision]:
    """Give one speaker of one source a role; all turns are one batch in the ledger."""
    turns = [turn for turn in store.turns(source.id) if turn.speaker == speaker]
    return _set_roles(store, turns, {speaker.casefold(): role}, {source.id: source}, who, why)


def _set_roles(
    store: Store,
    turns: Sequence[Turn],
    wanted: Mapping[str, Role],
    sources: Mapping[str, Source],
    who: str,
    why: str = "",
) -> list[Decision]:
    changed = [turn for turn in turns if turn.role != wanted[turn.speaker.casefold()]]
    store.add_participants([_participant(sources[turn.source_id], turn) for turn in changed])
    changes = [_change(turn, wanted[turn.speaker.casefold()], sources[turn.source_id]) for turn in changed]
    return store.decide(who, "set role", changes, why=why, batch=new_batch()) if changes else []


def _participant(source: Source, turn: Turn) -> Participant:
    """Somebody who takes part after all: the same person as at import, by name or within this source alone."""
    name = display(turn.speaker)
    if name and not is_generic(name) and word_role(name) is None:
        return Participant(stable_id("p", name.casefold()), name)
    return Participant(stable_id("p", source.id, name), f"{source.name}, {name}" if name else source.name)


def _change(turn: Turn, role: Role, source: Source) -> Change:
    person = _participant(source, turn).id if role == "participant" else None
    return Change("turn", turn.id, {"role": role, "participant_id": person})
