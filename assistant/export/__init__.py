"""Exports: one module per format, all written from the same `Work`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.export import json_export, markdown
from assistant.export.collect import collect
from assistant.export.files import write_whole
from assistant.export.work import Work

__all__ = ["EXPORTERS", "Work", "collect", "write_whole"]

EXPORTERS: Mapping[str, Callable[[Work], str]] = {
    "md": markdown.render,
    "json": json_export.render,
}
"""Name of a format, which is also its files' suffix, and the function that writes it."""
