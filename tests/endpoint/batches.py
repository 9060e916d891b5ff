"""The files and batches of OpenAI's Batch API, as far as the program uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.endpoint.server import Scripted


def get(server: Scripted, path: str) -> tuple[int, Any]:
    return 404, {"error": {"message": "not found"}}


def post(server: Scripted, path: str, raw: bytes, headers: Any) -> tuple[int, Any]:
    return 404, {"error": {"message": "not found"}}
