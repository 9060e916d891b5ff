"""Sentences in which people say who they are and how they live, by field of a persona.

English patterns on the participant's own sentences. They only pick candidates: what is said stays a quote, and
whoever writes the persona may leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.apostrophes import straight
from assistant.domain import Span
from assistant.engines.protocol import Line

_I = r"(?:^|[,;:.–—-]\s|\b(?:and|so|then|but|yeah|well|because|or)\s(?:then\s)?)i\s"
"""Where a clause of the speaker's own begins: not `the price I paid`, not `he said I was`."""
_RELATION = r"(?:wife|husband|partner|girlfriend|boyfriend|kids|children|daughters?|sons?|mum|mother|dad|father|family)"
_TOOL = r"""(?:smartphone|phone|iphone|android|laptop|tablet|ipad|computer|pc|mac|excel|spreadsheets?|
        google\s(?:maps|docs|sheets)|whatsapp|gps|chatgpt|claude|gemini|copilot|python|github|photoshop|software|alexa|smartwatch|
        r\sstudio|matlab|vs\scode|vscode|jupyter\w*|notebooks?|apps?)"""
_ROLE = r"""(?:teacher|nurse|engineer|developer|designer|manager|doctor|scientist|researcher|writer|author|artist|
        consultant|analyst|driver|courier|student|professor|lecturer|accountant|librarian|baker|chef|carer|cleaner|plumber|electrician|gardener|
        photographer|musician|editor|journalist|lawyer|clerk|assistant|mechanic|owner|director|tester|administrator|freelancer|
        illustrator|translator|biologist|chemist|physicist|pharmacist|midwife|instructor|choreographer|producer|animator|
        novelist|poet|composer|marketer|postdoc|geographer|bookkeeper|volunteer|filmmaker|screenwriter|copywriter)"""
