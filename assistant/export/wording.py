"""Counts, places and feelings in words. Small numbers are written out: two of four is no percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Claim, Emotion, Prevalence, Searched, Turn

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

NO_THEMES = "No themes were formed: nothing was found that two participants tell alike."
"""Said of a study that was run."""
ONDEVICE = "ondevice"
"""The engine that compares quotes and does not read them."""
FEW = 10
"""A report of fewer participants holds no percentage at all."""
PERCENT_FROM = 100
"""People from whom on a percentage says more than it hides."""

_FEELINGS = ((-1.5, "very bad"), (-0.5, "bad"), (0.5, "mixed"), (1.5, "good"))


def number(value: int) -> str:
    """A number under ten in words."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def share(participants: int, of: int) -> str:
    """How many of how many: `two of the four`, `7 of 12`, `312 of 3,738 (8%)`."""
    if of >= PERCENT_FROM:
        return f"{participants:,} of {of:,} ({_percent(participants / of)})"
    if of >= len(_NUMBERS):
        return f"{participants} of {of}"
    if participants == of:
        return {0: "none", 1: "the only one", 2: "both"}.get(of, f"all {number(of)}")
    return f"{number(participants)} of the {number(of)}"


def _percent(part: float) -> str:
    """As a reader expects it: some are never none, and not quite all are not all."""
    if 0 < part < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < part < 1 else f"{part:.0%}"


def prevalence(count: Prevalence, outside: int = 0) -> str:
    """A count as a reader meets it: `two of the four, five mentions`; of an only one, how often they said it."""
    is_only_one = count.of == count.participants == 1 and not outside
    return mentions(count) if is_only_one else f"{people(count, outside)}, {mentions(count)}"


def people(count: Prevalence, outside: int = 0) -> str:
    """Who says it: `two of the four and one who is not of this persona`."""
    inside = share(count.participants - outside, count.of)
    others = f" and {number(outside)} who {'is' if outside == 1 else 'are'} not of this persona" if outside else ""
    return f"{inside}{others}"


def mentions(count: Prevalence) -> str:
    """How often it was said: `five mentions`."""
    return f"{number(count.mentions)} {'mention' if count.mentions == 1 else 'mentions'}"


def shares(*counts: tuple[int, int]) -> list[str]:
    """How many of how many in groups that are compared, all in words or all in figures."""
    if all(of < len(_NUMBERS) for _, of in counts):
        return [share(told, of) for told, of in counts]
    return [f"{told} of {of}" if of < PERCENT_FROM else share(told, of) for told, of in counts]


def said_by_sentence(text: str, count: Prevalence) -> bool:
    """Whether a sentence says itself how many of how many it is of."""
    few, of = count.participants, count.of
    told = [f"{number(few)} of the {number(of)}", f"{few:,} of {of:,}"]
    told += [f"all {number(of)}"] if few == of else []
    said = text.casefold()
    both = few == of == 2 and re.search(r"(?:^|– )both\b", said) is not None
    return both or any(re.search(rf"\b{re.escape(words)}\b", said) for words in told)


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def capital(text: str) -> str:
    """With a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def against(claim: Claim) -> str:
    """Over quotes from the other side."""
    return "Perhaps against it" if is_unread(claim) else "Against it"


def is_unread(claim: Claim) -> bool:
    """Whether nobody has read yet if quotes speak against a claim: the on-device engine put them there."""
    return claim.engine == ONDEVICE and claim.status == "draft" and bool(claim.counter)


def looked_for(searched: Searched) -> str:
    """Where words against a claim were looked for that has none: among whose quotes."""
    if not searched.quotes:
        return "Nothing found against it: none of those it speaks of tell of the other side."
    by = f" of {counted(searched.participants, 'participant')}" if searched.participants else ""
    where = f"{counted(searched.quotes, 'quote')}{by} from the other side"
    if searched.found:
        return f"What was found against it is withdrawn; it was looked for among {where}."
    return f"Nothing found against it among {where}."


def counted(count: int, noun: str) -> str:
    """`one source`, `12 sources`, `two wishes`."""
    plural = "" if count == 1 else "es" if noun.endswith("sh") else "s"
    return f"{number(count) if count else 'no'} {noun}{plural}"


def clock(seconds: float) -> str:
    """A time in a recording: `00:12:30`."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def place(turn: Turn | None) -> str:
    """When or on which page something was said; empty where neither is known."""
    if turn is None:
        return ""
    if turn.time is not None:
        return clock(turn.time)
    return f"page {turn.page}" if turn.page is not None else ""


def feeling(emotion: Emotion) -> str:
    """An emotion with its basis: `bad (-0.8 from seven coded quotes, spread 0.6)`."""
    if emotion.value is None:
        return "nobody showed a feeling"
    name = _named(emotion.value)
    quotes = "coded quote" if emotion.n == 1 else "coded quotes"
    spread = f", spread {emotion.spread:.1f}" if emotion.n > 1 else ""
    return f"{name} ({_signed(emotion.value)} from {number(emotion.n)} {quotes}{spread})"


def feeling_in_short(emotion: Emotion, people: int | None = None) -> str:
    """An emotion in a table, with how many showed one where that is known: `bad (-0.8, from five)`."""
    if emotion.value is None:
        return ""
    basis = f", from {number(people)}" if people else ""
    return f"{_named(emotion.value)} ({_signed(emotion.value)}{basis})"


def _signed(value: float) -> str:
    """`-0.8`; what rounds to nothing has no minus."""
    return f"{round(value, 1) + 0:+.1f}"


def _named(value: float) -> str:
    return next((name for limit, name in _FEELINGS if value < limit), "very good")
