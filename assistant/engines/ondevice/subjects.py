"""What a sentence is about: the noun its speakers share, or the theme's name where somebody says it as a noun phrase.

A phrase that judges (`excellent care`) stands in quotation marks, as does a theme's name: they are somebody's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import log

from assistant.analysis.themes import WISHES
from assistant.analysis.voices import people_in
from assistant.apostrophes import straight
from assistant.engines.ondevice.as_noun import DOINGS, JUDGING, is_noun
from assistant.engines.ondevice.matters import matter_of
from assistant.engines.ondevice.topics import (
    Vocabulary,
    base,
    is_plural,
    is_subject,
    speakers_of_words,
    with_article,
    words_of,
    written,
)
from assistant.engines.ondevice.weaving import marked
from assistant.engines.ondevice.words import (
    AUXILIARIES,
    DETERMINERS,
    LINKS,
    NEGATIONS,
    OBJECTS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
)
from assistant.engines.protocol import Quote

_RATHER = 0.25
"""Share of the places of a noun at which an article or the like stands before it, from which a sentence has one."""
_ASKED = re.compile(r"(?:would like|need(?:s|ed)?|want(?:s|ed)?|add|more of) (?=\S+ \S|\S{3})", re.IGNORECASE)
"""Words of a wish that a sentence says itself: `need more staff`."""
_WISHED = re.compile(r"(?:more|less|better|no|fewer|need\w*)\b", re.IGNORECASE)
"""What begins so is what somebody wants or lacks: nobody had trouble with `more staff`."""
_PUT_IN = re.compile(r"\[[^\[\]]{0,80}\]")
"""What whoever wrote it down put in is nobody's phrase."""
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$")
_COMPARED = re.compile(r"(?:quick|short|bett|long|soon|fast|easi|slow|larg|high|low|cheap|clear|great)er$")
_LONGEST, _FRAGMENT = 6, 8
"""Words of a name that may stand in a sentence, and of an answer that is no sentence."""
_NO_PHRASE = (
    PRONOUNS | OBJECTS | AUXILIARIES | DOINGS | (NEGATIONS - {"no", "without"}) | (LINKS - {"and"})
    | frozenset("that this these those here there to get gets got getting tend let agree please lot bit".split())
)  # fmt: skip
_LEADING = (DETERMINERS | PREPOSITIONS) - PARTICLES - {"to", "like", "as", "that", "this", "which", "whose"}
_TELLING = log(1 + 1 / 0.15)
"""Weight of a word that stands in no more than 15 of 100 quotes: others are said of everything."""
_WORDS_OF_A_NAME = 2
"""Words from which a theme's name shows how it was spoken of."""
_SENTENCE = 5
"""Words of a quote that is written out, with its articles."""
_FEWEST, _PART = 3, 0.35
"""How many, and what share, of those who tell of something have to say a noun for the sentence to say so."""


def subject_of(quotes: Sequence[Quote], topic: str, vocabulary: Vocabulary) -> str:
    """What quotes are about, as it stands behind a verb; empty where nothing says it."""
    noun = vocabulary.keyword(quotes)
    if noun:
        return _with_marks(noun, quotes)
    wished = quotes[0].kind in WISHES
    phrase = _phrase_said(topic, quotes) if wished or not _WISHED.match(topic) else ""
    if not phrase or (is_plural(phrase) and not vocabulary.is_noun(base(words_of(phrase)[-1]))):
        return ""
    if " " in phrase:
        return marked(phrase)
    # A word that is a quality (`caring`) is told as the matter that it is.
    matter = matter_of(quotes)
    return "" if matter and matter.of_all else written(base(words_of(phrase)[0]), quotes)


def spoken_of(quotes: Sequence[Quote], vocabulary: Vocabulary) -> tuple[str, int]:
    """The noun that most of those who share none for all of it say, and how many do; empty where only a few do."""
    said, people = speakers_of_words(quotes), people_in(quotes)
    telling = vocabulary.telling(quotes)
    nouns = [word for word in telling if vocabulary.is_noun(word) and is_subject(word) and len(said[word]) < people]
    nouns = [word for word in nouns if vocabulary.weight(word) >= _TELLING]
    enough = [word for word in nouns if len(said[word]) >= max(_FEWEST, _PART * people)]
    if not enough:
        return "", 0
    best = max(enough, key=lambda word: (len(said[word]), telling[word], word))
    return _with_marks(written(best, quotes), quotes), len(said[best])


def is_quoted(subject: str) -> bool:
    """Whether it is in somebody's words."""
    return subject.startswith("“")


