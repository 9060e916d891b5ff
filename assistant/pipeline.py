"""One run: index, code, themes, personas, journey. Stores each outcome as it comes, so that it can stop anywhere.

What is done is known by the hash of what each step saw: a run does what is missing or has changed, and nothing
else. The steps themselves know nothing of storing, progress or threads.
"""

from __future__ import annotations

import platform
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from filelock import FileLock, Timeout

from assistant import __version__
from assistant.analysis import personas
from assistant.analysis.coding import code
from assistant.analysis.doubt import Doubts
from assistant.analysis.footing import is_firm
from assistant.analysis.journey import draft_journey
from assistant.analysis.material import Material
from assistant.analysis.meaning import Surroundings
from assistant.analysis.themes import form_themes, named_apart
from assistant.analysis.tone import Tone
from assistant.analysis.touchpoints import without_passing_words
from assistant.deductive import apply_codebook, is_asked_for
from assistant.domain import CODE, Claim, Finding, Persona, Run, Source
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine, Passage
from assistant.errors import NotReadyError, StoreError
from assistant.export.wording import NO_THEMES
from assistant.identity import digest
from assistant.index.updating import open_index, update_index
from assistant.places import Places
from assistant.review.recounting import recount
from assistant.segments.passages import in_packs, passages_of
from assistant.study import Study

NOTHING_CODED = "Nothing could be coded, so there is nothing to draft from yet."

STEPS = ("index", "code", "themes", "personas", "journey")
DRAFTING = "14"
"""Counted up when themes, personas or stages are made otherwise, so that studies are drafted anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is, whenever an item of it is done."""

    step: str
    done: int
    total: int
    failed: int = 0


@dataclass(slots=True)
class Report:
    """What a run did."""

    run_id: str
    done: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cost: float = 0.0
    """In US dollars."""
    calls: int = 0
    """Made to an outside model and answered."""
    reused: int = 0
    """Answered by what was kept of earlier calls."""


def new_run_id() -> str:
    """A name for a run: when it began, and some chance."""
    return f"run-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}-{secrets.token_hex(3)}"


def run(
    study: Study,
    engine: Engine,
    embedding: Embedding,
    tell: Callable[[Progress], None],
    *,
    run_id: str | None = None,
    fresh: bool = False,
    coding_only: bool = False,
) -> Report:
    """Do what is missing, or all of it where it is to be `fresh`; NotReadyError where nothing was imported yet.

    `coding_only`: as a second coder, whose findings are compared with another's and drafted from by nobody.
    """
    if not study.store.documents():
        raise NotReadyError("This study has no sources yet.", hint="Add some with `verbatim add FILES…`.")
    with _alone(study):
        pipeline = _Pipeline(study, engine, embedding, tell, run_id or new_run_id(), fresh=fresh)
        return pipeline.run(coding_only=coding_only)


