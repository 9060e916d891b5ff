"""The sentences of a stage without a model: how many told of what, in the past tense, and their own words.

How a sentence runs follows from its evidence: one person or several, what they felt as they told it, whether others of
the stage say the opposite of the same thing, and whether they share a word for it. Where they share none, two people
speak, as one quote does not show what they have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.moments import TURN, is_of_their_own, sides, topic_of
from assistant.analysis.voices import people_in
from assistant.engines.ondevice.topics import Vocabulary, is_plural, words_of
from assistant.engines.ondevice.wording import (
    best_quotes,
    capital,
    counted,
    excerpt,
    figure,
    in_words,
    quoted,
    speaking_quote,
)
from assistant.engines.protocol import BALANCE, Point, Quote, StageTask, Written

_MOSTLY = 0.34
"""Share of a topic's speakers with one feeling, from which the sentence says it."""
_PLAIN = 0.45
"""Weight from which a quote says plainly what it is coded as."""
_SHORT, _LONG = 4, 30
"""Words of a wish that is told with the trouble it answers."""
_OFTEN = 3
"""Quotes a participant from which they kept coming back to it."""
_FEW = 20
"""What no more than one in so many participants speaks of did not come up again and again, however often they did."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How what people told is said: of one, of several, and where they share no word for what it was about."""

    one: str
    several: str
    bare: str
    after: str = ""
    """Of several, behind the words that stand over it; as `bare` where it is not given."""

    def about(self, people: int, subject: str) -> str:
        """With what it was about."""
        return f"{self.one if people == 1 else self.several} {subject}" if subject else self.bare


_TOLD: Mapping[str, _Words] = {
    "pain": _Words("had trouble with", "had trouble with", "told of trouble"),
    "gain": _Words("was glad of", "were glad of", "told of something that went well", "were glad of it"),
    "need": _Words("spoke of a need around", "spoke of needs around", "told of something missing"),
    "suggestion": _Words("suggested a change to", "suggested changes to", "suggested a change"),
}
_SPOKE = _Words("spoke of", "spoke of", "spoke")
_FELT: Mapping[tuple[str, str], _Words] = {
    ("pain", "fear"): _Words("was afraid of", "were afraid of", "told of fear"),
    ("pain", "nervousness"): _Words("was nervous about", "were nervous about", "told of worry"),
    ("pain", "anger"): _Words("was angry about", "were angry about", "told of anger"),
    ("pain", "annoyance"): _Words("was annoyed by", "were annoyed by", "told of annoyance"),
    ("pain", "disappointment"): _Words("was disappointed with", "were disappointed with", "told of disappointment"),
    ("pain", "confusion"): _Words("was confused by", "were confused by", "told of confusion"),
    ("pain", "sadness"): _Words("was sad about", "were sad about", "told of sadness"),
    ("pain", "embarrassment"): _Words("was embarrassed by", "were embarrassed by", "told of embarrassment"),
    ("gain", "joy"): _Words("enjoyed", "enjoyed", "told of joy"),
    ("gain", "love"): _Words("loved", "loved", "told of what they loved"),
    ("gain", "admiration"): _Words("praised", "praised", "had praise"),
    ("gain", "gratitude"): _Words("was grateful for", "were grateful for", "gave thanks"),
    ("gain", "relief"): _Words("was relieved about", "were relieved about", "told of relief"),
}
"""What was felt decides the verb, where a feeling was coded with enough of those who speak."""
_TROUBLE, _PLEASURE = "trouble", "something that pleased them"
_CONTRAST = "By contrast"
_OPPOSITE = {"pain": "gain", "gain": "pain"}


def narrative(task: StageTask, vocabulary: Vocabulary) -> Iterator[Written]:
    """A sentence for each point of a stage's narrative, but for those that nothing plain can be said of."""
    subjects = _subjects(task, vocabulary)
    narrated = [point for point in task.points if point.field == "narrative" and point.quotes]
    whole = [point for point in narrated if point.key == BALANCE]
    yield from (_balance(point, task) for point in whole)
    points = [point for point in narrated if point.key != BALANCE]
    told = [point for point in points if subjects[point.key] or _plain_enough(point.quotes)]
    for at, point in enumerate(told):
        yield _narrated(point, task, subjects, told[:at], named=bool(whole))


def _balance(point: Point, task: StageTask) -> Written:
    """How many were troubled and how many pleased."""
    troubled, pleased = ({quote.participant_id for quote in point.quotes if quote.kind == k} for k in ("pain", "gain"))
    both = len(troubled & pleased)
    sides = [(len(troubled), _TROUBLE), (len(pleased), _PLEASURE)]
    (most, first), (fewer, second) = sides if len(troubled) >= len(pleased) else sides[::-1]
    who = counted(most, task.people, task.who)
    if both == most:
        text = f"{who} told of what went wrong here and of what went well."
    elif both == fewer:
        text = f"{who} told of {first} here, {figure(fewer)} of them also of {second}."
    else:
        shared = f", {figure(both)} of them of both" if both else ""
        text = f"{who} told of {first} here and {figure(fewer)} of {second}{shared}."
    return Written("narrative", point.key, text, tuple(quote.evidence for quote in point.quotes))


