"""Who a persona is drawn from: who belongs to it and how firmly, and who fits none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.domain import Persona
from assistant.export.grouping_words import how_firm, named_after, of_persona, sets_apart
from tui.screens.dialog import HELP_KEYS
from tui.text import content, one_line
from tui.widgets.keyline import KeyLine

_BAR = 20


class MembersScreen(ModalScreen[None]):
    """The people behind a persona."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "members.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,m,q,enter", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", "Scroll", key_display="↑ ↓"),
        Binding("k,up", "scroll(-1)", show=False),
        *HELP_KEYS,
    ]

    def __init__(self, persona: Persona, names: Mapping[str, str]) -> None:
        super().__init__()
        self._persona, self._names = persona, names

    def compose(self) -> ComposeResult:
        """The summary, the members with how firmly they belong, and what else is known."""
        with Vertical(id="box"), VerticalScroll(id="members"):
            yield Static(content(self._persona.name, "bold $text-accent"))
            yield Static(content(self._persona.summary))
            yield Static(self._members(), classes="part")
            yield from (Static(part, classes="part") for part in self._besides())
        yield KeyLine()

    def _members(self) -> Content:
        names = [one_line(self._called(member.participant_id), 30) for member in self._persona.members]
        width = max((len(name) for name in names), default=0)
        lines = [content("Who belongs, and how firmly", "bold")]
        for name, member in zip(names, self._persona.members, strict=True):
            done = round(_BAR * member.firmness)
            bar = content("█" * done, "$text-success") + content("░" * (_BAR - done), "$foreground-muted")
            lines.append(content(f"{name:<{width}}  ") + bar + content(f" {member.firmness:.0%}"))
        return Content("\n").join(lines)

    def _besides(self) -> list[Content]:
        """What the grouping says about itself, as far as it does."""
        known, parts = self._persona.attributes, []
        parts += [content(text) for text in (named_after(self._persona.name, known), sets_apart(known)) if text]
        if firm := how_firm(known):
            parts.append(content("How firm the groups are: ", "bold") + content(firm))
        if coincides := of_persona(known):
            parts.append(content("How to read it: ", "bold") + content(coincides))
        if known.get("outside"):
            outside = ", ".join(self._called(str(who)) for who in known["outside"])
            parts.append(content("Fit no persona: ", "bold") + content(outside))
        return parts

    def _called(self, participant_id: str) -> str:
        return self._names.get(participant_id, participant_id)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#members").scroll_relative(y=lines, animate=False)
