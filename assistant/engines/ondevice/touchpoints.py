"""Touchpoints named in a sentence: those of the catalogue by their words, and things the encoder marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from assistant.engines.ondevice.as_noun import is_noun
from assistant.engines.ondevice.words import alternatives

_BESIDE = 250
"""Characters to either side in which a word stands near another: a sentence, where it is no endless one."""
_PLAIN_I = str.maketrans("İı", "Ii")
"""Turkish letters that an expression in any case takes for an i, as a phone's keyboard does, and folding does not."""
_TEXTS_KNOWN = 4096
"""Sentences of which it is remembered where words of the catalogue stand: a text is read for what it surely names,
then sentence by sentence."""


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """An entry of the catalogue."""

    name: str
    channel: str
    owner: str
    phase: str
    words: tuple[str, ...]
    """Name it wherever they stand, and nothing else."""
    nouns: frozenset[str] = frozenset()
    """Name it as nouns only."""
    doubtful: frozenset[str] = frozenset()
    """Have other meanings, too."""
    near: re.Pattern[str] | None = None
    """Words that tell what the doubtful ones mean."""

    @property
    def telling(self) -> tuple[str, ...]:
        """Words that mean nothing else, once they are known to be nouns."""
        return (*self.words, *sorted(self.nouns - self.doubtful))

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


class _Hit(NamedTuple):
    """Where a word of the catalogue stands, in the form that the catalogue has it."""

    start: int
    end: int
    word: str
    entry: Touchpoint | None


@dataclass(frozen=True, slots=True)
class _Catalogue:
    entries: tuple[Touchpoint, ...]
    owner: dict[str, Touchpoint | None]
    """The entry that each word names; None where it is a phrase that names none."""
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _read() -> _Catalogue:
    """The touchpoints that ship, from `touchpoints.toml` beside this module."""
    data = tomllib.loads((files(__package__) / "touchpoints.toml").read_text(encoding="utf-8"))["touchpoint"]
    owner: dict[str, Touchpoint | None] = {}
    entries = []
    for item in data:
        entries.append(_entry(item))
        owner |= {_folded(word): entries[-1] for word in [*item.get("words", ()), *item.get("nouns", ())]}
    owner |= {_folded(phrase): None for item in data for phrase in item.get("never", ())}
    return _Catalogue(tuple(entries), owner, _pattern(owner))


def _entry(item: Mapping[str, Any]) -> Touchpoint:
    nouns, doubtful = (frozenset(map(_folded, item.get(name, ()))) for name in ("nouns", "doubtful"))
    return Touchpoint(
        name=item["name"],
        channel=item["channel"],
        owner=item["owner"],
        phase=item["phase"],
        words=tuple(word for word in item.get("words", ()) if _folded(word) not in doubtful),
        nouns=nouns,
        doubtful=doubtful,
        near=_near(item["near"]) if "near" in item else None,
    )


def _near(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words; longer ones with the endings that words take."""
    forms = (re.escape(word) + (r"(?:s|es|d|ed|ing)?" if len(word) > 2 else "") for word in words)
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _pattern(owner: Collection[str]) -> re.Pattern[str]:
    """One expression over all words, longest first so that `delivery driver` is not cut to `delivery`."""
    words = alternatives(sorted(owner, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?<!\B\.)(?:{words})(?:['’]s|s|es)?(?![\w-])", re.IGNORECASE)


def _folded(word: str) -> str:
    return re.sub(r"\s+", " ", word.translate(_PLAIN_I).casefold().replace("’", "'"))


def catalogue() -> tuple[Touchpoint, ...]:
    """The touchpoints that ship."""
    return _read().entries


def named_in(texts: Iterable[str]) -> frozenset[Touchpoint]:
    """The touchpoints that sentences of one text name beyond doubt: there, doubtful words mean them, too."""
    found = (hit for text in texts for hit in _hits(text))
    return frozenset(hit.entry for hit in found if hit.entry and hit.word not in hit.entry.nouns | hit.entry.doubtful)


def mentions(text: str, known: Collection[Touchpoint] = ()) -> Iterator[Mention]:
    """Touchpoints of the catalogue that a sentence names, in order and not overlapping.

    Doubtful words count where their sentence tells what they mean, or the touchpoint is `known` from elsewhere.
    """
    for hit in _hits(text):
        if hit.entry is not None and _means(hit.entry, hit, text, known):
            yield Mention(hit.start, hit.end, hit.entry)


def idioms(text: str) -> list[tuple[int, int]]:
    """Where phrases stand that hold a word of the catalogue and mean something else: `into account`."""
    return [(hit.start, hit.end) for hit in _hits(text) if hit.entry is None]


@lru_cache(maxsize=_TEXTS_KNOWN)
def _hits(text: str) -> tuple[_Hit, ...]:
    """Where words and phrases of the catalogue stand."""
    owner = _read().owner
    found = []
    for match in _read().pattern.finditer(text):
        word = _known_form(_folded(match.group()), owner)
        found.append(_Hit(match.start(), match.end(), word, owner.get(word)))
    return tuple(found)


def _means(entry: Touchpoint, hit: _Hit, text: str, known: Collection[Touchpoint]) -> bool:
    """Whether a word of an entry means the entry where it stands."""
    if hit.word in entry.nouns and not is_noun(text, hit.start, hit.end):
        return False
    if hit.word not in entry.doubtful or entry in known:
        return True
    beside = text[max(0, hit.start - _BESIDE) : hit.start], text[hit.end : hit.end + _BESIDE]
    return entry.near is not None and any(map(entry.near.search, beside))


def _known_form(word: str, known: Collection[str]) -> str:
    """The form in which the catalogue has a word."""
    if word not in known:
        for ending in ("'s", "es", "s"):
            if word.endswith(ending) and word.removesuffix(ending) in known:
                return word.removesuffix(ending)
    return word
