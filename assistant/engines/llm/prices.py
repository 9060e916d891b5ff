"""What calls cost: a table that users can add to, and the sums made with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.engines.llm.request import Usage
from assistant.errors import ConfigurationError

FILE_NAME = "prices.toml"
_SHIPPED = Path(__file__).with_name(FILE_NAME)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens."""

    read: float
    cached: float
    written: float

    def of(self, usage: Usage) -> float:
        """What a call cost."""
        fresh = max(0, usage.tokens_in - usage.tokens_cached)
        spent = fresh * self.read + usage.tokens_cached * self.cached + usage.tokens_out * self.written
        return spent / _MILLION

    def scaled(self, share: float) -> Price:
        """The same at a share of the price."""
        return Price(self.read * share, self.cached * share, self.written * share)


def price_of(model: str, own: Path | None = None) -> Price | None:
    """The price of a model; lines of the file `own` come before those that ship. None where it is not known."""
    for path in (own, _SHIPPED):
        if path is not None and path.is_file() and (found := _look_up(_read(path), model)):
            return found
    return None


def _look_up(table: Mapping[str, Price], model: str) -> Price | None:
    fitting = [name for name in table if name == model or (name.endswith("*") and model.startswith(name[:-1]))]
    return table[max(fitting, key=lambda name: (name == model, len(name)))] if fitting else None


def _read(path: Path) -> dict[str, Price]:
    try:
        models = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("models", {})
        return {str(name): _price(value) for name, value in models.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            f"{path} cannot be used: {error}.", hint='A line looks like "openai:gpt-x" = [0.40, 0.10, 1.60].'
        ) from error


def _price(value: Any) -> Price:
    read, cached, written = (float(number) for number in value)
    if min(read, cached, written) < 0:
        raise ValueError("a price is negative")
    return Price(read, cached, written)
