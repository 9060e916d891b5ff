"""Who asks and who answers, from the labels' words and, where they say nothing, from what people do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Role
from assistant.ingest.names import display, fold, same_part, word_role

_QUESTION_WORDS = re.compile(
    r"^(?:(?:and|so|okay|ok|right|great|yeah|well|now|but|alright|all right|cool|got it|i see|mm-?hmm|um|uh)[,.\s]+)*"
    r"(?:what|how|why|when|where|which|who|can you|could you|would you|do you|did you|have you|are you|were you|is it|"
    r"is there|tell me|tell us|walk me|describe|talk (?:me|to me|about)|let's)\b",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"[?？؟\u037e]")
_ENDS_ASKING = re.compile(r"[?？؟\u037e][\s\"”’')\]]*$")
_FEW_TURNS = 3
_CLEAR = 1.25
"""How much oftener one of two must ask before that alone decides."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """What one speaker does in a document."""

    key: str
    turns: int
    words: int
    asking: int
    """Turns that end in a question, and so hand over to somebody. Guests too ask in the middle of what they say."""
    first: int
    """Place of the first turn."""

    @property
    def share(self) -> float:
        return self.asking / self.turns if self.turns else 0.0

    @property
    def rate(self) -> float:
        return self.asking / max(self.words, 60)


def decide(turns: Sequence[tuple[str, str]], interviewers: Iterable[str] = ()) -> dict[str, Role]:
    """Role of every label of (label, words) turns; `interviewers` are labels that the user named."""
    labels = list(dict.fromkeys(label for label, _ in turns))
    named = {fold(name) for name in interviewers}
    roles = {label: _by_words(label, named) for label in labels}
    _resolve_letters(roles)
    open_ones = [label for label in labels if roles[label] is None]
    if open_ones:
        _by_conduct(roles, open_ones, turns, asked_for=bool(named & {fold(label) for label in labels}))
    return {label: role or "participant" for label, role in roles.items()}


def _by_words(label: str, named: set[str]) -> Role | None:
    if fold(label) in named or fold(display(label)) in named:
        return "interviewer"
    return word_role(label)


def _resolve_letters(roles: dict[str, Role | None]) -> None:
    """R and A: respondent and answer beside an interviewer, else researcher or somebody."""
    known = set(roles.values())
    for label, role in roles.items():
        if role is None and same_part(label) in {"r", "a"}:
            if "interviewer" in known:
                roles[label] = "participant"
            elif "participant" in known and same_part(label) == "r":
                roles[label] = "interviewer"


def _by_conduct(
    roles: dict[str, Role | None], open_ones: list[str], turns: Sequence[tuple[str, str]], *, asked_for: bool
) -> None:
    known = set(roles.values())
    if asked_for or "interviewer" in known:
        return
    conducts = [conduct for conduct in _conducts(turns) if conduct.key in open_ones]
    if "participant" in known:
        chosen = sorted(conducts, key=lambda one: (-one.asking, one.first))[:1]
    elif len(conducts) == 2:
        chosen = [_likelier_interviewer(conducts, turns)] if _is_interview(conducts) else []
    else:
        chosen = _hosts(conducts)
    for conduct in chosen:
        roles[conduct.key] = "interviewer"


def _conducts(turns: Sequence[tuple[str, str]]) -> list[Conduct]:
    punctuated = any(_QUESTION_MARK.search(words) for _, words in turns)
    found: dict[str, Conduct] = {}
    for place, (label, words) in enumerate(turns):
        before = found.get(label, Conduct(label, 0, 0, 0, place))
        asks = _ENDS_ASKING.search(words) if punctuated else _QUESTION_WORDS.match(words.strip())
        found[label] = Conduct(
            label, before.turns + 1, before.words + len(words.split()), before.asking + bool(asks), before.first
        )
    return list(found.values())


def _is_interview(conducts: list[Conduct]) -> bool:
    """Not where a few words are exchanged and nobody asks anything."""
    return any(one.asking for one in conducts) or sum(one.turns for one in conducts) > _FEW_TURNS


def _likelier_interviewer(conducts: list[Conduct], turns: Sequence[tuple[str, str]]) -> Conduct:
    """Of two: the one whose words are plainly more often questions, else the one who speaks less.

    In a very short exchange whoever opens it with a question leads it.
    """
    opener = min(conducts, key=lambda one: one.first)
    if len(turns) <= _FEW_TURNS and "?" in turns[opener.first][1]:
        return opener
    more, less = sorted(conducts, key=lambda one: (-one.rate, one.first))
    if more.rate >= _CLEAR * less.rate and more.asking:
        return more
    return min(conducts, key=lambda one: (one.words, one.first))


def _hosts(conducts: list[Conduct]) -> list[Conduct]:
    """Of several: those who keep handing over with questions, if they do so far more than the others."""
    total = sum(conduct.asking for conduct in conducts)
    if len(conducts) < 2 or total < 3:
        return []
    lead = max(conducts, key=lambda one: one.asking)
    if lead.asking * 2 < total or lead.share < 0.12:
        return []
    least = min(conducts, key=lambda one: (one.rate, -one.words))
    others = [one for one in conducts if one not in (lead, least)]
    return [lead, *(one for one in others if one.share >= 0.12 and one.rate >= max(3 * least.rate, 0.25 * lead.rate))]


def in_words(roles: Mapping[str, Role]) -> dict[str, str]:
    """Label to role, as it is shown."""
    return {label or "(no label)": role for label, role in roles.items()}
