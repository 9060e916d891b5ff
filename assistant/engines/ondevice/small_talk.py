"""What is said around an interview and tells nothing of its topic: closings, thanks, praise of the research, addresses.

In a review `Thank you all` and `great work` are what is felt; towards an interviewer they are manners. Whoever goes on
after `Good question` says something, and so does who tells what others said out of politeness.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.apostrophes import straight
from assistant.engines.ondevice.words import KNOWN, WORD
from assistant.identifier_forms import FORMS

_LEAD = (
    r"^\W*(?:(?:oh|well|yeah|yes|no|okay|ok|right|so|u+m+|u+h+|hm+|and|but|again|alright|all right|cool|great|perfect|"
    r"anyway|first of all|once again)\b[\s,.!…–—-]*)*"
)
_GOOD = (
    r"(?:good|great|nice|lovely|excellent|amazing|wonderful|interesting|fascinating|fantastic|important|valuable|helpful|"
    r"exciting|pleasant|fun|brilliant|awesome|cool)"
)
_VERY = r"(?:(?:a|an|really|very|such|quite|pretty|so|actually|definitely|indeed|always) )*"
_TALK = r"(?:interview|conversation|discussion|chat|talk|research|study|project|survey|session|questionnaire)"
_WRITTEN = r"(?:paper|publication|dissertation|thesis|article)"
_THAT_IS = r"(?:(?:i (?:think|guess),? )?(?:that|it|this)(?:'s| is| was) )?"
_TIME = r"(?:day|evening|weekend|week|night|afternoon|morning|one|holidays?|vacation|trip)"
_THANKS = r"(?:thank you|thanks|many thanks)"
_THANKFUL = r"(?:thank you|thanks|appreciate|grateful|glad)"
_NAME = r"\[?(?-i:[A-Z])\w*\]?"
_ALL_THE_BEST = (
    rf"all the best(?=(?: {_NAME})*\W*$|\W*[.,!;]|"
    r" (?:luck|wishes|to|with|for|in|and|then|now|from|you|everyone|everybody)\b)"
)
_TAKE_CARE = (
    rf"take care(?: of yoursel(?:f|ves)\b|(?:,? (?:now|then|too|out there|all|everyone|everybody|{_NAME}))*"
    r"(?:(?:,? \w+)?\W*$|[.!;]|,? (?:(?:and|&) )?"
    r"(?:thanks?|stay|see|bye|goodbye|good luck|all the best|best|have|be safe|i hope|i wish)\b))"
)
"""Who goes on with what is the best, or to be careful of, tells of it."""
_NO_MANNERS = "".join(
    rf"(?<!\b{word} )"
    for word in (
        *("a", "any", "not one", "single", "of", "some", "little", "without", "more", "their", "his", "her", "the"),
        *("get", "gets", "got", "got no", "getting", "received", "expect", "expected", "had no", "was no"),
    )
)
"""Before thanks that somebody got, or did not get."""
_CLOSINGS = (
    rf"{_LEAD}good luck(?:,? [a-z]+)?(?: (?:with|in|on|for) (?:the|your|this|everything|it all)\b|\W*$)",
    rf"{_LEAD}(?:the )?(?:(?:very )?best of luck|{_ALL_THE_BEST}|best wishes|{_TAKE_CARE})",
    rf"{_LEAD}(?:let's not forget,? )?stay (?:safe|healthy|well)\b",
    (
        rf"{_LEAD}(?:i hope you )?(?:have|enjoy) (?:a |your |the rest of (?:your|the) )(?:\w+ ){{0,2}}?{_TIME}\b"
        r"(?! (?:when|where|that|out|because)\b)"
    ),
    r"\bi wish you\b.{0,30}\b(?:luck|best|success)\b",
)
_THANKING = (
    rf"^(?:\S+\s){{0,9}}{_NO_MANNERS}{_THANKS}(?: (?:so much|very much|a lot|again))?(?:,? [a-z]+)?\W*$",
    rf"\b{_THANKS} for taking (?:the|your) time\b",
    rf"{_LEAD}(?:you're|you are) (?:very |most |always )?welcome\W*$",
    r"\bcongratulat(?:e you|ions to you)\b",
    (
        rf"{_LEAD}(?:(?:nothing (?:else|more)|that(?:'s| is) (?:all|it)|not really|nope|none)[\s,.!…–—-]+)?"
        rf"(?:i (?:just )?(?:would like|want|wanted) to |i'd like to |let me )?{_THANKS}\b(?! to\b)"
        r"(?!.*\b(?:but|however|although|because|app|website|order|product|service|making|building|fixing|adding)\b)"
    ),
    rf"\b{_THANKS} (?:so much |very much |a lot )?for (?:this|the|our|your) (?:\w+ )?{_TALK}\b",
    rf"\b{_THANKFUL}\b.{{0,40}}\bfor (?:having|including|inviting|interviewing|listening to) me\b",
    (
        rf"\b{_THANKFUL}\b.{{0,40}}\b(?:opportunity|chance|time|invitation)\b.{{0,20}}\bto (?:talk|chat|speak|share|"
        r"participate|take part|be (?:a )?part)\b"
    ),
    (
        r"\b(?:glad|happy|honou?red|pleased|proud) (?:that )?(?:i (?:was|could be|am)|to (?:be|have been)) (?:a )?"
        r"part of (?:it|this)\b"
    ),
)
_PRAISE = (
    rf"{_LEAD}{_THAT_IS}{_VERY}(?:(?:{_GOOD}|hard|tough|difficult|tricky),?(?: and)? ){{1,2}}question\W*$",
    rf"{_LEAD}(?:(?:very|really) )?{_GOOD} (?:findings?|analysis|points?|observations?|summary)\W*$",
    rf"\b(?:is|'s|be|been) {_VERY}{_GOOD} (?:research|interview)\b",
    rf"\bthis (?:has been|was|is) {_VERY}{_GOOD} {_TALK}\b",
    rf"\b{_GOOD}\b.{{0,15}}\byou(?:'re| are)? (?:do|doing|try|trying)\b.{{0,40}}\b(?:research|study|postdoc|thesis)\b",
    rf"\b(?:research|study|project)\b.{{0,20}}\b{_GOOD} thing (?:that )?you(?:'re| are) (?:\w+ )?doing\b",
    (
        r"\b(?:enjoy|enjoyed|enjoying|loved|liked|happy with|glad (?:of|about)) (?:\w+ ){0,3}?"
        r"(?:this|the|our|your|that) (?:\w+ of )?(?:interview|conversation|discussion)\b"
        r"(?! (?:with|about|on|at) (?!you))"
    ),
    rf"{_LEAD}(?:i )?enjoyed (?:getting to )?(?:talk|speak|chat)(?:ing)? (?:about|with|to) (?:this|it|you)\b",
    rf"\b{_GOOD} (?:to (?:talk|speak|chat|meet)|talking|speaking|chatting|meeting) (?:to |with )?you\b",
    rf"\b{_GOOD} (?:(?:talk|discussion|conversation|chat),? )+(?:and )?interview\b",
)
_OFFERS = (
    r"\bi(?:'m| am|'ll be| will be|'d be| would be) (?:\w+ ){0,2}?happy to (?:help|answer|share)(?: you)?\W*$",
    r"\bhope (?:that )?(?:my|these|those) (?:comments?|answers?|feedback|input|thoughts|insights?|opinions?)\b",
    (
        r"\bif you(?:'ve| have)?(?: got| need| want)?\b.{0,25}\b(?:questions?|anything|information)\b.{0,60}"
        r"\b(?:reach|touch|contact|let me know|hesitate|feel free|ask me|happy to (?:help|answer)|e-?mail me)\b"
    ),
    (
        r"\b(?:let me know|feel free)\b.{0,40}\bif you (?:need|want|have)\b.{0,30}"
        r"\b(?:anything|questions?|more|information|help|else)\b"
    ),
    r"\b(?:hope|think|guess|know|sure)\b.{0,30}\banswer\w* (?:all )?(?:of )?your questions?\b",
    (
        rf"\b(?:love|like|interested|happy|glad|curious|keen)\b.{{0,20}}\b(?:see|read|receive|get|have)\b.{{0,40}}"
        rf"\b(?:(?:that|the|your|a copy of the) (?:\w+ )?{_WRITTEN}|when (?:it|its|it's) (?:is )?published|"
        r"results? of (?:your|this) (?:research|study))\b"
    ),
    rf"\b(?:please|you (?:can|could|would)) send me (?:a|the|your) (?:copy|link|{_WRITTEN}|recording|transcript)\b",
)
_LINE = (
    r"\byou(?:'re| are| were)? (?:on mute|muted|breaking up|broke up|frozen|cutting out)\b",
    r"\bi can(?:not|'t)? (?:hardly |barely |not )?hear you\b",
    r"\byour (?:headset|mic|microphone|camera|webcam|audio|sound)(?: is|'s| was)\b",
    r"\b(?:let me|i(?:'ll| will|'m going to)) share my screen\b",
    r"\b(?:know|sure) if you (?:understand|understood) me\b|\bif (?:that|this) answer(?:s|ed) (?:it|your)\b",
    r"\b(?:wasted?|wasting|taken up|taking up|took up|take up) (?:\w+ ){0,4}(?:of )?your time\b",
)
"""Whether one is heard, seen and understood, and for how long."""
_LONGEST = 300
"""Characters; longer sentences tell more than manners."""
_EVERYTHING = (*_CLOSINGS, *_THANKING, *_PRAISE, *_OFFERS, *_LINE)
_BEGINS = re.compile("|".join(one for one in _EVERYTHING if one.startswith("^")), re.IGNORECASE)
_HOLDS = re.compile(
    rf"\b(?:{'|'.join(one.removeprefix(chr(92) + 'b') for one in _EVERYTHING if not one.startswith('^'))})",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:told|tells?|telling|says?|said|saying|wrote|sent|wished|ask(?:s|ed)|goes|went like|was like|replied)\b",
    re.IGNORECASE,
)
"""Then somebody else was polite, and the sentence tells of it."""
_TO_SAY = re.compile(r",? i (?:would|must|have to|can) say\b", re.IGNORECASE)

_DICTATED = tuple(
    (re.compile(form.sign), re.compile(form.pattern))
    for form in FORMS
    if form.kind in ("E-mail", "Address", "Number", "Postcode")
)
_FEWEST_DIGITS = 8
"""Of a telephone number; years and prices have fewer."""
_GIVING = re.compile(
    r"(?:\b(?:it|that|this|address|e-?mail|number|phone|mobile|cell|line|mine|studio|flat|house|home|office|place|name)"
    r"(?:['’]s| is|:)|\b(?:i['’]m|i am|we['’]re|we are|i live|we live)(?: at| on| in)?|\bme (?:at|on|under)|"
    r"\b(?:send|stick|put|post|mail|write|forward) (?:it|them|that|this|the \w+|me \w+)(?: to| at| on)?|"
    r"^\W*(?:at|on|to)?)(?: the| um,?| er,?)?[\s,]*$",
    re.IGNORECASE,
)
"""What stands before something that is dictated."""
_MOST_BESIDE = 16
"""Words beside what is dictated; longer sentences tell more than where somebody can be reached."""


@lru_cache(KNOWN)
def is_small_talk(sentence: str) -> bool:
    """Whether a sentence of an interview is about the interview: a closing, thanks or praise for who asks."""
    if len(sentence) > _LONGEST:
        return False
    plain = _TO_SAY.sub("", straight(sentence))
    return bool(_BEGINS.match(plain) or _HOLDS.search(plain)) and not _REPORTED.search(plain)


@lru_cache(KNOWN)
def gives_contact(sentence: str) -> bool:
    """Whether a sentence says where somebody can be reached: an address, an e-mail address, a telephone number."""
    if len(sentence) > _LONGEST:
        return False
    for sign, form in _DICTATED:
        for match in form.finditer(sentence) if sign.search(sentence) else ():
            if _is_reachable(match.group()) and _GIVING.search(sentence[: match.start()]):
                return len(WORD.findall(form.sub(" ", sentence))) <= _MOST_BESIDE
    return False


def _is_reachable(said: str) -> bool:
    """Whether what looks like a number is a telephone's, and no year or price."""
    return any(character.isalpha() for character in said) or sum(map(str.isdigit, said)) >= _FEWEST_DIGITS
