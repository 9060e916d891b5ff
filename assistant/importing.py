"""Bringing files into a study: read, copied, cut into sentences and chunks, stored whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Literal

from assistant.domain import Document, Outcome, Participant, Source, Turn
from assistant.errors import DocumentError, VerbatimError
from assistant.identity import digest, stable_id, text_sha256
from assistant.ingest import find_files, read_file
from assistant.ingest.drafts import Reading, ReadOptions, SourceDraft, TurnDraft
from assistant.segments.chunks import chunks_of
from assistant.segments.sentences import sentences_of
from assistant.store import SourceRecord
from assistant.store.runs import now
from assistant.study import Study

_ALIKE = 0.3
"""Share of the shorter text's word runs that a file and its new version have in common, wherever it was moved."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    state: Literal["new", "new version", "already there", "passed over"]
    """Passed over is a file of a folder in a format that is not read."""
    sources: int = 0
    turns: int = 0
    participants: int = 0
    roles: Mapping[str, str] | None = None
    notes: Sequence[str] = ()


def import_files(study: Study, paths: Sequence[Path], options: ReadOptions) -> Iterator[Outcome[Path, Imported]]:
    """Import files and folders one by one; a file that fails is an outcome with its reason, the rest goes on."""
    found = list(find_files(paths))
    names = _names([outcome.item for outcome in found if outcome.result], paths)
    known = study.store.documents(retired=True)
    for outcome in found:
        if outcome.error:
            yield Outcome(outcome.item, error=outcome.error)
        elif outcome.result is None:
            yield Outcome(outcome.item, Imported(_readable(outcome.item.name), "passed over"))
        else:
            yield _outcome(study, outcome.item, names[outcome.item], options, known)


def _outcome(
    study: Study, path: Path, name: str, options: ReadOptions, known: list[Document]
) -> Outcome[Path, Imported]:
    try:
        return Outcome(path, _import_file(study, path, name, options, known))
    except VerbatimError as error:
        return Outcome(path, error=str(error))
    except OSError as error:
        return Outcome(path, error=f"{_readable(path.name)} cannot be read: {error.strerror or error}.")


def _import_file(study: Study, path: Path, name: str, options: ReadOptions, documents: list[Document]) -> Imported:
    """Import one file under a name; the same content, read the same way, is imported once.

    `documents` are all that the study holds, older versions too; what is imported takes its place among them.
    """
    content = _sha256(path)
    asked = {key: value for key, value in asdict(options).items() if value}
    standing = [item for item in documents if not item.retired]
    if there := next(
        (item for item in standing if item.sha256 == content and _same_reading(item.options, asked)), None
    ):
        return Imported(there.name, "already there")
    reading = read_file(path, options)
    origin = digest(str(path.resolve()))
    known = _earlier_version(study, standing, name, content, origin, reading)
    name = known.name if known else _free_name(name, path, {item.name for item in standing})
    version = 1 + max((item.version for item in documents if item.name == name), default=0)
    document = Document(
        id=stable_id("d", name, content, asked, version),
        name=name,
        path=_copy(study, path, name, version, {item.path for item in documents}),
        sha256=content,
        format=reading.format,
        size=path.stat().st_size,
        version=version,
        added_at=now(),
        options=asked | {"roles": dict(reading.roles), "origin": origin},
    )
    records = _stored(study, document, reading, known)
    documents[:] = [replace(item, retired=item.retired or item is known) for item in documents] if known else documents
    documents.append(document)
    return _imported(document, reading, records)


def _stored(study: Study, document: Document, reading: Reading, known: Document | None) -> list[SourceRecord]:
    """The sources of a document, stored with it, in the place of an earlier version where one is known."""
    tokens = study.settings.coding.chunk_tokens
    records = [_record(document, seq, draft, tokens) for seq, draft in enumerate(reading.sources)]
    study.store.add_document(document, records, replaces=known.id if known else None)
    return records


