"""The verb a sentence reports with: trouble, pleasure or a wish, what was felt, and whether it was the speakers' own.

What is told in the first person somebody `had trouble with`; what is said of others or in general they `told of`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.voices import people_in, speakers
from assistant.engines.ondevice.matters import IN_OTHER_WORDS
from assistant.engines.protocol import Quote

_MOSTLY, _PARTLY = 0.7, 0.34
"""Share of a topic's speakers with one feeling, from which the sentence says it of all, and of some of them."""
_OWN = 0.5
"""Share of them who say `I` or `we` as they tell it, from which it is their own experience."""
_I_OR_WE = re.compile(r"\bI\b|\b(?i:me|my|mine|myself|we|us|our|ours)\b")


@dataclass(frozen=True, slots=True)
class Verb:
    """How what people told is said: of one, of several, and where no words say what it was about."""

    one: str
    several: str
    bare: str
    bare_one: str = ""
    """Of one, where it is another than of several."""

    def of(self, people: int, about: str) -> str:
        """With what it was about, if that can be said."""
        if about:
            return f"{self.one if people == 1 else self.several} {about}"
        return (self.bare_one if people == 1 else "") or self.bare


_OWN_STORY: Mapping[str, Verb] = {
    "pain": Verb("had trouble with", "had trouble with", "told of trouble"),
    "gain": Verb("was glad of", "were glad of", "told of what went well"),
    "need": Verb("spoke of what was needed for", "spoke of what was needed for", "said what they needed"),
    "suggestion": Verb("made a suggestion about", "made suggestions about", "asked for a change"),
}
_IN_GENERAL: Mapping[str, Verb] = {
    **_OWN_STORY,
    "pain": Verb("told of trouble with", "told of trouble with", "spoke of problems"),
    "gain": Verb("spoke well of", "spoke well of", "spoke of what was good"),
    "need": Verb("spoke of what was needed for", "spoke of what was needed for", "spoke of what was needed"),
}
_NAMED: Mapping[str, Verb] = {
    "need": Verb("needed", "needed", "said what they needed"),
    "suggestion": Verb("asked for", "asked for", "asked for a change"),
}
"""Where a phrase of theirs says what they wish for itself."""
_AGAIN: Mapping[str, str] = {
    "pain": "came back again and again to trouble with",
    "gain": "came back again and again to what was good about",
    "need": "came back again and again to what was needed for",
    "suggestion": "came back again and again to suggestions about",
}
_SPOKE = Verb("spoke of", "spoke of", "spoke of it")
_FELT: Mapping[tuple[str, str], Verb] = {
    ("pain", "fear"): Verb("was afraid of", "were afraid of", "told of fear"),
    ("pain", "nervousness"): Verb("worried about", "worried about", "told of worry"),
    ("pain", "anger"): Verb("was angry about", "were angry about", "told of anger"),
    ("pain", "annoyance"): Verb("was annoyed by", "were annoyed by", "told of annoyance"),
    ("pain", "disappointment"): Verb("was disappointed with", "were disappointed with", "told of disappointment"),
    ("pain", "confusion"): Verb("was confused by", "were confused by", "told of confusion"),
    ("pain", "sadness"): Verb("was sad about", "were sad about", "told of sadness"),
    ("pain", "embarrassment"): Verb("was embarrassed by", "were embarrassed by", "told of embarrassment"),
    ("gain", "joy"): Verb("enjoyed", "enjoyed", "told of joy"),
    ("gain", "love"): Verb("loved", "loved", "told of what they loved"),
    ("gain", "admiration"): Verb("praised", "praised", "had praise"),
    ("gain", "gratitude"): Verb("was grateful for", "were grateful for", "gave thanks"),
    ("gain", "relief"): Verb("was relieved about", "were relieved about", "told of relief"),
}
"""What was felt decides the verb, where a feeling was coded with enough of those who speak."""
_NAMES = frozenset(name for _, name in _FELT)


def verb(quotes: Sequence[Quote], about: str = "", *, named: bool = False) -> Verb:
    """How quotes of one kind are reported; `named`: a phrase of theirs stands for what they wish for.

    What it is `about` is not felt as well: nobody `was confused by confusion`.
    """
    kind = quotes[0].kind or ""
    if named and kind in _NAMED:
        return _NAMED[kind]
    known = _OWN_STORY if is_their_own(quotes) else _IN_GENERAL
    feeling = felt(quotes)
    told = known.get(kind, _SPOKE)
    return told if feeling and feeling in about.casefold() else _FELT.get((kind, feeling), told)


def told_of(quotes: Sequence[Quote], matter: str) -> str:
    """How a matter that most of them name is reported."""
    if quotes[0].kind in ("need", "suggestion"):
        return f"asked for {matter}"
    return f"told of {matter}" if is_their_own(quotes) else f"spoke of {matter}"


def coming_back(quotes: Sequence[Quote]) -> str:
    """How it is said that people kept speaking of something."""
    return _AGAIN.get(quotes[0].kind or "", "came back again and again to")


def every_verb() -> list[str]:
    """All verbs that a sentence may report with, as they begin what it says."""
    verbs = [*_OWN_STORY.values(), *_IN_GENERAL.values(), *_NAMED.values(), *_FELT.values(), _SPOKE]
    said = [text for one in verbs for text in (one.one, one.several, one.bare, one.bare_one) if text]
    return list(dict.fromkeys([*said, *_AGAIN.values(), *IN_OTHER_WORDS.values()]))


def is_their_own(quotes: Sequence[Quote]) -> bool:
    """Whether at least half of those who speak tell it of themselves."""
    own = speakers(quote for quote in quotes if _I_OR_WE.search(quote.text))
    return len(own) >= _OWN * people_in(quotes)


def felt(quotes: Sequence[Quote]) -> str:
    """The feeling that most of the speakers told it with; empty where fewer had it."""
    name, most = _most_felt(quotes)
    return name if most >= max(2 if people_in(quotes) > 1 else 1, _MOSTLY * people_in(quotes)) else ""


def felt_by_some(quotes: Sequence[Quote]) -> tuple[str, int]:
    """The feeling that some of the speakers told it with, as a noun, and how many; empty where most did, or a few."""
    name, most = _most_felt(quotes)
    told = _FELT.get((quotes[0].kind or "", name))
    noun = told.bare.removeprefix("told of ") if told else ""
    some = max(2, _PARTLY * people_in(quotes)) <= most < _MOSTLY * people_in(quotes)
    return (noun, most) if some and noun and " " not in noun else ("", 0)


def _most_felt(quotes: Sequence[Quote]) -> tuple[str, int]:
    told: dict[str, set[str | None]] = {}
    for quote in quotes:
        for name in quote.feelings:
            told.setdefault(name, set()).add(quote.participant_id)
    counts = Counter({name: len(who) for name, who in told.items() if name in _NAMES})
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
