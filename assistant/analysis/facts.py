"""Sentences in which people say who they are and how they live, by field of a persona.

English patterns on the participant's own sentences. They only pick candidates: what is said stays a quote, and
whoever writes the persona may leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain import Span
from assistant.engines.protocol import Line

_FIELDS: Mapping[str, str] = {
    "demographics": r"""
        \bi(?:'m|\sam|\swas)\s(?:about\s|nearly\s|almost\s|just\s)?(?:\d{2}|twenty|thirty|forty|fifty|sixty|seventy|eighty)\b(?!\s*(?:minutes|percent|%|euros?|pounds?|miles|km))
        |\byears\sold\b
        |\b(?:i|we)\slive\s(?:in|on|with|near|out|at|alone|about)\b
        |\bi'm\s(?:from|married|single|divorced|widowed|retired|a\smum|a\smother|a\sfather|a\sdad|a\sparent|a\sgrand\w+|a\sstudent)\b
        |\bmy\s(?:kids|children|daughter|son|wife|husband|partner|girlfriend|boyfriend|grand(?:son|daughter|kids|children)|flatmates?|family)\b
        |\b(?:two|three|four|five)\skids\b
        |\bour\s(?:house|flat|kids|children)\b""",
    "role": r"""
        \bi\s(?:work|worked|teach|run|manage|study|freelance|drive|nurse)\b(?!\s(?:it|out|that|this|through|around|on\sit|of|low)\b)
        |\bi(?:'m|\sam)\s(?:an?|the)\s(?:\w+\s){0,3}(?:teacher|nurse|engineer|developer|designer|manager|doctor|scientist|researcher|
            writer|artist|consultant|analyst|driver|courier|student|professor|lecturer|accountant|librarian|baker|chef|carer|
            cleaner|plumber|electrician|gardener|photographer|musician|editor|journalist|lawyer|clerk|assistant|mechanic|
            master|owner|lead|director|tester|administrator|freelancer|illustrator|translator|biologist|chemist|physicist)\b
        |\bmy\s(?:job|work|role|boss|shift|shifts|team|office|company|business|colleagues?|degree|course|thesis|lab)\b
        |\bfor\sa\sliving\b|\bwork\sfrom\shome\b|\bnight\sshifts?\b|\bas\sa\s(?:freelance\s)?(?:teacher|nurse|developer|designer|writer|researcher|scientist|student)\b""",
    "behaviours": r"""
        \bi\s(?:always|usually|normally|never|often|tend\sto|keep|check|compare|make\ssure|mostly|generally|typically)\b
        |\bevery\s(?:day|morning|evening|night|week|month|time\si|single\s(?:day|time|month))\b
        |\bmost\s(?:days|mornings|weeks)\b|\bonce\sa\s(?:day|week|month)\b|\btwice\sa\s(?:day|week|month)\b
        |\bi\suse\s(?:it|them)\sfor\b|\bmy\sroutine\b""",
    "values": r"""
        \bimportant\s(?:to|for)\sme\b|\bi\s(?:really\s)?care\sabout\b|\bmatters\s(?:to\sme|more|most|a\slot)\b|\bi\sbelieve\b
        |\bon\sprinciple\b|\bthe\s(?:environment|planet|climate)\b|\bindependen(?:t|ce)\b|\bi\s(?:value|appreciate|respect)\b
        |\bi\sdon't\slike\s(?:owing|wasting|being)\b|\bfair(?:ness)?\b|\bworth\sit\sto\sme\b|\bproud\b""",
    "technology": r"""
        \b(?:smartphone|my\sphone|iphone|android|laptop|tablet|ipad|computer|excel|spreadsheets?|google\s(?:maps|docs|sheets)|
        whatsapp|bluetooth|wi-?fi|gps|chatgpt|claude|gemini|copilot|python|github|photoshop|software|alexa|smartwatch)\b
        |\b(?:not|isn't|ain't)\s(?:very\s|really\s|good\s)?(?:technical|techy|tech|with\scomputers|computer)\b|\bold\s(?:phone|nokia)\b""",
    "trust": r"""
        \btrust(?:ed|s|ing|worthy)?\b|\bdidn't\sbelieve\b|\bscam\w*\b|\bsuspicious\b|\bsceptical\b|\bskeptical\b|\bhonest\s(?:with|about)\b
        |\breliab(?:le|ility)\b|\b(?:felt|feel)\s(?:safe|safer|cheated|conned|tricked|reassured|lied\sto|ripped\soff)\b|\breassur\w+\b
        |\bhidden\s(?:fees?|costs?|charges?)\b|\bkept\s(?:their|his|her)\sword\b|\bpromised?\b|\btransparen\w+\b|\bdeposit\sback\b|\bsmall\sprint\b""",
    "thinks": r"""
        \bi\s(?:was\sthinking|thought|figured|wondered|remember\sthinking|assumed|told\smyself|expected|reckon(?:ed)?|worried)\b""",
    "does": r"""
        \bi\s(?:\w+\s)?(?:went|took|rang|called|phoned|asked|tried|wrote|emailed|ordered|bought|cancelled|signed|paid|sent|read|
        googled|searched|looked|compared|downloaded|booked|rode|carried|charged|switched|ended\sup|started|gave|put|made|left|kept)\b""",
}  # fmt: skip

_PATTERNS = {field: re.compile(re.sub(r"\n\s*", "", pattern), re.IGNORECASE) for field, pattern in _FIELDS.items()}


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that says something for a field of a persona."""

    field: str
    span: Span
    text: str
    participant_id: str
    topic: str
    """The words that gave it away, folded: facts of one topic are told together."""


def facts_in(lines: Iterable[Line]) -> Iterator[Fact]:
    """Candidates among participants' own sentences of a bearable length."""
    for line in lines:
        if not line.codable or line.participant_id is None or not 4 <= len(line.text.split()) <= 45:
            continue
        if line.text.rstrip().endswith("?"):
            continue
        for field, pattern in _PATTERNS.items():
            if match := pattern.search(line.text.replace("’", "'")):
                topic = " ".join(match.group().casefold().split())
                yield Fact(field, line.span, line.text, line.participant_id, topic)
