"""Small word lists for English: what carries no topic, and what speech is padded with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from operator import eq

from assistant.apostrophes import straight

STOP = frozenset(
    """a about above after again against all also although am an and any anybody anyone anything are aren't as at
    back be because been before being both but by came can can't come could did do does doing done don't down each
    either else even ever every everybody everyone everything few for from get gets getting go goes going gone got
    gotten had has have haven't having he he'd he's her here hers him his how however i i'd i'll i'm i've if in into
    is isn't it it'd it'll it's its itself just know let let's lot lots made make makes many may maybe me mean might
    mine more most much must my myself of off often oh ok okay on once one ones only onto or other others our ours
    out over own perhaps probably put quite rather really said same say says see she she's should so some somebody
    someone something sometimes sort still stuff such take than that that'd that's the their theirs them then there
    there's these they they'd they'll they're they've thing things think this those though thought through to too
    under until up upon us used very was wasn't way we we'd we'll we're we've well went were weren't what what's
    when where which while who whole whom whose why will with within would wouldn't yeah yes yet you you'd you'll
    you're you've your yours actually basically literally obviously kind bit like um uh er erm hmm mhm gonna wanna
    anyway guess suppose now always first new good great nice bad want wanted need needed feel felt found find
    people person time times day days year years week weeks""".split()
)
"""Words that do not name a topic."""

NEGATIONS = frozenset(
    "no not never none nobody nothing nowhere without couldn't didn't doesn't don't can't cannot "
    "won't wouldn't wasn't weren't isn't aren't hadn't hasn't haven't hardly barely".split()
)
"""Words that turn a phrase around: never dropped from a label."""

DETERMINERS = frozenset(
    "the a an my your his her its our their this that these those no any some every each which whose".split()
)
PRONOUNS = frozenset(
    """i you he she it we they there i'm i've i'd i'll you're you've you'd you'll he's she's it's it'd it'll we're we've
    we'd we'll they're they've they'd they'll there's that's what's who's let's""".split()
)
OBJECTS = frozenset("me him her us them it this that".split())
AUXILIARIES = frozenset(
    """is was are were am be been being have has had having do did does would could should will can may might must shall
    to gonna wanna""".split()
)
PARTICLES = frozenset("up off out down away back over".split())
PREPOSITIONS = PARTICLES | frozenset(
    """in on at of for from with by about into onto under through during before after without within against between to
    as like around across near behind""".split()
)
ADVERBS = frozenset(
    """really very just quite actually even still always already so too also only again probably maybe perhaps
    basically""".split()
)
LINKS = frozenset(
    """and but because so although though whereas while which who when if until unless or than then cause where
    what how why""".split()
)
"""Words that begin another clause, or what is only joined on."""
NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third
    half""".split()
)
FUNCTION_WORDS = DETERMINERS | PRONOUNS | OBJECTS | AUXILIARIES | PREPOSITIONS | ADVERBS | LINKS | NEGATIONS
"""Words that hold others together."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word of letters, with what apostrophes join to it."""
_PADDING = re.compile(
    r"(?<![^\s,.;–—-])(?:u+m+|u+h+|erm*|hm+|mm+|mhm|you know|i mean|i guess|i suppose|sort of|kind of|kinda|"
    r"to be honest|to be fair|if i'm honest|honestly|basically|literally|actually|obviously|let me see|let's see|"
    r"how do i say|what do you call it|i dunno|i don't know,|right\?|like,|, like|well,|so yeah|yeah,|yes,|oh,|okay,|"
    r"ok,|anyway,|anyways,|no,)(?=[\s,.;!?…–—-]|$)[,…]*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\[[^\]]{0,80}\]|\([^)]{0,60}\)|\*[^*]{0,40}\*")
_STUTTER = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+)?)(?:\s*[,…–—-]+\s*|\s+)(?:\1\b)", re.IGNORECASE)
_PART = re.compile(r"\w+")
_FARTHEST = 3
"""Words from the first of a stutter to where it comes again: `don`, `t`, `you`."""
_SPACE_BEFORE = re.compile(r" (?=[,.;:!?…])")
_MARKS = re.compile(r"([,;:–—-])(?:\s*[,;:–—-])+")
_OPENING = re.compile(
    r"^(?:and then|and so|but then|so then|because|and|but|so|then|well|yeah|yes|no|or|also|plus|now|like|oh|i think|"
    r"i thought|i'd say|i would say|the thing is|it's just that|just|okay|ok|right|anyway|cause|'cause)\b[\s,:…–—-]*",
    re.IGNORECASE,
)


KNOWN = 512
"""Sentences of which it is remembered what was made of their words: each is looked at for several kinds."""


def folded(word: str) -> str:
    """A word as the lists above have it: small, with straight apostrophes."""
    return straight(word.casefold())


def alternatives(words: Iterable[str]) -> str:
    """The part of a pattern that finds any of some words, those that come first before those that come later.

    They stand by their first letter: hundreds of words side by side would each be tried at every place. The words
    may not be empty; a space stands for any space.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(ends)})" for letter, ends in groups.items())


@lru_cache(KNOWN)
def tidied(text: str) -> str:
    """Speech without its padding: fillers, asides and stutters gone, nothing reworded."""
    text = _ASIDE.sub(" ", straight(text))
    for _ in range(2):
        before, text = text, _without_stutter(_PADDING.sub(" ", text))
        if text == before:
            break
    text = _SPACE_BEFORE.sub("", " ".join(text.split()))
    return _MARKS.sub(r"\1", text).strip(" ,;:–—-")


def _without_stutter(text: str) -> str:
    words = _PART.findall(text.casefold())
    # Most sentences have none, and looking for it at every word takes long.
    if any(any(map(eq, words, islice(words, step, None))) for step in range(1, _FARTHEST + 1)):
        return _STUTTER.sub(r"\1", text)
    return text


def without_opening(text: str) -> str:
    """A sentence without the words that tie it to the one before."""
    while (cut := _OPENING.sub("", text, count=1)) != text and cut:
        text = cut
    return text
