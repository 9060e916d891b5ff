"""The personas and their claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.marks import tally
from tui.screens.deciding import DecidingScreen
from tui.screens.members import MembersScreen
from tui.sizes import TALL, WIDE
from tui.text import content, short_name
from tui.widgets.strip import Card

if TYPE_CHECKING:
    from assistant.domain import Persona
    from assistant.review.decisions import Owner
    from assistant.review.desk import Desk

_MEMBERS_NAMED, _NAMED_IF_NARROW = 8, 2
_NAME = 24


class PersonasScreen(DecidingScreen):
    """Personas: who they are, what is claimed of them, and the words behind each claim."""

    MODE: ClassVar[str] = "personas"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "members", "Members", tooltip="Who belongs to the persona and how firmly, and who fits none"),
    ]

    def owners(self, desk: Desk) -> Sequence[Owner]:
        """The personas."""
        return desk.personas

    def card(self, desk: Desk, owner: Owner) -> Card:
        """Name, summary, how many belong, and how its claims stand."""
        persona = cast("Persona", owner)
        signed = content("✓ signed off  ", "$text-success") if persona.status == "approved" else Content("")
        return Card(persona.id, persona.name, persona.summary, foot=signed + tally(desk.of(owner)))

    def about(self, desk: Desk, owner: Owner) -> Content:
        """The summary, and who belongs to it how firmly."""
        persona = cast("Persona", owner)
        named = [
            f"{short_name(desk.participants.get(member.participant_id, member.participant_id), _NAME)}"
            f" {member.firmness:.0%}"
            for member in persona.members[: _MEMBERS_NAMED if self.app.size.width >= WIDE else _NAMED_IF_NARROW]
        ]
        more = len(persona.members) - len(named)
        members = ", ".join(named) + (f" and {more} more" if more else "")
        # In a tall terminal the card has room for the summary.
        summary = content("" if self.app.size.height >= TALL else f"{persona.summary}  ", "$foreground")
        return summary + content(f"{len(persona.members)} belong: {members}")

    def action_members(self) -> None:
        """Show who the persona is drawn from."""
        desk, owner = self.desk_app.desk, self.owner
        if desk is not None and owner is not None:
            self.app.push_screen(MembersScreen(cast("Persona", owner), desk.participants))
