"""Whether two things that somebody told are one story that turned: first it was so, and then it was otherwise.

That one sentence is glad and a later one sad tells of no turn: people compare, concede, speak of others, of what might
be and of how things are in general. A turn is taken for one where it is told as one: the first side lies in the past,
words of time lead from it to the second (`and then`, `until`, `in the end`, `but now`), and no words set other things
side by side. Only English is known; in other languages nothing turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis.contrast import any_beginning
from assistant.apostrophes import straight

_OPENING = r"^\W*(?:(?:and|but|so|well|yeah|yes|no|um+|uh+|er+|oh|okay|ok|you know|i mean|actually|honestly)\b\W*)*"
"""Small words that a sentence may begin with before it says anything."""
_AGO = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?)"
_WE = r"(?:i|we|it|they|he|she|there)"
_NOW = rf"(?:now,? {_WE}\b|(?:these days|nowadays)\b|{_WE}(?:'\w+| have| has| am| are| is) now\b)"
_LED = (
    r"then\b(?! again| of course)",
    r"until\b",
    r"(?:suddenly|all of a sudden|overnight|out of the blue)\b",
    rf"after (?:that|this|a while|some time|(?:\w+ ){{1,3}}{_AGO})\b",
    r"(?:afterwards?|thereafter|eventually|in the end)\b",
    r"(?:since then|ever since|from (?:then|that \w+) on(?:wards)?)\b",
    rf"(?:(?:\w+ ){{1,3}}{_AGO} later|later(?: on)?)\b",
    r"by (?:then|the end|the time|the (?:next|second|third) \w+)\b",
    r"(?:on )?the (?:very )?(?:next|following) (?:day|morning|night|week|month|year|time|one)\b",
    r"(?:the )?(?:second|third|this) time\b",
    r"one (?:day|morning|evening|night|weekend)\b",
    rf"(?:(?:once|as soon as) (?:{_WE}|the|my|our)|(?<=but )when {_WE})\b",
    rf"when {_WE} (?:\w+ )?(?:finally|eventually|at last)\b",
    rf"over (?:time|the (?:\w+ )?{_AGO})\b",
)
_LEADS = re.compile(rf"{_OPENING}(?:{'|'.join(_LED)})", re.IGNORECASE)
"""Words of time at the start of a sentence, which lead on from what was told before."""
_LEADS_TO_NOW = re.compile(rf"{_OPENING}{_NOW}|\b(?:and|but) now {_WE}\b", re.IGNORECASE)
_ENDED = any_beginning(r"turn(?:s|ed) out\b", r"(?:not|\w+n't)\b[^,;]{0,400} (?:any ?more|any longer)\b")
"""Words for a change that may stand anywhere in the second side."""
_AT_FIRST = any_beginning(
    r"at first\b(?! (?:glance|sight|hand))",
    r"(?:initially|originally)\b",
    r"to (?:begin|start) with\b",
    r"(?:in|at) the (?:beginning|start)\b",
    r"used to\b(?! (?:it|this|that|them|the)\b)",
    r"when (?:i|we|you) (?:first|started|began)\b",
    r"(?<!from )the first (?:time|day|week|month|year|few \w+|\w+ \w+ weeks)\b",
)
"""Words by which somebody says how it was before it turned; in the second side they lead back, not on."""
_UP_TO_THEN = re.compile(
    rf"{_OPENING}(?:prior to|before|until|up to) (?!now\b|today\b)(?:\w+ ){{1,6}}?(?:i|we|it|they|my|our)\b",
    re.IGNORECASE,
)
"""Words by which somebody says until when it was so: what they tell next is how it was from then on."""
_ON_FROM_FIRST = re.compile(r"^\W*(?:and |so )?(?:but|then|now|however|yet)\b", re.IGNORECASE)
_EARLIER = any_beginning(
    r"(?:before|ago|last time|the previous|previously|formerly|earlier|back then|back in the day|traditionally)\b",
    r"in the (?:past|old days)\b",
    r"(?:had|'d) (?:already |always |never )?been\b",
)
_BESIDE = any_beginning(
    # Other things, or other people, set beside the first.
    r"on the other (?:hand|side)\b|whereas\b|compared (?:to|with)\b|in comparison\b|by contrast\b|in contrast\b",
    r"unlike\b|as opposed to\b|(?:some|many|most|other) people\b|others\b|(?:some|every)(?:one|body) else\b",
    r"(?:the|an)other (?:one|project|team|client|person|company|thing|problem|concern|issue|side)\b",
    # What another has just said.
    r"(?:i|we) (?:\w+ )?(?:agree|disagree)\b|your (?:statement|point|question|perspective|proposition|view)\b",
    r"you (?:said|mentioned|asked|described|put it)\b",
)
"""Words by which no story goes on, wherever they stand."""
_NO_EVENT = any_beginning(
    # Two things at once, or a rule.
    r"rather than\b|instead of\b|apart from\b|except\b|at the same time\b|although\b|though\b|(?:that|having) said\b",
    r"while (?:the|some|it|this|that|these|i|we)\b|(?:first|second|third)(?:ly| of all)\b|for (?:example|instance)\b",
    r"such as\b|e\.g|in general\b|overall\b|on the whole\b|generally\b|usually\b|normally\b|sometimes\b",
    r"(?:every|any)(?:one|body)\b",
    # What may be, and what is wished for.
    r"(?:even )?if\b|unless\b|(?:would|might|should|must|shall|will|won't|wouldn't|shouldn't)\b|(?-i:may)\b",
    r"could (?:have|be)\b|can(?:not)? (?:be|also)\b|in theory\b|in case\b|potential(?:ly)?\b|ideally\b",
    r"(?:hope|hopes|hoping|hopefully|wish|wishes|imagine|suppose|perhaps|maybe)\b",
    r"(?:concern|worry|worries|fear)(?:ed|s)? (?:is|that|about|for)\b",
    # Who says `you` tells how it goes, not how it went.
    r"(?<!tell )(?<!thank )you\b(?!,? (?:know|see)\b)|your\b",
)
"""Words by which a side of a turn tells nothing that happened."""
_AHEAD = re.compile(
    r"\b\w+'ll\b|\b\w+'d (?!been|had|never|just|already|always|only|got|gone|\w+ed\b)\w+", re.IGNORECASE
)
_IRREGULAR = (
    "was wasn't were weren't had hadn't did didn't went came got gave took made said told thought felt knew saw found "
    "left lost broke fell kept held paid bought brought sent rang sat stood spoke rode drove wrote ran began became "
    "grew won met led built spent slept woke wore drew flew threw couldn't understood forgot chose been"
).split()
_NO_VERB = r"(?<!\bam )(?<!\bis )(?<!\bare )(?<!'m )(?<!'s )(?<!'re )(?<!\bbe )(?<!\ba )(?<!\ban )"
_PAST = re.compile(
    rf"\b(?:{'|'.join(_IRREGULAR)})\b|{_NO_VERB}(?<!\bvery )(?<!\bmore )(?<!\bwell )"
    r"\b(?!(?:need|indeed|speed|feed|exceed|proceed|succeed|seed|bleed|based|supposed|related)\b)\w{2,}ed\b",
    re.IGNORECASE,
)
_BY_NOW = re.compile(
    rf"\b(?:(?:and|but|so) now,? (?:{_WE}|my|our|the)\b|(?:these days|nowadays) {_WE}\b)", re.IGNORECASE
)
_AFTER_FIRST = any_beginning(
    r"(?:but(?! also)|then|now|eventually|later|in the end|over time|soon|after (?:that|a while|some time))\b"
)
_CLAUSE = 12
"""Characters of how it was at first, at least: `At first, but` says nothing of it."""
_OTHER_MIND = any_beginning(
    r"changed (?:my|our) (?:mind|view|opinion)\b|won (?:me|us) over\b|gr[eo]wn? on (?:me|us)\b",
    r"opened (?:my|our) eyes\b|the (?:last|final) straw\b|(?:a|the|my|our) turning point\b",
    r"(?:i|we)(?:'ve)? (?:have )?never looked back\b",
)


def is_one_story(before: str, between: Sequence[str], after: str) -> bool:
    """Whether what was told first turned into what was told last; the sentences between them are heard too."""
    first, *middle, last = (straight(text) for text in (before, *between, after))
    if any(_BESIDE.search(text) for text in (first, *middle, last)):
        return False
    if any(_NO_EVENT.search(text) or _AHEAD.search(text) for text in (first, last)):
        return False
    return not (_AT_FIRST.search(last) or _EARLIER.search(last)) and _leads_on(first, [*middle, last])


def _leads_on(first: str, then: Sequence[str]) -> bool:
    """Whether words of time lead from the first side to the last, which is told as past or as how it is now."""
    led = any(_LEADS.search(text) for text in then)
    if _AT_FIRST.search(first):
        return led or any(_ON_FROM_FIRST.search(text) or _LEADS_TO_NOW.search(text) for text in then)
    if not _PAST.search(first):
        return False
    if any(_LEADS_TO_NOW.search(text) for text in then):
        return True
    return bool(_PAST.search(then[-1]) and (led or _ENDED.search(then[-1]) or _UP_TO_THEN.search(first)))


def turns_in_itself(text: str) -> bool:
    """Whether a sentence tells both how it was and how it is since: `I was a stranger there and now they wave.`"""
    told = straight(text)
    if _BESIDE.search(told) or _NO_EVENT.search(told) or _AHEAD.search(told):
        return False
    now, first = _BY_NOW.search(told), _AT_FIRST.search(told)
    if now and _PAST.search(told[: now.start()]):
        return True
    return bool(_OTHER_MIND.search(told) or (first and _AFTER_FIRST.search(told, first.end() + _CLAUSE)))
