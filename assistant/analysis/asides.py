"""Sentences said about the interview itself: manners between two people, not what a study is about."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"""\b(?:thanks?|thank\syou)\b[^.!?]{0,25}\b(?:interview|conversation|chat|your\stime|having\sme|asking|the\sopportunity|including\sme|inviting\sme)\b
    |\bthat['’]s\s(?:about\s)?(?:it|all|everything)\b[^.!?]{0,15}\bthank
    |\b(?:this|the|our|your)\s(?:interview|questionnaire)\b
    |\bno\s(?:more\s|other\s|further\s)?questions?\b|\b(?:have|got)\s(?:no|any)\s(?:more\s|other\s|further\s)?questions?\b|\b(?:good|great|interesting|hard|tough)\squestion\b
    |\b(?:ask|fire|go)\s(?:away|ahead)\b|\bready\s(?:when\syou\sare|to\s(?:start|begin|go))\b|\blet['’]s\s(?:start|begin|get\sstarted)\b
    |^\W*(?:(?:yes|yeah|ok|okay|sure|no|hi|hello|perfect|great)\W+)*(?:that\s)?sounds?\s(?:good|great|fine|perfect|like\sa\splan)\b
    |^\W*(?:(?:yes|yeah|no|nope|ok|okay)\W+)+(?:thanks?|thank\syou)\b[^.!?]{0,30}[.!?]*\s*$
    |\b(?:nothing|anything)\s(?:else|in\sparticular|more|further)\b[^.!?]{0,25}(?:\bto\sadd\b|\bat\sthe\smoment\b|\bcomes\sto\smind\b)
    |\b(?:we|i)(?:['’]ve|\shave)?\s(?:covered|touched\son)\s(?:everything|a\sgood|most|it\sall|all)\b
    |\b(?:happy|glad|pleased)\sto\s(?:answer|chat|talk|share|discuss|do\sthis|participate|take\spart)\b
    |\bis\sthere\sanything\selse\b|\b(?:enjoyed|been|was)\s(?:a\s)?(?:fun|pleasure|nice|interesting)?\s?(?:talking|chatting|speaking)\s(?:to|with)\syou\b
    |\bgood\sluck\swith\s(?:the|your)\b|\byou\scan\s(?:reach|find|ring|call|e-?mail)\sme\b|[\w.+-]+@[\w-]+\.\w|(?<!\d)0\d{3,4}\s?\d{5,6}(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 24
"""Words: whoever goes on longer says something besides."""


def is_aside(sentence: str) -> bool:
    """Whether a sentence thanks, greets, or speaks of the interview and its questions, or gives an address."""
    return len(sentence.split()) <= _LONGEST and bool(_ASIDE.search(sentence))
