"""The step that forms themes of the findings that are firm, and stores them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis.footing import is_firm
from assistant.analysis.themes import form_themes, named_apart
from assistant.analysis.tone import Tone
from assistant.domain import Finding, Theme, by_id
from assistant.export.wording import NO_THEMES
from assistant.pipeline.drafting import count_drafts, key_of_coded, told_apart
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.under_way import RunUnderWay


def draft_themes(run: RunUnderWay, base: EvidenceBase) -> None:
    """Form the themes of a study, where its findings are not those they were formed of."""
    key = key_of_coded(base)
    if run.is_up_to_date("themes", key):
        return
    firm = [item for item in base.coded if is_firm(item)]
    drafts, failed = told_apart(run, form_themes(run.engine, firm, base.surroundings, run.embedding))
    themes = named_apart([run.mine(theme) for theme in drafts], _other_names(drafts, base.coded))
    run.store.store_themes(themes, run.engine.name, key, run.id, failed=failed)
    if not themes and not failed:
        run.report.notes.append(NO_THEMES)
    count_drafts(run, "themes", len(themes), len(failed))


def _other_names(themes: Sequence[Theme], coded: Sequence[Finding]) -> dict[str, list[str]]:
    """What else each theme may be called, where its name is another's: the labels that may speak for it."""
    found, tone = by_id(coded), Tone(coded)
    return {
        theme.id: [item.label for item in tone.telling(theme.kind, [found[name] for name in theme.finding_ids])]
        for theme in themes
    }
