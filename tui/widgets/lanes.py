"""The whole journey at once: stages as columns, lanes as rows, and over them the curve of emotion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain import STAGE_FIELDS, Claim, StageNarrative, TouchpointUse
from tui.marks import mark_of
from tui.text import content, one_line
from tui.widgets.curve import curve_rows

if TYPE_CHECKING:
    from assistant.review.desk import Desk

_CURVE_ROWS = 5
_NARROWEST = 13
_LONGEST = 160
_CHANNELS = {"digital": "Touchpoints, digital", "physical": "Touchpoints, physical"}


class Lanes:
    """The map of one journey, for a width."""

    def __init__(self, desk: Desk, stages: Sequence[StageNarrative], chosen: str | None, width: int) -> None:
        self._desk, self._chosen = desk, chosen
        fit = max(width // _NARROWEST, 1)
        at = next((number for number, stage in enumerate(stages) if stage.id == chosen), 0)
        first = min(max(at - fit // 2, 0), max(len(stages) - fit, 0))
        self._stages = stages[first : first + fit]
        self._column = width // max(len(self._stages), 1)
        self.before, self.after = first, max(len(stages) - first - fit, 0)
        """Stages out of sight at either side."""

    def lines(self) -> list[Content]:
        """All lines of the map, from the names of the stages down."""
        if not self._stages:
            return [content("No journey is drafted yet: r in the overview does that.", "$foreground-muted")]
        scale = content(
            "Emotion −2 to +2 and its number of quotes (○: one or two people)",
            "bold $text-accent",
        )
        lines = [*self._names(), scale, *self._curve(), self._moods()]
        for title, cells in self._lanes():
            if any(cells):
                lines += [Content(""), content(title, "bold $text-accent"), *self._row(cells)]
        return lines

    def _names(self) -> list[Content]:
        return self._row([[content(stage.stage, "bold")] for stage in self._stages])

    def _curve(self) -> list[Content]:
        levels = [stage.emotion.value for stage in self._stages]
        few = [stage.is_felt_by_few for stage in self._stages]
        return curve_rows(levels, few, self._column, _CURVE_ROWS)

    def _moods(self) -> Content:
        from tui.screens.journey import in_figures

        return self._row([[content(in_figures(stage.emotion), "$foreground-muted")] for stage in self._stages])[0]

    def _lanes(self) -> Iterator[tuple[str, list[list[Content]]]]:
        channels = list(
            dict.fromkeys([*_CHANNELS, *(use.channel for stage in self._stages for use in stage.touchpoints)])
        )
        for channel in channels:
            yield (
                _CHANNELS.get(channel, f"Touchpoints, {channel or 'other'}"),
                [[self._use(use) for use in stage.touchpoints if use.channel == channel] for stage in self._stages],
            )
        for field, heading in STAGE_FIELDS.items():
            yield (
                heading,
                [
                    [
                        _claim(claim)
                        for claim in self._desk.of(stage)
                        if claim.field == field and claim.status != "rejected"
                    ]
                    for stage in self._stages
                ],
            )

    def _use(self, use: TouchpointUse) -> Content:
        """A touchpoint with its count, which is not torn apart where the column is narrow."""
        count = f"{use.prevalence.participants} of {use.prevalence.of}"
        fits = len(use.name) + 1 + len(count) <= self._column - 2
        return content(f"{use.name} ") + content(count) if fits else content(f"{use.name}\n  {count}")

    def _row(self, cells: Sequence[Sequence[Content]]) -> list[Content]:
        """Cells beside each other, each as high as the highest."""
        columns = [[line for item in cell for line in self._wrapped(item)] for cell in cells]
        height = max(len(column) for column in columns)
        filled = [column + [Content("")] * (height - len(column)) for column in columns]
        return [
            Content("").join(self._set(line, stage) for line, stage in zip(line_of, self._stages, strict=True))
            for line_of in zip(*filled, strict=True)
        ]

    def _wrapped(self, item: Content) -> list[Content]:
        return [line.rstrip() for line in item.wrap(max(self._column - 2, 4))]

    def _set(self, line: Content, stage: StageNarrative) -> Content:
        cell = line.truncate(self._column - 1)
        cell = cell.pad_right(max(self._column - cell.cell_length, 0))
        return cell.stylize_before("on $primary 22%") if stage.id == self._chosen else cell


def _claim(claim: Claim) -> Content:
    count = f" {claim.prevalence.participants} of {claim.prevalence.of}" if claim.support else " assumed"
    mark = mark_of(claim)
    return (
        mark.content(with_word=False)
        + content(f" {one_line(claim.text, _LONGEST)}")
        + content(count, "$foreground-muted")
    )
