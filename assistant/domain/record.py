"""What is kept of what was done: decisions of people and runs of an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.values import Attributes


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the ledger: who decided what, when and why. Each holds the hash of the one before."""

    seq: int
    at: str
    who: str
    action: str
    target_type: str
    target_id: str
    before: Attributes
    after: Attributes
    why: str
    undoes: int | None
    """The entry that this one takes back."""
    batch: str
    """Entries made in one go share it and are undone together."""
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Run:
    """One go of the pipeline: with what it ran, and how far it came."""

    id: str
    started: str
    finished: str | None
    engine: str
    fingerprint: str
    """Hash of all that decides the engine's answers: weights or model, prompts, parameters."""
    settings: Attributes
    """Hash of study.toml, prompt hashes, versions, seed."""
    status: Literal["running", "finished", "stopped"]
    counts: Attributes
