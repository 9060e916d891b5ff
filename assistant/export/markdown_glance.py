"""The first page of the Markdown report: who was found, what most of them told, and what stays or goes hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.analysis.hinges import HINGES
from assistant.analysis.moments import HINGE
from assistant.domain import Kind
from assistant.export.escaping import escape
from assistant.export.markdown_parts import quotes
from assistant.export.wording import capital, counted, number, share
from assistant.export.work import CountedTheme, ExportedClaim, Quote, Work

_WIDEST = 5
"""Themes of a side that are named."""
_SIDES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("What hurt most", ("pain",)),
    ("What pleased most", ("gain",)),
    ("What was missed or asked for most", ("need", "suggestion")),
)


def glance(work: Work) -> list[str]:
    """All blocks of it; none where there is nothing to sum up."""
    blocks = [*_personas(work), *_sides(work), *_hinges(work), *_footing(work)]
    return ["## At a glance", *blocks] if blocks else []


def _personas(work: Work) -> list[str]:
    if len(work.personas) < 2:
        return []
    of = len(work.participants)
    rows = [
        f"- **{escape(item.persona.name)}** ({share(len(item.persona.members), of)})"
        f"{': more than the others they speak of ' if (topics := _topics(item.persona.attributes)) else ''}{topics}"
        for item in work.personas
    ]
    return [f"{capital(number(len(work.personas)))} personas:", "\n".join(rows)]


def _topics(attributes: object) -> str:
    topics = attributes.get("contrast", ()) if isinstance(attributes, dict) else ()
    return "; ".join(escape(str(topic)) for topic in topics)


def _sides(work: Work) -> Iterator[str]:
    """The themes that most people speak of, side by side; what one alone says is no theme of many."""
    for title, kinds in _SIDES:
        widest = sorted((item for item in work.themes if _is_shared(item, kinds)), key=_widest_first)[:_WIDEST]
        if widest:
            yield f"{title}:"
            yield "\n".join(
                f"- {escape(item.theme.name)}: {share(item.prevalence.participants, item.prevalence.of)}"
                for item in widest
            )


def _is_shared(item: CountedTheme, kinds: Sequence[Kind]) -> bool:
    return item.theme.kind in kinds and item.prevalence.participants > 1


def _widest_first(item: CountedTheme) -> tuple[int, int, str]:
    return (-item.prevalence.participants, -item.prevalence.mentions, item.theme.name)


def _hinges(work: Work) -> Iterator[str]:
    """What was said of staying and leaving in any stage, by how many, in the words of the first."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for stage in work.stages:
        if stage.persona_id is None:
            for item in stage.claims:
                kind = _hinge(item)
                found[kind] += item.evidence if kind else ()
    for kind, title in HINGES.items():
        said = list({quote.span: quote for quote in found[kind]}.values())
        if said:
            yield f"{capital(title)} ({share(_people(said), len(work.participants))}):"
            yield from quotes(said, work, shown=2)


def _hinge(item: ExportedClaim) -> str:
    """The kind of a claim that tells of a decision; empty for the others."""
    kind, _, about = item.claim.key.partition(":")
    return about if item.claim.field == "moments" and kind == HINGE and about in HINGES else ""


def _people(said: Iterable[Quote]) -> int:
    return len({quote.participant_id for quote in said if quote.participant_id is not None})


def _footing(work: Work) -> list[str]:
    """How much of it rests on little, and how much is spoken against."""
    claims = [item for item in work.claims if item.prevalence.of > 1]
    if not claims:
        return []
    alone = sum(item.prevalence.participants == 1 for item in claims)
    against = sum(bool(item.counter) for item in claims)
    told, single = counted(len(claims), "statement").capitalize(), f"{number(alone)} of one participant alone"
    return [f"{told} below, each with its quotes: {single}, {number(against)} with a quote against."]
