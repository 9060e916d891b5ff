"""The small study of `tests.studies` as exports need it: with its files in place, and some of it approved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.store import Change
from assistant.study import Study
from tests.studies import locker_study

REVIEWER = "Robin"


def complete_study(folder: Path, extra: Sequence[str] = ()) -> Study:
    """The locker study with the copies of its files, so that nothing is wrong with it."""
    study = locker_study(folder, extra)
    for document, source in zip(study.store.documents(), study.store.sources(), strict=True):
        (study.folder / document.path).write_text(source.text, encoding="utf-8", newline="")
    return study


def reviewed_study(folder: Path) -> Study:
    """The same, with every claim approved but one that is rejected and one that waits."""
    study = complete_study(folder)
    claims = [claim for claim in study.store.claims() if not claim.assumption]
    for claim in claims[2:]:
        decide(study, "claim", claim.id, status="approved")
    decide(study, "claim", claims[0].id, why="Nobody says so.", status="rejected")
    return study


def decide(study: Study, kind: str, target: str, *, why: str = "", **after: object) -> None:
    """One decision by the reviewer, as the ledger records it."""
    action = {"approved": "approve", "rejected": "reject"}.get(str(after.get("status")), "edit")
    study.store.decide(REVIEWER, action, [Change(kind, target, after)], why=why)
