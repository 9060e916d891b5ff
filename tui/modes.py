"""The main screens in the order of their keys; each is imported when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.screen import Screen


def _overview() -> Screen[None]:
    from tui.screens.overview import OverviewScreen

    return OverviewScreen()


def _sources() -> Screen[None]:
    from tui.screens.sources import SourcesScreen

    return SourcesScreen()


def _findings() -> Screen[None]:
    from tui.screens.findings import FindingsScreen

    return FindingsScreen()


def _themes() -> Screen[None]:
    from tui.screens.themes import ThemesScreen

    return ThemesScreen()


def _personas() -> Screen[None]:
    from tui.screens.personas import PersonasScreen

    return PersonasScreen()


def _journey() -> Screen[None]:
    from tui.screens.journey import JourneyScreen

    return JourneyScreen()


def _search() -> Screen[None]:
    from tui.screens.search import SearchScreen

    return SearchScreen()


def _ledger() -> Screen[None]:
    from tui.screens.ledger import LedgerScreen

    return LedgerScreen()


MODES: Mapping[str, Callable[[], Screen[None]]] = {
    "overview": _overview,
    "sources": _sources,
    "findings": _findings,
    "themes": _themes,
    "personas": _personas,
    "journey": _journey,
    "search": _search,
    "ledger": _ledger,
}

HIDDEN_WHEN_BLIND = ("themes", "personas", "journey", "ledger")
"""Screens that show what others or the engine made of the words."""