_FIELDS: Mapping[str, str] = {
    "demographics": rf"""
        \bi(?:'m|\sam)\s(?:about\s|nearly\s|almost\s|just\s)?(?:\d{{2}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)\b(?!\s(?:minutes|percent|miles|km|weeks|quid|pounds))
        |\bi(?:'m|\sam)\s[\w-]+\syears\sold\b
        |\b(?:i|we)\s(?:still\s|both\s|all\s)?live\s(?:in|on|with|near|out|alone|by|above|off)\b(?!\s(?:the\s)?moment)
        |\bi'm\s(?:from|married|single|divorced|widowed|retired|a\s(?:single\s)?(?:mum|mother|father|dad|parent|grand\w+|pensioner))\b
        |\b(?:i|we)(?:'ve\sgot|\shave(?:\sgot)?)\s(?:\w+\s)?(?:kids|children|grandchildren|daughters?|sons?)\b
        |\b(?:i|we)\s(?:had|raised)\s(?:the\s)?(?:two|three|four|five)\s(?:kids|children|boys|girls)\b
        |^(?:me|us),?\s(?:and\s)?my\s{_RELATION}\b|\bi\s(?:retired|took\searly\sretirement)\b""",
    "role": rf"""
        \bi\s(?:currently\s|mainly\s|mostly\s)?work(?:ed)?\s(?:as|in|at|for|nights|days|shifts|from\shome|part-time|full-time)\b(?!\s(?:that|this|it|order|terms|least|first|once)\b)
        |\bi\s(?:teach|lecture|freelance)\b|\bi\s(?:run|manage|own|supervise)\s(?:an?|the|my|two|three)\s(?!(?:tests?|models?|analys|few|lot|bit|script|query|code|program|simulation|check|search)\w*\b)
        |\bi(?:'m|\sam)\s(?:an?|the)\s(?:[\w/-]+\s){{0,4}}{_ROLE}\b
        |\bas\san?\s(?:[\w-]+\s){{0,2}}{_ROLE}\b(?=,?\s(?:i|my)\b)
        |\bmy\s(?:job|role|main\stask)\s(?:is|was|involves|as|means)\b|\bfor\sa\sliving\b|\b(?:first|second|third|final)\syear,?\s(?:of\s)?\w+""",
    "behaviours": r"""
        \bi\s(?:always|usually|normally|often|tend\sto|mostly|generally|typically|regularly|rarely|seldom)\s(?!(?:thought|been|had|have|get|gets|got|was|felt|feel|knew|wanted)\b)\w+
        |\bi\snever\s(?!(?:\w+ed|had|got|thought|knew|saw|once|did|went|came|heard|again|been|felt|found|caught)\b)\w+
        |\bi\skeep\s(?:an?|the|my|all|it|them|both)\b
        |\bi\s(?:\w+\s){1,8}(?:every|each)\s(?:day|morning|evening|night|week|month|single\s(?:day|time|month)|time\si)\b
        |\bi\s(?:\w+\s){1,6}on\sthe\sfirst\sof\s|\b(?:once|twice|three\stimes)\sa\s(?:day|week|month)\b(?=.*\bi\b)
        |\bevery\s(?:day|morning|night|week|month)\si\s\w+|\bmy\sroutine\b""",
    "values": r"""
        \b(?:important|matters\smost|means\sa\slot)\s(?:to|for)\sme\b|\bi\s(?:really\s|do\s)?care\s(?:about|whether|that)\b|\bmatters?\sto\sme\b
        |\bi\s(?:strongly\s|firmly\s|truly\s)?believe\s(?:in|that)\b|\bon\sprinciple\b|\bindependence\b|\bmy\s(?:values?|principles|ethics|integrity)\b
        |\bi\s(?:really\s|do\s|deeply\s)?value\b|\bi\sdon't\slike\s(?:owing|wasting|being)\b|\b(?:un)?fairness\b|\b(?:very|only|not|isn't|a|it's)\s(?:un)?fair\b(?!\sshare|\senough|\sbit|\samount|\splay|\snumber)
        |\b(?:i'm|i\sam|i\swas)\s(?:\w+\s)?proud\sof\b|\bethical(?:ly)?\b""",
    "technology": rf"""
        \b(?:on|with|from|by)\smy\s(?:old\s|own\s|new\s|work\s)?{_TOOL}\b
        |\b(?:i|we)(?:'ve|'m|'d)?\s(?:\w+\s){{0,2}}(?:use|used|using|rely\son|relied\son|work\swith|switched\sto|installed|downloaded)\s(?:\w+\s){{0,3}}{_TOOL}\b
        |\b(?:we've|i've|we\shave|i\shave)\s(?:got\s)?an?\s(?:\w+\s){{0,2}}(?:{_TOOL})\b
        |\b(?:i'm|i\sam)\s(?:not\s|no\s)?(?:very\s|really\s|so\s)?(?:good\s)?(?:technical|techy|tech-savvy|(?:with|at)\s(?:computers|technology|phones|apps))\b
        |\bon\sthe\scomputer\b|\bi\sdo\scomputers\b|\bi\sdon't\s(?:do|use|have)\s(?:the\s|an?\s)?(?:apps?|internet|smartphones?|online|computer)\b""",
    "trust": r"""
        \b(?:i|we)(?:'d|'ve|'ll)?\s(?:\w+\s){0,3}(?:trust(?:ed)?|distrust(?:ed)?|mistrust(?:ed)?)\b|\btrust(?:worthy|ed)?\s(?:in|them|it|him|her)\b|\b(?:my|our|lost|lose|build|builds|earned?|gain)\s(?:\w+\s)?trust\b
        |\b(?:didn't|don't|couldn't|can't)\sbelieve\sa\b|\bscam(?:med|mer|s)?\b|\b(?:suspicious|sceptical|skeptical)\b|\b(?:un)?reliab(?:le|ility)\b
        |\b(?:felt|feel|feels)\s(?:\w+\s)?(?:safe|safer|cheated|conned|tricked|reassured|lied\sto|ripped\soff)\b|\breassur(?:ed|ing|es)\b|\bin\ssafe\shands\b
        |\bhidden\s(?:fees?|costs?|charges?)\b|\bkept\s(?:their|his|her)\s(?:word|promise)\b|\b(?:they|he|she)\s(?:had\s)?promised\b|\btransparen(?:t|cy)\b|\bsmall\sprint\b
        |\b(?:confiden(?:t|ce))\sin\s(?:the|them|it|his|her|their|ai)\b""",
    "thinks": r"""
        (?<!what\s)\bi\s(?:was\sthinking|thought(?!\swere\b)|figured|wondered|remember\sthinking|assumed|told\smyself|expected|reckon(?:ed)?|worried)\b""",
    "does": _I + r"""(?:(?:just|then|also|even|only|always|usually|actually|once)\s)?
        (?:went|took|rang|called|phoned|asked|tried|wrote|emailed|e-mailed|ordered|bought|cancelled|signed|paid|sent|read|googled|
        searched|looked|compared|downloaded|booked|rode|carried|charged|switched|started|gave|put|made|left|kept|checked|drove|walked|
        waited|filmed|used|edited|created|picked|set|ran|built)\b(?!\s(?:to\sbe|sense)\b)""",
}  # fmt: skip

_PATTERNS = {field: re.compile(re.sub(r"\n\s*", "", pattern), re.IGNORECASE) for field, pattern in _FIELDS.items()}


_REPORTED = re.compile(
    r"^\W*(?:(?:and|but|so|then)\s)?(?:he|she|they|somebody|someone|people)\s(?:said|says|say|goes|went|told\sme)\b",
    re.IGNORECASE,
)
"""Somebody else's words in the participant's mouth say nothing of the participant."""


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
        if line.text.rstrip().endswith("?") or _REPORTED.search(line.text):
            continue
        for field, pattern in _PATTERNS.items():
            if match := pattern.search(straight(line.text)):
                topic = " ".join(match.group().casefold().split())
                yield Fact(field, line.span, line.text, line.participant_id, topic)
