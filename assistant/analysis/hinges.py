"""Sentences in which a decision hangs: leaving, staying on a condition, joining, passing it on.

English patterns on the participant's own sentences, and answers to whoever asks for it (`answered`). What is left,
joined or recommended is the thing itself or is not named: who cancels a meeting or advises a way of working decides
nothing of it. They only pick candidates: what is said stays a quote, and whoever writes the journey may leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.analysis.answered import answered
from assistant.analysis.material import Material
from assistant.analysis.reservations import RESERVED, is_reserved
from assistant.apostrophes import straight
from assistant.domain import Span
from assistant.engines.protocol import Line

CHANGE = "change"
HINGES: Mapping[str, str] = {
    "staying": "reasons to stay were given",
    "condition": "staying or leaving hung on a condition",
    "paying condition": "paying hung on a condition",
    "joining condition": "joining hung on a condition",
    "leaving": "leaving was spoken of",
    "joining": "joining was told of",
    "warning": "it was not recommended",
    "passing on": "it was recommended",
    RESERVED: "it was recommended with a reservation",
    CHANGE: "what changed",
}
"""Kind of a hinge, and what it says of those who told it; one sentence is of the first kind that fits."""

_NOUN = (
    r"(?:service|company|firm|product|app|site|website|provider|supplier|bank|club|gym|scheme|program(?:me)?|agency"
    r"|subscription|membership|contract|account|platform|software|tool|network|operator)s?"
)
_NAMED = rf"(?:the|this|that|their|your|my|our) (?:\w+ )?{_NOUN}"
_THING = rf"(?:it|them|this|that|these|(?:you|these) guys|{_NAMED})"
"""What a study is of, as people call it where they do not say its name."""
_NAME = r"(?-i:[A-Z])[\w-]+"
_END = r"(?= *(?:$|[.,;:!?()…—–]|- ))"
_OPEN = (
    rf"(?:{_END}|(?= (?:at|by|after|because|since|when|before|and|or|but|if|unless|until|till|as|straight|anyway|again"
    r"|with|without|tomorrow|today|soon|altogether|either|too|yet|now|then|so|enough"
    r"|for (?:good|now|another|me|somebody|someone)|(?:on|in|next|this|every) (?:the )?(?:first|second|last|\w+day|week"
    r"|month|year|spring|summer|autumn|winter|\w+ary|march|april|may|june|july|august|october|\w+ember))\b))"
)
"""Where nothing else is named after a verb."""
_IT = rf"(?: {_THING})?{_OPEN}"

_DID = r"\b(?:i|we)(?:'(?:d|ll|ve)| would| will| might| could| should| can| have| do| did)?"
_I = r"\b(?:i|we)(?:'(?:d|ll|ve|m|re)| would| will| might| could| should| can| have| do| did| am| are| had| was| were)?"
_THEN = (
    r"(?: (?:\w+ly|just|then|also|even|soon|always|often|still|since|ever|not|nearly|almost|about|going|ready|tempted"
    r"|want(?:ed)?|tried|trying|decided|(?:think|thinking|thought) (?:of|about)|consider(?:ed|ing)?|look(?:ed|ing)? at"
    r"|have|be|to))*"
)
"""Small words, and what people do before they do it."""
_MEANT = (
    r"(?:going to|tempted to|ready to|about to|decided to|want(?:ed)? to|(?:think|thinking|thought) (?:of|about)"
    r"|consider(?:ed|ing))"
)
_LEAVE = (
    rf"leav(?:e|ing)(?: them| (?:the|this|my|our) {_NOUN})?"
    rf"(?:{_END}|(?= (?:because|as|if|unless|until|and|but|tomorrow|altogether|for (?:good|another|some\w+))\b))"
)
_CANCEL = rf"cancel(?:l?ed|l?ing)?(?! on (?:me|us|him|her|them)\b){_IT}"
_GIVE_UP = rf"g[ai]ve(?:n)? up on (?:it|them|the {_NOUN}){_OPEN}"
_ANOTHER = r"(?:another|an? (?:different|new|rival|cheaper|better)|(?:my|our|the) (?:old|previous|former))"
_PROVIDER = rf"(?:\w+ )?(?!company|firm|agency){_NOUN}"
"""Where companies and agencies are changed, somebody tells of their jobs."""

_IF = r"\b(?:if|unless|until|till|(?:as|so) long as|provided|the (?:day|moment|minute))\b"
_WOULD = (
    r"\b(?:i|we)(?:'(?:d|ll)| (?:would|will|might|could|shall|may)|(?:'(?:m|re)| am| are) going to)"
    r"(?: (?:\w+ly|just|still|not|never|also|even|then))*"
)
_PRICE = r"(?:more|extra|double|twice|another|(?:an?|the) (?:\w+ )?(?:hundred|thousand|premium)|[£$€\d])"
_STAY_OR_GO = (
    r"(?:stay(?! (?:away|home|at|in|on the|late|up|there|overnight|the)\b)"
    rf"|{_LEAVE}|{_CANCEL}|quit{_IT}|renew{_IT}|be (?:gone|off)(?:{_END}|(?= (?:tomorrow|if|unless|like)\b))"
    rf"|keep (?:paying|using{_IT})|stop (?:paying|using{_IT}|coming{_END})|stick with{_IT}|give (?:it|them) up)"
)
_GOES = rf"(?:{_WOULD} {_STAY_OR_GO}|(?<!if )(?<!until )(?<!unless )\b(?:i'm|we're) (?:gone|off|out){_END})"
_JOIN = rf"(?:sign(?: up| it| that| anything)?|subscribe|enrol|join){_OPEN}"
_WITH = rf"with (?:{_THING}|{_NAME})"
_STAYS = (
    rf"(?:can afford|(?<!been )stay(?:ed|ing)?(?:{_END}| (?:here|loyal)\b| {_WITH}|(?= (?:is|was|and|but|because)\b))"
    rf"|(?:stick(?:ing)?|stuck) {_WITH}|still (?:here|around|subscribed|a (?:customer|member|subscriber)|{_WITH})\b"
    rf"|still (?:us(?:e|ing)|have|pay(?:ing)?(?: for)?)(?:{_END}| {_THING}|(?= (?:is|was)\b))"
    rf"|(?:keep|kept) (?:coming (?:back|here)|us(?:e|ing) {_THING}|paying(?! attention| heed| close| lip)"
    rf"|{_THING}(?:{_END}|(?= (?:is|was)\b)))|(?:still )?continue (?:to use|using|paying|to pay|with {_THING})"
    rf"|(?:haven't|have not|never|didn't|did not|don't|won't) (?:yet )?(?:left|leave|cancel(?:led)?|switch(?:ed)?|quit)"
    rf"(?:{_END}| {_THING}|(?= (?:is|was|yet)\b)))"
)
"""What people do who stay."""
_WE = r"(?:i|we)(?:'(?:m|re|ve|d|ll)| am| are| have| had| would| will)?(?: (?:just|even|\w+ly))?"
_REASON_TO_STAY = (
    rf"(?<!no )\breasons? (?:why |that |for which )?{_WE} {_STAYS}",
    rf"(?<!no )\breasons? (?:for staying|to stay)(?:{_END}| (?:here|loyal|{_WITH})\b|(?= (?:is|was)\b))",
    (
        rf"\b(?:that|this|which|it)(?:'s| is| was)(?! not\b)(?: (?:\w+ly|also|just|one reason|the reason))?"
        rf" why {_WE} {_STAYS}"
    ),
    rf"\bfor (?:that|this)(?: \w+)? (?:alone|reason) {_WE} stay{_END}",
    rf"\b(?:keeps?|kept) (?:me|us) (?:here{_END}|coming back|loyal|subscribed|paying(?! attention)|using |{_WITH}\b)",
    rf"\b(?:i|we) stay(?: {_WITH})? (?:only |just |mainly |mostly )?because\b",
    rf"\b{_WE} (?:stayed|stay|still) {_WITH} (?:only |just |mainly |mostly )?because\b",
)

_CLAUSE = r"(?:^\W*|[.;,!] |\b(?:and|but|so|just|please|then|would say|i'd say) )"
_NOT = r"(?:(?:would|could|will|can|do)(?:n't| not| never| hardly)|not|never|hardly|cannot|can't|won't)"
_TO_OTHERS = (
    r" (?:to|for) (?:any|every|some|all\b|other|people|friends|family|colleagues|them\b|him\b|her\b|my\b|our\b"
    r"|an?\b|the\b|whoever|those)"
)
_OF_IT = (
    rf"(?:{_THING}|{_NAME}|(?:the|this|your|their) (?:team|staff|ward|hospital|clinic|school|hotel|place|shop|store))"
)
_RECOMMEND = (
    rf"recommend(?:ed|ing)?(?:(?: {_OF_IT})?(?:{_OPEN}|(?={_TO_OTHERS}))"
    rf"| (?:him|her|(?:this|your) \w+)(?={_TO_OTHERS}))(?! (?:if|unless) (?:it|they)\b)"
)
_PEOPLE = (
    r"(?:any(?:one|body)|every(?:one|body)|people|others|friends|them"
    r"|(?:my|our|an?|one|two|three|four|several|some|half|most|all)(?: [\w'-]+){1,4}?)"
)
_TAKE_UP = (
    r"(?:(?:try|get|use|buy)(?:ing|ting)? (?:it|one|them|this)|join|joining|subscribe|sign up|signing up|switch"
    rf"|go (?:there|with them|for it)){_OPEN}"
)

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "condition": (rf"{_IF}[^.!?;]{{0,140}}{_GOES}|{_GOES}[^.!?;]{{0,90}}{_IF}|\b(?:i|we) stay {_IF}",),
    "staying": _REASON_TO_STAY,
    "paying condition": (rf"{_IF}[^.!?;]{{0,140}}{_WOULD} pay {_PRICE}|{_WOULD} pay {_PRICE}[^.!?;]{{0,90}}{_IF}",),
    "joining condition": (rf"{_IF}[^.!?;]{{0,140}}{_WOULD} {_JOIN}|{_WOULD} {_JOIN}[^.!?;]{{0,90}}{_IF}",),
    "leaving": (
        rf"{_I}{_THEN} (?:{_CANCEL}|{_GIVE_UP}|uninstalled{_IT}|stopped (?:using|paying for){_IT})",
        rf"{_I}{_THEN} (?:unsubscribed(?: from {_THING})?{_OPEN}|deleted (?:the app|my account))",
        rf"{_I}{_THEN} {_MEANT} (?:{_LEAVE}|quit(?:ting)?{_IT})",
        rf"{_I}{_THEN} (?:switch(?:ed|ing)?|moved|changed) (?:back |over )?to {_ANOTHER} {_PROVIDER}",
        rf"{_I}{_THEN} (?:went|gone|going|go) (?:elsewhere|to (?:a competitor|the competition))\b",
        rf"{_I}{_THEN} (?:went|gone|going|go) back to (?:my|our|the) (?:old|previous|former) {_PROVIDER}",
        (
            rf"(?:\b(?:i|we)(?:'(?:ll|d))? |{_CLAUSE})(?:(?:will |would )?(?:never|not)|won't|wouldn't) "
            r"(?:\w+ly |ever |be )?(?:use|using|buy(?:ing)?|come|coming|(?:go|order|return|book|stay|shop)(?:p?ing)?)"
            rf"(?: (?:from|with|at|to|back|there|here|{_OF_IT}))* (?:ever )?again\b"
        ),
        r"\b(?:i|we)(?:'ll| will) (?:not be|never) (?:returning|coming back|renew\w*)\b",
        r"\b(?:i|we) won't be (?:back|returning|renewing)\b",
        rf"\b(?:i|we) (?:was|were) (?:nearly|almost|about to be) gone(?:{_END}|(?= at ))",
        rf"^\W*never again(?:{_END}| with {_THING}{_OPEN})",
        rf"\bcancell?ation (?:form|letter)\b|\bmy cancellation\b(?! (?:of|policy))|\b(?:i'm|we're) gone{_END}",
        # Of a place or a group it is spoken with the reason; without one, it is what somebody did before.
        (
            r"\b(?:i|we)(?:'(?:ve|d)| have| had)?(?: \w+ly| just| then)? left (?:the|that|this|my|our)"
            rf" (?:project|team|{_NOUN})(?: (?:because|since|due to)\b|, because\b)"
        ),
        r"\b(?:why|reasons?) (?:that )?(?:i|we) (?:left|cancell?ed|quit)\b",
    ),
    "joining": (
        (
            r"(?<!before )(?<!when )(?<!since )\b(?:i|we) (?:then |just |finally |only |eventually )?"
            rf"(?:signed up|subscribed|enrolled)(?:{_END}| (?:to|for) (?:it|them|the {_NOUN})\b"
            r"|(?= (?:there|then|that|online|because|and|straight|after|with|by|on (?:the|my|a))\b))"
        ),
        r"\b(?:i|we) (?:then |just |finally )?signed (?:the|that|a) (?:contract|agreement|lease)\b",
        rf"\btook out a (?:subscription|membership|contract)\b|\bmade (?:up )?(?:my|our) mind{_OPEN}",
        rf"\b(?:that|which|it|this) (?:settled|clinched|swung) (?:it|me|us){_OPEN}",
        r"\bwhat (?:sold|convinced|decided|persuaded) (?:me|us)\b",
        r"\breason (?:why |that )?(?:i|we) (?:signed up|subscribed)\b",
    ),
    "warning": (
        (
            rf"(?:\b(?:i|we)(?:'(?:d|ll|m|re)| am| are)? |{_CLAUSE}){_NOT}(?: (?:\w+ly|ever|to|be able to))*"
            rf" (?!recommend[^.!?]*\benough\b){_RECOMMEND}"
        ),
        rf"{_CLAUSE}(?:stay|keep|steer) (?:well |far )?(?:away|clear)(?:{_END}| (?:from|of) {_THING}{_OPEN})",
        rf"^\W*avoid(?: at all\b| like the\b| (?:this|these|them|it)\b|{_END})",
        (
            r"(?<!\bi )(?<!\bwe )(?<!\bthey )(?<!\bpeople )(?<!\byou )\bdon't bother"
            rf"(?:{_END}| with (?:it|them|th(?:is|ese) {_NOUN}){_OPEN})"
        ),
    ),
    "passing on": (
        rf"(?<!what )(?<!which )(?<!that )(?<!thing )(?<!things ){_DID}{_THEN} {_RECOMMEND}",
        (
            rf"{_CLAUSE}(?:\w+ly )?(?:would|can|will|highly|definitely|strongly|thoroughly|totally)"
            rf"(?: (?:\w+ly|always|100 ?%))? {_RECOMMEND}(?! by\b)"
        ),
        rf"^\W*recommended(?:{_OPEN}|(?={_TO_OTHERS}))(?! by\b)",
        rf"(?:can't|cannot|couldn't|could not) recommend (?:{_THING}|{_NAME}) (?:\w+ )?enough\b",
        (
            rf"{_DID}{_THEN} (?:told|tell|telling|say to|said to|urged|encouraged|persuaded|convinced|talked|got)"
            rf" {_PEOPLE} (?:to|(?:that )?they should|into) (?:just |definitely )?{_TAKE_UP}"
        ),
        (
            rf"{_DID}{_THEN} (?:told|tell|say to|said to) {_PEOPLE}[^.!?]{{0,25}}? (?:it|they)(?:'s|'re| is| are)"
            r" (?:\w+ly |so |very )?(?:good|great|brilliant|wonderful|fantastic|excellent|amazing|worth|the best)\b"
        ),
        (
            rf"{_DID}{_THEN} (?:passed|handed|gave|given|shared) (?:on )?(?:\w+ )?my (?:own )?(?:referral |discount )?"
            r"(?:code|link)\b"
        ),
        rf"{_DID}{_THEN} signed (?:my|our|two|three|four|several|half)(?: \w+){{1,3}} up\b",
    ),
}
_FOUND = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in _PATTERNS.items()}
_REPORTED = re.compile(
    r"^\W*(?:(?:and|but|so|then) )?(?:he|she|they|some(?:one|body)|people) (?:said|says|say|told)\b",
    re.IGNORECASE,
)
"""Somebody else's words in the participant's mouth."""
_FEWEST, _MOST = 4, 45
"""Words of a sentence that is understood by itself, and is bearable."""
_PASSING_ON = "passing on"
_BRIEF: Mapping[str, int] = {"leaving": 2, "warning": 2, _PASSING_ON: 2}
"""Fewest words of what is understood more briefly: `Never again!`, `Highly recommended!`."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """A sentence in which a decision hangs."""

    kind: str
    span: Span
    text: str
    participant_id: str


def hinges_of(material: Material) -> Iterator[Hinge]:
    """All of a study, a sentence once: what was said, and what was answered to a question for it."""
    found = list(hinges_in(material.every_line))
    yield from found
    known = {hinge.span for hinge in found}
    for kind, line in answered(material.turns, material.sources, list(material.every_line)):
        if line.span not in known and line.participant_id is not None:
            yield Hinge(kind, line.span, line.text, line.participant_id)


def hinges_in(lines: Iterable[Line]) -> Iterator[Hinge]:
    """Candidates among participants' own sentences; a question hangs nothing."""
    for line in lines:
        text = straight(line.text.rstrip())
        words = len(text.split())
        if line.participant_id is None or text.endswith("?") or words > _MOST or _REPORTED.search(text):
            continue
        kind = _kind(text)
        if kind and words >= _BRIEF.get(kind, _FEWEST):
            yield Hinge(kind, line.span, line.text, line.participant_id)


def _kind(text: str) -> str | None:
    """The first kind that fits; what is recommended and half taken back is of a kind of its own."""
    found = ((name, match) for name in _FOUND if (match := _FOUND[name].search(text)))
    kind, match = next(found, (None, None))
    return RESERVED if kind == _PASSING_ON and match and is_reserved(text[match.end() :]) else kind
