"""The journey: its stages under the curve of emotion, and their claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var

from assistant.domain import Emotion, StageNarrative
from tui.marks import tally
from tui.screens.deciding import DecidingScreen
from tui.sizes import WIDE
from tui.text import content
from tui.widgets.strip import Card

if TYPE_CHECKING:
    from assistant.review.decisions import Owner
    from assistant.review.desk import Desk


_USES_NAMED, _NAMED_IF_NARROW = 4, 1


class JourneyScreen(DecidingScreen):
    """The journey's stages with their emotion from -2 to +2, what happens in each, and the words behind it.

    The key p goes from the journey of all participants to that of each persona.
    """

    MODE: ClassVar[str] = "journey"
    CURVE: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "next_traveller", "Whose", tooltip="The journey of all, or of one persona"),
        Binding("w", "map", "Whole map", tooltip="All stages on one page, with touchpoints by channel"),
    ]

    traveller: var[str | None] = var(None, init=False)
    """The persona whose journey is shown; None for all participants."""

    def owners(self, desk: Desk) -> Sequence[Owner]:
        """The stages of the journey that is shown."""
        return [item for item in desk.narratives if item.persona_id == self.traveller]

    def card(self, desk: Desk, owner: Owner) -> Card:
        """Stage, emotion and how its claims stand."""
        stage = cast("StageNarrative", owner)
        mood = stage.emotion
        return Card(
            stage.id, stage.stage, "", in_figures(mood), tally(desk.of(stage)), mood.value, stage.is_felt_by_few
        )

    def about(self, desk: Desk, owner: Owner) -> Content:
        """Whose journey it is, the emotion with its n and spread, and the touchpoints."""
        stage = cast("StageNarrative", owner)
        emotion = f"Emotion {feeling(stage.emotion)}"
        if stage.emotion.n > 1:
            emotion += f", spread {stage.emotion.spread:.1f}"
        uses = [
            f"{use.name} ({use.channel}) {use.prevalence.participants} of {use.prevalence.of}"
            for use in stage.touchpoints
        ]
        most = _USES_NAMED if self.app.size.width >= WIDE else _NAMED_IF_NARROW
        more = f" and {len(uses) - most} more" if len(uses) > most else ""
        named = ", ".join(uses[:most]) + more
        touchpoints = f"Touchpoints: {named}" if uses else "No touchpoint was named"
        return content(f"{self._whose(desk)}  ", "$foreground") + content(f"{emotion}  {touchpoints}")

    def _whose(self, desk: Desk) -> str:
        names = {persona.id: persona.name for persona in desk.personas}
        return names.get(self.traveller or "", "All participants")

    def _travellers(self) -> list[str | None]:
        desk = self.desk_app.desk
        return list(dict.fromkeys(item.persona_id for item in desk.narratives)) if desk else []

    def action_next_traveller(self) -> None:
        """Go from all participants to each persona and round again."""
        travellers, owner = self._travellers(), self.owner
        stage = owner.stage if isinstance(owner, StageNarrative) else None
        at = travellers.index(self.traveller) if self.traveller in travellers else -1
        self.traveller = travellers[(at + 1) % len(travellers)]
        self._stay_at(stage)

    def action_map(self) -> None:
        """Show all stages on one page; from there a stage can be gone to."""
        from tui.screens.journey_map import JourneyMapScreen

        def go(stage_id: str | None) -> None:
            desk = self.desk_app.desk
            stage = next((item for item in desk.narratives if item.id == stage_id), None) if desk else None
            if stage is not None:
                self.traveller, self.chosen = stage.persona_id, stage.id

        self.app.push_screen(JourneyMapScreen(self.traveller, self.chosen), go)

    def _stay_at(self, stage: str | None) -> None:
        """The same stage in the other journey."""
        desk = self.desk_app.desk
        if desk is not None:
            here = self.owners(desk)
            same = [item.id for item in here if isinstance(item, StageNarrative) and item.stage == stage]
            self.chosen = next(iter(same), here[0].id if here else None)

    def go_to_claim(self, claim_id: str) -> bool:
        """Put the cursor on a claim, in whosever journey it is."""
        desk = self.desk_app.desk
        claim = desk.claim(claim_id) if desk else None
        owner = next((item for item in desk.narratives if claim and item.id == claim.owner_id), None) if desk else None
        if owner is not None:
            self.traveller = owner.persona_id
        return super().go_to_claim(claim_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Changing whose journey it is needs more than one."""
        if action == "next_traveller":
            return len(self._travellers()) > 1
        return super().check_action(action, parameters)


def in_figures(emotion: Emotion) -> str:
    """An emotion where there is little room: `−1.4 n5`."""
    return "no quotes" if emotion.value is None else f"{emotion.value:+.1f} n{emotion.n}".replace("-", "−")


def feeling(emotion: Emotion) -> str:
    """An emotion in figures: `-1.4, 5 quotes`; a dash where nobody showed any."""
    if emotion.value is None:
        return "– no quotes"
    quotes = "1 quote" if emotion.n == 1 else f"{emotion.n} quotes"
    return f"{emotion.value:+.1f}, {quotes}".replace("-", "−")