@contextmanager
def _alone(study: Study) -> Iterator[None]:
    """Two runs of one study would do the same work twice; the system frees the lock of one that was killed."""
    lock = FileLock(study.folder / ".run.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise StoreError("Another run of this study is under way.", hint="Wait for it, or stop it.") from error


class _Pipeline:
    """The steps of one run over one study."""

    def __init__(
        self,
        study: Study,
        engine: Engine,
        embedding: Embedding,
        tell: Callable[[Progress], None],
        run_id: str,
        *,
        fresh: bool = False,
    ) -> None:
        self._study = study
        self._store = study.store
        self._engine = engine
        self._embedding = embedding
        self._tell = tell
        self._fresh = fresh
        self._report = Report(run_id)

    def run(self, *, coding_only: bool = False) -> Report:
        self._store.start_run(self._describe())
        status = "stopped"
        try:
            if coding_only:
                self._code()
            else:
                self._index()
                self._code()
                if self._report.failed.get("code") and not self._coded:
                    self._report.notes.append(NOTHING_CODED)
                else:
                    self._codebook()
                    self._themes()
                    self._personas()
                    self._journey()
                    recount(self._store)
            status = "finished"
        finally:
            counts = {"done": self._report.done, "failed": self._report.failed, "personas": self._who_belongs()}
            self._store.finish_run(self._report.run_id, status, counts)
        return self._report

    def _who_belongs(self) -> dict[str, Any]:
        """Personas as this run left them: a later one may form others, and then it is told who moved."""
        return {
            persona.id: {"name": persona.name, "members": [member.participant_id for member in persona.members]}
            for persona in self._store.personas()
        }

    def _describe(self) -> Run:
        settings = {
            "settings_hash": self._study.settings.hash,
            "seed": self._study.settings.seed,
            "version": __version__,
            "python": platform.python_version(),
        }
        started = datetime.now(UTC).isoformat(timespec="seconds")
        run_id, engine = self._report.run_id, self._engine
        return Run(run_id, started, None, engine.name, engine.fingerprint, settings, "running", {})

    def _index(self) -> None:
        index = open_index(self._study, self._embedding)
        try:
            update_index(self._study, index, lambda done, total: self._tell(Progress("index", done, total)))
        finally:
            index.close()
        if index.note:
            self._report.notes.append(index.note)

    def _code(self) -> None:
        """Code the passages that are new or would be seen differently now."""
        done = {} if self._fresh else self._store.done_keys("code", self._engine.name)
        passages = passages_of_study(self._study, self._engine)
        waiting = {passage.id for passage in passages if done.get(passage.id) != passage.key}
        self._store.forget_failures("code", self._engine.name, waiting)
        self._store.forget_passages(self._engine.name, {passage.id for passage in passages})
        self._count("code", len(passages) - len(waiting), len(passages))
        for outcome in code(self._engine, _with_their_packs(passages, waiting)):
            passage = outcome.item
            self._report.cost += outcome.cost
            if passage.id not in waiting:
                continue  # shown again only because its pack was: the answer is the one there was
            if outcome.result is None:
                self._failed("code", passage.id, passage.key, outcome.error, len(passages))
            else:
                found = [replace(item, run_id=self._report.run_id) for item in outcome.result]
                self._store.store_coding([(passage.id, passage.key, found)], self._engine.name, self._report.run_id)
                self._count("code", 1, len(passages))

        self._report.notes += getattr(self._engine, "notes", ())
        self._retire_interviewers()

    def _retire_interviewers(self) -> None:
        """A finding that a person decided on goes too where its speaker turned out to be an interviewer."""
        places = Places(self._store.turns())
        asked = [item.id for item in self._store.findings() if places.has_interviewer(item.span)]
        if asked:
            self._store.retire_findings(asked)

    def _codebook(self) -> None:
        """What the researcher looks for, beside what is found: neither takes anything from the other."""
        if not is_asked_for(self._store, self._study.settings):
            return
        passages = passages_of_study(self._study, self._engine)
        spoken = {line.span: line for passage in passages for line in passage.lines if line.codable}
        store, settings, fresh = self._store, self._study.settings, self._fresh
        given = (list(spoken.values()), self._coded, self._surroundings, self._embedding)
        apply_codebook(store, settings, *given, run_id=self._report.run_id, fresh=fresh)

    def _themes(self) -> None:
        key = digest(DRAFTING, *self._models, [_seen(item) for item in self._coded])
        if self._up_to_date("themes", key):
            return
        themes, failed = [], {}
        firm = [item for item in self._coded if is_firm(item)]
        for outcome in form_themes(self._engine, firm, self._surroundings, self._embedding):
            self._report.cost += outcome.cost
            if outcome.result is None:
                failed[outcome.item.id] = outcome.error
            else:
                themes.append(self._mine(outcome.result))
        found, tone = {item.id: item for item in self._coded}, Tone(self._coded)
        labels = {
            theme.id: [item.label for item in tone.telling(theme.kind, [found[name] for name in theme.finding_ids])]
            for theme in themes
        }
        self._store.store_themes(
            named_apart(themes, labels), self._engine.name, key, self._report.run_id, failed=failed
        )
        if not themes and not failed:
            self._report.notes.append(NO_THEMES)
        self._drafted("themes", len(themes), len(failed))

    def _personas(self) -> None:
        material = self._material
        settings = self._study.settings
        key = digest(self._material_key, settings.personas.count, settings.seed)
        if self._up_to_date("personas", key):
            return
        count = None if settings.personas.count == "auto" else settings.personas.count
        grouping = personas.group(material, self._surroundings, self._embedding, count=count, seed=settings.seed)
        if grouping.why:
            self._report.notes.append(grouping.why)
        known = self._store.personas()
        drafts: list[tuple[Persona, Sequence[Claim]]] = []
        failed = {}
        for outcome in personas.draft_personas(
            self._engine, self._told, self._embedding, grouping, self._doubts, known
        ):
            self._report.cost += outcome.cost
            if outcome.result is None:
                failed[outcome.item.id] = outcome.error
            else:
                drafts.append((self._mine(outcome.result.persona), [self._mine(c) for c in outcome.result.claims]))
        self._store.store_personas(drafts, self._engine.name, key, self._report.run_id, failed=failed)
        self._drafted("personas", len(drafts), len(failed))

    def _journey(self) -> None:
        people = self._store.personas()
        members = [(item.id, [member.participant_id for member in item.members]) for item in people]
        stages = self._study.settings.journey_stages
        key = digest(self._material_key, members, [(stage.name, stage.description) for stage in stages])
        if self._up_to_date("journey", key):
            return
        drafts, failed = [], {}
        for outcome in draft_journey(self._engine, self._told, self._embedding, stages, people, self._doubts):
            self._report.cost += outcome.cost
            if outcome.result is None:
                failed[outcome.item.id] = outcome.error
            else:
                drafts.append((self._mine(outcome.result.narrative), [self._mine(c) for c in outcome.result.claims]))
        self._store.store_journey(drafts, self._engine.name, key, self._report.run_id, failed=failed)
        self._drafted("journey", len(drafts), len(failed))

    def _mine(self, value: Any) -> Any:
        return replace(value, run_id=self._report.run_id)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self._store.sources()}

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._sources, self._store.turns(), self._store.sentences())

    @cached_property
    def _coded(self) -> list[Finding]:
        """Findings that count: this engine's, people's, and other engines' where a person approved them.

        What the codebook was applied to is no ground for what is found without it.
        """
        others = {run.engine for run in self._store.runs()} - {self._engine.name}
        found = (item for item in self._store.findings() if item.status != "rejected" and item.kind != CODE)
        counts = (item for item in found if item.coder not in others or item.status == "approved")
        return without_passing_words(counts)

    @cached_property
    def _material(self) -> Material:
        store = self._store
        return Material(
            self._sources,
            store.participants(),
            store.turns(),
            store.sentences(),
            self._coded,
            [theme for theme in store.themes() if theme.kind != CODE],
            {document.id: document.name for document in store.documents()},
        )

    @cached_property
    def _told(self) -> Material:
        """What personas and journey are drafted from."""
        return self._of_the_matter.on_firm_ground()

    @cached_property
    def _of_the_matter(self) -> Material:
        return self._material.without_asides()

    @cached_property
    def _doubts(self) -> Doubts:
        # What is only perhaps so does not bear a statement out, but it may speak against one.
        return Doubts(self._of_the_matter, self._embedding, self._engine)

    @property
    def _models(self) -> tuple[str, str]:
        return self._engine.fingerprint, self._embedding.fingerprint

    @cached_property
    def _material_key(self) -> str:
        themes = [(theme.id, theme.name, theme.status, theme.finding_ids) for theme in self._material.themes]
        people = [person.id for person in self._material.participants]
        return digest(DRAFTING, *self._models, [_seen(item) for item in self._coded], themes, people)

    def _up_to_date(self, step: str, key: str) -> bool:
        return not self._fresh and self._store.done_keys(step, self._engine.name).get("all") == key

    def _count(self, step: str, more: int, total: int) -> None:
        self._report.done[step] = self._report.done.get(step, 0) + more
        self._tell(Progress(step, self._report.done[step], total, self._report.failed.get(step, 0)))

    def _drafted(self, step: str, done: int, failed: int) -> None:
        if failed:
            self._report.failed[step] = failed
        self._count(step, done, done + failed)

    def _failed(self, step: str, item: str, key: str, error: str, total: int) -> None:
        self._store.store_failure(step, item, self._engine.name, key, error, self._report.run_id)
        self._report.failed[step] = self._report.failed.get(step, 0) + 1
        self._tell(Progress(step, self._report.done.get(step, 0), total, self._report.failed[step]))


