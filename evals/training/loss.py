"""What training minimises: cross-entropy over what is known of each example."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from evals.training.batches import Batch
from evals.training.labels import EMOTIONS, KINDS

WEIGHTS = torch.tensor([1.0] * len(KINDS) + [0.4] * len(EMOTIONS) + [0.5, 0.5])
"""How much each sentence output counts: 28 emotions together a little more than the four kinds."""
TOKEN_WEIGHT = 1.0


def loss(sentence: Tensor, token: Tensor, batch: Batch) -> Tensor:
    """Mean over examples of the weighted cross-entropy of the known sentence and token labels."""
    return _sentence_loss(sentence, batch) + TOKEN_WEIGHT * _token_loss(token, batch)


def _sentence_loss(logits: Tensor, batch: Batch) -> Tensor:
    known = ~torch.isnan(batch.targets)
    each = F.binary_cross_entropy_with_logits(logits, torch.nan_to_num(batch.targets), reduction="none")
    per_example = (each * known * WEIGHTS).sum(1) * batch.weights
    return per_example.sum() / batch.weights.sum()


def _token_loss(logits: Tensor, batch: Batch) -> Tensor:
    known = ~torch.isnan(batch.tokens)
    each = F.binary_cross_entropy_with_logits(logits, torch.nan_to_num(batch.tokens), reduction="none")
    per_example = (each * known).sum((1, 2)) / known.sum((1, 2)).clamp(min=1)
    return per_example.sum() / len(per_example)
