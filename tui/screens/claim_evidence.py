"""The keys that change what a claim rests on, and have it worded anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from assistant.domain import Claim, Persona
from tui.messages import Redrafted
from tui.screens.ask import AskScreen, Question
from tui.screens.attach import Attached, AttachScreen, candidates
from tui.screens.claims import ClaimsScreen
from tui.text import one_line
from tui.widgets.claim_list import HEADINGS
from tui.widgets.evidence_pane import EvidencePane

if TYPE_CHECKING:
    from assistant.domain import Evidence
    from assistant.review.decisions import Owner
    from assistant.review.redraft import Redraft


class ClaimEvidenceScreen(ClaimsScreen):
    """Cards, claims and evidence, and what changes the evidence."""

    KEYS: ClassVar[list[BindingType]] = [
        Binding(
            "plus", "attach", "Attach", key_display="+", tooltip="Put another finding behind the claim or against it"
        ),
        Binding(
            "minus", "detach", "Detach", key_display="-", tooltip="Take the quote under the cursor away from the claim"
        ),
        Binding("minus", "why_not('detach')", show=False),
        Binding("D", "redraft", "Redraft", tooltip="Have the engine word this field anew from the evidence it has now"),
        Binding("D", "why_not('redraft')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offered: list[Redraft] = []
        """Words that the reviewer has seen and not wanted."""

    def on_mount(self) -> None:
        """Findings to attach are read when the screen is first seen."""
        self.desk_app.need_codings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Detaching needs a quote under the cursor, redrafting evidence."""
        if action == "attach":
            codings = self.desk_app.codings
            return self.claim is not None and codings is not None and not codings.more
        if action == "detach":
            pane = self.query_one(EvidencePane)
            return pane.has_focus and pane.quote is not None
        if action == "redraft":
            return any(claim.support for claim in self._field())
        return super().check_action(action, parameters)

    @property
    def _people(self) -> frozenset[str] | None:
        """Who the claims here speak of; None for everybody."""
        desk, owner = self.desk_app.desk, self.owner
        if desk is None or owner is None:
            return None
        name = owner.id if isinstance(owner, Persona) else owner.persona_id
        persona = next((item for item in desk.personas if item.id == name), None)
        return frozenset(member.participant_id for member in persona.members) if persona is not None else None

    def action_attach(self) -> None:
        """Choose a finding, then attach it."""
        from assistant.review.attaching import Attaching

        claim, codings = self.claim, self.desk_app.codings
        if claim is None or codings is None:
            return

        def attach(answer: Attached | None) -> None:
            if answer is not None:
                row = codings.by_id[answer.finding_id].row
                self.desk_app.decide(
                    lambda review, claims: Attaching(review).attach(claims[0], [row], answer.polarity), [claim]
                )

        self.app.push_screen(AttachScreen(claim, candidates(claim, codings, self._people), codings), attach)

    def action_detach(self) -> None:
        """Ask, then take the quote under the cursor away."""
        claim, quote = self.claim, self.query_one(EvidencePane).quote
        if claim is None or quote is None:
            return
        evidence: Evidence = quote.evidence
        question = Question("Take this quote away from the claim", "A reason, if you like.", verb="Take it away")

        draft = self.desk_app.unsaved.draft("detach", "claim", claim.id)

        def detach(words: str | None) -> None:
            from assistant.review.attaching import Attaching

            if words is not None:
                self.desk_app.decide(
                    lambda review, claims: Attaching(review).detach(claims[0], evidence, words), [claim], draft.drop
                )

        self.app.push_screen(AskScreen(question, [f"“{quote.quote}”"], self.desk_app.reasons, draft), detach)

    # --- redrafting ----------------------------------------------------------------------------------------------

    def _field(self) -> Sequence[Claim]:
        """The claims of the field under the cursor."""
        desk, owner, claim = self.desk_app.desk, self.owner, self.claim
        if desk is None or owner is None or claim is None:
            return ()
        return [item for item in desk.of(owner) if item.field == claim.field]

    def action_redraft(self) -> None:
        """Have the engine word the field anew; nothing changes before the reviewer has seen it."""
        owner, claims = self.owner, list(self._field())
        if owner is not None and claims:
            self.notify(f"{HEADINGS.get(claims[0].field, claims[0].field)}: the engine words it anew…", markup=False)
            self.run_worker(lambda: self._word_anew(owner, claims), thread=True, exclusive=True, group="redraft")

    def _word_anew(self, owner: Owner, claims: Sequence[Claim]) -> None:
        from assistant.review.redraft import redraft
        from assistant.running import open_any

        worker, study = get_current_worker(), self.desk_app.study
        with self.desk_app.failing_politely():
            stages = study.settings.journey_stages
            fresh = redraft(study.store, open_any(study), owner, claims, stages, self._offered)
            if not worker.is_cancelled:
                self.post_message(Redrafted(fresh))

    def on_redrafted(self, message: Redrafted) -> None:
        """Show what would change, then take it or leave it."""
        from assistant.review.redraft import take_redrafts

        fresh: Sequence[Redraft] = message.redrafts
        if not fresh:
            again = " D begins again with what it offered first." if self._offered else ""
            self._offered = []
            told = "The engine has no other words for this field: every quote behind it has spoken for it already."
            self.notify(told + again, title="Nothing else to offer", markup=False, timeout=10)
            return
        self._offered += fresh
        lines = [f"now: {one_line(item.claim.text)}\nnew: {one_line(item.text)}" for item in fresh]
        question = Question("Take new drafts for old, undecided", "A reason, if you like.", verb="Take the new")

        def take(words: str | None) -> None:
            if words is not None:
                claims = [item.claim for item in fresh]
                self.desk_app.decide(lambda review, _: take_redrafts(review, fresh, words), claims)

        self.app.push_screen(AskScreen(question, lines), take)
