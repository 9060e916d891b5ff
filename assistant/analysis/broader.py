"""Broader topics: themes whose people speak of the same thing stand together under it, as all that is said of the app.

Where it does not help there is none: with few themes, without a thing that several of them share, or where that thing
is spoken of everywhere. Only English nouns are known; in other languages no theme stands under another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.analysis.meaning import Surroundings
from assistant.domain import UNDER, Prevalence, Theme
from assistant.engines.protocol import Quote, ThemeTask

if TYPE_CHECKING:
    from assistant.engines.ondevice.topics import Vocabulary

Item = TypeVar("Item")

FEWEST_THEMES = 8
"""In a study with fewer a reader needs no help."""
_PEOPLE, _QUOTES = 0.5, 0.3
"""Share of a theme's participants and of its quotes that speak of a thing, so that the theme stands under it."""
_COMMON = 0.1
"""Share of all quotes in which a thing is spoken of, from which it tells nothing."""
MOST_OF_ALL = 0.25
"""Share of all themes that stand under one thing at most."""
_LEAST_VOICES = 3
"""Participants who speak of a thing in its themes together."""
_ASIDE = 1
"""Sentences on either side of a quote in which its thing may be named."""


def broader(tasks: Sequence[ThemeTask], said: Surroundings) -> dict[str, str]:
    """The thing that each theme stands under, by its id; themes that share none with another are left out."""
    from assistant.engines.ondevice.topics import Vocabulary, with_article, written

    if len(tasks) < FEWEST_THEMES:
        return {}
    spoken = {task.id: [_with_aside(quote, said) for quote in task.quotes] for task in tasks}
    vocabulary = Vocabulary(dict.fromkeys(quote.text for task in tasks for quote in task.quotes))
    common = _common([quote for quotes in spoken.values() for quote in quotes])
    shared: dict[str, dict[str, float]] = defaultdict(dict)
    for name, quotes in spoken.items():
        for word, share in _things(quotes, vocabulary):
            if word not in common:
                shared[word][name] = share
    found: dict[str, str] = {}
    for word, names in _families(shared, vocabulary, spoken, int(max(2, MOST_OF_ALL * len(tasks)))):
        label = with_article(written(word, [quote for name in names for quote in spoken[name]]))
        found |= dict.fromkeys(names, label)
    return found


def _with_aside(quote: Quote, said: Surroundings) -> Quote:
    # Not with the question: a script asks everybody about its magic wand.
    return Quote(quote.evidence, said.around(quote.evidence.span, _ASIDE), quote.participant_id)


def _common(quotes: Sequence[Quote]) -> set[str]:
    spread = _speaking(quotes)
    return {word for word, saying in spread.items() if len(saying) > max(5.0, _COMMON * len(quotes))}


def _speaking(quotes: Sequence[Quote]) -> dict[str, list[Quote]]:
    from assistant.engines.ondevice.topics import topic_words

    found: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        for word in topic_words(quote.text):
            found[word].append(quote)
    return found


def _things(quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """The things most people of a theme speak of, with the share of its quotes."""
    from assistant.engines.ondevice.topics import is_subject

    people = {quote.participant_id for quote in quotes}
    for word, saying in _speaking(quotes).items():
        who, share = {quote.participant_id for quote in saying}, len(saying) / len(quotes)
        many = len(who) >= max(min(2, len(people)), _PEOPLE * len(people)) and share >= _QUOTES
        if many and is_subject(word) and vocabulary.is_noun(word):
            yield word, share


def _families(
    shared: Mapping[str, Mapping[str, float]], vocabulary: Vocabulary, spoken: Mapping[str, list[Quote]], most: int
) -> Iterator[tuple[str, list[str]]]:
    """Things with the themes that stand under them, the strongest first; a theme stands under one."""
    left = set(spoken)
    while True:
        open_ = {word: [name for name in names if name in left] for word, names in shared.items() if len(names) <= most}
        fitting = {word: names for word, names in open_.items() if len(names) >= 2 and _voices(names, spoken)}
        if not fitting:
            return
        strength = {
            word: (sum(shared[word][name] for name in names) * vocabulary.weight(word), word)
            for word, names in fitting.items()
        }
        best = max(fitting, key=lambda word: strength[word])
        left -= set(fitting[best])
        yield best, fitting[best]


def _voices(names: Sequence[str], spoken: Mapping[str, list[Quote]]) -> bool:
    who = {quote.participant_id for name in names for quote in spoken[name]} - {None}
    return len(who) >= min(_LEAST_VOICES, len({quote.participant_id for one in spoken.values() for quote in one}))


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
