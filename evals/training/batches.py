"""From examples to tensors: tokens, span labels and batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.engines.ondevice.inference import END, START
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
    """What is read at once: one example, or several that were said in a row."""

    ids: list[int]
    """Between the marks of start and end."""
    places: list[tuple[int, int]]
    """Where the tokens of each example stand in `ids`."""
    targets: np.ndarray
    """(examples, outputs), NaN where unknown."""
    tokens: np.ndarray
    """(length, 2): touchpoint, pain; NaN where unknown."""
    weights: list[float]


def row(example: Example, tokens: Tokenizer) -> Row:
    """Tokenise an example and mark the tokens of its spans."""
    return joined([piece(example, tokens)])


@dataclass(frozen=True)
class Piece:
    """One tokenised example, without the marks of start and end."""

    ids: list[int]
    targets: np.ndarray
    tokens: np.ndarray
    weight: float


def piece(example: Example, tokens: Tokenizer) -> Piece:
    """Tokenise an example and mark the tokens of its spans."""
    encoding = tokens.encode(example.text, add_special_tokens=False)
    marks = [_marks(encoding.offsets, spans) for spans in (example.touchpoints, example.pains)]
    return Piece(encoding.ids, example.targets(), np.stack(marks, 1), example.weight)


def joined(pieces: Sequence[Piece]) -> Row:
    """Pieces that are read at once, each with the mark of its end."""
    edge = np.full((1, 2), np.nan, np.float32)  # the marks of start and end belong to no word
    ids, places, tokens = [START], [], [edge]
    for each in pieces:
        places.append((len(ids), len(ids) + len(each.ids)))
        ids += [*each.ids, END]
        tokens += [each.tokens, edge]
    targets = np.stack([each.targets for each in pieces])
    return Row(ids, places, targets, np.concatenate(tokens), [each.weight for each in pieces])


def windows(pieces: Sequence[Piece], limit: int, draw: random.Random) -> Iterator[list[Piece]]:
    """Cut what was said in a row into stretches of so many tokens at most, the first of any length."""
    room, group = draw.randint(limit // 4, limit), []
    for each in pieces:
        if group and sum(len(p.ids) + 1 for p in group) + len(each.ids) > room:
            yield group
            room, group = limit, []
        group.append(each)
    if group:
        yield group


def _marks(offsets: Sequence[tuple[int, int]], spans: Spans | None) -> np.ndarray:
    if spans is None:
        return np.full(len(offsets), np.nan, np.float32)
    return np.array([any(start < b and a < end for a, b in spans) for start, end in offsets], np.float32)


@dataclass(frozen=True)
class Batch:
    """Padded tensors of rows of like length."""

    ids: Tensor
    mask: Tensor
    places: Tensor
    """(examples, 3): the row, and where its tokens begin and end."""
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
    places = torch.tensor([(i, start, end) for i, r in enumerate(rows) for start, end in r.places])
    targets = torch.from_numpy(np.concatenate([r.targets for r in rows]))
    return Batch(ids, mask, places, targets, tokens, torch.tensor([w for r in rows for w in r.weights]))


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
