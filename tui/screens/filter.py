"""Which findings are wanted: a line for each thing they can be narrowed by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.domain import CODE, KINDS
from tui.screens.dialog import HELP_KEYS
from tui.text import content
from tui.widgets.choice import Choice
from tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.review.codings import Codings, Wanted

Options = list[tuple[str, str]]

_BANDS = {
    "": (0.0, 1.0),
    "under 50%": (0.0, 0.5),
    "50 to 70%": (0.5, 0.7),
    "70 to 90%": (0.7, 0.9),
    "over 90%": (0.9, 1.0),
}


class FilterScreen(ModalScreen["Wanted | None"]):
    """Arrows or letters choose; the number of findings that fit is counted as you go. Enter shows them."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["code.tcss"]
    AUTO_FOCUS = "#kind"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Show them", key_display="⏎"),
        Binding("tab,down", "app.focus_next", "Next line", key_display="Tab", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Line before", key_display="⇧Tab", show=False),
        Binding("ctrl+r", "clear", "All again", tooltip="Narrow by nothing"),
        Binding("escape", "dismiss(None)", "As before", key_display="Esc"),
        *HELP_KEYS,
    ]

    def __init__(self, codings: Codings, wanted: Wanted, stages: Sequence[str]) -> None:
        super().__init__()
        self._codings, self._wanted, self._stages = codings, wanted, stages

    def compose(self) -> ComposeResult:
        """A line for each."""
        wanted = self._wanted
        with Vertical(id="box"):
            yield Static(content("Show only findings with", "bold"), id="title")
            for name, options in self._lines():
                value = self._band() if name == "confidence" else getattr(wanted, name)
                yield Choice(name.capitalize(), [("", "any"), *options], value, id=name)
            yield Static("", id="missing", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Say how many fit now."""
        self._count()

    def _lines(self) -> Iterable[tuple[str, Options]]:
        from assistant.review.codings import NO_THEME, STANDINGS

        codings = self._codings
        rows = [item.row for item in codings.findings]
        used = {row.stage for row in rows if row.stage}
        stages = [*(stage for stage in self._stages if stage in used), *sorted(used - set(self._stages))]
        with_codes = any(row.kind == CODE for row in rows)
        yield "kind", [(kind, kind) for kind in (*KINDS, *([CODE] if with_codes else []))]
        yield "standing", [(standing, standing) for standing in STANDINGS]
        yield "stage", [(stage, stage) for stage in stages]
        yield "coder", [(coder, coder) for coder in sorted({row.coder for row in rows})]
        people = {row.participant_id for row in rows if row.participant_id}
        yield "participant", _named({who: codings.participants.get(who, who) for who in people})
        yield "source", _named({row.source_id: codings.sources.get(row.source_id, "") for row in rows})
        yield "theme", [(NO_THEME, "no theme"), *_named({theme.id: theme.name for theme in codings.themes})]
        yield "confidence", [(band, band) for band in _BANDS if band]

    def _band(self) -> str:
        limits = (self._wanted.least, self._wanted.most)
        return next((band for band, values in _BANDS.items() if values == limits), "")

    @property
    def _chosen(self) -> Wanted:
        values: dict[str, Any] = {str(choice.id): choice.value for choice in self.query(Choice)}
        least, most = _BANDS[values.pop("confidence")]
        return replace(self._wanted, least=least, most=most, **values)

    @on(Choice.Changed)
    def _count(self) -> None:
        number = len(self._codings.wanted(self._chosen))
        fit = "1 finding fits" if number == 1 else f"{number:,} findings fit"
        self.query_one("#missing", Static).update(content(fit, "$text-success" if number else "$text-warning"))

    def action_take(self) -> None:
        """Show those that fit."""
        self.dismiss(self._chosen)

    def action_clear(self) -> None:
        """Narrow by nothing."""
        for choice in self.query(Choice):
            choice.value = ""


def _named(names: dict[str, str]) -> Options:
    return sorted(names.items(), key=lambda item: (item[1].casefold(), item[0]))


def in_words(codings: Codings, wanted: Wanted) -> str:
    """What narrows the list."""
    from assistant.review.codings import NO_THEME

    themes = {theme.id: theme.name for theme in codings.themes} | {NO_THEME: "no theme"}
    parts = [
        wanted.kind,
        wanted.standing,
        wanted.stage,
        f"coded by {wanted.coder}" if wanted.coder else "",
        codings.participants.get(wanted.participant, wanted.participant),
        codings.sources.get(wanted.source, wanted.source),
        themes.get(wanted.theme, wanted.theme),
        f"{wanted.least:.0%} to {wanted.most:.0%} sure" if (wanted.least, wanted.most) != (0.0, 1.0) else "",
        f"“{wanted.words}”" if wanted.words.strip() else "",
    ]
    return ", ".join(part for part in parts if part)
