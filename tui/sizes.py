"""From when on a terminal counts as wide, so that panes stand side by side, and as tall, so that cards say more."""

from __future__ import annotations

WIDE = 110
TALL = 34
