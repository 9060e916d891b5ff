"""The first page of the Markdown report: who was found, what most of them told, and what stays or goes hang on.

What stays or goes hang on comes first where the research question asks for it, and of it the reasons to stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.analysis.hinges import CHANGE, HINGES
from assistant.analysis.moments import FIELD, topic_of
from assistant.analysis.overlap import Overlapping
from assistant.analysis.sides import sides
from assistant.analysis.themes import WISHES
from assistant.analysis.voices import in_turn, people_in
from assistant.domain import CODE, Kind, Persona, Prevalence, Span
from assistant.export.escaping import escape
from assistant.export.grouping_words import is_firm
from assistant.export.markdown_parts import quotes
from assistant.export.markdown_personas import contrast
from assistant.export.printed import by_few, few_in_words, shared
from assistant.export.telling import stands_alone
from assistant.export.wording import capital, counted, is_unread, number, share
from assistant.export.work import CountedTheme, ExportedClaim, Quote, Work

_ONCE = "What is told above with the same quotes is not printed again; the JSON export holds all of them."
_WIDEST, _NAMED = 5, 3
"""Topics of a side that are told, and themes of each that are named."""
_ASKS_OF_STAYING = re.compile(
    r"\b(?:stay|remain|leav(?:e|es|ing)\b|left\b|loyal|churn|cancel|renew|retain|retention|quit|stick|switch|defect"
    r"|come back|return|driv\w+ (?:\w+ )?away)",
    re.IGNORECASE,
)
"""A research question that is answered by what stays and goes hang on."""
_STAYS = ("staying", "condition", "paying condition", "leaving")
"""What is told before how people joined and what they pass on."""
_SIDES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("What hurt most", ("pain",)),
    ("What pleased most", ("gain",)),
    ("What was missed or asked for most", WISHES),
)


def glance(work: Work) -> list[str]:
    """All blocks of it; none where there is nothing to sum up."""
    found, decided = [*_personas(work), *_sides(work), *_codes(work)], [*_hinges(work)]
    first = _ASKS_OF_STAYING.search(work.settings.question)
    blocks = [*decided, *found] if first else [*found, *decided]
    blocks += _footing(work)
    return ["## At a glance", *blocks] if blocks else []


def _personas(work: Work) -> list[str]:
    if len(work.personas) < 2:
        return []
    rows = "\n".join(_persona(item.persona, len(work.participants)) for item in work.personas)
    return [f"{capital(number(len(work.personas)))} personas{_caution(work)}:", rows]


def _caution(work: Work) -> str:
    """That these may be no personas, where they do not hold or are nearly what was known before."""
    every = [item.persona.attributes for item in work.personas]
    nearly = any(row["firm"] for known in every for row in known.get("coincides", ()))
    return "" if is_firm(every[0]) and not nearly else " (read first under Personas how far they may be taken for such)"


def _persona(persona: Persona, of: int) -> str:
    topics = contrast(persona)
    apart = f": more than the others they speak of {topics}" if topics else ""
    return f"- **{escape(persona.name)}** ({share(len(persona.members), of)}){apart}"


def _sides(work: Work) -> Iterator[str]:
    """What most people speak of, side by side: broader topics, and themes that stand under none."""
    for title, kinds in _SIDES:
        widest = sorted(_spoken_of(work, kinds), key=lambda one: (-one[0].participants, -one[0].mentions, one[1]))
        if widest:
            yield f"{title}:"
            yield "\n".join(f"- {line}" for _, line in widest[:_WIDEST])


def _spoken_of(work: Work, kinds: Sequence[Kind]) -> Iterator[tuple[Prevalence, str]]:
    """Each broader topic and other theme of a side with its line; what one alone says is no theme of many."""
    counted = {item.theme.id: item for item in work.themes}
    sided = [topic for topic in work.topics if all(theme.kind in kinds for theme in topic.themes)]
    for topic in sided:
        themes = sorted((counted[theme.id] for theme in topic.themes), key=lambda item: item.widest_first)
        yield topic.prevalence, f"{_line(topic.name, topic.prevalence)} – {_holding(themes)}"
    under = {theme.id for topic in sided for theme in topic.themes}
    for item in work.themes:
        if item.theme.id not in under and _is_shared(item, kinds):
            yield item.prevalence, _line(item.theme.name, item.prevalence)


def _line(name: str, count: Prevalence) -> str:
    return f"{escape(name)}: {share(count.participants, count.of)}"


def _holding(themes: Sequence[CountedTheme]) -> str:
    """The widest themes of a broader topic, and how many more there are."""
    names = [f"{escape(item.theme.name)} ({item.prevalence.participants:,})" for item in themes[:_NAMED]]
    more = [f"{number(len(themes) - _NAMED)} more"] if len(themes) > _NAMED else []
    return "; ".join([*names, *more])


def _codes(work: Work) -> Iterator[str]:
    """The researcher's own codes with both sides of each: none hurts or pleases as a whole."""
    codes = sorted((item for item in work.themes if item.theme.kind == CODE), key=lambda item: item.widest_first)
    if codes:
        near = Overlapping(coding.finding for coding in work.codings)
        yield "Your own codes:"
        yield "\n".join(f"- {escape(item.theme.name)}: {_said_of(item, near)}" for item in codes)


