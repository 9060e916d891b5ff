"""What a persona is called without a model: a short epithet made of what one of its people said of themselves.

`I'm frightened of pressing something` gives `Frightened of pressing something`, `I can't be late` gives `Cannot be
late`. A name is no quote: it turns the first person into the third, and is meant to be edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.apostrophes import straight
from assistant.engines.ondevice.topics import topic_words
from assistant.engines.protocol import Voice

_MOST_WORDS = 7
_ADVERB = r"(?:(?:very|so|really|always|quite|just|still|too|pretty|absolutely|a\sbit|\w+ly)\s)?"
_PLAINLY = r"(?<!what\s)(?<!if\s)(?<!when\s)(?<!whenever\s)(?<!once\s)(?<!unless\s)(?<!until\s)(?<!where\s)"
"""Not in a clause that asks or supposes, or says when: `I use it when I cannot come up with any ideas`."""
_I_AM = r"\bi(?:['’]m|\sam|\swas|\sfeel|\sfelt|['’]ve\sbeen)\s"
_FEELING = (
    r"(?P<head>afraid|scared|frightened|terrified|worried|nervous|anxious|tired|sick|proud|careful|sceptical|skeptical|"
    r"suspicious|wary|grateful|keen|unsure|confused|annoyed|fed\sup|concerned|cautious|conscious|hesitant|excited|"
    r"determined|responsible|desperate|reluctant|curious|ready|willing|unable|sure)\s"
    r"(?P<tail>(?:of|about|with|to|for|by|without|on)\s[^.!?;:…]+)"
)
_OWN_VERBS = (
    r"count|compare|check|double-check|love|hate|enjoy|like|trust|rely|prefer|avoid|worry(?=\sabout)|miss|struggle|depend|"
    r"dread|treasure|value|appreciate|dislike|distrust|doubt|fear"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """A way people speak of themselves, and what is made of it."""

    pattern: re.Pattern[str]
    makes: str
    worth: float
    """How well such an epithet names a kind of person."""


def _form(pattern: str, makes: str, worth: float) -> _Form:
    return _Form(re.compile(_PLAINLY + pattern, re.IGNORECASE), makes, worth)


_TAIL = r"(?P<tail>[^.!?;:…]+)"
_FORMS = (
    _form(_I_AM + _ADVERB + _FEELING, "{head} {tail}", 0.4),
    _form(rf"\bi\s(?:can['’]t|cannot|can\snot)\s(?!(?:say|tell|think|remember|imagine|speak|believe|wait|see|seem|explain|comment|fault|even)\b){_TAIL}",
          "cannot {tail}", 0.3),
    _form(rf"\bi\s(?:don['’]t|do\snot)\s(?:{_ADVERB})(?P<head>trust|want|like|need|understand|use)\s{_TAIL}",
          "does not {head} {tail}", 0.1),
    _form(rf"\bi(?:['’]d|\swould)\s(?:much\s|far\s)?(?:sooner|rather)\s{_TAIL}", "would rather {tail}", 0.2),
    _form(rf"\bi\s(?:just\s|only\s|really\s|do\s)?need(?:ed)?\s(?!you\b|to\b){_TAIL}", "needs {tail}", 0.35),
    _form(rf"\bi\s(?:just\s|only\s|really\s|do\s)?need(?:ed)?\s(?=to\b){_TAIL}", "needs {tail}", 0.1),
    _form(rf"\bi\s(?:just\s|only\s|really\s)?want(?:ed)?\s(?!you\b|to\s(?:say|tell|thank|ask|mention)\b){_TAIL}",
          "wants {tail}", 0.15),
    _form(rf"\bi(?:['’]d|\swould)\s(?:really\s)?(?:like|love)\s{_TAIL}", "would like {tail}", 0.1),
    _form(rf"\bi\s(?P<adverb>always|never)\s(?P<head>{_OWN_VERBS})\s{_TAIL}",
          "{adverb} {head}s {tail}", 0.15),
    _form(rf"\bi\s(?:really\s|do\s|just\s)?(?P<head>{_OWN_VERBS})\s{_TAIL}", "{head}s {tail}", 0.1),
)  # fmt: skip
_BREAK = re.compile(
    r"\s*(?:[,()\[\]\"“”–—*]|\s-\s|\b(?:and|but|or|because|if|when|while|so|which|who|although|though|since|until|unless|"
    r"then|as|like|than|where|after|before|cos|['’]cause|i|i['’]m|i['’]d|i['’]ve|i['’]ll|we|you|they|he|she|it['’]s|that['’]s|"
    r"there['’]s|in\sterms|at\sthis|at\sthe\smoment)(?=\s|$)).*",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(r"\s*(?:and|or|as|like|than)\b", re.IGNORECASE)
"""Where what is wanted or feared goes on, half of it says something else."""
_WEAK_END = frozenset(
    """the a an to of in at on for with my our your their his her its and or but so very really just that this these
    those is was are were am be been i it you we they as by from about into had has have do did does would could should
    will can more some any not no too much also even what how out up one actually
    since until because when while if where whether after before during""".split()
)
_POINTING = frozenset("it this that these those them him her there".split())
"""Where a tail begins with one of these, only the sentence before says what is meant."""
_TURNED: Mapping[str, str] = {"my": "their", "me": "them", "myself": "themselves", "our": "their", "us": "them",
                              "mine": "theirs", "i": "they", "your": "their", "you": "them"}  # fmt: skip
_IRREGULAR = {"worrys": "worries", "relys": "relies", "misss": "misses"}
_UNWILLING, _UNABLE = "Does not ", ("Cannot ", "Unable ")
"""How names begin that tell of what somebody was spared, where they are glad: `helps me when I cannot start`."""
FRAME = frozenset("cannot never always doe need want rather like sooner worry trust".split())
"""Words of the forms themselves, which two siblings may both bear."""
_FEWEST, LEADS = 0.1, 0.15
"""Share of the group that tells of the same, and how telling a word must be, for one person's words to name them."""
_TYPICAL, _SHARED, _TOLD_BY = 0.8, 0.7, 0.8
"""What counts in choosing: how telling the quote is, the words it shares, and how many tell of the same."""


