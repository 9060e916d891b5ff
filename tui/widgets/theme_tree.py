"""Themes under their kinds, with their findings below those that are open: which rows there are, and how they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from assistant.analysis.broader import Family, arranged, families
from assistant.domain import CODE, KINDS, Kind, Prevalence, Theme
from tui.marks import KIND_STYLES, kind_mark, standing_mark
from tui.text import content, how_many, one_line, short_name

if TYPE_CHECKING:
    from assistant.review.codings import Codings

THEMED_KINDS: tuple[Kind, ...] = (*KINDS, CODE)
"""Of themes, in the order of their headings: what was found, then the researcher's own codes."""
_BAR = 10
_BESIDE = "beside"


class Place(NamedTuple):
    """What a row below the headings stands for: a theme, one of its findings, or one that it does not count."""

    theme: str
    finding: str = ""
    beside: bool = False
    """Told on the theme's topic, and not counted in it; without a finding it is the heading over these."""


class ThemeTree:
    """The rows for codings as they stand; made anew whenever something was decided."""

    def __init__(self, codings: Codings) -> None:
        self.codings = codings
        self.themes: Mapping[str, Theme] = {theme.id: theme for theme in codings.themes}
        self.counts: Mapping[str, Prevalence] = {theme.id: codings.prevalence(theme) for theme in codings.themes}
        self._of_kind = Counter(theme.kind for theme in codings.themes)
        self.topics: Mapping[str, Family] = {
            _topic_row(kind, topic): topic for kind in THEMED_KINDS for topic in self._families(kind)
        }
        self._topic_of = {theme.id: row for row, topic in self.topics.items() for theme in topic.themes}
        self._below: dict[str | None, list[Theme]] = {}
        for theme in sorted(codings.themes, key=self._place):
            parent = theme.parent_id if theme.parent_id in self.themes else None
            self._below.setdefault(parent, []).append(theme)

    def _families(self, kind: Kind) -> list[Family]:
        """Broader topics of the themes of a kind; what a reviewer rejected counts no more."""
        themes = [theme for theme in self.codings.themes if theme.kind == kind and theme.status != "rejected"]
        said = {
            theme.id: [(item.id, item.row.participant_id) for item in self.codings.of_theme(theme)] for theme in themes
        }
        return families(themes, said, len(self.codings.participants))

    def _place(self, theme: Theme) -> tuple[int, int, int, str]:
        count = self.counts[theme.id]
        return THEMED_KINDS.index(theme.kind), -count.participants, -count.mentions, theme.name.casefold()

    def rows(self, opened: Collection[str], needle: str) -> list[str]:
        """Ids of all rows: `pain`, a broader topic's, or what `place_of` reads."""
        found: list[str] = []
        for kind in THEMED_KINDS:
            themes = [theme for theme in self._below.get(None, []) if theme.kind == kind]
            below: list[str] = []
            for topic, own in arranged(themes, lambda theme: theme.id, list(self.topics.values())):
                rows = [row for theme in own for row in self._of(theme, opened, needle.casefold())]
                below += [self._topic_of[own[0].id], *rows] if topic is not None and rows else rows
            found += [kind, *below] if below else []
        return found

    def _of(self, theme: Theme, opened: Collection[str], needle: str) -> Iterator[str]:
        below = [row for child in self._below.get(theme.id, []) for row in self._of(child, opened, needle)]
        if needle in theme.name.casefold() or needle in theme.definition.casefold() or below:
            yield theme.id
            if theme.id in opened:
                yield from (f"{theme.id} {item.id}" for item in self.codings.of_theme(theme))
                yield from self._beside(theme)
            yield from below

    def _beside(self, theme: Theme) -> Iterator[str]:
        if found := self.codings.beside(theme):
            yield f"{theme.id} {_BESIDE}"
            yield from (f"{theme.id} {_BESIDE} {item.id}" for item in found)

    def draw(self, row: str, marked: Collection[str], opened: Collection[str], width: int) -> Content:
        """A row."""
        if row in THEMED_KINDS:
            number = self._of_kind[row]
            return kind_mark(row) + content(
                f" {row} · {number} theme{'' if number == 1 else 's'}", f"bold {KIND_STYLES[row]}"
            )
        if (topic := self.topics.get(row)) is not None:
            return self._topic(topic, width)
        place = place_of(row)
        theme = self.themes.get(place.theme)
        if theme is None:
            return Content("")
        sign = content("● " if row in marked else "  ", "bold $text-accent")
        if place.finding:
            return sign + self._finding(place, width - 2)
        if place.beside:
            return sign + content(f"    {not_counted(len(self.codings.beside(theme)))}", "italic $foreground-muted")
        return sign + self._theme(theme, theme.id in opened, width - 2)

    def _topic(self, topic: Family, width: int) -> Content:
        count = topic.prevalence
        tail = content(f"{count.participants:>3} of {count.of}, {count.mentions:>3} ×", "$foreground-muted")
        head = content(f"  {topic.name}, {len(topic.themes)} themes", "$foreground-muted")
        return head.pad_right(max(width - head.cell_length - tail.cell_length, 1)) + tail

    def _theme(self, theme: Theme, is_open: bool, width: int) -> Content:
        count = self.counts[theme.id]
        done = round(_BAR * count.participants / count.of) if count.of else 0
        bar = content("█" * done, KIND_STYLES[theme.kind]) + content("░" * (_BAR - done), "$foreground-muted")
        tail = bar + content(f" {count.participants:>3} of {count.of}, {count.mentions:>3} ×", "$foreground-muted")
        sign = standing_mark(theme.status, flagged=theme.flagged).content(with_word=False)
        indent = "  " if theme.parent_id in self.themes or theme.id in self._topic_of else ""
        head = content(f"{indent}{'▾' if is_open else '▸'} ") + sign + " "
        room = max(width - head.cell_length - tail.cell_length - 1, 6)
        gone = theme.status == "rejected"
        name = content(one_line(theme.name, room), "strike $foreground-muted" if gone else "bold")
        return head + name.pad_right(max(room - name.cell_length, 0) + 1) + tail

    def _finding(self, place: Place, width: int) -> Content:
        item = self.codings.by_id.get(place.finding)
        if item is None:
            return Content("")
        who = short_name(self.codings.participants.get(item.row.participant_id or "", ""), 14)
        room = max(width - 7 - len(who), 8)
        words = content(f"“{one_line(item.quote, room - 2)}”", "$foreground-muted" if place.beside else "")
        return (
            Content("      ")
            + words.pad_right(max(room - words.cell_length, 0))
            + content(f" {who}", "$foreground-muted")
        )


def _topic_row(kind: Kind, topic: Family) -> str:
    """The id of a broader topic's row: with neither a space, as findings have, nor like a theme's."""
    return f"{kind}:{topic.name.replace(' ', '-')}"


def place_of(row: str) -> Place:
    """What a row of a theme or below one stands for."""
    theme, _, rest = row.partition(" ")
    is_beside = rest.split(" ")[0] == _BESIDE
    return Place(theme, rest.removeprefix(_BESIDE).lstrip() if is_beside else rest, is_beside)


def findings_in(rows: Iterable[str], *, beside: bool = False) -> list[tuple[str, str]]:
    """Theme and finding of those rows that are findings: those that are counted, or those `beside`."""
    places = [place_of(row) for row in sorted(rows)]
    return [(place.theme, place.finding) for place in places if place.finding and place.beside == beside]


def not_counted(number: int) -> str:
    """The heading over what a theme does not count."""
    return f"Told on the same topic, and not counted here: {how_many(number, 'quote')}"
