"""What may be a speaker's name, and whom a label means.

A name is told from a heading by its form alone here (capitals, codes, role words); whether it *is* somebody in
this document is decided by `cast`, which sees all of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.domain import Role
from assistant.ingest.vocabulary import (
    GENERIC_WORDS,
    INTERVIEWER_WORDS,
    NAME_PARTICLES,
    NOT_NAMES,
    NUMBERED_PEOPLE,
    OTHER_WORDS,
    PARTICIPANT_WORDS,
    SENTENCE_WORDS,
)

_CODE = re.compile(r"[^\W\d_]{1,4}[-_ .]?\d{1,4}[^\W\d_]?(?:[-_]\d{1,3})?", re.UNICODE)
_NUMBER = re.compile(r"(?:[\s_#.\-]*(?:no\.?\s*)?#?\d+|\s[a-z])$", re.IGNORECASE)
_QUESTION_NUMBER = re.compile(r"[qa][\s.]?\d{1,3}")
_ROMAN = re.compile(r"(?:I|II|III|IV|V|VI|VII|VIII|IX|X|Jr\.?|Sr\.?)")
_EDGES = " \t\u00a0.,;:–—-_*#>\"'“”‘’"
_MAX_LENGTH = 45
_MAX_WORDS = 6


@lru_cache(maxsize=4096)
def fold(label: str) -> str:
    """A label as it is compared: without case, brackets, underscores or doubled blanks."""
    text = unicodedata.normalize("NFC", label).replace("_", " ")
    text = re.sub(r"[\[\]<>*]", " ", text)
    return re.sub(r"\s+", " ", text).strip(_EDGES).casefold()


def without_number(label: str) -> str:
    """The word of a numbered or lettered label: `Speaker 2`, `SPEAKER_02` and `Speaker B` are all `speaker`."""
    return _NUMBER.sub("", fold(label)).strip(_EDGES)


def same_part(label: str) -> str:
    """A label as it is compared, the number left out where it counts questions: Q1 and Q2 are one who asks."""
    folded = fold(label)
    return folded[0] if _QUESTION_NUMBER.fullmatch(folded) else folded


def is_code(label: str) -> bool:
    """Whether a label is a code such as P07, FG1-3 or M2."""
    return _CODE.fullmatch(label.strip()) is not None


@lru_cache(maxsize=4096)
def word_role(label: str) -> Role | None:
    """The role that the label's own words give; None where it is a name or says nothing."""
    if len(label) > 2 * _MAX_LENGTH:
        return None
    folded, word = fold(label), without_number(label)
    for role, words in _ROLE_WORDS:
        if folded in words or word in words:
            return role
    if word == "i":
        return "interviewer"
    if word == "p":
        return "participant"
    return _qualified_role(folded)


_ROLE_WORDS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("interviewer", INTERVIEWER_WORDS),
    ("participant", PARTICIPANT_WORDS),
    ("other", OTHER_WORDS),
)
_PLAIN_INTERVIEWER = re.compile(r"\b(?:interviewer|moderator|facilitator|researcher|interviewerin|moderatorin)\b")
_QUALIFIED = re.compile(r"^(?P<outer>[^(]+?)\s*(?:\((?P<inner>[^)]+)\)?|[-–,/]\s*(?P<after>.+))$")


def _qualified_role(folded: str) -> Role | None:
    """`Anna (Moderator)`, `Interviewer – Dan`, `Lead UX Researcher`."""
    if _PLAIN_INTERVIEWER.search(folded):
        return "interviewer"
    match = _QUALIFIED.match(folded)
    if match is None:
        return None
    parts = [without_number(part) for part in match.groups() if part]
    for role, words in _ROLE_WORDS[:2]:
        if any(part in words for part in parts):
            return role
    return None


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether the words have the form of a speaker's label."""
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH or not any(char.isalpha() for char in text):
        return False
    folded, word = fold(text), without_number(text)
    if word_role(text) is not None or (len(text) == 1 and text.isupper()):
        return True
    if folded in NOT_NAMES or word in NOT_NAMES or folded in SENTENCE_WORDS:
        return False
    return is_code(text) or _is_name(text)


def _is_name(text: str) -> bool:
    bare = re.sub(r"\([^()]*\)", " ", text).replace("/", " ").replace("&", " ").replace("+", " ")
    words = bare.split()
    if not 0 < len(words) <= _MAX_WORDS or re.search(r"[!?\"“”|=\\;]|\.{2}|…", text):
        return False
    if words[0].strip(_EDGES).casefold() in SENTENCE_WORDS:
        return False
    if re.search(r"[.,]\s+[a-z]", text):
        return False
    return all(_is_name_word(word, first=index == 0) for index, word in enumerate(words))


def _is_name_word(word: str, *, first: bool) -> bool:
    bare = word.strip(_EDGES)
    if not bare:
        return not first and word in {"-", "–", "."}
    if bare[0].isdigit() or _ROMAN.fullmatch(bare):
        return not first or not bare.isdigit()
    if not first and bare in NAME_PARTICLES:
        return True
    opening = bare.removeprefix("d'").removeprefix("d’").removeprefix("al-").removeprefix("el-")
    capital = not opening[:1].islower() and opening[:1].isalpha()
    return capital and all(char.isalnum() or char in "'’.-·_," or unicodedata.combining(char) for char in opening)


def display(label: str) -> str:
    """A name as it is shown and compared across files: `PRIYA SHAH` and `priya shah` become Priya Shah; codes stay."""
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", label.replace("_", " "))).strip(_EDGES + "[]<>")
    if is_code(text):
        return text.upper()
    words = text.split(" ")
    if any(char.islower() for char in text) and text[:1].isupper():
        return text
    return " ".join(_title(word, first=index == 0) for index, word in enumerate(words))


def _title(word: str, *, first: bool) -> str:
    if is_code(word.strip("()")) or _ROMAN.fullmatch(word):
        return word
    if not first and word.casefold() in NAME_PARTICLES:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda part: part.group()[0].upper() + part.group()[1:].lower(), word)


def is_generic(label: str) -> bool:
    """Whether a label names a part and not a person: Participant, Speaker 2, User."""
    word, folded = without_number(label), same_part(label)
    if folded in GENERIC_WORDS:
        return True
    numbered = folded != word
    return numbered and word in GENERIC_WORDS - {"p", "r", "s", "m", "f", "a", "pt", "ie"} - NUMBERED_PEOPLE