def epithet(voices: Sequence[Voice], lead: Mapping[str, float], taken: Set[str], glad: Set[str] = frozenset()) -> str:
    """The best name that what people said of themselves gives; empty where none does.

    `lead` holds the words that several of the group use and others do not, and how telling each is; `glad` those of
    what more of them were pleased with than not, which one of them may well not want.
    """
    used = {word for name in taken for word in topic_words(name)} - FRAME
    proper = proper_nouns(voice.quote.text for voice in voices)
    found = [
        (_TYPICAL * voice.typical + _TOLD_BY * voice.share + _SHARED * _held(name, lead) + worth, name)
        for voice in voices
        for name, worth in _epithets(voice.quote.text)
        if voice.share >= _FEWEST and _held(name, lead) >= LEADS and not topic_words(name) & used
        if not (name.startswith(_UNWILLING) and topic_words(name) & glad)
        if not (name.startswith(_UNABLE) and voice.quote.kind == "gain")
    ]
    ranked = (name for _, name in sorted(found, key=lambda item: (-item[0], item[1])))
    return next((name for name in ranked if not objection(name, proper)), "")


def epithets_of(voice: Voice) -> set[str]:
    """All names that a quote's words give."""
    return {name for name, _ in _epithets(voice.quote.text)}


def _epithets(text: str) -> Iterator[tuple[str, float]]:
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            parts = match.groupdict()
            tail = _tail(parts["tail"])
            if tail:
                name = form.makes.format(**{**parts, "head": _folded(parts.get("head")), "tail": tail})
                words = [_IRREGULAR.get(word, word) for word in name.split()]
                if 2 <= len(words) <= _MOST_WORDS:
                    yield (words[0].capitalize() + " " + " ".join(words[1:]), form.worth)


def _folded(head: str | None) -> str:
    return " ".join((head or "").casefold().split())


def _tail(text: str) -> str:
    """What follows, up to where the clause ends, in the third person; empty where it is cut or says nothing."""
    cut = _BREAK.search(text)
    words = [_TURNED.get(word.casefold(), word) for word in text[: cut.start() if cut else None].split()]
    whole = len(words) <= _MOST_WORDS - 1 and not (cut and _GOES_ON.match(cut.group()))
    while words and words[-1].casefold().strip("'’") in _WEAK_END:
        words.pop()
        whole = False
    if not words or not whole or words[0].casefold() in _POINTING or not topic_words(" ".join(words)):
        return ""
    return straight(" ".join(words))


def _held(name: str, lead: Mapping[str, float]) -> float:
    """How much of the most telling word's lead the best word of a name has, from 0 to 1."""
    most = max(lead.values(), default=0.0)
    return max((lead.get(word, 0.0) for word in topic_words(name)), default=0.0) / most if most else 0.0
