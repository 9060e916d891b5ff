"""Broader topics: several themes under one name, with how many speak of any of them.

Which themes stand together an engine says (`ThemeWords.under`); here they are counted and put in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.domain import UNDER, Kind, Prevalence, Theme

Item = TypeVar("Item")

FEWEST_THEMES = 8
"""In a study with fewer a reader needs no help."""
MOST_OF_ALL = 0.25
"""Share of all themes that stand under one name at most."""


def side_of(kind: Kind) -> str:
    """What pleases, what hurts or what is asked for: themes of one side may stand together."""
    return "wish" if kind in ("need", "suggestion") else kind


@dataclass(frozen=True, slots=True)
class Family:
    """A broader topic with its themes that stand, and how many speak of any of them."""

    name: str
    themes: tuple[Theme, ...]
    prevalence: Prevalence


def families(themes: Sequence[Theme], said: Mapping[str, Sequence[tuple[str, str | None]]], of: int) -> list[Family]:
    """Broader topics of two themes or more, those of most participants first.

    `said` gives the findings of each theme that stand, by the theme's id: their ids, and who said them.
    """
    under: dict[str, list[Theme]] = defaultdict(list)
    for theme in themes:
        if (label := str(theme.attributes.get(UNDER, ""))) and said.get(theme.id):
            under[label].append(theme)
    found = []
    for label, own in under.items():
        who = dict(pair for theme in own for pair in said[theme.id])
        count = Prevalence(len(set(who.values()) - {None}), of, len(who))
        found += [Family(label, tuple(own), count)] if len(own) > 1 else []
    return sorted(found, key=lambda item: (-item.prevalence.participants, -item.prevalence.mentions, item.name))


def arranged(
    items: Sequence[Item], identity: Callable[[Item], str], known: Sequence[Family]
) -> Iterator[tuple[Family | None, list[Item]]]:
    """Themes in their order, those of a broader topic together where the first of them stands."""
    family_of = {theme.id: family for family in known for theme in family.themes}
    told: set[str] = set()
    for item in items:
        family = family_of.get(identity(item))
        if family is None:
            yield None, [item]
        elif family.name not in told:
            told.add(family.name)
            yield family, [one for one in items if family_of.get(identity(one)) is family]
