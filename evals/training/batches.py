"""From examples to tensors: tokens, span labels and batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from evals.training import base_model
from evals.training.examples import Example, Spans

LIMIT = 72
"""Tokens of an example that training reads; whatever is longer is cut (at run time long texts are windowed)."""


def tokenizer() -> Tokenizer:
    """The base model's tokeniser, without padding."""
    made = Tokenizer.from_str(base_model.read("tokenizer.json").decode())
    made.no_padding()
    made.enable_truncation(LIMIT)
    return made


@dataclass(frozen=True)
class Row:
    """One tokenised example."""

    ids: list[int]
    targets: np.ndarray
    tokens: np.ndarray
    """(length, 2): touchpoint, pain; NaN where unknown."""
    weight: float
    teacher: np.ndarray | None = None


def row(example: Example, tokens: Tokenizer) -> Row:
    """Tokenise an example and mark the tokens of its spans."""
    encoding = tokens.encode(example.text)
    marks = [_marks(encoding.offsets, spans) for spans in (example.touchpoints, example.pains)]
    return Row(encoding.ids, example.targets(), np.stack(marks, 1), example.weight)


def _marks(offsets: Sequence[tuple[int, int]], spans: Spans | None) -> np.ndarray:
    if spans is None:
        return np.full(len(offsets), np.nan, np.float32)
    inside = [any(start < b and a < end for a, b in spans) for start, end in offsets]
    marks = np.array(inside, np.float32)
    marks[[0, -1]] = np.nan  # the marks of start and end belong to no word
    return marks


@dataclass(frozen=True)
class Batch:
    """Padded tensors of rows of like length."""

    ids: Tensor
    mask: Tensor
    targets: Tensor
    tokens: Tensor
    weights: Tensor


def collate(rows: Sequence[Row]) -> Batch:
    """Pad rows to the longest."""
    length = max(len(r.ids) for r in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.bool)
    tokens = torch.full((len(rows), length, 2), float("nan"))
    for i, r in enumerate(rows):
        ids[i, : len(r.ids)] = torch.tensor(r.ids)
        mask[i, : len(r.ids)] = True
        tokens[i, : len(r.ids)] = torch.from_numpy(r.tokens)
    targets = torch.from_numpy(np.stack([r.targets for r in rows]))
    return Batch(ids, mask, targets, tokens, torch.tensor([r.weight for r in rows]))


def batches(rows: Sequence[Row], size: int, draw: random.Random | None) -> Iterator[Batch]:
    """Batches of about `size` tokens from rows of like length; shuffled when a source of chance is given."""
    order = list(range(len(rows)))
    if draw:
        draw.shuffle(order)
        order.sort(key=lambda i: len(rows[i].ids) // 3 + draw.random())
    else:
        order.sort(key=lambda i: len(rows[i].ids))
    groups = list(_cut(order, rows, size))
    if draw:
        draw.shuffle(groups)
    for group in groups:
        yield collate([rows[i] for i in group])


def _cut(order: Sequence[int], rows: Sequence[Row], size: int) -> Iterator[list[int]]:
    group: list[int] = []
    longest = 0
    for i in order:
        longest = max(longest, len(rows[i].ids))
        if group and longest * (len(group) + 1) > size:
            yield group
            group, longest = [], len(rows[i].ids)
        group.append(i)
    if group:
        yield group
