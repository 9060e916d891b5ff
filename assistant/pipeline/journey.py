"""The step that drafts the stages of the journey, for all and for each persona, and stores them."""

from __future__ import annotations

from assistant.analysis import journey
from assistant.identity import digest
from assistant.pipeline.drafting import count_drafts, key_of_material, told_apart
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.under_way import RunUnderWay


def draft_journey(run: RunUnderWay, base: EvidenceBase) -> None:
    """Draft the journey of a study, where what it is drafted from has changed."""
    people = run.store.personas()
    members = [(item.id, [member.participant_id for member in item.members]) for item in people]
    stages = run.study.settings.journey_stages
    key = digest(key_of_material(base), members, [(stage.name, stage.description) for stage in stages])
    if run.is_up_to_date("journey", key):
        return
    outcomes = journey.draft_journey(run.engine, base.told, run.embedding, stages, people, base.doubts)
    drafts, failed = told_apart(run, outcomes)
    mine = [(run.mine(draft.narrative), [run.mine(claim) for claim in draft.claims]) for draft in drafts]
    run.store.store_journey(mine, run.engine.name, key, run.id, failed=failed)
    count_drafts(run, "journey", len(mine), len(failed))
