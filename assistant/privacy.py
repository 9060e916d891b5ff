"""What is known of people is replaced before text leaves the machine, and put back into what comes.

Names and places are found without a list of names: by the participants' labels, by titles (`Mrs Lacey`), by how people
introduce themselves, and as words that are written with a capital inside sentences and never without. That takes
brands and places along, which costs a model little; what the researcher wrote into the study's name, question, stages
and codebook is kept. E-mail addresses, telephone and card numbers and the like are found by their form.

A pseudonym follows from the words it stands for, so the same words have the same one in every run, whatever is added
to the study; it cannot be turned back without the study.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from assistant.ingest.names import is_generic, word_role

_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Place|Way|Terrace|Crescent|Square|Gardens|Grove|Row|Mews|"
    "Hill|Park|Boulevard|Blvd"
)
_FORMS: tuple[tuple[str, str], ...] = (
    ("E-mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]+,? at [\w-]+(?: dot [\w-]+)+"),
    ("Link", r"\b(?:https?://|www\.)[^\s<>\"')\]]+"),
    ("Account", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"),
    ("Number", r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    ("Number", r"(?<![\w.,£$€])\+?(?:\(\d{1,5}\)[ .-]?)?\d{2,6}(?:[ .-]?\d{2,6}){1,5}(?!\w|,\d)"),
    ("Code", r"\b(?=[A-Z0-9-]*\d)[A-Z]{2,}(?:-[A-Z0-9]+)+\b|\b[A-Z]{2,}\d{4,}\b"),
    ("Postcode", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    ("Address", rf"\b\d{{1,4}}[a-z]?,? (?:[A-Z][\w'’-]+ ){{1,3}}(?:{_STREETS})\b"),
)
_FEWEST_DIGITS = 7
"""In a number that may be a telephone's, a card's or an account's: fewer are prices, years and counts."""
_REST = r"[^\W\d_]*(?:['’-][^\W\d_]+)*"
_WORD = rf"[^\W\d_]{_REST}"
_CAPITAL = re.compile(rf"{_WORD}")
_TITLE = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sister|Father|Auntie|Aunt|Uncle)\.? ({_WORD})")
_INTRODUCED = re.compile(rf"\b(?:my name(?:['’]s| is)|i['’]m called|call me|this is) ({_WORD})", re.IGNORECASE)
_VERBS = (
    "says?|said|told|thinks?|thought|came|went|has|had|was|is|does|did|wrote|rang|showed|asked|laughed|helped|knows?|knew|"
    "gave|took|got"
)
_TELLS = re.compile(rf"(?:^|[.!?…]\s+)([A-Z]{_REST}) (?:{_VERBS})\b")
_SENTENCE_END = re.compile(r"[.!?…:;\n\"“”‘(\[–—-]\s*$")
_KEPT = frozenset(
    """i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter english french german spanish italian dutch
    polish british american european internet google apple amazon facebook whatsapp youtube instagram excel word
    powerpoint microsoft windows android iphone ipad chatgpt claude gemini zoom teams spotify netflix paypal visa
    mr mrs ms miss dr ok okay god tv pdf pc id app he she it they we you that this there who nobody everybody
    somebody someone what which one mum dad""".split()
)  # fmt: skip
_PSEUDONYM = re.compile(r"\[?\b(Person|E-mail|Link|Account|Number|Code|Postcode|Address) ([a-z2-7]{6})\b\]?")


class Pseudonyms:
    """Hides identifiers in texts of one study; used by many threads at once."""

    def __init__(self, names: Iterable[str], kept: Iterable[str] = ()) -> None:
        """`names` are hidden wherever they stand, but for words in `kept`."""
        spared = _KEPT | {_folded(word) for text in kept for word in _CAPITAL.findall(text)}
        self._names = sorted(
            {name for name in names if _folded(name) not in spared}, key=lambda name: (-len(name), name)
        )
        self._hidden: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """The text with a pseudonym for each identifier."""
        for kind, pattern in _FORMS:
            text = re.sub(pattern, lambda match, kind=kind: self._formed(kind, match), text)  # type: ignore[misc]
        return self._any_name.sub(lambda match: self._pseudonym("Person", match.group()), text) if self._names else text

    def restore(self, text: str) -> str:
        """The text with what was hidden in its place; pseudonyms nobody gave out stay."""
        return _PSEUDONYM.sub(lambda match: self._hidden.get(match.group(2), match.group()), text)

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in self._names)
        shouted = "|".join(re.escape(name.upper()) for name in self._names if len(name) > 2)
        return re.compile(rf"(?<![\w\[])(?:{names}|{shouted or '(?!)'})(?![^\W_])")

    def _formed(self, kind: str, match: re.Match[str]) -> str:
        found = match.group()
        if kind == "Number" and sum(map(str.isdigit, found)) < _FEWEST_DIGITS:
            return found
        return self._pseudonym(kind, found)

    def _pseudonym(self, kind: str, words: str) -> str:
        name = base64.b32encode(hashlib.sha256(words.encode()).digest())[:6].decode().lower()
        self._hidden[name] = words
        return f"[{kind} {name}]"


def names_in(texts: Collection[str], labels: Iterable[str] = ()) -> set[str]:
    """Names in texts: of the people they are labelled with, and those that are spoken of."""
    lower = {word for text in texts for word in _CAPITAL.findall(text) if word.islower()}
    found = {part for label in labels for part in _CAPITAL.findall(label) if part[:1].isupper() and len(part) > 1}
    for text in texts:
        found.update(_spoken_of(text, lower))
    return {name for name in found if not (is_generic(name) or word_role(name))}


def _spoken_of(text: str, lower: Collection[str]) -> Iterator[str]:
    yield from _TITLE.findall(text)
    yield from (name for name in _INTRODUCED.findall(text) if name.casefold() not in lower or name[:1].isupper())
    yield from (name for name in _TELLS.findall(text) if name.casefold() not in lower)
    for match in _CAPITAL.finditer(text):
        word = _without_possessive(match.group())
        shouted = word.isupper() or len(word) < 2
        if word[:1].isupper() and not shouted and word.casefold() not in lower and not _begins(text, match.start()):
            yield word


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _begins(text: str, at: int) -> bool:
    """Whether a word stands where any word has a capital."""
    before = text[max(0, at - 3) : at]
    return at == 0 or bool(_SENTENCE_END.search(before))
