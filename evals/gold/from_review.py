"""A corrected study as gold: what reviewers accepted, changed or coded by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Finding, Source
from assistant.study import Study
from evals.gold.rows import GoldRow


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Gold from a study, and what was left out of it."""

    rows: tuple[GoldRow, ...]
    sources: int
    waiting: Counter[str]
    """Findings that nobody decided on, by source; such a source is left out whole, since its silence says nothing."""


def reviewed_gold(study: Study, *, waiting: bool = False) -> Reviewed:
    """The accepted findings of sources in which nothing waits; with `waiting`, undecided ones count as accepted."""
    sources = {source.id: source for source in study.store.sources()}
    findings = study.store.findings()
    undecided = Counter(finding.source_id for finding in findings if finding.status == "draft")
    left_out = set() if waiting else set(undecided)
    kept = [f for f in findings if f.status != "rejected" and f.source_id not in left_out]
    engines = {run.engine for run in study.store.runs()}
    checked_by = _reviewers(study)
    coder_of = {finding.id: checked_by if finding.coder in engines else finding.coder for finding in kept}
    rows = tuple(_row(finding, sources[finding.source_id], coder_of[finding.id]) for finding in kept)
    done = {row.source for row in rows}
    names: Counter[str] = Counter({sources[source].name: n for source, n in undecided.items() if not waiting})
    return Reviewed(rows, len(done), names)


def _reviewers(study: Study) -> str:
    people: Sequence[str] = sorted({entry.who for entry in study.store.decisions()})
    return ", ".join(people) or "nobody"


def _row(finding: Finding, source: Source, coder: str) -> GoldRow:
    return GoldRow(
        source=source.name,
        sha256=source.sha256,
        start=finding.start,
        end=finding.end,
        quote=source.quote(finding.span),
        kind=finding.kind,
        label=finding.label,
        stage=finding.stage,
        emotion=finding.label if finding.kind == "emotion" else None,
        coder=coder,
        settled="reviewed" if finding.status == "approved" else "not decided",
    )