def _same_reading(options: Mapping[str, object], asked: Mapping[str, object]) -> bool:
    """Whether a document was read with what is asked now; nothing asked is happy with any reading."""
    return not asked or {key: value for key, value in options.items() if key not in ("roles", "origin")} == {
        key: list(value) if isinstance(value, tuple) else value for key, value in asked.items()
    }


def _earlier_version(
    study: Study, documents: Sequence[Document], name: str, content: str, origin: str, reading: Reading
) -> Document | None:
    """What a file is a new version of: the same content read otherwise, the same file, or one of its name like it.

    Interviews lie in folders of their own under the same names, so a name alone is not enough.
    """
    for item in documents:
        if item.sha256 == content or item.options.get("origin") == origin:
            return item
    same_name = (item for item in documents if item.name == name)
    return next((item for item in same_name if _alike(study, item, reading)), None)


def _alike(study: Study, document: Document, reading: Reading) -> bool:
    earlier = _word_runs(source.text for source in study.store.sources() if source.document_id == document.id)
    later = _word_runs(source.text for source in reading.sources)
    return len(earlier & later) >= _ALIKE * min(len(earlier), len(later))


def _word_runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every four neighbouring words."""
    runs = set()
    for text in texts:
        words = text.casefold().split()
        runs |= {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}
    return runs


def _free_name(name: str, path: Path, taken: Container[str]) -> str:
    """The name, or one that tells the file apart from those that have it: by its folder, else by a number."""
    if name not in taken:
        return name
    apart = PurePosixPath(_readable(path.resolve().parent.name), PurePosixPath(name).name)
    numbered = (apart.with_stem(f"{apart.stem} ({number})") for number in count(2))
    return next(str(option) for option in chain([apart], numbered) if str(option) not in taken)


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
    taken: set[str] = {name for name, number in often.items() if number > 1}
    for path, name in names.items():
        if often[name] > 1:
            names[path] = _free_name(name, path, taken)
            taken.add(names[path])
    return names


def _below(path: Path, given: Sequence[Path]) -> str:
    for folder in given:
        if folder.is_dir() and path.is_relative_to(folder):
            return _readable(path.relative_to(folder).as_posix())
    return _readable(path.name)


def _readable(name: str) -> str:
    """A file's name as text: bytes that are none are shown as such."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(study: Study, path: Path, name: str, version: int, taken: Container[str]) -> str:
    """Copy a file into the study, whole or not at all; return where it lies."""
    inside = PurePosixPath(*(part for part in PurePosixPath(name).parts if part not in ("..", "/", ".")))
    options = (inside if number == 1 else inside.with_stem(f"{inside.stem}.v{number}") for number in count(version))
    places = ((study.sources_dir / option).relative_to(study.folder).as_posix() for option in options)
    place = next(place for place in places if place not in taken)
    target = study.folder / place
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{digest(target.name)[:12]}.partial")
    shutil.copyfile(path, partial)
    partial.replace(target)
    return place


def _record(document: Document, seq: int, draft: SourceDraft, chunk_tokens: int) -> SourceRecord:
    """A source with everything that follows from its text; ids follow from content, so rows that stay keep theirs."""
    layout = [(turn.start, turn.end, turn.role, turn.participant) for turn in draft.turns]
    sha256 = text_sha256(draft.text)
    source = Source(
        id=stable_id("s", document.name, draft.key, sha256, layout),
        document_id=document.id,
        seq=seq,
        name=_readable(draft.name),
        kind=draft.kind,
        text=draft.text,
        sha256=sha256,
        attributes=dict(draft.attributes),
    )
    people: dict[str | None, Participant] = {
        turn.participant: _participant(source, turn) for turn in draft.turns if turn.participant is not None
    }
    turns = [_turn(source, at, turn, people) for at, turn in enumerate(draft.turns)]
    sentences = sentences_of(turns, source.text)
    chunks = chunks_of(sentences, turns, source.text, target_tokens=chunk_tokens)
    return SourceRecord(source, turns, sentences, chunks, list(people.values()))


def _participant(source: Source, turn: TurnDraft) -> Participant:
    """Somebody with a name of their own is the same in every file; a generic label is this source's alone."""
    name = turn.participant or ""
    if name and not turn.local:
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
