"""Sentence boundaries in transcribed speech and in reviews, as exact offsets.

The sentence is the smallest unit that is coded, quoted and shown to a model, so a boundary must be right for
speech: "um… so" is no end, nor is "5 p.m. Monday", and a machine transcript without full stops is cut at its
pauses (see `pauses`). A general splitter (sentencex 1.0.32) was tried first: it leaves out characters at
paragraph breaks, aborts on U+2028 and ends sentences after "p.m.", so the rules stand here.

The text is walked in three steps, each linear: paragraphs into blocks that no sentence crosses (`_blocks`),
blocks into sentences at marks that do end one (`_sentences`), long sentences into pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from assistant.apostrophes import straight
from assistant.domain import Sentence, Turn
from assistant.segments import pauses

Range = tuple[int, int]


def split(text: str, start: int = 0, end: int | None = None) -> Iterator[Range]:
    """Sentences of a stretch of text, in order, without the white space around them.

    They never overlap, and every character of the stretch that is not white space is in one of them.
    """
    part = text[start:end]
    for block in _blocks(part):
        for left, right in _spoken(part, _sentences(part, *block)):
            for first, last in pauses.cut(part, left, right):
                yield start + first, start + last


def sentences_of(turns: Sequence[Turn], text: str) -> list[Sentence]:
    """The sentences of a source, numbered from 0; none crosses from one turn into another."""
    found: list[Sentence] = []
    for turn in sorted(turns, key=lambda turn: turn.start):
        for start, end in split(text, turn.start, turn.end):
            seq = len(found)
            identity = f"{turn.source_id}.s{seq:04d}"
            found.append(Sentence(identity, turn.source_id, turn.id, seq, start, end))
    return found


# --- blocks: paragraphs, list items, and lines that are not just wrapped ------------------------------------

_MARKER = re.compile(r"(?:[-–—*•●▪◦‣·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|\d+\.[a-z])\s+\S|>")
_CLOCK = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?[\])]?\Z")
_WRAP = 70
"""A line of so many characters is likely to go on in the next; a shorter one is likely to be complete."""
_NARROWEST = 25
"""Nobody wraps lines to fewer characters than this; shorter ones are a list."""
_CASELESS_WRAP = 20
"""The same in scripts without capitals, whose lines hold more."""


def _blocks(text: str) -> Iterator[Range]:
    """Stretches that no sentence crosses."""
    paragraph: list[Range] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        begin = at + len(line) - len(line.lstrip())
        at += len(line)
        if bare:
            paragraph.append((begin, begin + len(bare)))
        elif paragraph:
            yield from _unwrapped(text, paragraph)
            paragraph = []
    if paragraph:
        yield from _unwrapped(text, paragraph)


def _unwrapped(text: str, lines: list[Range]) -> Iterator[Range]:
    """A paragraph's lines joined where a line goes on in the next one, as in PDF files and captions."""
    widest = max(end - start for start, end in lines)
    going_on = sum(text[start].islower() for start, _ in lines[1:])
    wrapped = widest >= _NARROWEST and going_on * 5 >= (len(lines) - 1) * 2
    begin = lines[0][0]
    for line, (following, _) in pairwise(lines):
        if _line_ends(text, line, following, widest, wrapped):
            yield begin, line[1]
            begin = following
    yield begin, lines[-1][1]


def _line_ends(text: str, line: Range, following: int, widest: int, wrapped: bool) -> bool:
    """Whether the sentence ends with its line, whatever the mark at the end."""
    length = line[1] - line[0]
    if _MARKER.match(text, following):
        return True
    if text[following].islower() or _CLOCK.match(text, *line):
        return False
    caseless = not text[following].isupper() and text[following].isalpha()
    if wrapped or length >= (_CASELESS_WRAP if caseless else _WRAP):
        return length < 0.6 * widest
    return True


# --- sentences: marks that end one, and those that do not --------------------------------------------------