def _said_of(item: CountedTheme, near: Overlapping) -> str:
    counts = sides([coding.finding for coding in item.codings], near)
    told = (("praised by", counts.praised), ("trouble for", counts.troubled), ("wishes of", counts.wished))
    words = ", ".join(f"{words} {number(count)}" for words, count in told if count)
    spoken = share(item.prevalence.participants, item.prevalence.of)
    return f"{spoken} ({words})" if words else spoken


def _is_shared(item: CountedTheme, kinds: Sequence[Kind]) -> bool:
    return item.theme.kind in kinds and item.prevalence.participants > 1


def _hinges(work: Work) -> Iterator[str]:
    """What was said of staying and leaving in any stage, by how many; what one of several alone says is left out.

    Two of them are heard, each in a sentence that can be understood by itself where they said one.
    """
    kinds = dict.fromkeys((*_STAYS, *HINGES))
    found: dict[str, dict[Span, Quote]] = {HINGES[kind]: {} for kind in kinds if kind != CHANGE}
    # A persona's stage may hold what everybody's has no room for.
    for item in (claim for stage in work.stages for claim in stage.claims):
        if item.claim.field == FIELD and (title := topic_of(item.claim.key)) in found:
            found[title] |= {quote.span: quote for quote in item.evidence}
    of = len(work.participants)
    for title, said in found.items():
        if (people := people_in(said.values())) > min(of - 1, 1):
            yield f"{capital(title)} ({share(people, of)}):"
            plainest = sorted(said.values(), key=lambda quote: not stands_alone(quote.text))
            yield from quotes(in_turn(plainest), work, shown=3 if title == HINGES["staying"] else 2)


def _footing(work: Work) -> list[str]:
    """How much of it rests on little, and how much is spoken against."""
    claims = [item for item in work.claims if item.prevalence.of > 1]
    if not claims:
        return []
    several, few = shared(claims), by_few(claims)
    told = f"{counted(len(several), 'statement').capitalize()} of several, {_opposed(several)}"
    more = f"; {number(len(few))} more of {few_in_words(few)} each, in lists" if few else ""
    return [f"{told}{more}. {_ONCE}"]


def _opposed(items: Sequence[ExportedClaim]) -> str:
    """How many have quotes against them, told apart by whether anybody has read that these speak against them."""
    opposed = [item.claim for item in items if item.counter]
    unread = sum(map(is_unread, opposed))
    known = len(opposed) - unread
    told = [f"{number(known)} with a quote against"] if known or not unread else []
    may = "stands a quote that may speak against it, which nobody has read"
    told += [f"beside {number(unread)} {may}"] if unread else []
    return "; ".join(told)
