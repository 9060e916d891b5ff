"""Train the coder: `python -m evals.training.train --data DIR --out DIR`.

Two stages: "broad" reads everything, the sentences of spoken interviews many times over; "talk" reads those
with about as much of everything else, so that nothing is forgotten. In both the rate falls to nothing.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import nn

from evals.training import base_model, data, interviews, runs
from evals.training.batches import Row, batches, joined, piece, row, tokenizer, windows
from evals.training.examples import Example, side
from evals.training.loss import loss
from evals.training.network import Coder
from evals.training.variants import untidy

log = logging.getLogger("train")
BATCH_TOKENS = 1280
HEAD_RATE = 6.0
"""The new heads learn so many times faster than the top layer."""
WINDOW = 124
"""Tokens read at once of what was said in a row."""
WARMUP = 60
"""Steps until the full rate."""
LAYER_DECAY = 0.85
"""Each layer learns this much slower than the one above it."""


@dataclass(frozen=True)
class Stage:
    """One pass of training: which sets, how often each, how fast."""

    name: str
    rate: float
    repeats: dict[str, float] = field(default_factory=dict)
    """Times a set is read; one where nothing is said, a part drawn by chance below one."""
    steps: int | None = None
    """Ends the stage early."""
    told: dict[str, int] = field(default_factory=dict)
    """Times a set is read in the order in which things were said, sentences with those around them."""
    untidy: tuple[str, ...] = ()
    """Sets whose copies are varied."""
    frozen: int = 0
    """Lowest layers, with the embeddings, that stay as they are; they cost a quarter less time for each two."""


SPOKEN = ("transcripts", "interviews", "authored")
STAGES = (
    Stage(
        "broad",
        1e-4,
        repeats={"goemotions": 4, "jupyter": 3, "nhs": 2, "mams": 2, "app_reviews": 3, "comments": 3}
        | dict.fromkeys(SPOKEN, 6),
        untidy=(*SPOKEN, "nhs"),
    ),
    Stage(
        "talk",
        6e-5,
        repeats={"goemotions": 0.4, "jupyter": 2, "nhs": 1, "mams": 0.5, "comments": 2, "interviews": 1}
        | {"transcripts": 1, "authored": 3},
        told={"transcripts": 4, "interviews": 3},
        untidy=(*SPOKEN, "nhs"),
        frozen=2,
    ),
)


def parameter_groups(model: Coder, rate: float) -> list[dict[str, object]]:
    """Slower rates for lower layers; no decay on biases and norms."""
    groups = []
    for name, value in model.named_parameters():
        if not value.requires_grad:
            continue
        decay = 0.0 if value.ndim < 2 else 0.01
        groups.append({"params": [value], "lr": rate * _share(name), "weight_decay": decay})
    return groups


def _share(name: str) -> float:
    if name.startswith("encoder.layer."):
        return LAYER_DECAY ** (5 - int(name.split(".")[2]))
    return LAYER_DECAY**6 if name.startswith("embeddings") else HEAD_RATE


def freeze(model: Coder, layers: int) -> None:
    """Keep the embeddings and so many of the lowest layers as they are; with 0 everything learns."""
    for name, value in model.named_parameters():
        place = name.split(".")
        lower = place[0] == "embeddings" or (place[0] == "encoder" and int(place[2]) < layers)
        value.requires_grad_(not (layers and lower))


@dataclass
class Progress:
    """How much of a stage is done: by its steps, or by the clock where a limit is set."""

    total: int
    seconds: float | None = None
    step: int = 0
    start: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.start

    @property
    def done(self) -> float:
        """From 0 to 1."""
        return max(self.step / self.total, self.spent / self.seconds if self.seconds else 0.0)


def train_stage(
    model: Coder, rows: Sequence[Row], stage: Stage, out: Path, *, seed: int, minutes: float | None
) -> None:
    """Run one stage and leave a checkpoint every fifty steps."""
    freeze(model, stage.frozen)
    total = stage.steps or sum(1 for _ in batches(rows, BATCH_TOKENS, random.Random(seed)))
    progress = Progress(total, minutes * 60 if minutes else None)
    optimiser = torch.optim.AdamW(parameter_groups(model, stage.rate), betas=(0.9, 0.98), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, progress.done))
    model.train()
    mean = 0.0
    for batch in batches(rows, BATCH_TOKENS, random.Random(seed)):
        if progress.done >= 1:
            break
        value = loss(*model(batch.ids, batch.mask, batch.places), batch)
        value.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        progress.step += 1
        mean = 0.98 * mean + 0.02 * value.item()
        if progress.step % 20 == 0:
            log.info("%s %d/%d loss %.3f %.0fs", stage.name, progress.step, total, mean, progress.spent)
        if progress.step % 50 == 0:
            torch.save(model.state_dict(), out / f"{stage.name}.pt")
    torch.save(model.state_dict(), out / f"{stage.name}.pt")


def _rate(step: int, done: float) -> float:
    warmed = min(1.0, (step + 1) / WARMUP)
    return warmed * max(0.0, 1 - done)


def stage_rows(sets: dict[str, list[Example]], stage: Stage, draw: random.Random) -> list[Row]:
    """Tokenise the train side of every set, as often as the stage says."""
    tokens = tokenizer()
    rows: list[Row] = []
    for name, examples in sets.items():
        chosen = [example for example in examples if side(example) == "train"]
        times = stage.repeats.get(name, 1)
        if times < 1:
            chosen = draw.sample(chosen, int(times * len(chosen)))
        for _ in range(max(1, int(times))):
            rows += [row(untidy(e, draw) if name in stage.untidy else e, tokens) for e in chosen]
        log.info("%s: %d examples, %g times", name, len(chosen), times)
    return rows


def told_rows(folder: Path, stage: Stage, draw: random.Random) -> list[Row]:
    """Tokenise what was said in a row, as often as the stage says, cut elsewhere each time."""
    tokens = tokenizer()
    rows: list[Row] = []
    for name, told in runs.runs(folder).items():
        for _ in range(stage.told.get(name, 0)):
            for run in runs.train_side(told):
                pieces = [piece(untidy(e, draw) if name in stage.untidy else e, tokens) for e in run]
                rows += [joined(group) for group in windows([p for p in pieces if p.ids], WINDOW, draw)]
        log.info("%s in a row: %d rows so far", name, len(rows))
    return [row for row in rows if not np.isnan(row.targets).all()]


def all_sets(folder: Path) -> dict[str, list[Example]]:
    """Everything that weights may be trained on."""
    return data.public(folder) | interviews.read_for_verbatim(folder)


def main() -> None:
    """Train all stages, or the one that is named, from the base weights or a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stage", choices=[stage.name for stage in STAGES])
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--minutes", type=float, help="let each stage end, and its rate fall, by the clock")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    model = Coder()
    model.load_numpy(base_model.state())
    if options.start:
        model.load_state_dict(torch.load(options.start))
    sets = all_sets(options.data)
    for stage in STAGES:
        if options.stage in (None, stage.name):
            rows = stage_rows(sets, stage, random.Random(options.seed))
            rows += told_rows(options.data, stage, random.Random(options.seed))
            train_stage(model, rows, stage, options.out, seed=options.seed, minutes=options.minutes)


if __name__ == "__main__":
    main()
