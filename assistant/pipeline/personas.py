"""The step that groups participants, drafts a persona of each group, and stores them."""

from __future__ import annotations

from assistant.analysis.grouping import Grouping
from assistant.analysis.personas import draft_personas as drafts_of
from assistant.analysis.personas import group
from assistant.identity import digest
from assistant.pipeline.drafting import count_drafts, key_of_material, told_apart
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.under_way import RunUnderWay


def draft_personas(run: RunUnderWay, base: EvidenceBase) -> None:
    """Draft the personas of a study, where what they are drafted from has changed."""
    settings = run.study.settings
    key = digest(key_of_material(base), settings.personas.count, settings.seed)
    if run.is_up_to_date("personas", key):
        return
    grouping = _grouping(run, base)
    known = run.store.personas()
    outcomes = drafts_of(run.engine, base.told, run.embedding, grouping, base.doubts, known)
    drafts, failed = told_apart(run, outcomes)
    mine = [(run.mine(draft.persona), [run.mine(claim) for claim in draft.claims]) for draft in drafts]
    run.store.store_personas(mine, run.engine.name, key, run.id, failed=failed)
    count_drafts(run, "personas", len(mine), len(failed))


def _grouping(run: RunUnderWay, base: EvidenceBase) -> Grouping:
    """Participants in groups, as many as the settings ask for, or as hold."""
    settings = run.study.settings
    count = None if settings.personas.count == "auto" else settings.personas.count
    grouping = group(base.material, base.surroundings, run.embedding, count=count, seed=settings.seed)
    if grouping.why:
        run.report.notes.append(grouping.why)
    return grouping
