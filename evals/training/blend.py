"""The mean of two checkpoints, weight by weight.

What was learnt last fits the texts that were written and labelled for it best; mixed with what the network knew before,
it loses a little on those and gains on people whose like it has not read. Wortsman et al., Robust fine-tuning of
zero-shot models, CVPR 2022.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

Weights = Mapping[str, Tensor]


def blend(last: Weights, before: Weights, share: float) -> dict[str, Tensor]:
    """Weights that are `share` (0 to 1) those of before; both have the same names and shapes."""
    if last.keys() != before.keys():
        raise ValueError("The checkpoints are of different networks.")
    return {name: torch.lerp(last[name], before[name], share) for name in last}


def main() -> None:
    """Mix a checkpoint with an earlier one of the same network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("last", type=Path)
    parser.add_argument("before", type=Path)
    parser.add_argument("--share", type=float, default=0.25, help="how much of the earlier one (0 to 1)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(blend(torch.load(options.last), torch.load(options.before), options.share), options.out)


if __name__ == "__main__":
    main()
