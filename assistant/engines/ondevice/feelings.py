"""Feelings that somebody names and does not have: denied ones, lesser ones, wishes, and manners.

A model that learnt from comments hears the word and not that it was taken back (`I don't get excited about things`),
nor that it is a formula (`I'm afraid it does not say`). Only words that name a feeling outright are looked for; what a
sentence feels like otherwise is left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FRIGHT = (
    r"afraid|scared|scary|frightened|frightening|terrified|fears?|fearful|panic|nervous|nervousness|anxious|anxiety|"
    r"worr(?:y|ied|ies|ying)|concern(?:s|ed)?|stressed"
)
"""Fear and nervousness have their words in common: `less worried` is neither."""
_NAMES: Mapping[str, str] = {
    "anger": r"angry|mad|furious|cross|hate",
    "annoyance": r"annoyed|annoying|irritated|irritating|bothered|frustrated|frustrating|a fool|stupid",
    "confusion": r"confused|confusing|puzzled|baffled",
    "disappointment": r"disappointed|disappointing|let down|lost|lose",
    "embarrassment": r"embarrassed|embarrassing|ashamed|shame|a fool|stupid|silly|sorry",
    "excitement": r"excited|exciting|thrilled",
    "fear": _FRIGHT,
    "disapproval": r"disagree[ds]?|disapproves?",
    "gratitude": r"grateful|thankful|thanks?|thank you|appreciate[ds]?|welcome",
    "grief": r"died|dead|dies?|deaths?|grief|mourning",
    "joy": r"happy|glad|joyful|overjoyed|joy|enjoy\w*|fun|pleased|delighted",
    "love": r"loves?|loved|adored?",
    "nervousness": _FRIGHT,
    "optimism": r"hop(?:es?|ed|ing|eful|efully)|optimistic",
    "pride": r"proud",
    "remorse": r"sorry|apolog\w+|forgive|pardon|excuse|guilty|guilt|regret\w*|ashamed|shame|blame|fault|remorse",
    "sadness": r"sad|unhappy|upset|cried|cry",
    "surprise": r"surprised|surprising|amazed|astonished",
}
_DENIED = r"(?:\b(?:not|cannot|never|hardly|nobody|nothing|no one|no longer)|n't)\b"
_MORE = r"(?:so|more|as|this|that)\b"
"""`Never been so glad`, `couldn't be happier than this`, `can't tell you how happy`: the feeling is there."""
_BETWEEN = (
    rf"(?:\s(?!{_MORE}|(?:only|just|because|but|how|imagine|fathom|describe|express|believe)\b)[\w'-]+){{0,4}}?\s"
)
_OTHERWISE = r"(?!\s\w+ing\b(?:\s[\w'-]+){0,3}?\s(?:is|was|are|were|makes?|made|gets?|got)\b)"
"""`Not knowing is frustrating` denies the knowing."""
_NO_END = r"(?!\s(?:ever\s)?thank\b[^,;.!?]{0,120}\benough\b)"
"""`I cannot thank them enough`."""
_STILL = r"(?!\s(?:enough|about nothing|(?:me |us )?more\b|(?:me |us )?as much))"
"""`Not scared enough`, `nothing annoyed me more`."""
_LITTLE = r"(?:so|that|as|too|very|really|all that|particularly|especially|overly)"
_NOT_SO = rf"(?:\b(?:is|are|am|was|were)\snot|'(?:m|re|s)\snot|\b(?:is|are|was|were)n't)\s(?:\w+ly\s)?{_LITTLE}\s"
"""`I'm not so worried any more`, of now; `I've not been so happy in years` is another matter."""
_WITHOUT = (
    r"\b(?:no|without|zero|less|free of|free from)\s(?:of\s(?:a|the)\s)?"
    r"(?:(?:any|real|more|longer|a|much|big|major|need to|reason to)\s){0,2}"
)
_WISHED = r"(?:\bwould|'d)\s(?:\w+ly\s|rather\s|so\s)?(?:have\s)?"
_BOUGHT = r"(?:i|we)(?:'d)?\s(?:ever\s|even\s)?(?:bought|chose|joined|signed|came|went|trusted|started|left|did|said)"
_SOMEBODY = r"(?:i|we|you|he|she|it|they|there|this|that|the|these|those|my|our)"
_TO_COME = r"(?:\b(?:will|would|might|may|could|going to|gonna)\b|'(?:ll|d)\b)"
_IN_PASSING = r"(?:^\W*|[.,;:!?…–—-]\s*|\b(?:oh|ah|ok|okay|yeah|yes|no|um|uh|well|and|but)\s)"
_SORRY = (
    rf"{_IN_PASSING}sorry\b|(?:\b(?:so|am|are|very|really)|'m|'re)\ssorry\b(?! (?:that )?{_BOUGHT}\b)"
    r"|\bapolog\w+|\b(?:forgive|pardon|excuse) me\b"
)
"""Said in passing; who is sorry that they bought it regrets it."""
_BAD_NEWS = (
    r"\b(?:i|we)(?:'m| am|'re| are) afraid"
    rf"(?=\W*$|, | (?:so|not)\b| (?:that )?{_SOMEBODY}\b(?!.{{0,120}}{_TO_COME}))"
)
"""`I'm afraid it does not say`; who is afraid of something, or that it will happen, is."""
_DEVICE = r"(?:it|battery|phone|laptop|motor|engine|screen|bike|car|app|computer|machine|server|connection|lights?)"
_FORMULAS: Mapping[str, str] = {
    "fear": _BAD_NEWS,
    "nervousness": _BAD_NEWS,
    "remorse": _SORRY,
    "embarrassment": _SORRY,
    "gratitude": r"\b(?:you're|you are|ur|you) (?:very |most |always )?welcome\b|\bno thanks?\b",
    "disappointment": r"\b(?:lose|lost)\s(?:nothing|nobody|no one)\b",
    "love": rf"{_WISHED}(?:loved?|adored?)\b",
    "joy": rf"{_WISHED}(?:enjoy\w*|be (?:\w+ )?(?:happy|glad|pleased|delighted))\b"
    r"|\b(?:happy|glad|pleased|delighted) to (?:help|answer|share|talk|discuss|chat|participate|assist|provide|"
    r"elaborate|explain|clarify|hear from you|meet you)\b",
    "anger": r"\b(?:would|'d) hate (?:to|for|it)\b|\bhate to (?:say|admit|break)\b",
    # Dreading is not hoping, nor is asking whether one was clear.
    "optimism": r"\bhop(?:es?|ing|efully)\b(?=[^,;.]{0,40}(?:\b(?:not|cannot|never|nobody|nothing|without)|n't)\b)"
    r"|\b(?:had hoped|(?:was|were) hoping)\b"
    r"|\bhope (?:that )?(?:this|that|it|i)(?: \w+)? (?:helps?|helped|answers?|answered|makes? sense|explains?|"
    r"(?:is|was) (?:ok|okay|fine|clear|enough|helpful))\b|\bhope (?:\w+ ){0,3}?makes? sense\b",
    # What runs on a battery dies daily.
    "grief": r"\bdied on (?:me|us|him|her|them|you)\b"
    rf"|\b{_DEVICE} (?:just |had |has |suddenly |completely |was |is |went )?(?:died|dies|dead)\b",
}


def _not_felt(feeling: str, words: str) -> re.Pattern[str]:
    """Everything that names a feeling and is none."""
    ways = (
        rf"{_DENIED}{_OTHERWISE}{_NO_END}{_BETWEEN}(?:{words})\b{_STILL}",
        rf"(?:{_NOT_SO}|{_WITHOUT})(?:{words})\b",
        *([_FORMULAS[feeling]] if feeling in _FORMULAS else ()),
    )
    return re.compile("|".join(ways), re.IGNORECASE)


_NOT_FELT = {feeling: _not_felt(feeling, words) for feeling, words in _NAMES.items()}
_OUTRIGHT = {feeling: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for feeling, words in _NAMES.items()}


def is_denied(text: str, feeling: str) -> bool:
    """Whether a sentence names a feeling, and every time to deny it, to wish for it, or out of politeness."""
    if feeling not in _NAMES:
        return False
    plain = text.replace("’", "'")
    named = _OUTRIGHT[feeling].search(plain)
    return named is not None and not _OUTRIGHT[feeling].search(_NOT_FELT[feeling].sub(" ", plain))