def _narrated(
    point: Point, task: StageTask, subjects: Mapping[str, str], before: Sequence[Point], *, named: bool
) -> Written:
    """A sentence after others; `subjects` holds what each point is about, empty where its speakers share no word.

    `named`: who is told of has been said.
    """
    subject = subjects[point.key]
    kind = point.quotes[0].kind or ""
    people = people_in(point.quotes)
    who = counted(people, task.people, "" if before or named else task.who)
    told = _FELT.get((kind, _felt(point.quotes)), _TOLD.get(kind, _SPOKE))
    words = _spoken(point, subject, people)
    if subject and people > max(1, task.people // _FEW) and len(point.quotes) >= _OFTEN * people:
        told_again = told.about(people, "them" if is_plural(subject) else "it")
        text = f"{capital(subject)} came up again and again: {_lower(who)} {told_again}{words}"
    elif people > 1 and not subject:
        text = f"{capital(point.topic)} – {_lower(who)} {told.after or told.bare}{words}"
    else:
        text = f"{_against(kind, subject, before, subjects)}{who} {told.about(people, subject)}{words}"
    text, asked = _sentence(text), _asked(point)
    if asked is not None:
        wishing = people_in(point.asked)
        lead = "They" if people == 1 else f"{in_words(wishing).capitalize()} of them"
        text = f"{_ended(text)} {lead} asked for something else: {quoted(excerpt(asked))}"
    evidence = [*point.quotes, *point.asked] if asked else point.quotes
    return Written("narrative", point.key, text, tuple(quote.evidence for quote in evidence))


def _asked(point: Point) -> Quote | None:
    """The plainest of what was asked for, where it can be understood by itself."""
    plain = [quote for quote in point.asked if _SHORT <= len(quote.text.split()) <= _LONG]
    return best_quotes(plain)[0] if plain else None


def _ended(text: str) -> str:
    """With a full stop, unless the quote at its end has one."""
    return text if text.rstrip("”").endswith((".", "!", "?", "…")) else f"{text}."


def _plain_enough(quotes: Sequence[Quote]) -> bool:
    plain = {quote.participant_id for quote in quotes if quote.weight >= _PLAIN}
    return len(plain) >= min(2, people_in(quotes))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    """With one capital at the start: `By contrast, three of the 15`."""
    lead, comma, rest = text.partition(", ")
    return f"{lead}, {_lower(rest)}" if comma and lead == _CONTRAST else text


def _spoken(point: Point, subject: str, people: int) -> str:
    """One of them in their own words, or two where nothing but their words shows what they share."""
    alone = people > 1 and not subject
    best = best_quotes(point.quotes, subject, point.topic if alone else "")
    first = quoted(excerpt(best[0], subject))
    if people == 1:
        return f": {first}"
    others = (quoted(excerpt(quote)) for quote in best if quote.participant_id != best[0].participant_id)
    other = next((words for words in others if not _alike(words, first)), "") if alone else ""
    return f". One said: {_ended(first)} Another: {other}" if other else f"; as one of them put it: {first}"


def _alike(one: str, other: str) -> bool:
    """Whether two quotes say the same word for word: in thousands of comments some do."""
    return words_of(one) == words_of(other)


def _against(kind: str, subject: str, before: Sequence[Point], subjects: Mapping[str, str]) -> str:
    """`By contrast` where an earlier sentence told the opposite of the same thing."""
    opposite = (point for point in before if point.quotes[0].kind == _OPPOSITE.get(kind))
    return f"{_CONTRAST}, " if subject and any(subjects[point.key] == subject for point in opposite) else ""


def _felt(quotes: Sequence[Quote]) -> str:
    """The feeling that most of the speakers told it with; empty where it is only one of several, or a few."""
    felt: dict[str, set[str | None]] = {}
    for quote in quotes:
        for name in quote.feelings:
            felt.setdefault(name, set()).add(quote.participant_id)
    counts = Counter({name: len(who) for name, who in felt.items() if name in _VERBS})
    if not counts:
        return ""
    name, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    return name if most >= max(2 if people_in(quotes) > 1 else 1, _MOSTLY * people_in(quotes)) else ""


_VERBS = frozenset(name for _, name in _FELT)


def moment(point: Point) -> Written:
    """A turn with both its sides, or a decision in the words of one who faced it."""
    evidence = tuple(quote.evidence for quote in point.quotes)
    topic = capital(topic_of(point.key) or point.topic)
    if is_of_their_own(point.key) and people_in(point.quotes) > 1:
        topic = f"{topic}, each of them in a story of their own; one said"
    both = sides(point.quotes) if point.key.startswith(TURN) else []
    if both:
        before, after = both[0]
        text = f"{topic}: {quoted(excerpt(before))}, then {quoted(excerpt(after))}"
    else:
        text = f"{topic}: {quoted(speaking_quote(point.quotes))}"
    return Written(point.field, point.key, text, evidence)


def opportunity(point: Point) -> Written:
    """What would help, by what it is about and in the words of somebody who asks for it."""
    text = f"{capital(point.topic)} – what was asked for: {quoted(speaking_quote(point.quotes))}"
    return Written(point.field, point.key, text, tuple(quote.evidence for quote in point.quotes))


def _subjects(task: StageTask, vocabulary: Vocabulary) -> dict[str, str]:
    """What each point of a narrative is about, with its article; empty where its speakers share no noun."""
    return {p.key: vocabulary.subject(p.quotes) for p in task.points if p.field == "narrative" and p.quotes}
