"""Counts that stand in the words of a claim: read again, and brought to the counts of now.

A sentence that was written without a model begins with how many told of something (`Three of the four participants
told …`); only these words are touched, never what somebody said. In a person's words any number may be a count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import COUNTS_CHANGED, Claim, Prevalence
from assistant.engines.ondevice.wording import counted, in_words
from assistant.engines.protocol import ONDEVICE
from assistant.review.quantities import numbers_in
from assistant.review.quotations import quotations_in

_NUMBER = r"[a-z]+(?:-[a-z]+)?|\d[\d,]*"
_PEOPLE = "(?: participants)?"
_VERBS = "told|had|was|were|spoke|said|asked|made|needed|came|worried|suggested|could|enjoyed|loved|praised|gave"
_HEAD = re.compile(
    r"(?P<lead>(?:By contrast, |(?:Not all|Some things) went well: |[^“]* – |[^“]* came up again and again: )?)"
    rf"(?P<count>both{_PEOPLE}"
    rf"|all (?P<every>{_NUMBER}){_PEOPLE}"
    rf"|(?:nearly all|most){_PEOPLE} \((?P<some>\d[\d,]*) of (?P<among>\d[\d,]*)\)"
    rf"|(?P<few>{_NUMBER}) of the (?P<of>{_NUMBER}){_PEOPLE}"
    # Without those they are of it is a count only where that is known: a number begins many a sentence.
    rf"|(?P<some_of>one participant|(?!one\b)(?:{_NUMBER}))"
    rf"|the participant)(?= (?:{_VERBS})\b)",
    re.IGNORECASE,
)
_SIDE = "(?:trouble|something that pleased them|what went wrong|what went well)"
_TWO_SIDES = re.compile(
    rf" told of {_SIDE} (?:here|at this stage)(?: and (?P<second>\S+) of {_SIDE}"
    rf"(?:, (?P<shared>\S+) of them of both|; (?P<both>\S+) told of both)?|, \S+ of them also of {_SIDE})\."
)
_OTHER_COUNTS = re.compile(
    r"[.!?…”] (?:They|\S+ of them) (?:asked for something else|said what would help|wanted|needed|“)"
    r"|, \S+ of (?:them (?:mentioning|of|for|with)|whom) |; (?:in )?the other\b"
)
"""What else follows from how many told it."""
_SHARE = re.compile(rf"\b({_NUMBER}) of (?:the |these |all )?({_NUMBER})\b", re.IGNORECASE)
_ALL = re.compile(rf"\ball (?:the )?({_NUMBER})\b", re.IGNORECASE)
_EVERYBODY = re.compile(r"\b(?:both|every(?:body|one)|all (?:of them|(?:the )?participants))\b", re.IGNORECASE)
_PRONOUNS = frozenset({"one"})
_VALUES = {in_words(value): value for value in range(1, 100)}


@dataclass(frozen=True, slots=True)
class Told:
    """How many a sentence says, of how many."""

    participants: int
    of: int | None = None
    """None where the sentence does not say it."""

    def is_that_of(self, now: Prevalence) -> bool:
        """Whether it is what is counted."""
        return self.participants == now.participants and self.of in (None, now.of)


@dataclass(frozen=True, slots=True)
class _Head:
    """The counting words of a sentence: where they stand and what they say."""

    match: re.Match[str]
    told: Told
    """As it is written, the larger side first where it tells of two."""
    others: int = 0
    """Who told of the second side alone."""

    @property
    def everybody(self) -> Told:
        """All that it speaks of, of both sides."""
        return Told(self.told.participants + self.others, self.told.of)


def told_in(text: str, *, brief: bool = False) -> Told | None:
    """The count that a sentence begins with; None where it has none.

    `brief`: a number alone is a count of people, as in the sentences of `counts_briefly`.
    """
    head = _read(text, brief=brief)
    return head.everybody if head else None


def counts_briefly(engine: str, field: str) -> bool:
    """Whether a number alone, without those it is of, is a count: in narratives that were written without a model."""
    return engine == ONDEVICE and field == "narrative"


def counted_now(claim: Claim) -> str | None:
    """A claim's words with the counts of now; None where a person wrote them, or more than the counts would change."""
    if claim.edited:
        return None if claim.why_stale == COUNTS_CHANGED else claim.text
    brief = counts_briefly(claim.engine, claim.field)
    told, now = told_in(claim.text, brief=brief), claim.prevalence
    if told is None or told.is_that_of(now):
        return claim.text
    return recounted(claim.text, now.participants, now.of, brief=brief)


def recounted(text: str, participants: int, of: int, *, brief: bool = False) -> str | None:
    """The sentence with other counts; None where more than its counting words would have to change."""
    head = _read(text, brief=brief)
    if head is None or not 0 < participants <= of:
        return None
    found = head.match
    if head.everybody.participants == participants and found["some_of"]:
        return text
    if head.everybody.participants == participants:
        participants = head.told.participants
    elif _hangs_on_who_told(text, head, participants):
        return None
    who = "participants" if "participant" in found["count"].casefold() else ""
    words = in_words(participants).capitalize() if found["some_of"] else counted(participants, of, who)
    lower = found["count"][0].islower()
    return found["lead"] + (words[:1].lower() + words[1:] if lower else words) + text[found.end() :]


def names_another_count(text: str, then: Prevalence, now: Prevalence) -> bool:
    """Whether a text names, outside of quotations, a count that was true then and is not now."""
    if (then.participants, then.of) == (now.participants, now.of):
        return False
    for quotation in quotations_in(text):
        text = text.replace(quotation, " ")
    past = {then.participants, then.of} - {now.participants, now.of}
    numbers = (number for number in numbers_in(text) if number.written.casefold() not in _PRONOUNS)
    shares = {(_value(first), _value(last)) for first, last in _SHARE.findall(text)}
    shares |= {(_value(number), _value(number)) for number in _ALL.findall(text)}
    of_all = then.participants == then.of and _EVERYBODY.search(text)
    return bool(of_all) or (then.participants, then.of) in shares or any(number.value in past for number in numbers)


def _hangs_on_who_told(text: str, head: _Head, participants: int) -> bool:
    """Whether other words follow from how many told: one of several, two sides, who asked for something."""
    one = 1 in (participants, head.told.participants)
    return one or bool(_sides(text, head.match) or _OTHER_COUNTS.search(text))


def _read(text: str, *, brief: bool) -> _Head | None:
    match = _HEAD.match(text)
    if match is None or (match["some_of"] and not brief):
        return None
    told = _told(match)
    sides = _sides(text, match)
    if told is None or sides is None or not sides["second"]:
        return _Head(match, told) if told else None
    known = sides.groupdict()
    second, shared = _value(sides["second"]), _value(known.get("shared") or known.get("both") or "") or 0
    return _Head(match, told, second - shared) if second else None


def _sides(text: str, head: re.Match[str]) -> re.Match[str] | None:
    return _TWO_SIDES.match(text, head.end())


def _told(match: re.Match[str]) -> Told | None:
    written = match["count"].casefold()
    if written == "the participant":
        return Told(1, 1)
    if written.startswith("both"):
        return Told(2, 2)
    if match["some_of"]:
        alone = _value(written.removesuffix(" participant"))
        return Told(alone) if alone else None
    first, last = match["every"] or match["some"] or match["few"], match["every"] or match["among"] or match["of"]
    participants, of = _value(first), _value(last)
    return Told(participants, of) if participants and of else None


def _value(word: str) -> int | None:
    digits = word.replace(",", "")
    return int(digits) if digits.isdecimal() else _VALUES.get(word.casefold())
