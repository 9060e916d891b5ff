"""What the steps that draft have in common: when they are done anew, and how what came out is told apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from assistant.domain import UNDER, Finding, Outcome, Theme
from assistant.identity import digest
from assistant.pipeline.evidence_base import EvidenceBase
from assistant.pipeline.under_way import RunUnderWay

DRAFTING = "17"
"""Counted up when themes, personas or stages are made otherwise, so that studies are drafted anew."""

Draft = TypeVar("Draft")


def key_of_coded(base: EvidenceBase, *more: Any) -> str:
    """The hash of what themes are formed from."""
    return digest(DRAFTING, *base.models, [_seen(item) for item in base.coded], *more)


def key_of_material(base: EvidenceBase) -> str:
    """The hash of what personas and journey are drafted from, but for what each sees besides."""
    themes = [(item.id, item.name, item.status, item.finding_ids, _under(item)) for item in base.material.themes]
    people = [person.id for person in base.material.participants]
    return key_of_coded(base, themes, people)


def _under(theme: Theme) -> str:
    """The broader topic by its name of now: a persona may be called by it."""
    return str(theme.attributes.get(UNDER, ""))


def _seen(item: Finding) -> tuple[Any, ...]:
    """What of a finding the later steps look at."""
    about = (item.id, item.label, item.stage, item.kind, item.status, item.start, item.end)
    return (*about, item.participant_id, item.confidence, dict(item.attributes))


def told_apart(run: RunUnderWay, outcomes: Iterable[Outcome[Any, Draft]]) -> tuple[list[Draft], dict[str, str]]:
    """What was drafted, and what failed with its reason; what it cost is counted."""
    drafts, failed = [], {}
    for outcome in outcomes:
        run.report.cost += outcome.cost
        if outcome.result is None:
            failed[outcome.item.id] = outcome.error
        else:
            drafts.append(outcome.result)
    return drafts, failed


def count_drafts(run: RunUnderWay, step: str, done: int, failed: int) -> None:
    """Drafts of a step that is done in one go."""
    if failed:
        run.report.failed[step] = failed
    run.count(step, done, done + failed)
