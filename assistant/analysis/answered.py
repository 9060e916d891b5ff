"""Answers to an interviewer who asks whether somebody recommends the thing, or stays with it.

`Would you recommend it?` – `To four people!`: the words that decide are in the question, so such an answer is known by
what was asked, and by how it begins. Only English is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.analysis.reservations import RESERVED, is_reserved
from assistant.apostrophes import straight
from assistant.domain import Source, Turn
from assistant.engines.protocol import Line
from assistant.segments.sentences import split

_END = 600
"""Characters at the end of an interviewer's turn among which its question is looked for."""
_RECOMMENDS = re.compile(
    r"^(?!.*\b(?:what|which|how)\b(?! likely)).*\byou\b(?: \w+){0,4} recommend(?:ed|ing)?"
    r"(?: (?:it|them|this|that|us|(?:the|this|our|your) \w+|(?-i:[A-Z])[\w-]+(?:\.? (?-i:[A-Z])[\w-]+)?))?"
    r"(?: to (?:any|every|some|other|people|friends|family|colleagues|your|an?\b|the\b)|\W*$)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\byou(?:'ll|'d)?(?: (?:will|would|do|be|are|likely|think|you|you'll|plan|want|going|still|to))*"
    r" (?:(?:stay(?: on)?|staying|leave|leaving|cancel|cancelling|renew)(?= *(?:[?,]|(?:or|and|with|us|if|because)\b))"
    r"|keep (?:using|paying)|continue (?:using|with|to use|paying)|stick with).*\?",
    re.IGNORECASE,
)
_BEGINNING = r"^\W*(?:(?:oh|well|um+|uh+|yeah|yes|yep|sure|honestly|i think|i mean|so|and|but|only|just)\b\W*)*"
_YES = re.compile(
    rf"{_BEGINNING}(?:i(?:'ve| have| do| did| would| already| always| tell| told)\b|i'd\b|to (?!be\b|tell\b)\w+"
    r"|(?:definitely|absolutely|of course|certainly|highly|(?:very|extremely|quite) likely|without a doubt)\b)"
    r"|^\W*(?:yes|yeah|yep|sure)\b",
    re.IGNORECASE,
)
_AWAY = r"(?:rather(?! than)|sooner(?! than)|elsewhere|steer clear|(?:stay|keep|run) (?:well |far )?away)"
_NO = re.compile(
    r"^\W*(?:(?:oh|well|um+|uh+|honestly|to be honest|i think|no|nope)\b\W*)*"
    r"(?:i (?:really |probably |definitely )?(?:would|could|do|can|will)(?:n't| not)\b"
    r"|i (?:would never|cannot|can't|won't)\b|(?:probably|definitely|absolutely|certainly|clearly) not\b"
    rf"|i(?:'d| would)\b(?!.*\b(?:not|recommend)\b).*\b{_AWAY}\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(rf"\b(?:not|never|no|nope|nah|nobody|hardly|avoid|warn|{_AWAY}|\w+n't)\b", re.IGNORECASE)
_BARE_NO = re.compile(r"^\W*(?:no|nope|nah|never)\W*$", re.IGNORECASE)
_FILLER = re.compile(r"^\W*(?:oh|ah|well|um+|uh+|hm+|honestly|okay|ok|right|so|wow)\W*$", re.IGNORECASE)
_HANGS = re.compile(
    rf"{_BEGINNING}(?:if(?! (?:i|we) (?!can\b|could\b|get\b|still\b))|unless|until|till|provided|while"
    r"|(?:for )?(?:as|so) long as)\b",
    re.IGNORECASE,
)
_NEAR = 3
"""Sentences of an answer among which what was asked for is looked for: further on something else is told."""
_FEWEST, _UNDERSTOOD = 2, 4
"""Words of an answer that is shown; and of one that is shown rather than a shorter one before it."""


def answered(turns: Sequence[Turn], sources: Mapping[str, Source], lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """What participants answered who were asked: the kind of hinge, and the sentence that says it."""
    answers: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        answers.setdefault((line.span.source_id, line.turn), []).append(line)
    for key, question in _asked(turns, sources):
        said = [line for line in answers.get(key, ())[:_NEAR] if not _FILLER.match(line.text)]
        if said and _RECOMMENDS.search(question):
            yield from _whether_recommended(said)
        elif _STAYS.search(question):
            yield from (("condition", line) for line in said if _HANGS.search(straight(line.text)) and _is_shown(line))


def _asked(turns: Sequence[Turn], sources: Mapping[str, Source]) -> Iterator[tuple[tuple[str, int], str]]:
    """Each participant's first turn after a question, and what it asks."""
    in_order = sorted(turns, key=lambda turn: (turn.source_id, turn.seq))
    for source_id, told in groupby(in_order, key=lambda turn: turn.source_id):
        question, heard = "", set[str]()
        for turn in told:
            if turn.role == "interviewer":
                question, heard = _question(straight(sources[source_id].quote(turn.span))), set()
            elif question and turn.participant_id and turn.participant_id not in heard:
                heard.add(turn.participant_id)
                yield (source_id, turn.seq), question


def _question(text: str) -> str:
    """The last sentence of a turn that asks, after whatever was said before; the last of all where none does."""
    end = text[-_END:]
    sentences = [end[start:stop] for start, stop in split(end)]
    return next((sentence for sentence in reversed(sentences) if "?" in sentence), "".join(sentences[-1:]))


def _whether_recommended(said: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """A yes or no, in the first sentence of it that can be understood by itself; else nothing.

    A yes that is half taken back is a recommendation with a reservation, told by the sentence that says so.
    """
    first = straight(said[0].text)
    for kind, pattern in (("warning", _NO), ("passing on", _YES)):
        begins = pattern.search(first) or (kind == "warning" and _BARE_NO.match(first))
        mine = [line for line in said if _is_shown(line) and pattern.search(straight(line.text))]
        if not begins or not mine or (kind == "passing on" and _DENIES.search(first)):
            continue
        if kind == "passing on" and is_reserved(said[0].text):
            yield RESERVED, said[0]
            return
        yield kind, next((line for line in mine if len(line.text.split()) >= _UNDERSTOOD), mine[0])
        return


def _is_shown(line: Line) -> bool:
    return len(line.text.split()) >= _FEWEST
