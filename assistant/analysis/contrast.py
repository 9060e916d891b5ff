"""Words by which people set what they tell against what others tell or expect.

Negative cases are often announced: "I know everybody hates the bot. But I liked it." Only English is known; in other
languages nothing is announced.
"""

from __future__ import annotations

import re

from assistant.apostrophes import straight


def any_beginning(*phrases: str) -> re.Pattern[str]:
    """What finds any of some phrases, each from the start of a word on, in small letters or capitals."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE)


_OTHERS = r"(?:people|everybody|everyone|others|most|some|they|friends|colleagues)"
_MANY = r"(?:every(?:body|one)(?:'s)?|most people|other people|some people|people|others)"
_OFTEN = r"(?:(?:else|always|keep|all|also|generally|usually) )*"
_TELL = (
    r"(?:ask|say|think|talk|complain|hate|love|like|tell|want|find|swear|struggle|worry|rave|moan)"
    r"(?:s|es|ing)?|said|told|thought|loved|hated|liked|wanted|found"
)

_ANNOUNCED = any_beginning(
    # What others say of it, or are known to.
    rf"i (?:do )?know (?:that )?(?:{_OTHERS}|i (?:ought|should)|this is|it's (?:meant|supposed))",
    rf"{_MANY} {_OFTEN}(?:{_TELL})",
    # Whom it is so for, and whom not.
    r"(?:for|unlike|with) (?:another (?:man|woman|person|one)|(?:the )?(?:others|other people|most|everyone))",
    r"for me(?:,| it| the| that| personally)",
    r"not (?:for )?me\b(?= *[,.;!?]|$)",
    r"(?:the )?only one (?:who|that|of us)",
    r"i(?:'m| am) (?:the )?(?:odd|exception|different|unusual|weird)",
    r"whereas|on the contrary|unlike (?:me|him|her|them)",
    # What was expected of it, by them or by whoever asks.
    r"(?:i|you)(?:'d| would) (?:have )?(?:told|thought|expected|said|guessed|think|expect)",
    r"guessed wrong|i ought to|supposed to (?:like|love|hate|be)",
    # What is owned up to.
    r"(?:to be|i'll be|if i'm|i'm being) (?:quite |perfectly |completely |really )?honest",
    r"honestly,? (?:no|never|not)|no,? honestly",
)


def is_set_apart(text: str) -> bool:
    """Whether somebody says in a text that for others it is, or would be expected to be, otherwise."""
    return _ANNOUNCED.search(straight(text)) is not None
