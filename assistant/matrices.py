"""Arrays of numbers by what they hold, for the signatures of whatever computes with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.floating[Any]]
"""Real numbers, as exact as they come."""
Labels = npt.NDArray[np.intp]
"""For each row the number of the group it is in."""
Flags = npt.NDArray[np.bool_]
