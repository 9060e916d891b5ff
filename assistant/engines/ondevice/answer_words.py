"""The words by which an answer judges, wishes, denies or turns round, whatever it was asked.

All are looked for in small letters with straight apostrophes.
"""

from __future__ import annotations

import re

from assistant.engines.ondevice.question_words import any_whole

CLAUSE = any_whole(
    r"(?:i|you|he|she|we|they|it|there|(?:i|you|he|she|we|they|it|there|that|what|who|this)'\w+)",
    r"(?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|should|must|may|might|cannot|\w+n't)",
)
"""Words that only whole clauses have."""
TURNS = any_whole(
    r"(?:but|however|although|though|except|apart from|other than|besides that|unfortunately|on the other hand)",
    r"having said that",
)
COMPLAINS = any_whole(
    r"(?:slow|slowly|slower|slowness|sluggish|laggy|unreliable|unclear|unable|unusable|useless|impossible|limited)",
    r"(?:br(?:ea|o)k(?:s|e|en|ing)?|crash\w*|bugs?|buggy|errors?|fail\w*|los(?:e|es|ing|t)|lack(?:s|ed|ing)?|missing)",
    r"(?:hat(?:e|es|ed)|annoy\w*|frustrat\w*|irritat\w*|disappoint\w*|struggl\w*|confus\w*|difficult\w*)",
    r"hard(?:er)? to",
    r"(?:awful|terrible|horribl\w*|worse|worst|bad|badly|poor|poorly|painful|nightmare|disaster|rude|ignored|stuck)",
    r"(?:ugly|clunky|clumsy|cumbersome|tedious|messy|complicated|expensive|overpriced|problem\w*|issues?|trouble\w*)",
    r"(?:too \w+|nobody|never|cannot|(?:ca|do|does|did|is|are|was|were|wo)n't)",
)
PRAISES = any_whole(
    r"(?:lov(?:e|es|ed|ely)|great|excellent|amazing|awesome|perfect(?:ly)?|wonderful|fantastic|brilliant|superb)",
    r"(?:happy|pleased|delighted|enjoy\w*|satisfied|best|thrilled|impressed)",
    r"(?:work|works|worked) (?:\w+ )?(?:well|fine|great)",
    r"like (?:it|them|that|how|the)",
)
WISHES = any_whole(
    r"(?:would|could|should|wish|if|needs?|more|less|fewer|better|easier|improved?|fix|allow|add|(?:i|we|you|it|that)'d)",
)
"""Beside these a good or a bad word may belong to what is wished for."""
PROPOSES = any_whole(
    r"(?:would|\w+'d) (?:\w+ ){0,2}?(?:like|love|appreciate|prefer|help)",
    r"(?:would|\w+'d) (?:\w+ )?be (?:\w+ ){0,2}?(?:nice|great|good|cool|handy|useful|helpful|welcome)",
    r"(?:would|\w+'d) (?:\w+ )?be (?:\w+ ){0,2}?(?:better|easier|ideal|awesome|wonderful)",
    r"i wish",
    r"(?:should|could) (?:be|have|add|offer|allow)",
)

_BEFORE = r"no|well|oh|um+|uh+|er+|hm+|honestly|really|i (?:think|guess)|actually|so far|at the moment"
_TROUBLE = (
    r"complaint|problem|issue|trouble|concern|difficult(?:y|ie)|suggestion|wishe|change|comment|worrie|idea|opinion"
)
_NO_SUBJECT = r"(?!(?:(?!(?<!at )\b(?:all|everything)\b)[^.,;:!?–—-])*\b(?:works?|is|was|good|great|fine)\b)"
"""`Nothing works` and `Nothing at all is good` find fault; `Nothing, works fine` and `None all is great` do not."""
_DENIAL = "|".join((
    rf"(?:nothing|none|nobody|not (?:really|much|many)){_NO_SUBJECT}|no(?! (?:good|great|fine)\b)",
    r"nope|nah|n/a|not sure|not (?:yet|that i\b.*)",
    rf"no (?:\w+ )?(?:{_TROUBLE})s?",
    r"never had (?:any|a) \w+",
    r"(?:i )?(?:don't|do not) (?:know|think so|have any)",
    r"(?:i )?(?:can't|cannot|couldn't) (?:(?:even )?think of|say|complain)",
    r"(?:i )?(?:am|'m|i'm) not (?:really |too |so |that |very )?(?:concerned|worried|bothered)",
    r"(?:i )?(?:am|'m|i'm) (?:happy|fine|content|satisfied)",
    r"(?:all|everything)(?:'s| is| was)? (?:good|fine|great|ok|okay|well)",
    r"(?:it|that)(?:'s| is| was)? (?:all )?(?:perfect|fine|good|great)(?: as (?:it|is)\b.*)?",
))  # fmt: skip
_AFTER = "|".join((
    r"nothing|really|so far|yet|comes? to mind|in particular|special|specific|to be honest|else|at all|anything",
    r"(?:that )?i (?:can|could) think of|at the moment|right now|for now|now|to (?:add|report|complain about)",
    r"of (?:note|that)|any|one|thing|all|no|everything|works?|fine|good|great|is|was|i (?:like|love) it|as it is",
    r"with it|about it|to mind",
))  # fmt: skip
DENIES = re.compile(rf"^\W*(?:(?:{_BEFORE})\W+)*(?:{_DENIAL})(?:\W+(?:{_AFTER}))*\W*$")
"""The whole of an answer that there is nothing of what was asked for."""