def _seen(item: Finding) -> tuple[Any, ...]:
    """What of a finding the later steps look at."""
    about = (item.id, item.label, item.stage, item.kind, item.status, item.start, item.end)
    return (*about, item.participant_id, item.confidence, dict(item.attributes))


def passages_of_study(study: Study, engine: Engine) -> list[Passage]:
    """All that an engine codes in a study, as it wants to see it."""
    store, words = study.store, study.settings.coding.passage_words
    turns, sentences, chunks = _by_source(store.turns()), _by_source(store.sentences()), _by_source(store.chunks())
    passages: list[Passage] = []
    for source in store.sources():
        parts = (turns.get(source.id, []), sentences.get(source.id, []), chunks.get(source.id, []))
        passages += passages_of(source, *parts, unit=engine.unit, fingerprint=engine.fingerprint, words=words)
    return in_packs(passages, words) if engine.unit == "chunk" else passages


def _with_their_packs(passages: Sequence[Passage], waiting: Collection[str]) -> list[Passage]:
    """What waits, and what goes out together with it: a pack that was paid for is asked for as it was."""
    due = {passage.pack for passage in passages if passage.pack and passage.id in waiting}
    return [passage for passage in passages if passage.id in waiting or passage.pack in due]


def _by_source(parts: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for part in parts:
        found.setdefault(part.source_id, []).append(part)
    return found
