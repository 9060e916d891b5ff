"""The step of the researcher's codebook: each of its codes is looked for in what participants said."""

from __future__ import annotations

from assistant.deductive import apply_codebook, is_asked_for
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.passages import passages_of_study
from assistant.pipeline.under_way import RunUnderWay


def look_for_codes(run: RunUnderWay, base: EvidenceBase) -> None:
    """What the researcher looks for, beside what is found: neither takes anything from the other."""
    store, settings = run.store, run.study.settings
    if not is_asked_for(store, settings):
        return
    passages = passages_of_study(run.study, run.engine)
    spoken = {line.span: line for passage in passages for line in passage.lines if line.codable}
    given = (list(spoken.values()), base.coded, base.surroundings, run.embedding)
    apply_codebook(store, settings, *given, run_id=run.id, fresh=run.fresh)
