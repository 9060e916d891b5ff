"""The themes in the Markdown report: a table of them, and the widest one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.analysis.broader import Family, arranged
from assistant.domain import CODE, UNDER, Prevalence
from assistant.export.escaping import escape
from assistant.export.grouping_words import shortened
from assistant.export.markdown_parts import quote, table
from assistant.export.theme_cards import Card, Segments, cards, segments, widest_gap
from assistant.export.wording import NO_THEMES, counted, number, prevalence, share, shares
from assistant.export.work import CountedTheme, Work

_PAIR, _MANY_THEMES = 2, 30
"""Themes of so many participants are only named where there are more than so many themes."""
_MOST_LISTED = 40
"""Themes with a row of the table."""
_MOST_NAMED = 10
"""Names in a paragraph."""
_MOST_CARDS = 10
"""Themes told one by one: more would be a list nobody reads."""

_NOTE = (
    "Themes are counted over all coded quotes, approved or not. *Mostly in* names the stages of most people; *With* a "
    "feeling that two of them or more, and at least a third, showed in the same words."
)


def themes(work: Work) -> list[str]:
    """All blocks of the themes: a table, then the widest one by one."""
    if not work.themes:
        return ["## Themes", NO_THEMES if work.engines and work.sources else "There are no themes yet."]
    ordered = sorted(work.themes, key=lambda item: item.widest_first)
    briefly = _only_named(ordered, work.topics)
    rows = _rows(ordered, briefly, work.topics)
    blocks = ["## Themes", _NOTE, table(("Theme", "Kind", "Said by", "Mentions", "Mostly in", "With"), rows)]
    return [*blocks, *_named(briefly), *_one_by_one(work)]


def _rows(
    ordered: Sequence[CountedTheme], briefly: Sequence[CountedTheme], topics: Sequence[Family]
) -> list[tuple[str, ...]]:
    """A row for each theme that is not only named, under that of its topic; what most speak of comes first."""
    left_out = {item.theme.id for item in briefly}
    fewest = min((item.prevalence.participants for item in ordered if item.theme.id not in left_out), default=0)
    groups: list[tuple[int, list[tuple[str, ...]]]] = []
    for topic, own in arranged(ordered, lambda item: item.theme.id, topics):
        listed = [item for item in own if item.theme.id not in left_out]
        people = (topic or own[0]).prevalence.participants
        if topic is not None and (listed or people >= fewest):
            groups.append((people, [_topic_row(topic), *(_theme_row(item, "– ") for item in listed)]))
        elif listed:
            groups.append((people, [_theme_row(item, "") for item in listed]))
    return [row for _, rows in sorted(groups, key=lambda group: -group[0]) for row in rows]


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
    """A theme: how many tell of it and among whom, a typical quote; what it holds and one on its border.

    What it holds only where a person or a model wrote it: the on-device engine's words for that are a formula.
    """
    theme, count = item.item.theme, item.item.prevalence
    under = f"; under *{escape(str(theme.attributes[UNDER]))}*" if theme.attributes.get(UNDER) else ""
    said = f"{_kind(item.item)}, {prevalence(count)}{under}"
    told = not item.item.by_formula
    about = " ".join(filter(None, (escape(item.definition) * told, _among(item, groups))))
    blocks = [f"**{escape(theme.name)}** ({said}){_flag(item.item)}{': ' if about else ''}{about}"]
    blocks += [quote(item.typical, work)] if item.typical else []
    border = f"On its border to “{escape(item.borders_on)}”:"
    return blocks + ([border, quote(item.borderline, work)] if item.borderline and told else [])


def _among(item: Card, groups: Segments) -> str:
    """How many of each segment, by what tells most apart."""
    found = widest_gap(item.item, groups)
    if found is None:
        return ""
    name, rows = found
    counts = shares(*((count, of) for _, count, of in rows))
    told = [f"“{escape(shortened(value))}”: {count}" for (value, _, _), count in zip(rows, counts, strict=True)]
    return f"By {escape(shortened(name))}: {'; '.join(told)}."


def _kind(item: CountedTheme) -> str:
    return "your code" if item.theme.kind == CODE else escape(item.theme.kind)


def _flag(item: CountedTheme) -> str:
    return " *[flagged]*" if item.theme.flagged else ""


def _only_named(ordered: Sequence[CountedTheme], topics: Sequence[Family]) -> list[CountedTheme]:
    """Of many themes those of two people, but for those that stand under a broader topic; of very many all but forty.

    The researcher's own codes always have a row.
    """
    if len(ordered) <= _MANY_THEMES:
        return []
    under = {theme.id for topic in topics for theme in topic.themes}
    found = [item for item in ordered if item.theme.kind != CODE]
    few = [item for item in found if item.prevalence.participants <= _PAIR and item.theme.id not in under]
    return few if len(found) - len(few) <= _MOST_LISTED else found[_MOST_LISTED:]


def _named(items: Sequence[CountedTheme]) -> Iterator[str]:
    """The names of themes that have no row, in a paragraph for each number of participants."""
    for people, own in groupby(items, lambda item: item.prevalence.participants):
        every = sorted(own, key=lambda item: not item.theme.flagged)
        names = list(dict.fromkeys(f"{escape(item.theme.name)}{_flag(item)}" for item in every))
        more = [f"and {number(len(every) - _MOST_NAMED)} more"] if len(names) > _MOST_NAMED else []
        told = "; ".join([*names[:_MOST_NAMED], *more])
        yield f"Of {counted(people, 'participant')} each, {counted(len(every), 'more theme')}: {told}."


def _topic_row(topic: Family) -> tuple[str, ...]:
    """What several themes stand under, with how many speak of any of them."""
    count = topic.prevalence
    spoken = share(count.participants, count.of)
    kinds = {theme.kind for theme in topic.themes}
    what = f"{number(len(topic.themes))} {f'{kinds.pop()}s' if len(kinds) == 1 else 'themes'}"
    return f"*{escape(topic.name)}*", what, spoken, f"{count.mentions:,}", "", ""


def _theme_row(item: CountedTheme, indent: str) -> tuple[str, ...]:
    return (
        f"{indent}{escape(item.theme.name)}{_flag(item)}",
        _kind(item),
        share(item.prevalence.participants, item.prevalence.of),
        f"{item.prevalence.mentions:,}",
        _first(item.company.stages),
        _first(_of_many(item.company.emotions, item.prevalence)),
    )


def _of_many(counts: Mapping[str, int], told: Prevalence) -> Mapping[str, int]:
    """Feelings that at least two of a theme's people showed, and a third of them."""
    least = max(2.0, told.participants / 3)
    return {name: count for name, count in counts.items() if count >= least}


def _first(counts: Mapping[str, int]) -> str:
    """The two names of most participants, with how many."""
    return ", ".join(f"{escape(name)} ({count:,})" for name, count in list(counts.items())[:2])
