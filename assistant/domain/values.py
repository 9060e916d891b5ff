"""What all values of the program share: small JSON, how far a decision came, what became of an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Attributes = Mapping[str, Any]
"""Small JSON values: strings, numbers, booleans, lists of these."""
Status = Literal["draft", "approved", "rejected"]


Item = TypeVar("Item")
Result = TypeVar("Result")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: a result, or the failure and its reason."""

    item: Item
    result: Result | None = None
    error: str = ""
    cost: float = 0.0

    @property
    def ok(self) -> bool:
        return not self.error

    def with_result(self, result: Made | None) -> Outcome[Item, Made]:
        """The outcome of the next step for the same item, which made something of this one's result."""
        return Outcome(self.item, result, self.error, self.cost)


def by_id(values: Sequence[Any]) -> dict[str, Any]:
    """Values keyed by their `id`."""
    return {value.id: value for value in values}
