"""The pictures in README and docs, taken from the app on a study:

python -m tests.tui.pictures build/demo docs/pictures
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from assistant.study import Study
from tui.app import ReviewApp

SCREENS = {"overview": [], "personas": ["5"], "journey": ["6"]}
"""Picture, and the keys that lead to it."""


async def take(study: Path, folder: Path) -> None:
    """Write one SVG a screen."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, keys in SCREENS.items():
        app = ReviewApp(Study(study), "Reviewer")
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause(1.0)
            for key in keys:
                await pilot.press(key)
                await pilot.pause(1.5)
            (folder / f"{name}.svg").write_text(app.export_screenshot(title="verbatim review"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1]), Path(sys.argv[2])))
