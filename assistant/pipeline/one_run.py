"""One run: index, code, themes, personas, journey. Stores each outcome as it comes, so that it can stop anywhere.

What is done is known by the hash of what each step saw: a run does what is missing or has changed, and nothing
else. The steps themselves know nothing of storing, progress or threads.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from filelock import FileLock, Timeout

from assistant import __version__
from assistant.domain import Run
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.errors import NotReadyError, StoreError
from assistant.index.updating import open_index, update_index
from assistant.pipeline.codebook import look_for_codes
from assistant.pipeline.coding import code_passages
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.journey import draft_journey
from assistant.pipeline.personas import draft_personas
from assistant.pipeline.report import Progress, Report, new_run_id
from assistant.pipeline.themes import draft_themes
from assistant.pipeline.under_way import RunUnderWay
from assistant.review.recounting import recount
from assistant.store import Store
from assistant.store.runs import now
from assistant.study import Study

NOTHING_CODED = "Nothing could be coded, so there is nothing to draft from yet."


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
    under_way = RunUnderWay(study, engine, embedding, tell, Report(run_id or new_run_id()), fresh)
    with _alone(study), _on_record(under_way):
        if coding_only:
            code_passages(under_way)
        else:
            _all_steps(under_way)
    return under_way.report


@contextmanager
def _alone(study: Study) -> Iterator[None]:
    """Two runs of one study would do the same work twice; the system frees the lock of one that was killed."""
    lock = FileLock(study.folder / ".run.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise StoreError("Another run of this study is under way.", hint="Wait for it, or stop it.") from error


@contextmanager
def _on_record(under_way: RunUnderWay) -> Iterator[None]:
    """That there was a run stands in the study from its beginning, and how it ended however it ends."""
    store, report = under_way.store, under_way.report
    store.start_run(_described(under_way))
    status = "stopped"
    try:
        yield
        status = "finished"
    finally:
        counts = {"done": report.done, "failed": report.failed, "personas": _who_belongs(store)}
        store.finish_run(report.run_id, status, counts)


def _all_steps(under_way: RunUnderWay) -> None:
    """From the sources to the drafts."""
    _index(under_way)
    code_passages(under_way)
    base = EvidenceBase(under_way.store, under_way.engine, under_way.embedding)
    if under_way.report.failed.get("code") and not base.coded:
        under_way.report.notes.append(NOTHING_CODED)
        return
    for step in (look_for_codes, draft_themes, draft_personas, draft_journey):
        step(under_way, base)
    recount(under_way.store)


def _index(under_way: RunUnderWay) -> None:
    """Bring the search index up to date."""
    index = open_index(under_way.study, under_way.embedding)
    try:
        tell = under_way.tell
        update_index(under_way.study, index, lambda done, total: tell(Progress("index", done, total)))
    finally:
        index.close()
    if index.note:
        under_way.report.notes.append(index.note)


def _described(under_way: RunUnderWay) -> Run:
    """What the run is made with, as it stands on record."""
    settings = {
        "settings_hash": under_way.study.settings.hash,
        "seed": under_way.study.settings.seed,
        "version": __version__,
        "python": platform.python_version(),
    }
    engine = under_way.engine
    return Run(under_way.id, now(), None, engine.name, engine.fingerprint, settings, "running", {})


def _who_belongs(store: Store) -> dict[str, Any]:
    """Personas as this run left them: a later one may form others, and then it is told who moved."""
    return {
        persona.id: {"name": persona.name, "members": [member.participant_id for member in persona.members]}
        for persona in store.personas()
    }