_EMOJIS = r"\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF\u2B50"
_TINTS = r"\uFE0F\u200D\U0001F3FB-\U0001F3FF"
_FACE = rf"(?:[{_EMOJIS}][{_TINTS}]*)"
_SMILE = r"(?:[:;]['-]?[)(DPp]+|<3)"
_MARKS = ".!?…؟۔।॥։።‼⁇⁈⁉"
_CLOSERS = "\"'”’»)\\]*_~"
_STOP = re.compile(
    rf"(?P<mark>(?<![{_MARKS}])[{_MARKS}]++)(?P<close>[{_CLOSERS}]*)(?=\s|\Z)"
    r"|(?P<wide>[。！？｡]+[」』）”’】]*)"
    r"|(?P<glued>(?<=[a-z][a-z])[.!?…]+)(?=[A-Z][a-z’' ])"
    rf"|(?P<face>(?<![{_EMOJIS}{_TINTS}]){_FACE}++|(?<=\s){_SMILE})(?=\s|\Z)"
)
_NEXT = re.compile(r"\s*(?P<open>[\"'“‘«¿¡(\[*_\\–—•-]*)(?P<word>[\w’']*)")
_TAIL = re.compile(rf"(?:[^\S\n]*(?:{_FACE}|{_SMILE}|\\?[(\[](?!\d)[^\[\]().!?\\\n]{{1,30}}\\?[)\]]))+(?=\s|\Z)")
"""Faces, and noises such as [laughter]: they belong to what was just said."""
_ASIDE = re.compile(r"(?<=[\w,:;–—-]\s)(?:“[^“”]{1,160}”|\"(?=\S)[^\"]{1,160}(?<=\S)\")|\((?=\S)[^()]{1,160}\)")
"""Short quotations and brackets inside a sentence; they are not cut in the middle."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER = _words("mr mrs dr prof messrs mme mlle sra srta vs cf e.g eg i.e ie viz approx incl excl resp aka z.b d.h")
_BEFORE_NUMBER = _words(
    "no nos nr fig figs p pp sec ch vol eq art par para ver v q max min avg jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
_SOMETIMES = _words("inc ltd co corp bros jr sr ph.d m.d b.sc m.sc al ms mx st fr rev gen col sgt capt lt gov sen dept")
"""These end a sentence only before a word that commonly begins one: "in the U.S. We", but "U.S. Robotics"."""
_STARTERS = _words(
    "i we you he she it they this that these those there the a an my our your his her their its but and "
    "so because then if when while what who why how where well yeah yes no not now also after before in "
    "on at for with as is was are were do did does don't i'm i've i'd i'll we're we've it's that's "
    "there's he's she's they're you're let's maybe still one some most all both each every once since "
    "however although nobody nothing people everyone everybody something from of to which unfortunately"
)
_DATES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december mon tue wed thu fri sat sun est edt cst cdt mst pst pdt "
    "pt et gmt utc cet bst"
)
_DOMAINS = _words("com org net io co uk de js ai app dev gov edu eu md py html pdf docx xlsx csv")
_URL = re.compile(r"://|www\.|@|/\w+\.")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_VERSION = re.compile(r"v?\d+\.[\d.]+\Z")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|\d+\.\w)\Z")
_TOKEN_EDGE = re.compile(r"[\s(\[“\"‘…,—–]")
_SPEECH = re.compile(r"\w")


def _sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """A block cut at the marks that end a sentence."""
    asides = iter([match.span() for match in _ASIDE.finditer(text, start, end)])
    aside = next(asides, None)
    begin = start
    for stop in _STOP.finditer(text, start, end):
        while aside and aside[1] <= stop.start():
            aside = next(asides, None)
        inside = aside is not None and aside[0] <= stop.start() and stop.end() < aside[1]
        if stop.start() < begin or inside or not _is_end(text, begin, stop, end):
            continue
        last = _with_tail(text, stop.end(), end)
        yield begin, last
        following = _SPACE.match(text, last, end)
        begin = following.end() if following else last
    if begin < end:
        yield begin, end


_SPACE = re.compile(r"\s*")


def _with_tail(text: str, at: int, end: int) -> int:
    """The sentence's end with the faces and noises after it, unless these begin the next one."""
    tail = _TAIL.match(text, at, end)
    if not tail:
        return at
    following = _next(text, tail.end(), end)
    return at if following["word"][:1].islower() else tail.end()


def _next(text: str, at: int, end: int) -> re.Match[str]:
    return cast(re.Match[str], _NEXT.match(text, at, end))  # never None: every part of it may be empty


def _is_end(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the sentence that begins at `begin` ends at this mark."""
    following = _next(text, stop.end(), end)
    word = following["word"]
    if following.end() == end and not word:
        return True
    if stop["wide"]:
        return word[:1] not in ("と", "っ")  # 「…。」と言った: the quotation goes on into the verb
    if stop["glued"]:
        return not _in_url(text, begin, stop.start(), stop.end(), word)
    if stop["face"]:
        return word[:1].isupper() and text.count(" ", begin, stop.start()) >= 2
    return _is_full_stop(text, begin, stop, following)


def _is_full_stop(text: str, begin: int, stop: re.Match[str], following: re.Match[str]) -> bool:
    mark, word = stop["mark"], following["word"]
    lower = word[:1].islower()
    if stop["close"] and lower:
        return False  # "Wait, what?" and then he left
    if mark.endswith(("…", "..")):
        opens = word[:1].isupper() or following["open"][:1] in ("¿", "¡")
        return opens and text.count(" ", begin, stop.start()) >= 3  # "um… I" goes on
    if mark != "." or stop["close"]:
        return True
    return _is_period(text, begin, stop.start(), word)


def _is_period(text: str, begin: int, at: int, following: str) -> bool:
    """Whether a single dot ends the sentence, judged by the words on both sides of it."""
    word = _TOKEN_EDGE.split(text[max(begin, at - 24) : at])[-1].strip("*_'’")
    low, capital = word.lower(), following[:1].isupper()
    if low in ("a.m", "p.m", "am", "pm", "etc"):
        return capital and following.lower() not in _DATES
    if low in _NEVER or (low in _BEFORE_NUMBER and following[:1].isdigit()):
        return False
    if begin + len(word) == at and _ENUMERATOR.match(word):
        return False  # "1. Read the tab."
    if low in _SOMETIMES or _ACRONYM.match(word):
        return capital and straight(following.lower()) in _STARTERS
    return capital or not _VERSION.match(low)


def _in_url(text: str, begin: int, at: int, after: int, following: str) -> bool:
    """Whether a dot between two words without a space is part of an address or a file's name."""
    token = text[max(begin, at - 80) : at].split()[-1:]
    tail = text[after : after + 40].split(None, 1)[0]
    return following.lower() in _DOMAINS or bool(_URL.search(f"{''.join(token)}.{tail}"))


def _spoken(text: str, pieces: Iterator[Range]) -> Iterator[Range]:
    """Pieces without a letter or digit ("…", "😀") joined to the piece before them, else to the one after."""
    held: Range | None = None
    for start, end in pieces:
        if held is None:
            held = start, end
        elif _SPEECH.search(text, start, end) and _SPEECH.search(text, *held):
            yield held
            held = start, end
        else:
            held = held[0], end
    if held:
        yield held
