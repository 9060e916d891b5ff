"""Words by which people say that something did not trouble them, or that they do not want what others ask for.

Such a sentence is often coded as nothing, and sometimes, for the words in it, as the very trouble it denies. Only
English is known; in other languages nothing is denied.
"""

from __future__ import annotations

import re

from assistant.analysis.contrast import any_beginning
from assistant.analysis.material import Material
from assistant.analysis.unrecorded import unrecorded
from assistant.apostrophes import straight
from assistant.domain import Finding

_SURE = 0.6
"""Confidence that a denial is given: its words are plain, but not what they are about."""

_ME = r"(?:me|us)"
_ILL = r"(?:bothered|worried|fussed|afraid|scared|nervous|frightened|concerned|annoyed|troubled)"
_TROUBLE = r"(?:trouble|problems?|bother|issues?|hassle|hardship|difficult(?:y|ies)|complaints?|worr(?:y|ies)|nuisance)"
_FINE = r"(?:okay|ok|fine|all right|alright)"
_NEVER = r"(?:(?:did|do|does|have|has|had|wo|would)(?:n't| not| never)|never|hardly)"
_QUITE = r"(?: (?:even|really|actually|particularly|usually|ever|at all|much|have|had|been))*"
_SOME = r"(?: (?:really|ever|actually|have|had|got|seen?|found|been|is|was|any|an?|much|single|big|real))*"
_TOUCHED = (
    rf"(?:notice[d]?|mind(?:ed)?|bother(?:ed)? (?:{_ME}|with|about)|trouble[d]? {_ME}|worr(?:y|ied)(?: {_ME}| about)"
    rf"|upset {_ME}|affect(?:ed)? {_ME}|frighten(?:ed)? {_ME}|scare[d]? {_ME}|annoy(?:ed)? {_ME}|put {_ME} off)"
)
_DENIED = any_beginning(
    rf"(?:i|we|it|that|this|they)(?: just)? {_NEVER}{_QUITE} {_TOUCHED}\b",
    rf"(?:never|not|no){_SOME} {_TROUBLE}\b(?! (?:with that )?is\b)",
    rf"{_NEVER}{_SOME} {_TROUBLE}\b",
    rf"{_FINE} (?:for|by|with) {_ME}\b",
    rf"for me (?:it|that|the \w+)(?:'s| is| was) {_FINE}\b",
    rf"(?:i'm|i am|we're|we are|i've been|i have been|i was|we were) (?:not|never)(?: \w+)? {_ILL}\b",
    rf"(?:i|we) (?:was|were)n't(?: \w+)? {_ILL}\b",
    r"(?:could not|couldn't) care less\b",
    r"makes no difference to (?:me|us)\b",
)
_WOULD = r"(?:would|will|'d|'ll)"
_ASKED_FOR = r"(?:pay|want|need|use|buy|have|take|wish|give|change|ask|trust|let)"
_SAY = (
    r"(?:tell|say|mention|explain|remind|repeat|add|describe|complain|sound|exaggerate|overestimate|lie|dwell"
    r"|bother(?! with))"
)
_KEEP = r"(?:leave|lose|miss|stop|quit|cancel|switch|be without|go back|go without|live without)"
_CONTENT = (
    rf"(?! to {_SAY}\b| to {_KEEP}\b| (?:it|this|that|them) to (?:end|stop|go away)\b"
    r"|(?: [\w']+){0,4}? (?:any\w+ else|any other)\b)"
)
"""`I don't want to leave` and `I wouldn't use anything else` want it as it is; `I need not tell you` wants nothing."""
_REFUSED = any_beginning(
    rf"(?:i|we) ?{_WOULD} (?:not|never)(?: \w+ly| ever| even)? {_ASKED_FOR}\b{_CONTENT}",
    rf"(?:i|we) (?:wouldn't|won't|shan't|don't|do not)(?: \w+ly| ever| even)? {_ASKED_FOR}\b{_CONTENT}",
    r"(?:i|we) ?'d (?:sooner|rather) not\b",
    rf"no need (?:for|of|to)\b(?! (?:{_SAY}|worry|apologi[sz]e)\b)",
)
_TAKEN_BACK = re.compile(
    r"\b(?:would|ca|do|wo)(?:n't| not)(?: \w+ly)? (?:say|think|pretend|claim|believe)\b"
    r"|\b(?:can|will) ?not (?:say|think|pretend|claim|believe)\b",
    re.IGNORECASE,
)
"""`I wouldn't say I'm not afraid` denies nothing."""


def is_denial(text: str) -> bool:
    """Whether somebody says that something did them no harm."""
    plain = straight(text)
    return _DENIED.search(plain) is not None and not _TAKEN_BACK.search(plain) and not plain.rstrip().endswith("?")


def is_refusal(text: str) -> bool:
    """Whether somebody says that they do not want something."""
    plain = straight(text)
    return _REFUSED.search(plain) is not None and not plain.rstrip().endswith("?")


def denied(material: Material) -> list[Finding]:
    """Participants' denials as gains, which stand in no record; what is coded as a gain already speaks by itself."""
    pleased = {material.quote(item).evidence.span for item in material.findings if item.kind == "gain"}
    lines = (line for line in material.every_line if line.span not in pleased)
    return [unrecorded(line, "gain", _SURE) for line in lines if is_denial(line.text)]


def refused(material: Material) -> list[Finding]:
    """What participants do not want, which stands in no record."""
    return [unrecorded(line, "need", _SURE) for line in material.every_line if is_refusal(line.text)]
