"""What a persona must not be called: by somebody's name, by a number, by what people are instead of what they need."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.apostrophes import straight

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 8
"""Words: a name is said in one breath."""
_STEREOTYPES = frozenset(
    """man men male males woman women female females girl girls boy boys guy guys lady ladies gentleman old elderly
    young younger older aged teen teens teenager teenagers kid kids child children toddler baby pensioner
    pensioners senior seniors retiree retirees retired granny grandma grandpa grandmother grandfather nan mum
    mom mother mothers mummy dad father fathers parent parents housewife housewives wife wives husband husbands
    girlfriend boyfriend widow widower spinster bachelor millennial millennials boomer boomers gen-z black white
    asian african european indian chinese latino arab muslim islamic christian jewish jew hindu catholic
    immigrant immigrants foreigner foreigners gay lesbian straight queer trans disabled handicapped autistic fat
    poor rich working-class middle-class ethnic""".split()
)


def objection(name: str, proper: frozenset[str]) -> str:
    """Why a group cannot be called that, given the names that were said; empty where nothing speaks against it."""
    words = _WORD.findall(name)
    if not words or len(words) > _LONGEST:
        return "it is no short name"
    if re.search(r"\d", name):
        return "it holds a number"
    if any(word.casefold() in _STEREOTYPES for word in words):
        return "it says what people are, not what they need"
    if somebody := proper & {word.casefold().removesuffix("'s") for word in words}:
        return f"it holds a name: {min(somebody)}"
    return ""


def proper_nouns(texts: Iterable[str]) -> frozenset[str]:
    """Words that begin with a capital inside sentences and are never written without one, folded."""
    capital: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = straight(match.group()).removesuffix("'s")
            first = not text[: match.start()].strip(" \"'“‘(") or text[: match.start()].rstrip()[-1:] in ".!?:"
            if word[:1].islower():
                lower.add(word.casefold())
            elif not first and not word.isupper() and not word.startswith("I'"):
                capital.add(word.casefold())
    return frozenset(capital - lower)
