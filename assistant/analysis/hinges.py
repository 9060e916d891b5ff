"""Sentences in which a decision hangs: leaving, staying on a condition, joining, passing it on.

English patterns on the participant's own sentences. They only pick candidates: what is said stays a quote, and whoever
writes the journey may leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain import Span
from assistant.engines.protocol import Line

HINGES: Mapping[str, str] = {
    "condition": "staying or leaving hung on a condition",
    "leaving": "leaving was spoken of",
    "joining": "what settled it",
    "warning": "it was not recommended",
    "passing on": "it was recommended",
}
"""Kind of a hinge, and what it says of those who told it; one sentence is of the first kind that fits."""

_STAY_OR_GO = r"""
    (?:stay(?!\saway)(?:ing)?|leav(?:e|ing)|quit(?:ting)?|cancel(?:ling|ing)?|switch\sto|renew(?:ing)?|be\s(?:gone|off)|
    sign(?:\sup|\sthat|\sit|\sanything)?|subscribe|keep\s(?:paying|using)|stop\s(?:using|paying|coming)|
    recommend|pay\s(?:more|extra|a\s|the\sfull)|give\sit\s(?:back|up)|stick\swith)"""
_CONDITION = r"\b(?:if|unless|until|as\slong\sas|provided|the\s(?:day|moment|minute))\b"
_I_WOULD = r"\b(?:i|we)(?:['’](?:d|ll|m|re)|\s(?:would|will|might|could|am|are))?\s"
_GONE = r"\b(?:i['’]m|we['’]re)\s(?:gone|off|out)\b"
_PATTERNS = {
    "condition": rf"""
        {_CONDITION}[^.!?;]{{0,90}}(?:{_I_WOULD}(?:\w+\s){{0,3}}{_STAY_OR_GO}\b|{_GONE})
        |(?:{_I_WOULD}(?:\w+\s){{0,3}}{_STAY_OR_GO}\b|{_GONE})[^.!?;]{{0,90}}{_CONDITION}
        |\bonly\sreason\s(?:i|we)(?:['’](?:d|m|ve))?\s(?:can|am|stay|stayed|keep|kept|use|haven['’]t|would|still|signed|chose|left)""",
    "leaving": r"""
        \b(?:i|we)(?:['’](?:d|ll|m|ve|re))?\s(?:\w+\s){0,3}(?:cancelled|canceled|cancel|cancelling|canceling)\b
            (?!\s(?:\w+\s)?(?:ambulance|appointments?|pupils?|meetings?|lessons?|plans?|trips?|holidays?))
        |\b(?:i|we)(?:['’](?:d|ll|m|ve|re))?\s(?:\w+\s){0,3}(?:unsubscribed?|gave\sit\sback|(?:given|gave)\sup\son\s(?!that\b|this\b|\w+ing\b)|
            stopped\susing|deleted\s(?:the\sapp|my\saccount)|uninstalled)\b
        |\b(?:i|we)(?:['’](?:d|ll|ve))?\s(?:\w+\s){0,2}(?:switched|gone\sback|went\sback|going\sback)\sto\s(?:the|a|an|my|our)\b
        |\b(?:i|we)(?:['’](?:ll|d|m)|\swill|\swould)\s(?:never|not)\s(?:\w+\s)?(?:use|buy|come|go|order|return|book|sign)\b[^.!?]*\bagain\b
        |\b(?:i|we)(?:['’]ll|\swill)\s(?:not\sbe|never)\s(?:returning|coming\sback|renew\w*)\b
        |\b(?:i|we)\swon['’]t\sbe\s(?:back|returning|renewing)\b
        |\b(?:i|we)\s(?:was|were)\s(?:nearly|almost|about\sto\s(?:be\s)?)\s?(?:out|gone|leave|cancel|quit)\b
        |\b(?:my|the|a)\scancellation\b|\b(?:i['’]m|we['’]re)\s(?:gone|out\sof\shere)\b""",
    "joining": r"""
        (?<!before\s)(?<!when\s)(?<!since\s)\b(?:i|we)\s(?:then\s|just\s|finally\s|only\s)?(?:signed\sup|signed\sthe|signed\sit|subscribed|enrolled)\b
        |\bmade\s(?:up\s)?(?:my|our)\s(?:mind|decision)|\b(?:that|which|it)\s(?:settled|clinched|decided|swung)\s(?:it|me|us)\b
        |\bthat\swas\sthat\b|\bwhat\s(?:sold|convinced|decided|persuaded)\s(?:me|us)\b
        |\bso\s(?:i|we)\s(?:bought|ordered|chose|joined|signed)\b|\b(?:i|we)\sopted\sfor\b""",
    "warning": r"""
        \b(?:not|never|cannot|can['’]t|couldn['’]t|wouldn['’]t|won['’]t|hardly)\s(?:\w+\s){0,2}recommend\b
        |\b(?:stay|keep|steer)\s(?:well\s)?(?:away|clear)\sof\b|\b(?:avoid\sat\sall|don['’]t\sbother(?!\swith\s(?:the|a|an|that|this|their)\b))\b""",
    "passing on": r"""
        \b(?:i|we)(?:['’](?:d|ll|ve))?\s(?!was\b|were\b)(?:\w+\s){0,2}recommend(?:ed)?\b(?!ation)
        |(?:^|[.;,]\s|\band\s)(?:would|highly|definitely)\s(?:\w+\s)?recommend\b
        |\b(?:i|we)(?:['’](?:d|ll|ve))?\s(?:told|tell|telling)\s(?:everyone|everybody|anyone|anybody|all\s(?:my|the)|my\s(?:friends|whole|neighbours?|colleagues|team))
        |\b(?:got|talked|walked|brought|signed)\s(?:my|a|three|two|his|her)\s(?:\w+\s)?(?:friends?|neighbours?|sister|brother|mother|mum|colleagues?|mates?|team)\s(?:to|into|in|up|round|down)\b""",
}  # fmt: skip
_FOUND = {kind: re.compile(re.sub(r"\n\s*", "", pattern), re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_FEWEST, _MOST = 4, 45
"""Words of a sentence that is understood by itself, and is bearable."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """A sentence in which a decision hangs."""

    kind: str
    span: Span
    text: str
    participant_id: str


def hinges_in(lines: Iterable[Line]) -> Iterator[Hinge]:
    """Candidates among participants' own sentences; a question hangs nothing."""
    for line in lines:
        text = line.text.rstrip()
        if line.participant_id is None or text.endswith("?") or not _FEWEST <= len(text.split()) <= _MOST:
            continue
        kind = next((name for name in HINGES if _FOUND[name].search(text)), None)
        if kind:
            yield Hinge(kind, line.span, line.text, line.participant_id)
