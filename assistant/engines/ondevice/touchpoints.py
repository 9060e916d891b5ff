"""Touchpoints named in a sentence: those of the catalogue by their words, and things the encoder marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """An entry of the catalogue."""

    name: str
    channel: str
    owner: str
    phase: str
    words: tuple[str, ...]

    @property
    def traits(self) -> dict[str, str]:
        """What is told of it with every finding."""
        return {"channel": self.channel, "owner": self.owner, "phase": self.phase}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a touchpoint, at offsets into the text they were looked for in."""

    start: int
    end: int
    touchpoint: Touchpoint


@lru_cache(maxsize=1)
def catalogue() -> tuple[Touchpoint, ...]:
    """The touchpoints that ship, from `touchpoints.toml` beside this module."""
    data = tomllib.loads((files(__package__) / "touchpoints.toml").read_text(encoding="utf-8"))
    return tuple(
        Touchpoint(item["name"], item["channel"], item["owner"], item["phase"], tuple(item["words"]))
        for item in data["touchpoint"]
    )


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, Touchpoint]]:
    """One expression over all words, longest first so that `delivery driver` is not cut to `delivery`."""
    owner = {_folded(word): entry for entry in catalogue() for word in entry.words}
    words = sorted(owner, key=len, reverse=True)
    # By their first letter: hundreds of words side by side would each be tried at every place.
    letters = dict.fromkeys(word[0] for word in words)
    body = "|".join(f"{re.escape(letter)}(?:{_endings(letter, words)})" for letter in letters)
    return re.compile(rf"(?<![\w-])(?:{body})(?:'s|s|es)?(?![\w-])", re.IGNORECASE), owner


def _endings(letter: str, words: Sequence[str]) -> str:
    return "|".join(re.escape(word[1:]).replace(r"\ ", r"\s+") for word in words if word[0] == letter)


def _folded(word: str) -> str:
    return re.sub(r"\s+", " ", word.casefold())


def mentions(text: str) -> Iterator[Mention]:
    """Touchpoints of the catalogue that a text names, in order and not overlapping."""
    pattern, owner = _pattern()
    for match in pattern.finditer(text):
        entry = owner.get(_folded(match.group())) or owner.get(_singular(_folded(match.group()), owner))
        if entry is not None:
            yield Mention(match.start(), match.end(), entry)


def _singular(word: str, known: dict[str, Touchpoint]) -> str:
    for ending in ("'s", "es", "s"):
        if word.endswith(ending) and word.removesuffix(ending) in known:
            return word.removesuffix(ending)
    return word
