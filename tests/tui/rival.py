"""One of two reviewers who decide on the same study at the same time, in a process of their own:

python -m tests.tui.rival FOLDER NAME DECISIONS SEED

Prints what they did as JSON: how many entries of the ledger are theirs, how many clashes they were told of.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import tui.app
from assistant.errors import ClashError
from assistant.study import Study
from tui.app import ReviewApp

if TYPE_CHECKING:
    from assistant.domain import Claim
    from tui.messages import DecisionsTaken, Failed


class Rival(ReviewApp):
    """The app, with a count of what becomes of its decisions."""

    CSS_PATH = str(Path(tui.app.__file__).with_name("app.tcss"))

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(Study(folder), name)
        self.outcomes: Counter[str] = Counter()

    def on_failed(self, message: Failed) -> None:
        """Count what was refused; the app's own handler tells it, Textual calls both."""
        self.outcomes["clash" if isinstance(message.error, ClashError) else f"refused: {message.error}"] += 1

    def notify(self, message: str, *, title: str = "", **options: object) -> None:
        """Count what the reviewer is told."""
        self.outcomes[f"told: {title}"] += 1
        super().notify(message, title=title, **options)  # type: ignore[arg-type]


async def decide(folder: Path, name: str, decisions: int, seed: int) -> Counter[str]:
    """Decide at random on claims and findings as they are shown, and take some of it back."""
    tui.app.POLL_SECONDS = 0.1
    chance, app = random.Random(seed), Rival(folder, name)  # noqa: S311 - draws decisions, guards nothing
    async with app.run_test(size=(80, 24)) as pilot:
        while app.desk is None:
            await pilot.pause(0.05)
        app.need_codings()
        while app.codings is None:
            await pilot.pause(0.05)
        screen = app.screen
        entries: list[int] = []
        taken = screen.post_message

        def noted(message: DecisionsTaken) -> bool:
            if type(message).__name__ == "DecisionsTaken":
                entries.extend(entry.seq for entry in message.entries)
            return taken(message)

        screen.post_message = noted  # type: ignore[method-assign,assignment]
        for _ in range(decisions):
            _one(app, chance)
            await asyncio.sleep(chance.uniform(0.0, 0.03))
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "default"])
        await pilot.pause()
        app.outcomes["entries"] = len(entries)
    return app.outcomes


def _one(app: Rival, chance: random.Random) -> None:
    """One decision on what is on the desk now."""
    assert app.desk is not None
    assert app.codings is not None
    claims: list[Claim] = [claim for of in app.desk.claims.values() for claim in of if claim.support]
    claim, finding = chance.choice(claims), chance.choice(app.codings.findings).id
    match chance.randrange(6):
        case 0 | 1:
            app.decide(lambda review, shown: review.approve(shown[0]), [claim])
        case 2:
            app.decide(lambda review, shown: review.reject(shown[0], "no"), [claim])
        case 3:
            app.decide(lambda review, shown: review.flag(shown[0]), [claim])
        case 4:
            app.decide_on_findings([finding], lambda coding, rows: coding.approve(rows))
        case _:
            app.action_undo()


if __name__ == "__main__":
    done = asyncio.run(decide(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
    sys.stdout.write(json.dumps(done))
