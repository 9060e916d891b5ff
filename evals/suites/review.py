"""What reviewers made of the drafts: accepted as drafted, corrected or refused, by field, kind, engine and version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from assistant.domain import Claim, Finding
from assistant.study import Study
from evals.results import Figure, Item, SuiteResult, rate_figure

_ACCEPTED, _CORRECTED, _REFUSED = "accepted", "corrected", "refused"
Verdicts = list[tuple[str, str, str, str]]
"""What group it belongs to, the cluster, the verdict, and the item's id."""


def run(study: Study, *, seed: int = 7) -> SuiteResult:
    """Rates over what was decided; what still waits is counted apart."""
    versions = {run.id: f"{run.engine} {run.fingerprint[:8]}" for run in study.store.runs()}
    verdicts, waiting = _of_claims(study, versions)
    more, undecided = _of_findings(study, versions)
    verdicts += more
    waiting.update({group: waiting.get(group, 0) + number for group, number in undecided.items()})
    groups = sorted({*(group for group, *_ in verdicts), *waiting})
    figures = [figure for group in groups for figure in _rates(group, verdicts, waiting.get(group, 0), seed)]
    items = tuple(Item(item, group, verdict == _ACCEPTED, _ACCEPTED, verdict) for group, _, verdict, item in verdicts)
    notes = () if verdicts else ("Nobody has decided on anything in this study yet.",)
    return SuiteResult("review", study.settings.name, tuple(figures), items, notes=notes)


def _of_claims(study: Study, versions: Mapping[str, str]) -> tuple[Verdicts, dict[str, int]]:
    verdicts: Verdicts = []
    waiting: dict[str, int] = defaultdict(int)
    for claim in study.store.claims():
        if claim.assumption:
            continue
        for group in (f"claims: {claim.field}", f"claims by {versions.get(claim.run_id or '', claim.engine)}"):
            verdict = _verdict(claim)
            if verdict:
                verdicts.append((group, claim.owner_id, verdict, f"claim:{claim.id}"))
            else:
                waiting[group] += 1
    return verdicts, waiting


def _verdict(claim: Claim) -> str | None:
    if claim.status == "approved":
        return _CORRECTED if claim.edited else _ACCEPTED
    return _REFUSED if claim.status == "rejected" else None


def _of_findings(study: Study, versions: Mapping[str, str]) -> tuple[Verdicts, dict[str, int]]:
    """Findings that an engine proposed; what people coded by hand is counted as missed by it."""
    recoded = {entry.target_id for entry in study.store.decisions() if entry.action == "recode"}
    engines = {run.engine for run in study.store.runs()}
    verdicts: Verdicts = []
    waiting: dict[str, int] = defaultdict(int)
    for finding in study.store.findings():
        if finding.coder not in engines:
            continue
        for group in (f"findings: {finding.kind}", f"findings by {versions.get(finding.run_id or '', finding.coder)}"):
            verdict = _finding_verdict(finding, recoded)
            if verdict:
                verdicts.append((group, finding.participant_id or finding.source_id, verdict, f"finding:{finding.id}"))
            else:
                waiting[group] += 1
    return verdicts, waiting


def _finding_verdict(finding: Finding, recoded: set[str]) -> str | None:
    if finding.status == "approved":
        return _CORRECTED if finding.id in recoded else _ACCEPTED
    return _REFUSED if finding.status == "rejected" else None


def _rates(group: str, verdicts: Verdicts, waiting: int, seed: int) -> Iterator[Figure]:
    frame = "what reviewers decided on; what waits is not judged"
    for verdict in (_ACCEPTED, _CORRECTED, _REFUSED):
        counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for mine, cluster, given, _ in verdicts:
            if mine == group:
                counts[cluster][0] += given == verdict
                counts[cluster][1] += 1
        yield rate_figure(f"{group}: {verdict}", tally=counts, frame=frame, unjudged=waiting, seed=seed)
