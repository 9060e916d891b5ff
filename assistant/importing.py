"""Bringing files into a study: read, copied, cut into sentences and chunks, stored whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from assistant.chunks import chunks_of
from assistant.domain import Document, Outcome, Participant, Source, Turn
from assistant.errors import DocumentError, VerbatimError
from assistant.identity import stable_id, text_sha256
from assistant.ingest import find_files, read_file
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft, TurnDraft
from assistant.sentences import sentences_of
from assistant.store import SourceRecord
from assistant.store.runs import now
from assistant.study import Study

_GENERIC = re.compile(r"^(?:speaker|voice|unknown|user|person|guest)[ _-]?\w{0,3}$", re.IGNORECASE)
"""Labels that machines give: the same one in another file is somebody else."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    state: Literal["new", "new version", "already there"]
    sources: int = 0
    turns: int = 0
    participants: int = 0
    roles: Mapping[str, str] | None = None
    notes: Sequence[str] = ()


def import_files(study: Study, paths: Sequence[Path], options: ReadOptions) -> Iterator[Outcome[Path, Imported]]:
    """Import files and folders one by one; a file that fails is an outcome with its reason, the rest goes on."""
    found = list(find_files(paths))
    names = _names([outcome.item for outcome in found if outcome.ok], paths)
    for outcome in found:
        if not outcome.ok:
            yield Outcome(outcome.item, error=outcome.error)
            continue
        try:
            yield Outcome(outcome.item, import_file(study, outcome.item, names[outcome.item], options))
        except VerbatimError as error:
            yield Outcome(outcome.item, error=str(error))
        except OSError as error:
            yield Outcome(outcome.item, error=f"{outcome.item.name} cannot be read: {error.strerror}.")


def import_file(study: Study, path: Path, name: str, options: ReadOptions) -> Imported:
    """Import one file under a name; the same content, read the same way, is imported once."""
    content = _sha256(path)
    asked = {key: value for key, value in asdict(options).items() if value}
    documents = study.store.documents()
    if any(item.sha256 == content and _same_reading(item.options, asked) for item in documents):
        return Imported(name, "already there")
    reading = read_file(path, options)
    known = [item for item in documents if item.name == name or item.sha256 == content]
    version = 1 + max((item.version for item in known), default=0)
    document = Document(
        id=stable_id("d", name, content, asked, version),
        name=known[0].name if known else name,
        path=_copy(study, path, name, version),
        sha256=content,
        format=reading.format,
        size=path.stat().st_size,
        version=version,
        added_at=now(),
        options=asked | {"roles": dict(reading.roles)},
    )
    records = [_record(document, seq, draft) for seq, draft in enumerate(reading.sources)]
    study.store.add_document(document, records, replaces=known[0].id if known else None)
    return _imported(document, reading, records)


def _same_reading(options: Mapping[str, object], asked: Mapping[str, object]) -> bool:
    """Whether a document was read with what is asked now; nothing asked is happy with any reading."""
    return not asked or {key: value for key, value in options.items() if key != "roles"} == {
        key: list(value) if isinstance(value, tuple) else value for key, value in asked.items()
    }


def _imported(document: Document, reading: Reading, records: Sequence[SourceRecord]) -> Imported:
    people = {person.id for record in records for person in record.participants}
    return Imported(
        name=document.name,
        state="new" if document.version == 1 else "new version",
        sources=len(records),
        turns=sum(len(record.turns) for record in records),
        participants=len(people),
        roles=reading.roles,
        notes=reading.notes,
    )


def _names(files: Sequence[Path], given: Sequence[Path]) -> dict[Path, str]:
    """Each file's name below the folder it was given by; files of one name are told apart by their folder."""
    names = {path: _below(path, given) for path in files}
    often = Counter(names.values())
    return {path: name if often[name] == 1 else f"{path.parent.name}/{name}" for path, name in names.items()}


def _below(path: Path, given: Sequence[Path]) -> str:
    for folder in given:
        if folder.is_dir() and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(study: Study, path: Path, name: str, version: int) -> str:
    """Copy a file into the study, whole or not at all; return where it lies."""
    inside = PurePosixPath(*(part for part in PurePosixPath(name).parts if part not in ("..", "/", ".")))
    if version > 1:
        inside = inside.with_name(f"{inside.stem}.v{version}{inside.suffix}")
    target = study.sources_dir / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    shutil.copyfile(path, partial)
    os.replace(partial, target)
    return target.relative_to(study.folder).as_posix()


def _record(document: Document, seq: int, draft: SourceDraft) -> SourceRecord:
    """A source with everything that follows from its text; ids follow from content, so rows that stay keep theirs."""
    layout = [(turn.start, turn.end, turn.role, turn.participant) for turn in draft.turns]
    sha256 = text_sha256(draft.text)
    source = Source(
        id=stable_id("s", document.name, draft.key, sha256, layout),
        document_id=document.id,
        seq=seq,
        name=draft.name,
        kind=draft.kind,
        text=draft.text,
        sha256=sha256,
        attributes=dict(draft.attributes),
    )
    people = {turn.participant: _participant(source, turn) for turn in draft.turns if turn.participant is not None}
    turns = [_turn(source, at, turn, people) for at, turn in enumerate(draft.turns)]
    sentences = sentences_of(turns, source.text)
    chunks = chunks_of(sentences, turns, source.text)
    return SourceRecord(source, turns, sentences, chunks, list(people.values()))


def _participant(source: Source, turn: TurnDraft) -> Participant:
    """Somebody with a name of their own is the same in every file; a generic label is this source's alone."""
    name = turn.participant or ""
    if name and not _GENERIC.match(name):
        return Participant(stable_id("p", name.casefold()), name)
    shown = f"{source.name}, {name}" if name else source.name
    return Participant(stable_id("p", source.id, name), shown, source.attributes if source.kind == "review" else {})


def _turn(source: Source, seq: int, draft: TurnDraft, people: Mapping[str | None, Participant]) -> Turn:
    if draft.end > len(source.text) or not source.text[draft.start : draft.end].strip():
        raise DocumentError(f"{source.name}: a turn at {draft.start} holds no words.", hint="Please report this file.")
    speaker = people.get(draft.participant)
    return Turn(
        id=f"{source.id}.t{seq:05d}",
        source_id=source.id,
        seq=seq,
        start=draft.start,
        end=draft.end,
        speaker=draft.speaker,
        participant_id=speaker.id if speaker and draft.role == "participant" else None,
        role=draft.role,
        time=draft.time,
        page=draft.page,
    )


def roles_in_words(roles: Mapping[str, str]) -> Iterable[str]:
    """`Dana: interviewer`, for the person who imports."""
    return (f"{label}: {role}" for label, role in roles.items())
