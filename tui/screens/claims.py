"""Claims with their evidence: what the personas and the journey have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from assistant.domain import Claim
from tui.screens.base import StudyScreen
from tui.text import content
from tui.widgets.claim_list import ClaimList, in_order
from tui.widgets.evidence_pane import EvidencePane
from tui.widgets.find_line import FindLine
from tui.widgets.listing import Listing
from tui.widgets.strip import Card, CardStrip

if TYPE_CHECKING:
    from assistant.review.decisions import Owner
    from assistant.review.desk import Desk
    from tui.messages import EvidenceRead, Recorded

VIEWS = ("all", "waiting", "accepted", "rejected", "flagged")


class ClaimsScreen(StudyScreen):
    """Cards of personas or stages, the claims of the chosen one, and the evidence of the claim under the cursor."""

    CSS_PATH = "claims.tcss"
    CURVE: ClassVar[bool] = False
    AUTO_FOCUS = "ClaimList"

    chosen: var[str | None] = var(None, init=False)
    view: var[str] = var("all", init=False)
    needle: var[str] = var("", init=False)

    _shown: Claim | None = None
    """The claim whose evidence is on the screen, as it was then."""

    def compose_body(self) -> Iterator[Widget]:
        """Cards above, claims and evidence below or beside each other."""
        yield CardStrip(curve=self.CURVE)
        yield Static(id="about", markup=False)
        with Container(id="body"):
            with Vertical(id="left"):
                yield ClaimList()
                yield FindLine("words in a claim")
            yield EvidencePane()

    def owners(self, desk: Desk) -> Sequence[Owner]:
        """The personas or narratives of this screen."""
        raise NotImplementedError

    def card(self, desk: Desk, owner: Owner) -> Card:
        """How one of them is shown at the top."""
        raise NotImplementedError

    def about(self, desk: Desk, owner: Owner) -> Content:
        """What is to be said of the chosen one."""
        raise NotImplementedError

    # --- showing -----------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        """Show the drafts as they stand now; what was chosen stays chosen."""
        owners = self.owners(desk)
        ids = [owner.id for owner in owners]
        if self.chosen not in ids:
            waiting = [owner.id for owner in owners if desk.waiting(owner)]
            self.set_reactive(ClaimsScreen.chosen, next(iter(waiting or ids), None))
        self._show_owner()

    def watch_chosen(self) -> None:
        """Another card was chosen."""
        self.query_one(ClaimList).highlighted = None
        self._show_owner()

    def watch_view(self) -> None:
        """Other claims are wanted."""
        self._show_owner()

    def watch_needle(self) -> None:
        """Other words are looked for."""
        self._show_owner()

    def _show_owner(self) -> None:
        desk, owner = self.desk_app.desk, self.owner
        if desk is None:
            return
        strip = self.query_one(CardStrip)
        strip.cards = [self.card(desk, item) for item in self.owners(desk)]
        strip.chosen = self.chosen
        if owner is None:
            self.query_one("#about", Static).update(
                content("Nothing is drafted yet: 1, then r, codes the sources and drafts what belongs here.")
            )
            self._show_claims([])
            return
        self._show_about()
        self._show_claims([claim for claim in desk.of(owner) if self._wanted(claim)])

    def _show_about(self) -> None:
        desk, owner = self.desk_app.desk, self.owner
        if desk is not None and owner is not None:
            self.query_one("#about", Static).update(self._with_filter(self.about(desk, owner)))

    def on_resize(self) -> None:
        """What is said of the chosen one depends on the room there is."""
        self._show_about()

    def _with_filter(self, about: Content) -> Content:
        parts = [f"only {self.view}"] if self.view != "all" else []
        parts += [f"with “{self.needle}”"] if self.needle else []
        return about + content(f"   ▼ {', '.join(parts)}", "bold $text-warning") if parts else about

    def _wanted(self, claim: Claim) -> bool:
        from assistant.review.decisions import settled

        fits = {
            "all": True,
            "waiting": not settled(claim),
            "accepted": claim.status == "approved",
            "rejected": claim.status == "rejected",
            "flagged": claim.flagged,
        }
        return fits[self.view] and self.needle.casefold() in claim.text.casefold()

    def _show_claims(self, claims: Sequence[Claim]) -> None:
        self.query_one(ClaimList).show_claims(claims)
        self._claim_changed()

    @on(Listing.OptionHighlighted, "ClaimList")
    def _claim_changed(self) -> None:
        claim = self.claim
        if claim == self._shown:
            return
        same = self._shown is not None and claim is not None and claim.id == self._shown.id
        self._shown = claim
        if claim is None:
            self.query_one(EvidencePane).show_evidence(None, [], [])
        else:
            if not same:
                self.query_one(EvidencePane).clear_evidence()
            self.desk_app.read_evidence(claim.id, claim.evidence, self)
        self.refresh_bindings()

    def on_recorded(self, message: Recorded) -> None:
        """A comment changes nothing on the claim, and belongs into its history all the same."""
        claim = self.claim
        if claim is not None and claim.id in {entry.target_id for entry in message.entries}:
            self.desk_app.read_evidence(claim.id, claim.evidence, self)

    def on_evidence_read(self, message: EvidenceRead) -> None:
        """The quotes of a claim have come, perhaps when the cursor is elsewhere already."""
        claim = self.claim
        if claim is not None and claim.id == message.about:
            self.query_one(EvidencePane).show_evidence(claim, message.quotes, message.history)

    @property
    def owner(self) -> Owner | None:
        """The persona or narrative that is chosen."""
        desk = self.desk_app.desk
        return next((owner for owner in self.owners(desk) if owner.id == self.chosen), None) if desk else None

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor."""
        claim_id, desk = self.query_one(ClaimList).claim_id, self.desk_app.desk
        return desk.claim(claim_id) if desk is not None and claim_id is not None else None

    # --- moving ------------------------------------------------------------------------------------------------

    def action_choose(self, step: int) -> None:
        """Choose the card beside."""
        self.chosen = self.query_one(CardStrip).neighbour(step)

    def on_card_strip_chosen(self, message: CardStrip.Chosen) -> None:
        """A card was clicked."""
        self.chosen = message.card_id

    def action_next_waiting(self, step: int) -> None:
        """Go to the next claim that waits, in this card or in one after it."""
        from assistant.review.decisions import settled

        desk = self.desk_app.desk
        if desk is None:
            return
        claims = [claim for owner in self.owners(desk) for claim in in_order(desk.of(owner))]
        ids = [claim.id for claim in claims]
        at = ids.index(self.claim.id) if self.claim is not None and self.claim.id in ids else -1
        ahead = claims[at + 1 :] + claims[: max(at, 0)] if step > 0 else claims[:at][::-1] + claims[at + 1 :][::-1]
        target = next((claim for claim in ahead if not settled(claim)), None)
        if target is None:
            self.notify("Nothing else waits on this screen.", markup=False)
        else:
            self.go_to_claim(target.id)

    def go_to_claim(self, claim_id: str) -> bool:
        """Put the cursor on a claim; False where this screen does not have it."""
        desk = self.desk_app.desk
        claim = desk.claim(claim_id) if desk else None
        if desk is None or claim is None or claim.owner_id not in {owner.id for owner in self.owners(desk)}:
            return False
        if not self._wanted(claim):
            self._show_all()
        self.chosen = claim.owner_id
        claims = self.query_one(ClaimList)
        claims.focus()
        return claims.go_to(claim_id)

    def action_focus_pane(self, name: str) -> None:
        """Go from the claims to the quotes, or back."""
        self.query_one(name).focus()

    def action_leave(self) -> None:
        """Back to the claims, then to all of them."""
        claims = self.query_one(ClaimList)
        if claims.has_focus:
            self._show_all()
        claims.focus()

    def _show_all(self) -> None:
        self.query_one(FindLine).close()
        self.needle, self.view = "", "all"

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self.needle = event.value

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(ClaimList).focus()

    def action_next_view(self) -> None:
        """All claims, those that wait, and so on."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    @on(Listing.OptionSelected)
    def _open_quote(self) -> None:
        """Open the quote under the cursor, or the claim's first, in its transcript."""
        pane, claim = self.query_one(EvidencePane), self.claim
        if claim is None or not claim.evidence:
            return
        # The pane may still show the claim before, if Enter came fast; then the claim's own evidence is meant.
        chosen = pane.quote.evidence if pane.has_focus and pane.quote else claim.evidence[0]
        self.desk_app.open_transcript(chosen, claim.evidence)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something here and now; the line at the bottom shows only those that do."""
        if action == "focus_pane":
            return bool(self.query_one(EvidencePane).quotes)
        if action == "choose":
            return len(self.query_one(CardStrip).cards) > 1
        return True
