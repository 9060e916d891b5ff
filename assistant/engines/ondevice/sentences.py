"""A sentence from quotes that say one thing: how many told of what, and the words of one or two of them.

How it runs follows from the evidence: whether the speakers share a word for it, how often they came back to it, and how
what they said can stand in a sentence. Where they share no word two people speak, as one quote does not show what they
have in common. No sentence leans on another: each may be approved or rejected alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.analysis.themes import WISHES
from assistant.analysis.voices import people_in, speakers
from assistant.domain import Span
from assistant.engines.ondevice.matters import PRAISE, Matter, matter_of
from assistant.engines.ondevice.reporting import coming_back, felt, felt_by_some, told_of, verb
from assistant.engines.ondevice.subjects import is_quoted, spoken_of, subject_of, words_said
from assistant.engines.ondevice.topics import Vocabulary, words_of
from assistant.engines.ondevice.weaving import is_speech, marked, voice
from assistant.engines.ondevice.wording import (
    best_quotes,
    excerpt,
    figure,
    in_words,
    names,
    quoted,
    says_otherwise,
    stands_alone,
)
from assistant.engines.protocol import Point, Quote

_PLAIN = 0.45
"""Weight from which a quote says plainly what it is coded as."""
_SIDES = ("pain", "gain")
_SURE = 0.6
"""Confidence from which somebody may be the second of two who are told of."""
_SHORT, _LONG = 4, 30
"""Words of a wish that is told with the trouble it answers."""
_WISHED = re.compile(
    r"\b(?:should|could|would (?:like|love|be|help|appreciate)|wish|wants?|needs?|hope|please|better|more|has to)\b",
    re.IGNORECASE,
)
"""What sounds like a wish; much that is coded as a need only tells of one."""
_PART = {"pain": "of", "gain": "of", "need": "for", "suggestion": "for", None: "of"}
"""How what only some of them name hangs on what all did: `told of trouble, six of them of waiting`."""
_IN_PASSING = 9
"""Words up to which two quotes stand in brackets."""
_IN_ONE_GO, _TRIED = 38, 6
"""Words that two who speak should have together, and how many are tried for it."""
_OFTEN = 3
"""Quotes a participant from which they kept coming back to it."""
_FEW = 20
"""What no more than one in so many participants speaks of did not come up again and again, however often they did."""


@dataclass
class Teller:
    """Tells points of one study; remembers whose words have been heard, so that others speak next."""

    vocabulary: Vocabulary
    heard: set[Span] = field(default_factory=set)

    def about(self, point: Point) -> str:
        """What a point is about, as it stands behind a verb; empty where nothing says it."""
        return subject_of(point.quotes, point.topic, self.vocabulary)

    def can_tell(self, point: Point) -> bool:
        """Whether something plain can be said; of two people, whether both surely tell of it."""
        sure = speakers(quote for quote in point.quotes if _is_sure(quote))
        if point.kind in _SIDES and people_in(point.quotes) == 2 > len(sure):
            return False
        plain = {quote.participant_id for quote in point.quotes if quote.weight >= _PLAIN}
        return bool(self.about(point)) or len(plain) >= min(2, people_in(point.quotes))

    def told(self, point: Point, who: str, of: int, lead: str = "") -> str:
        """Who told of what, of `of` people, in whose words, and what they asked for instead.

        `lead`: what may stand before it, where it says what it is about.
        """
        people = people_in(point.quotes)
        about = self.about(point) if people > 1 else ""
        if about and not is_quoted(about) and max(1, of // _FEW) < people and len(point.quotes) >= _OFTEN * people:
            text = f"{who} {coming_back(point.quotes)} {about}"
        else:
            text = f"{who} {verb(point.quotes, about, named=is_quoted(about)).of(people, about)}"
        if not about and people > 1:
            text = self._of_several(point, who)
        else:
            text += self._one(point, about)
        text = f"{lead}: {text[:1].lower()}{text[1:]}" if lead and about else text
        asked = self.asked(point)
        if asked:
            return f"{_ended(text)} {self._remedy(point, asked)}"
        return text if text.endswith("”") else _ended(text)

    def asked(self, point: Point) -> Quote | None:
        """The plainest of what was asked for, where it can be understood by itself."""
        short = [quote for quote in point.asked if _SHORT <= len(quote.text.split()) <= _LONG]
        plain = [quote for quote in short if stands_alone(excerpt(quote))]
        return max(self.speaking(plain), key=lambda quote: bool(_WISHED.search(quote.text))) if plain else None

    def speaking(self, quotes: Sequence[Quote], subject: str = "", topic: str = "") -> list[Quote]:
        """Quotes by how well they speak for all, those that were heard or say it less plainly last."""
        best = best_quotes(quotes, subject, topic)
        return sorted(best, key=lambda quote: (quote.evidence.span in self.heard, not _is_apt(quote, subject)))

    def spoken(self, quote: Quote, subject: str = "") -> str:
        """The words of a quote, which have been heard then."""
        self.heard.add(quote.evidence.span)
        return excerpt(quote, subject)

    def _one(self, point: Point, about: str) -> str:
        """One of them in their own words."""
        subject = about.removeprefix("the ").strip("“”")
        telling = [quote for quote in point.quotes if not _alike(quote.text, subject)]
        words = self.spoken(self.speaking(telling or point.quotes, subject, point.topic)[0], subject)
        if people_in(point.quotes) == 1:
            return f": {quoted(words)}"
        if len(words.split()) <= _IN_PASSING:
            return f" ({marked(words)})."
        return f"; as one of them put it: {quoted(words)}" if is_speech(words) else f"; {voice('one of them', words)}."

    def _of_several(self, point: Point, who: str) -> str:
        """What people share no word for: the matter that they name or the noun that many say, and two of them."""
        matter, (noun, saying) = matter_of(point.quotes), spoken_of(point.quotes, self.vocabulary)
        told = matter if matter and (matter.of_all or not noun) else None
        said = "" if noun else words_said(point.topic, point.quotes)
        text = _told_bare(point, who, told, said)
        if noun:
            text += f", {figure(saying)} of them mentioning {noun}"
        elif not told:
            text += _in_part(point.quotes, said)
        # What all are said to have told is heard before what some of them mention.
        about = "" if told else noun
        best = self.speaking(point.quotes, about, point.topic)
        first = sorted(best[:_TRIED], key=lambda quote: _place(quote, about, told, said))
        return text + self._two([*first, *best[_TRIED:]])

    def _two(self, best: Sequence[Quote]) -> str:
        """Two of them, where nothing but their words shows what they share."""
        first, others = best[0], [quote for quote in best if quote.participant_id != best[0].participant_id]
        words = self.spoken(first)
        plain = [quote for quote in others if _is_plain(quote)]
        other = _beside(words, [quote for quote in plain if not _alike(excerpt(quote), words)])
        if other is None:
            return f"; as one of them put it: {quoted(words)}"
        more = self.spoken(other)
        return _said_by_two(words, more, "the other" if people_in(best) == 2 else "another")

    def _remedy(self, point: Point, asked: Quote) -> str:
        """What those who had a trouble asked for."""
        wishing = people_in(point.asked)
        who = "They" if people_in(point.quotes) == 1 else f"{in_words(wishing).capitalize()} of them"
        words = self.spoken(asked)
        if wishing == 1 and not is_speech(words):
            return f"{voice(who, words)}."
        return f"{who} said what would help: {quoted(words)}"


def _said_by_two(words: str, more: str, second: str) -> str:
    """Two who speak, as the length and the grammar of what they said allow."""
    first_is_short, second_is_short = (len(said.split()) <= _IN_PASSING for said in (words, more))
    if first_is_short and second_is_short:
        return f" ({marked(words)}; {marked(more)})."
    if first_is_short and is_speech(words):
        return f": {marked(words)}, as one put it; {voice(second, more)}."
    if second_is_short and is_speech(more):
        return f": {voice('one', words)}; in {second}'s words, {marked(more)}."
    return f": {voice('one', words)}; {voice(second, more, again=is_speech(words))}."


def _told_bare(point: Point, who: str, matter: Matter | None, said: str) -> str:
    """Who told, and what by the matter or the words that show it, where no noun does."""
    text = f"{who} {verb(point.quotes).of(people_in(point.quotes), '')}"
    text += f" in words such as {marked(said)}" if said else ""
    return _with_matter(text, who, matter, point) if matter and not felt(point.quotes) else text


def _in_part(quotes: Sequence[Quote], said: str) -> str:
    """How many of them felt something that the others did not, unless words that stand before name it."""
    feeling, people = felt_by_some(quotes)
    return f", {figure(people)} of them with {feeling}" if feeling and feeling not in said.casefold() else ""


def _with_matter(text: str, who: str, matter: Matter, point: Point) -> str:
    """A sentence with what most of its people name, or with how many name it."""
    if matter.of_all:
        return f"{who} {matter.verb or told_of(point.quotes, matter.name)}"
    if matter.name == PRAISE:
        return text
    if matter.verb:
        return f"{text}, {figure(matter.people)} of whom {matter.verb}"
    return f"{text}, {figure(matter.people)} of them {_PART[point.kind]} {matter.name}"


def _place(quote: Quote, noun: str, matter: Matter | None, said: str) -> tuple[bool, bool, bool]:
    """How far behind the best others of them should speak: who shows nothing of what is told, or only repeats it."""
    unnamed = matter is not None and not matter.is_named_by(excerpt(quote))
    return not _is_apt(quote, noun), not noun and bool(words_said(said, [quote])), unnamed


def _is_apt(quote: Quote, subject: str) -> bool:
    """Whether somebody names what is told of, or where it has no name says plainly what they are quoted for."""
    words = excerpt(quote, subject)
    return not says_otherwise(quote, words) and (_is_plain(quote) if not subject else names(words, subject))


def _is_plain(quote: Quote) -> bool:
    """Whether somebody says plainly what they are quoted for, and not in the middle of something else."""
    words = excerpt(quote)
    plain = quote.weight >= _PLAIN or quote.kind in WISHES
    return plain and stands_alone(words) and not says_otherwise(quote, words)


def _is_sure(quote: Quote) -> bool:
    """Whether somebody was surely coded, and does not sound like the other side."""
    return quote.confidence >= _SURE and not says_otherwise(quote, excerpt(quote))


def _beside(words: str, others: Sequence[Quote]) -> Quote | None:
    """Who speaks second: the best of those with whom the sentence can still be read in one go, if any can."""
    room = _IN_ONE_GO - len(words.split())
    fitting = (quote for quote in others[:_TRIED] if len(excerpt(quote).split()) <= room)
    return next(fitting, others[0] if others else None)


def _ended(text: str) -> str:
    """With a full stop, unless the quote at its end has one."""
    return text if text.rstrip("”").endswith((".", "!", "?", "…")) else f"{text}."


def _alike(one: str, other: str) -> bool:
    """Whether two quotes say the same word for word: in thousands of comments some do."""
    return words_of(one) == words_of(other)
