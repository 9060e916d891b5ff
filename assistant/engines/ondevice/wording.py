"""Sentences about people without a model: what was counted, what it was about, and their own words.

The engine cannot rephrase what somebody said without risking to change it, so it does not: a claim names its topic
in words that several participants share, and lets one of them speak. Nothing is added that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.apostrophes import straight
from assistant.engines.ondevice.abstain import is_hypothetical, is_question
from assistant.engines.protocol import Quote

_DANGLING = re.compile(
    r"^(?:and|but|so|or|because|which|it|that|this|those|these|there|he|she|they|if|when|to|for|with|of|then|also)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=\D)")
_LINKED = re.compile(r"^(?:and|but|so|or|because|which|then|than|also|of|with)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"^(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|my|we|we['’]re|we['’]ve|we['’]d|our)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[;:–—.!?…]|, (?=(?:and|but|so|because|which|you know|i mean)\b))\s*", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|well|yeah|yes|no|oh|um+|uh+|erm?|(?:like|right)(?=\s*[,.…–—-])|i mean|you know|okay|ok|anyway|"
    r"honestly|basically|also|then|plus)\b[\s,.…–—-]*)+(?=(?:i|i['’](?:m|ve|d|ll)|my|we|we['’](?:re|ve|d)|our|the|a|it|there|they|he|she|this|"
    r"these|in|for|what|when|if|(?-i:[A-Z]\w*))\b)",
    re.IGNORECASE,
)
"""Words that only tie a sentence to the one before: a quote may begin behind them, but for `Like I said`."""
_SHORTEST, _LONGEST, _BEARABLE = 4, 28, 45
_ENOUGH, _A_WORD_SHORT = 6, 0.1
"""Words from which a quote mostly says by itself what it means, and what each that it lacks takes from it."""
_HARDLY_MORE = 2
"""Words that a quote has more than what stands over it, where it only repeats that."""
_CONSIDERED = 40
_RANK, _WEIGHT, _ON_SUBJECT, _ON_TOPIC, _ON_LABEL = 0.02, 2.0, 1.2, 1.2, 2.0
"""What counts in choosing who speaks: each place further from the most typical, how surely it was coded, whether it
names what is told of, its share of the words that stand over it, and in a long quote of those that were coded."""
_HEARD, _ON_OTHER_SIDE = 0.1, 6.0
"""Tone, from 0 to 1, from which a quote sounds like the other side, and how much more that counts."""
_UNTIDY = re.compile(r"\[[^\]]*\]|<[^<>]+>|[*_]{2,}|\*\w|https?:|[a-z]I[a-z]|Ã|â€|\w \.|^\d+\.|[\"“”„]")
"""Markup, what was blacked out or scanned badly, and quotation marks inside: others speak better, where there are."""
_TURNED, _DENIED = 3.0, 3.0
"""What it takes from words that what follows turns them round, or that they tell of no trouble."""
_NO_TROUBLE = re.compile(
    r"\b(?:no|never (?:had )?an?y?|(?:do|did)(?:n['’]t| not) have (?:any|an?|the)|not an?) (?:\w+ )?"
    r"(?:problem|issue|trouble|concern|complaint|worry|worrie|fear|fault)s?\b"
    r"|\b(?:can|could)(?:n['’]t|not| not) (?:wish|ask|fault|have been better|be better|have had better)",
    re.IGNORECASE,
)
_NOT_AGAINST = re.compile(
    r"(?:i['’]m|i am|we['’]re|we are) not (?:\w+ )?"
    r"(?:against|opposed|anti|bothered|worried|concerned|complaining|saying)\b"
    r"|(?:i|we) (?:do not|don['’]t) (?:\w+ )?(?:mind|object|oppose|have anything against)\b"
    r"|(?:i|we)(?: have|['’]ve got| have got) nothing against\b",
    re.IGNORECASE,
)
"""Who begins so tells first of what is no trouble."""
_BUT = re.compile(r"\b(?:but|however|although|though)\b", re.IGNORECASE)
"""Who says so says two things, of which the sentence tells one."""
_UNFINISHED = re.compile(
    r"\b(?:and|but|or|so|because|the|a|an|of|to|with|for|that|which|if|my|their|is|are|was)$", re.IGNORECASE
)

_ONES = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_MANY, _NEARLY = 8, 0.85
"""People from whom on one speaks of most, and the share that is nearly all."""
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def speaking_quote(quotes: Sequence[Quote], subject: str = "", topic: str = "") -> str:
    """Words of the quote that speaks best for all: whole where short, else a clause of it."""
    best = best_quotes(quotes, subject, topic)
    return excerpt(best[0], subject) if best else ""


def best_quotes(quotes: Sequence[Quote], subject: str = "", topic: str = "") -> list[Quote]:
    """Quotes by how well they speak for all: clear, surely coded, typical, and naming what it is about.

    `topic`: words that stand before them, which a reader looks for in them.
    """

    def worth(item: tuple[int, Quote]) -> float:
        at, quote = item
        words = excerpt(quote, subject)
        named = _ON_SUBJECT * names(words, subject) + _ON_TOPIC * _holds(words, topic) * (not _repeats(words, topic))
        against = _TURNED * _is_turned(quote.text, words) + _DENIED * _is_denied(quote, words)
        return _clarity(words) - _RANK * at + _WEIGHT * quote.weight + named + _on_its_side(quote) - against

    return [quote for _, quote in sorted(enumerate(quotes[:_CONSIDERED]), key=lambda item: (-worth(item), item[0]))]


def _on_its_side(quote: Quote) -> float:
    """How much a quote sounds like what it is coded as; far below zero for praise that is coded as trouble."""
    sounds = {"pain": -quote.valence, "gain": quote.valence}.get(quote.kind or "", 0.0)
    return sounds if sounds > -_HEARD else _ON_OTHER_SIDE * sounds


def stands_alone(text: str) -> bool:
    """Whether words begin where somebody begins to say something."""
    return not _LINKED.match(text)


def excerpt(quote: Quote, subject: str = "") -> str:
    """A quote, or where it is long its run of clauses that says most: always words in a row as they were said."""
    text = _OPENING.sub("", _NUMBERED.sub("", quote.text, count=1), count=1)
    if len(text.split()) <= _LONGEST:
        return _plain(text)
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    ends = [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    runs = [text[start:end] for at, start in enumerate(starts) for end in ends[at:] if start < end]
    fitting = [run for run in runs if _SHORTEST <= len(run.split()) <= _LONGEST]
    if fitting:
        best = max(fitting, key=lambda run: _says(run, quote, subject) - _TURNED * _is_turned(text, run))
        return _plain(_OPENING.sub("", best, count=1))
    return _plain(text if len(text.split()) <= _BEARABLE else " ".join(text.split()[:_LONGEST]))


def _says(run: str, quote: Quote, subject: str) -> float:
    """How well a run of clauses shows what the whole quote was coded for."""
    return _clarity(run) + _ON_SUBJECT * names(run, subject) + _ON_LABEL * _holds(run, quote.label)


def _is_turned(text: str, words: str) -> bool:
    """Whether what follows words turns them round: `it is useful, but there are flaws`."""
    return bool(_BUT.match(text[text.find(words) + len(words) :].lstrip(" ,;:.–—-")))


def _is_denied(quote: Quote, words: str) -> bool:
    """Whether words that are coded as trouble say that there was none."""
    return quote.kind == "pain" and bool(_NO_TROUBLE.search(words) or _NOT_AGAINST.match(words))


def is_apart(quote: Quote) -> bool:
    """Whether a quote stands last: it opens with a denial, or tells of what did not happen."""
    words = _OPENING.sub("", quote.text, count=1)
    return is_hypothetical(straight(quote.text)) or (quote.kind == "pain" and bool(_NOT_AGAINST.match(words)))


def says_otherwise(quote: Quote, words: str) -> bool:
    """Whether words of a quote say the opposite of what it is coded as, or would without what follows them."""
    return _is_turned(quote.text, words) or _is_denied(quote, words) or _on_its_side(quote) < -_HEARD


def names(text: str, subject: str) -> bool:
    """Whether words name what is told of."""
    head = subject.rsplit(maxsplit=1)[-1].casefold() if subject else ""
    return bool(head) and head in text.casefold()


def _repeats(text: str, topic: str) -> bool:
    """Whether words say little more than those that stand over them."""
    return len(text.split()) <= len(topic.split()) + _HARDLY_MORE


def _holds(text: str, label: str) -> float:
    """What a run of clauses is worth more for the words that were coded."""
    words, said = set(label.casefold().split()), text.casefold()
    return sum(word in said for word in words) / len(words) if words else 0.0


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–—-")


def _clarity(text: str) -> float:
    """How well words stand alone: they begin with their subject, are neither a fragment nor a ramble, and assert."""
    words = text.split()
    score = 0.5 * bool(_FIRST_PERSON.match(text)) - 0.8 * bool(_DANGLING.match(text))
    score -= 1.0 * (len(words) < _SHORTEST) + 0.02 * abs(len(words) - 14)
    score -= _A_WORD_SHORT * max(0, _ENOUGH - len(words)) + 0.5 * bool(_UNTIDY.search(text))
    score -= 0.3 * bool(_BUT.search(text)) + 0.5 * bool(_UNFINISHED.search(text))
    score -= 0.8 * is_question(text) + 0.6 * is_hypothetical(text)
    score -= 0.15 * len(re.findall(r"\b(?:um+|uh+|erm?)\b|--|…|\.\.\.", text, re.IGNORECASE))
    return score


def quoted(text: str) -> str:
    """In quotation marks; those inside become single ones, so that none are nested alike."""
    return f"“{_inside(text)}”"


_SINGLE = str.maketrans('“”„"', "‘’‚'")
_AT_EDGE = re.compile(r"(?<!\w)[“”„\"]|[“”„\"](?!\w)")


def _inside(text: str) -> str:
    """With single marks; one between two letters would make one word of two."""
    return _AT_EDGE.sub(lambda mark: mark.group().translate(_SINGLE), text)


def speaks_in(quote: Quote, text: str) -> bool:
    """Whether words of a quote stand in quotation marks in a text, more of them than a name has."""
    said = " ".join(_inside(quote.text).split())
    return any(len(words.split()) >= _SHORTEST and words in said for words in _MARKED.findall(text)) or (
        quoted(speaking_quote([quote])) in text
    )


_MARKED = re.compile("“([^“”]+)”")


def counted(k: int, n: int, who: str) -> str:
    """How many as a sentence begins with it: `Three of the four participants`, `Nearly all participants (14 of 15)`.

    `who` may be empty where a sentence before has said it.
    """
    people = f" {who}" if who else ""
    if n <= 1:
        return f"The {who.removesuffix('s') or 'participant'}"
    if k == n:
        return f"Both{people}" if n == 2 else f"All {figure(n)}{people}"
    if n >= _MANY and k >= _NEARLY * n:
        return f"Nearly all{people} ({k:,} of {n:,})"
    if n >= _MANY and 2 * k > n:
        return f"Most{people} ({k:,} of {n:,})"
    return f"{in_words(k).capitalize()} of the {figure(n)}{people}"


def some(k: int, n: int, who: str) -> str:
    """How many, where it was said of how many before: `Three`, `One participant`, `Most (10 of 15)`."""
    if k == 1 < n:
        return f"One {who.removesuffix('s')}"
    if k == n or 2 * k > n >= _MANY:
        return counted(k, n, "")
    return in_words(k).capitalize()


def in_words(number: int) -> str:
    """Numbers under a hundred in words, as a sentence begins with them."""
    if not 0 < number < 100:
        return f"{number:,}"
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def figure(number: int) -> str:
    """A number inside a sentence: in words up to twelve."""
    return in_words(number) if number <= 12 else f"{number:,}"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]
