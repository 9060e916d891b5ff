"""What walks through the app share: how things stand in the study, and what is on the screen."""

from __future__ import annotations

from textual.widgets import Static

from assistant.domain import Finding, Theme
from assistant.review.codings import Coded
from assistant.study import Study
from tui.app import ReviewApp
from tui.widgets.keyline import KeyLine
from tui.widgets.long_list import LongList


def painted(app: ReviewApp) -> str:
    """All that is on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def keys_shown(app: ReviewApp) -> str:
    """The line at the bottom."""
    return app.screen.query_one(KeyLine).render().plain


def words_of(app: ReviewApp, name: str) -> str:
    """What a part of the screen says."""
    return str(app.screen.query_one(f"#{name}", Static).render())


def rows(app: ReviewApp) -> LongList:
    """The list of the screen."""
    return app.screen.query_one(LongList)


def finding_at(app: ReviewApp) -> Coded:
    """The finding that the keys decide on."""
    found = app.screen.finding  # type: ignore[attr-defined]
    assert found is not None
    return found


def finding(study: Study, label: str) -> Finding:
    """A finding by its label, counting or not."""
    return next(item for item in study.store.findings(retired=True) if item.label == label)


def theme(study: Study, name: str) -> Theme:
    """A theme by its name."""
    return next(item for item in study.store.themes() if item.name == name)
