"""What the pane beside a claim says of the reasons to doubt it."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Searched
from assistant.study import Study
from tests.tui.conftest import press, settle
from tests.tui.walking import painted
from tui.app import ReviewApp


async def test_a_claim_without_counter_evidence_says_where_it_was_looked_for(study: Study, app: ReviewApp) -> None:
    """How many quotes of how many participants were read, and how many were near."""
    store = study.store
    drafts = [
        (persona, [replace(claim, searched=Searched(40, 3, 5, 0)) for claim in store.claims(persona.id)])
        for persona in store.personas()
    ]
    store.store_personas(drafts, "ondevice", "k", drafts[0][0].run_id or "")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await settle(pilot)

        assert "Nothing found against it among 40" in painted(app)
