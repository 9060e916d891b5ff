"""What is known of people is replaced before text leaves the machine, and put back into what comes.

Names and places are found by the participants' labels, by titles (`Mrs Lacey`), by how people introduce themselves, as
words that are written with a capital inside sentences and never without, and by a list of first names where a word
begins a sentence. That takes
brands and places along, which costs a model little; what the researcher wrote into the study's name, question, stages
and codebook is kept. E-mail addresses, telephone and card numbers and the like are found by their form.

A pseudonym follows from the words it stands for, so the same words have the same one in every run, whatever is added
to the study; it cannot be turned back without the study.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import zip_longest

from assistant.apostrophes import straight
from assistant.given_names import given_names
from assistant.identifier_forms import FORMS
from assistant.ingest.names import is_generic, word_role

_REST = r"[^\W\d_]*(?:['’-][^\W\d_]+)*"
_WORD = rf"[^\W\d_]{_REST}"
_CAPITAL = re.compile(rf"{_WORD}")
_TITLE = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sister|Father|Auntie|Aunt|Uncle)\.? ({_WORD})")
_INTRODUCED = re.compile(rf"\b(?:my name(?:['’]s| is)|i['’]m called|call me|this is) ({_WORD})", re.IGNORECASE)
_VERBS = (
    "says?|said|told|thinks?|thought|came|went|has|had|was|is|does|did|wrote|rang|showed|asked|laughed|helped|knows?|knew|"
    "gave|took|got"
)
_ADDRESSED = re.compile(rf"\b(?i:name ?:|dear|hi|hello|hey),? +([A-ZÀ-Þ]{_REST})")
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
        for form in FORMS:
            if re.search(form.sign, text):
                text = re.sub(form.pattern, partial(self._formed, form.kind, form.fewest_digits), text)
        return self._any_name.sub(lambda match: self._pseudonym("Person", match.group()), text) if self._names else text

    def restore(self, text: str) -> str:
        """The text with what was hidden in its place; pseudonyms nobody gave out stay."""
        if not self._hidden:
            return text
        return _PSEUDONYM.sub(lambda match: self._hidden.get(match.group(2), match.group()), text)

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in self._names)
        shouted = "|".join(re.escape(name.upper()) for name in self._names if len(name) > 2)
        first = re.escape("".join({start for name in self._names for start in (name[0], name[0].upper())}))
        return re.compile(rf"(?=[{first}])(?<![\w\[])(?:{names}|{shouted or '(?!)'})(?![^\W_])")

    def _formed(self, kind: str, fewest: int, match: re.Match[str]) -> str:
        """A pseudonym for what has a form, where it has as many digits as that form needs."""
        found = match.group()
        if sum(map(str.isdigit, found)) < fewest:
            return found
        return self._pseudonym(kind, found)

    def _pseudonym(self, kind: str, words: str) -> str:
        name = base64.b32encode(hashlib.sha256(words.encode()).digest())[:6].decode().lower()
        self._hidden[name] = words
        return f"[{kind} {name}]"


def names_in(texts: Collection[str], labels: Iterable[str] = ()) -> set[str]:
    """Names in texts: of the people they are labelled with, and those that are spoken of."""
    written = Counter(word for text in texts for word in _CAPITAL.findall(text))
    found = {part for label in labels for part in _CAPITAL.findall(label) if part[:1].isupper() and len(part) > 1}
    for text in texts:
        found.update(_spoken_of(text, written))
    return {name for name in found if not (is_generic(name) or word_role(name))}


def _spoken_of(text: str, written: Mapping[str, int]) -> Iterator[str]:
    """`written` says how often each word stands in all texts, as it is spelt."""
    yield from _TITLE.findall(text)
    yield from (name for name in _INTRODUCED.findall(text) if name.casefold() not in written or name[:1].isupper())
    yield from (name for name in (*_TELLS.findall(text), *_ADDRESSED.findall(text)) if name.casefold() not in written)
    words = list(_CAPITAL.finditer(text))
    for match, following in zip_longest(words, words[1:]):
        word = _without_possessive(match.group())
        if word[:1].isupper() and not word.isupper() and _is_name(word, match, following, text, written):
            yield word


def _is_name(
    word: str, match: re.Match[str], following: re.Match[str] | None, text: str, written: Mapping[str, int]
) -> bool:
    """Whether a word with a capital is a name where it stands, going by how it is written elsewhere."""
    plain = word.casefold()
    if plain in written:
        return written[word] > written[plain] and plain in given_names() and not _begins(text, match.start())
    if not _begins(text, match.start()) or plain in given_names():
        return True
    surname = following.group() if following and text[match.end() : following.start()] == " " else ""
    return surname[:1].isupper() and not surname.isupper() and surname.casefold() not in written


def _folded(word: str) -> str:
    return straight(word.casefold())


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _begins(text: str, at: int) -> bool:
    """Whether a word stands where any word has a capital."""
    before = text[max(0, at - 3) : at]
    return at == 0 or bool(_SENTENCE_END.search(before))
