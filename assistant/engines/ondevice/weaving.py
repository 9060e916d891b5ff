"""How somebody's words stand in a sentence, by their grammar: what they did, what they wanted, or a sentence of theirs.

Always words in a row as they were said. Only the speaker's own `I` may stand outside (`one “waited three weeks”`), and
only where the rest neither speaks of the speaker again nor would have to change for somebody else.
"""

from __future__ import annotations

import re

from assistant.engines.ondevice.wording import quoted

_IRREGULAR = """was had did couldn't didn't wasn't hadn't went got took made came gave found felt quit set
kept left lost paid bought sent spent broke ran sat stood fell slept woke rode drove wrote read chose began knew thought
saw heard met put let ended used tried stopped started forgot fought caught brought built held cut hit hurt shut
taught tore threw wore won hid drew flew grew sold spoke stuck swore swam understood""".split()
_NOT_DONE = "said told asked added wished called".split()
"""What follows these is speech within speech."""
_WITH_IT = r"(?:also|just|only|even|never|still|actually|really|once|always|almost|simply|then)"
_PAST = (
    rf"(?!(?:{'|'.join(_NOT_DONE)}|need|feed|bleed|exceed|proceed|succeed|indeed)\b)(?:{'|'.join(_IRREGULAR)}|\w+ed)"
)
_DEED = re.compile(rf"I (?P<words>(?:{_WITH_IT} )?{_PAST}\b.*)", re.DOTALL)
_WISH = re.compile(
    rf"I(?:(?: would|['’]d) (?:{_WITH_IT} )?(?:like|love|prefer)|(?: {_WITH_IT})? (?P<wished>want|wanted|need|needed))"
    r" (?!(?:it|that|this|you|him|her|them|more than)\b)(?P<words>.+)",
    re.DOTALL,
)
_OF_THEMSELVES = re.compile(r"\bI\b|\b(?i:me|my|mine|myself|we|us|our|ours|ourselves|you know)\b")
_FEWEST = 3
_ENDS = " \t\n.,;:–—-"


def marked(words: str) -> str:
    """In quotation marks inside a sentence, without the stop that ends the speaker's."""
    return quoted(words.rstrip(_ENDS))


def voice(who: str, words: str, *, again: bool = False) -> str:
    """Somebody who speaks in a sentence; `again`: behind another who `said`, which is not repeated."""
    if own := _alone(_WISH.fullmatch(words)):
        needed = (own["wished"] or "").startswith("need")
        return f"{who} {'needed' if needed else 'wanted'} {marked(own['words'])}"
    if own := _alone(_DEED.fullmatch(words)):
        return f"{who} {marked(own['words'])}"
    return f"{who}{'' if again else ' said'}, {marked(words)}"


def is_speech(words: str) -> bool:
    """Whether a sentence says of them that they said it."""
    return not (_alone(_WISH.fullmatch(words)) or _alone(_DEED.fullmatch(words)))


def _alone(found: re.Match[str] | None) -> re.Match[str] | None:
    """Where what was said can stand behind another subject."""
    if found is None or len(found["words"].split()) < _FEWEST or _OF_THEMSELVES.search(found["words"]):
        return None
    return found
