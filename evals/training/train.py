"""Train the coder: `python -m evals.training.train --data DIR --out DIR`.

Two stages: "broad" reads the public sets at an even rate; "interviews" adds sentences of spoken interviews many
times over, reads the public sets once more, so that nothing is forgotten, and lets the rate fall to nothing.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from evals.training import base_model, data
from evals.training.batches import Row, batches, row, tokenizer
from evals.training.examples import Example, is_dev
from evals.training.loss import loss
from evals.training.network import Coder

log = logging.getLogger("train")
BATCH_TOKENS = 1280
HEAD_RATE = 6.0
"""The new heads learn so many times faster than the top layer."""
WARMUP = 60
"""Steps until the full rate."""
LAYER_DECAY = 0.85
"""Each layer learns this much slower than the one above it."""


@dataclass(frozen=True)
class Stage:
    """One pass of training: which sets, how often each, how fast."""

    name: str
    epochs: int
    rate: float
    falls: bool
    """Whether the rate falls to nothing over the stage or stays."""
    repeats: dict[str, int] = field(default_factory=dict)
    """Times a set is read in one epoch; one where nothing is said."""


STAGES = (Stage("broad", 2, 1e-4, falls=False, repeats={"app_reviews": 2}),)


def on_train_side(example: Example) -> bool:
    """GoEmotions keeps its published split, the others a fixed share of their groups."""
    if "split" in example.extra:
        return example.extra["split"] == "train"
    return not is_dev(example.group)


def parameter_groups(model: Coder, rate: float) -> list[dict[str, object]]:
    """Slower rates for lower layers; no decay on biases and norms."""
    groups = []
    for name, value in model.named_parameters():
        decay = 0.0 if value.ndim < 2 else 0.01
        groups.append({"params": [value], "lr": rate * _share(name), "weight_decay": decay})
    return groups


def _share(name: str) -> float:
    if name.startswith("encoder.layer."):
        return LAYER_DECAY ** (5 - int(name.split(".")[2]))
    return LAYER_DECAY**6 if name.startswith("embeddings") else HEAD_RATE


def train_stage(model: Coder, rows: Sequence[Row], stage: Stage, seed: int, out: Path) -> None:
    """Run one stage and leave a checkpoint every fifty steps."""
    draw = random.Random(seed)
    total = stage.epochs * sum(1 for _ in batches(rows, BATCH_TOKENS, random.Random(seed)))
    optimiser = torch.optim.AdamW(parameter_groups(model, stage.rate), betas=(0.9, 0.98), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, total, stage))
    model.train()
    step, mean, start = 0, 0.0, time.monotonic()
    for epoch in range(stage.epochs):
        for batch in batches(rows, BATCH_TOKENS, draw):
            value = loss(*model(batch.ids, batch.mask), batch)
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            step, mean = step + 1, 0.98 * mean + 0.02 * value.item()
            if step % 20 == 0:
                spent = time.monotonic() - start
                log.info("%s %d %d/%d loss %.3f %.0fs", stage.name, epoch, step, total, mean, spent)
            if step % 50 == 0:
                torch.save(model.state_dict(), out / f"{stage.name}.pt")
    torch.save(model.state_dict(), out / f"{stage.name}.pt")


def _rate(step: int, total: int, stage: Stage) -> float:
    warmed = min(1.0, (step + 1) / WARMUP)
    return warmed * (1 - step / total) if stage.falls else warmed


def stage_rows(sets: dict[str, list[Example]], stage: Stage) -> list[Row]:
    """Tokenise the train side of every set, as often as the stage says."""
    tokens = tokenizer()
    rows: list[Row] = []
    for name, examples in sets.items():
        chosen = [row(example, tokens) for example in examples if on_train_side(example)]
        rows += chosen * stage.repeats.get(name, 1)
        log.info("%s: %d examples, %d times", name, len(chosen), stage.repeats.get(name, 1))
    return rows


def main() -> None:
    """Train all stages, or the one that is named, from the base weights or a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stage", choices=[stage.name for stage in STAGES])
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
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
    for stage in STAGES:
        if options.stage in (None, stage.name):
            rows = stage_rows(data.public(options.data), stage)
            train_stage(model, rows, stage, options.seed, options.out)


if __name__ == "__main__":
    main()
