"""How figures are written: the same in the terminal, on the page and in the README."""

from __future__ import annotations

from collections.abc import Iterable

from evals.results import Figure

HEADLINES = {
    "grounding": None,
    "extraction": ("f1 overlap", "macro-f1 overlap", "micro-f1 overlap", "f1 texts", "macro-f1 texts", "passages"),
    "emotion": ("macro-f1", "micro-f1", "tone kappa", "tone agreement"),
    "touchpoints": ("f1 overlap", "f1 exact", "f1 tokens"),
    "stages": None,
    "themes": None,
    "personas": None,
    "redaction": None,
    "agreement": (
        "f1 coder-a/coder-b",
        "f1 coder-a/machine",
        "kappa coder-a/coder-b, all",
        "kappa coder-a/machine, all",
    ),
    "review": None,
}
"""Figures of a suite that the short table shows: those whose name ends so or begins so; None means all."""


def percent(value: float | None) -> str:
    """A share as people read it; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def around(figure: Figure) -> str:
    """The interval, empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{100 * figure.low:.1f} to {100 * figure.high:.1f}"


def with_interval(figure: Figure) -> str:
    """A value with its interval in brackets."""
    if figure.low is None or figure.high is None:
        return percent(figure.value)
    return f"{percent(figure.value)} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def headline(suite: str, figures: Iterable[Figure]) -> list[Figure]:
    """The figures of a suite that matter at first sight."""
    if suite == "review":
        return [figure for figure in figures if figure.n]
    wanted = HEADLINES.get(suite)
    if wanted is None:
        return list(figures)
    return [one for one in figures if any(part in one.key for part in wanted) and not _aside(one.key)]


def _aside(key: str) -> bool:
    """Plain agreement and AC1 of pairs stand in the full table only."""
    return key.split(" ")[1:2] in (["agreement"], ["ac1"]) and not key.startswith("tone")
