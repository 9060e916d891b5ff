"""The pictures in README and docs, taken from the app on a study:

python -m tests.tui.pictures build/demo docs/pictures
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from assistant.study import Study
from tui.app import ReviewApp

SCREENS = {
    "overview": [],
    "sources": ["2"],
    "reader": ["2", "j", "enter", "n", "n", "n"],
    "coding": ["2", "j", "enter", "n", "n", "n", "enter"],
    "findings": ["3", *["j"] * 5],
    "themes": ["4", "enter", "j"],
    "personas": ["5", "j", "j"],
    "journey": ["6"],
    "journey-map": ["6", "w"],
    "search": ["7", *"Is theft a worry", "question_mark", "enter"],
}
"""Picture, and the keys that lead to it."""


async def take(study: Path, folder: Path) -> None:
    """Write one SVG a screen."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, keys in SCREENS.items():
        app = ReviewApp(Study(study), "Reviewer")
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause(1.0)
            for key in keys:
                await pilot.press("space" if key == " " else key)
                await pilot.pause(0.1 if len(keys) > 10 else 1.0)
            await app.workers.wait_for_complete()
            await pilot.pause(1.0)
            (folder / f"{name}.svg").write_text(app.export_screenshot(title="verbatim review"), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as config:
        # Nobody's own theme or name is in the pictures.
        os.environ["XDG_CONFIG_HOME"] = config
        asyncio.run(take(Path(sys.argv[1]), Path(sys.argv[2])))