def _with_marks(noun: str, quotes: Sequence[Quote]) -> str:
    first, *rest = noun.split()
    if rest and first.casefold() in JUDGING:
        return f"the {marked(noun)}" if not is_plural(noun) else marked(noun)
    return with_article(noun) if _is_determined(noun, quotes) else noun


def _is_determined(noun: str, quotes: Sequence[Quote]) -> bool:
    """Whether people rather give it an article: one of many who speaks of `the Git` does not decide it.

    In short comments it is left out often: `Good bike`, `App died`.
    """
    first = base(noun.split(maxsplit=1)[0].casefold())
    said = [words for quote in quotes if len(words := words_of(quote.text)) >= _SENTENCE]
    pairs = [pair for words in said for pair in pairwise(words)]
    before = [earlier in DETERMINERS for earlier, word in pairs if base(word.casefold()) == first]
    return sum(before) >= _RATHER * len(before) if before else not noun[:1].isupper()


def _phrase_said(topic: str, quotes: Sequence[Quote]) -> str:
    """A theme's name as somebody of these says it as a noun phrase; in small letters, if anybody does."""
    name = _ASKED.sub("", topic, count=1)
    if not topic or not _may_be_a_phrase(name):
        return ""
    words = r"\s+".join(map(re.escape, name.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    texts = [_PUT_IN.sub(lambda mark: " " * len(mark.group()), quote.text) for quote in quotes]
    said = [(text, found) for text in texts for found in pattern.finditer(text)]
    nouns = [
        _with_its_article(text, found) for text, found in said if _is_noun_phrase(text, found.start(), found.end())
    ]
    return min(nouns, key=lambda words: sum(map(str.isupper, words))) if nouns else ""


def words_said(topic: str, quotes: Sequence[Quote]) -> str:
    """A theme's name in a row as somebody of these says it; empty where nobody does, or where it is one word."""
    words = topic.split()
    if len(words) < _WORDS_OF_A_NAME:
        return ""
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, map(straight, words))) + r"(?!\w)", re.IGNORECASE)
    found = ((quote.text, pattern.search(straight(quote.text))) for quote in quotes)
    said = [" ".join(text[match.start() : match.end()].split()) for text, match in found if match]
    if any(straight(phrase) == straight(topic) for phrase in said):
        return topic
    return min(said, key=lambda phrase: sum(map(str.isupper, phrase)), default="")


def _with_its_article(text: str, found: re.Match[str]) -> str:
    """The words of a phrase with the article before them; small where they are large only as they begin the text."""
    words, before = " ".join(found.group().split()), _ARTICLE.search(text[: found.start()])
    if before:
        return f"{before.group().strip()} {words}"
    begins = not text[: found.start()].strip() and words[1:].islower()
    return words[:1].lower() + words[1:] if begins else words


def _may_be_a_phrase(name: str) -> bool:
    words = words_of(name)
    if not words or len(name.split()) > _LONGEST or "'s" in name.replace("’", "'"):
        return False
    orders = (
        len(words) > 2 and words[1] in DETERMINERS and words[0] not in PREPOSITIONS and not words[0].endswith("ing")
    )
    judges = len(words) > 1 and words[0] in JUDGING and words[1] in PREPOSITIONS
    if orders or judges or _COMPARED.search(words[-1]):
        return False
    return not _NO_PHRASE & set(words) and words[-1] not in JUDGING and is_subject(base(words[-1]))


def _is_noun_phrase(text: str, start: int, end: int) -> bool:
    """Whether the words at some offsets end in a noun, hold no verb, and stand where a noun phrase may."""
    said, before, last = words_of(text[start:end]), words_of(text[:start])[-1:], text[start:end].rsplit(maxsplit=1)[-1]
    if any(re.search(r"(?:ed|[^s]s)$", word) for word in said[:-1]):
        return False
    if _is_fragment(text):
        return True
    if not is_noun(text, end - len(last), end):
        return False
    if before:
        is_one = before[0] in ("a", "an") and is_plural(said[-1])
        led = (before[0] in _LEADING and not is_one) or _is_doing(said, before[0])
    else:
        led = _is_doing(said, "")
    return led or said[0] in JUDGING


def _is_doing(said: Sequence[str], before: str) -> bool:
    """`digging through papers`, but not `was digging through papers`."""
    return len(said) > 1 and said[0].endswith("ing") and before not in AUXILIARIES | PRONOUNS


def _is_fragment(text: str) -> bool:
    """Whether an answer is no sentence, as in surveys."""
    words = words_of(text)
    return len(words) <= _FRAGMENT and not (PRONOUNS | AUXILIARIES | DOINGS) & set(words)
