"""The themes in the Markdown report: a table of them, and the widest one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.analysis.broader import Family, arranged
from assistant.domain import CODE, UNDER
from assistant.export.escaping import escape
from assistant.export.grouping_words import shortened
from assistant.export.markdown_parts import quote, table
from assistant.export.theme_cards import Card, Segments, cards, segments, widest_gap
from assistant.export.wording import NO_THEMES, counted, number, prevalence, share
from assistant.export.work import CountedTheme, Work

_PAIR, _MANY_THEMES = 2, 30
"""Themes of so many participants are only named where there are more than so many themes."""
_MOST_CARDS = 10
"""Themes told one by one: more would be a list nobody reads."""


def themes(work: Work) -> list[str]:
    """All blocks of the themes: a table, then the widest one by one."""
    if not work.themes:
        return ["## Themes", NO_THEMES if work.engines and work.sources else "There are no themes yet."]
    ordered = sorted(work.themes, key=lambda item: item.widest_first)
    pairs = _pairs(ordered, work.topics)
    rows = []
    named = {item.theme.id for item in pairs}
    listed = [item for item in ordered if item.theme.id not in named]
    for topic, own in arranged(listed, lambda item: item.theme.id, work.topics):
        under = topic if len(own) > 1 else None
        rows += [_topic_row(under)] if under is not None else []
        rows += [_theme_row(item, "– " if under is not None else "") for item in own]
    note = "Themes are counted over all coded quotes, approved or not; stages and feelings are those of most people."
    blocks = ["## Themes", note, table(("Theme", "Kind", "Said by", "Mentions", "Mostly in", "With"), rows)]
    names = "; ".join(escape(item.theme.name) for item in pairs)
    blocks += [f"Of two participants each, {counted(len(pairs), 'more theme')}: {names}."] if pairs else []
    return [*blocks, *_one_by_one(work)]


def _one_by_one(work: Work) -> list[str]:
    """The widest themes with what they hold and where they end, and where to find the others."""
    every, groups = cards(work), segments(work)
    blocks = ["### The widest themes, one by one"]
    blocks += [block for item in every[:_MOST_CARDS] for block in _card(item, groups, work)]
    more = len(every) - _MOST_CARDS
    where = "in the JSON export and in the app with definition and quotes"
    return (
        [*blocks, f"{counted(more, 'more theme').capitalize()} stand{'s' * (more == 1)} {where}."]
        if more > 0
        else blocks
    )


def _card(item: Card, groups: Segments, work: Work) -> list[str]:
    """A theme: how many tell of it and among whom, what it holds, a typical quote and one on its border."""
    theme, count = item.item.theme, item.item.prevalence
    under = f"; under *{escape(str(theme.attributes[UNDER]))}*" if theme.attributes.get(UNDER) else ""
    said = f"{_kind(item.item)}, {prevalence(count)}{under}"
    about = " ".join(filter(None, (escape(item.definition), _among(item, groups))))
    blocks = [f"**{escape(theme.name)}** ({said}){_flag(item.item)}{': ' if about else ''}{about}"]
    blocks += [quote(item.typical, work)] if item.typical else []
    border = f"On its border to “{escape(item.borders_on)}”:"
    return blocks + ([border, quote(item.borderline, work)] if item.borderline else [])


def _among(item: Card, groups: Segments) -> str:
    """How many of each segment, by what tells most apart."""
    found = widest_gap(item.item, groups)
    if found is None:
        return ""
    name, rows = found
    told = "; ".join(f"{escape(shortened(value))} {share(count, of)}" for value, count, of in rows)
    return f"By {escape(shortened(name))}: {told}."


def _kind(item: CountedTheme) -> str:
    return "your code" if item.theme.kind == CODE else escape(item.theme.kind)


def _flag(item: CountedTheme) -> str:
    return " *[flagged]*" if item.theme.flagged else ""


def _pairs(themes: Sequence[CountedTheme], topics: Sequence[Family]) -> list[CountedTheme]:
    """Of many themes those of two people, but for those that stand under a broader topic."""
    under = {theme.id for topic in topics for theme in topic.themes}
    few = [item for item in themes if item.prevalence.participants <= _PAIR and item.theme.id not in under]
    return few if len(themes) > _MANY_THEMES else []


def _topic_row(topic: Family) -> tuple[str, ...]:
    """What several themes stand under, with how many speak of any of them."""
    count = topic.prevalence
    spoken = share(count.participants, count.of)
    return f"*{escape(topic.name)}*", f"{number(len(topic.themes))} themes", spoken, f"{count.mentions:,}", "", ""


def _theme_row(item: CountedTheme, indent: str) -> tuple[str, ...]:
    return (
        f"{indent}{escape(item.theme.name)}{_flag(item)}",
        _kind(item),
        share(item.prevalence.participants, item.prevalence.of),
        f"{item.prevalence.mentions:,}",
        _first(item.company.stages),
        _first(item.company.emotions),
    )


def _first(counts: Mapping[str, int]) -> str:
    """The two names of most participants, with how many."""
    return ", ".join(f"{escape(name)} ({count:,})" for name, count in list(counts.items())[:2])
