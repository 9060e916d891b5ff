"""Light, dark and high contrast; the others that come with Textual can be chosen too."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="verbatim-dark",
    primary="#7aa2f7",
    secondary="#9d7cd8",
    accent="#e0af68",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    foreground="#d5d9e8",
    background="#16181f",
    surface="#1c1f28",
    panel="#262a36",
    dark=True,
    variables={"block-cursor-text-style": "none", "footer-key-foreground": "#e0af68"},
)

LIGHT = Theme(
    name="verbatim-light",
    primary="#2a5db0",
    secondary="#6b4fa0",
    accent="#9a5b00",
    success="#2f6f1e",
    warning="#8a5300",
    error="#b3213b",
    foreground="#20242c",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e8e5dc",
    dark=False,
    variables={"block-cursor-text-style": "none", "footer-key-foreground": "#9a5b00"},
)

CONTRAST = Theme(
    name="verbatim-high-contrast",
    primary="#00ffff",
    secondary="#ffff00",
    accent="#ffff00",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={
        "foreground-muted": "#e0e0e0",
        "text-muted": "#ffffff",
        "text-disabled": "#d0d0d0",
        "text-success": "#00ff00",
        "text-warning": "#ffff00",
        "text-error": "#ff6060",
        "text-accent": "#ffff00",
        "text-primary": "#00ffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#404040",
        "footer-key-foreground": "#ffff00",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
