"""The encoder as a torch module: a six-layer BERT with two linear heads, named as the pretrained weights are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from evals.training.graph import HEADS, HIDDEN, LAYERS
from evals.training.labels import SENTENCE_OUTPUTS, TOKEN_OUTPUTS


class Attention(nn.Module):
    """Self-attention with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.self = nn.ModuleDict({part: nn.Linear(HIDDEN, HIDDEN) for part in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "LayerNorm": _norm()})
        self.drop = nn.Dropout(dropout)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Mix every token with the tokens that `mask` lets through."""
        batch, length, _ = rows.shape
        query, key, value = (
            self.self[part](rows).view(batch, length, HEADS, -1).transpose(1, 2) for part in ("query", "key", "value")
        )
        dropout = self.drop.p if self.training else 0.0
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout)
        dense = self.output["dense"](mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        return self.output["LayerNorm"](rows + self.drop(dense))


class Layer(nn.Module):
    """One layer: attention, then a feed-forward part four times as wide."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(dropout)
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, 4 * HIDDEN)})
        self.output = nn.ModuleDict({"dense": nn.Linear(4 * HIDDEN, HIDDEN), "LayerNorm": _norm()})
        self.drop = nn.Dropout(dropout)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Apply the layer to (batch, length, hidden)."""
        rows = self.attention(rows, mask)
        inner = self.output["dense"](F.gelu(self.intermediate["dense"](rows)))
        return self.output["LayerNorm"](rows + self.drop(inner))


class Embeddings(nn.Module):
    """Word and position embeddings; the second segment of BERT is not used."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(30522, HIDDEN)
        self.position_embeddings = nn.Embedding(512, HIDDEN)
        self.token_type_embeddings = nn.Embedding(2, HIDDEN)
        self.LayerNorm = _norm()
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor) -> Tensor:
        """Turn token numbers into vectors."""
        place = self.position_embeddings.weight[: ids.shape[1]] + self.token_type_embeddings.weight[0]
        return self.drop(self.LayerNorm(self.word_embeddings(ids) + place))


class Coder(nn.Module):
    """Trunk and heads. Sentence outputs are linear in the mean of the tokens, so each token has its share."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.embeddings = Embeddings(dropout)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])})
        self.sentence = nn.Linear(HIDDEN, len(SENTENCE_OUTPUTS))
        self.token = nn.Linear(HIDDEN, len(TOKEN_OUTPUTS))
        self.drop = nn.Dropout(dropout)
        nn.init.normal_(self.sentence.weight, std=1 / math.sqrt(HIDDEN))
        nn.init.constant_(self.sentence.bias, -2.0)

    def forward(self, ids: Tensor, mask: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Return sentence logits (examples, outputs) and token logits (batch, length, outputs)."""
        _, rows = self.hidden(ids, mask)
        return self.sentence(self.drop(self.means(rows, places))), self.token(self.drop(rows))

    @staticmethod
    def means(rows: Tensor, places: Tensor) -> Tensor:
        """The mean of each example's tokens, of the mark of its end and of the one before all that was read with it."""
        owner, start, end = places.unbind(1)
        sums = F.pad(rows.cumsum(1), (0, 0, 1, 0))
        own = sums[owner, end + 1] - sums[owner, start]
        return (own + rows[owner, 0]) / (end - start + 2)[:, None]

    def hidden(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return what goes into the first layer and what comes out of the last, each (batch, length, hidden)."""
        first = rows = self.embeddings(ids)
        visible = mask[:, None, None, :]
        for layer in self.encoder["layer"]:
            rows = layer(rows, visible)
        return first, rows

    @classmethod
    def read(cls, checkpoint: Path) -> Coder:
        """A trained network, ready to be asked."""
        model = cls()
        model.load_state_dict(torch.load(checkpoint))
        return model.eval()

    def load_numpy(self, state: Mapping[str, np.ndarray]) -> None:
        """Take over weights by name; heads that the pretrained model lacks keep their start."""
        known = self.state_dict()
        self.load_state_dict(
            {name: torch.from_numpy(np.array(value)) for name, value in state.items() if name in known},
            strict=False,
        )


def _norm() -> nn.LayerNorm:
    return nn.LayerNorm(HIDDEN, eps=1e-12)
