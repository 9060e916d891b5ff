"""The journey map: everything about all stages on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.domain import StageNarrative
from tui.text import content
from tui.widgets.keyline import KeyLine
from tui.widgets.lanes import Lanes

if TYPE_CHECKING:
    from assistant.review.desk import Desk
    from tui.app import ReviewApp


class JourneyMapScreen(Screen[str | None]):
    """Stages are columns; the rows are touchpoints by channel, what happens, thoughts, pains, gains, opportunities.

    The curve is the emotion from -2 to +2 with the number of quotes it comes from. Enter goes to a stage's claims.
    """

    CSS_PATH = "journey_map.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "take", "Its claims", key_display="⏎", tooltip="Review the claims of the stage that is marked"
        ),
        Binding("left,h,left_square_bracket", "choose(-1)", "Stage", key_display="← →"),
        Binding("right,l,right_square_bracket", "choose(1)", "Next stage", show=False),
        Binding("j,down", "scroll(1)", "Scroll", key_display="↑ ↓"),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("b,pageup", "scroll(-15)", show=False),
        Binding("p", "next_traveller", "Whose", tooltip="The journey of all, or of one persona"),
        Binding("escape,w", "dismiss(None)", "Back", key_display="Esc"),
    ]

    def __init__(self, persona_id: str | None, chosen: str | None) -> None:
        super().__init__()
        self._persona_id, self._chosen = persona_id, chosen

    @property
    def _desk(self) -> Desk | None:
        return cast("ReviewApp", self.app).desk

    @property
    def _stages(self) -> list[StageNarrative]:
        desk = self._desk
        return [item for item in desk.narratives if item.persona_id == self._persona_id] if desk is not None else []

    @property
    def _travellers(self) -> list[str | None]:
        desk = self._desk
        return list(dict.fromkeys(item.persona_id for item in desk.narratives)) if desk is not None else []

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Changing whose journey it is needs more than one."""
        return len(self._travellers) > 1 if action == "next_traveller" else True

    def compose(self) -> ComposeResult:
        """Whose journey, and the map."""
        yield Static(id="whose", markup=False)
        with VerticalScroll(id="scroll"):
            yield Static(id="map", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the desk."""
        self.watch(self.app, "desk", self._show)

    def on_resize(self) -> None:
        """Columns are as wide as there is room."""
        self._show()

    def _show(self) -> None:
        desk = self._desk
        if desk is None:
            return
        width = max(self.size.width - 3, 20)
        lanes = Lanes(desk, self._stages, self._chosen, width)
        names = {persona.id: persona.name for persona in desk.personas}
        whose = names.get(self._persona_id or "", "All participants")
        hidden = [f"‹ {lanes.before} before" if lanes.before else "", f"{lanes.after} after ›" if lanes.after else ""]
        more = "  ".join(part for part in hidden if part)
        head = content(f"Journey map: {whose}", "bold") + content(f"   {more}", "$text-accent")
        self.query_one("#whose", Static).update(head)
        self.query_one("#map", Static).update(Content("\n").join(lanes.lines()))

    def action_choose(self, step: int) -> None:
        """Mark another stage."""
        ids = [stage.id for stage in self._stages]
        if ids:
            at = ids.index(self._chosen) if self._chosen in ids else 0
            self._chosen = ids[(at + step) % len(ids)]
            self._show()

    def action_next_traveller(self) -> None:
        """Go from all participants to each persona and round again."""
        travellers = self._travellers
        if not travellers:
            return
        at = travellers.index(self._persona_id) if self._persona_id in travellers else -1
        name = next((stage.stage for stage in self._stages if stage.id == self._chosen), "")
        self._persona_id = travellers[(at + 1) % len(travellers)]
        self._chosen = next((stage.id for stage in self._stages if stage.stage == name), None)
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the map."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False)

    def action_take(self) -> None:
        """Go to the claims of the stage that is marked."""
        self.dismiss(self._chosen)
