"""Names that follow from content, so that the same study gives the same ids on every machine and in every run."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode
"""Made once: `json.dumps` makes an encoder for every text, and every finding has an id."""


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return _encode(value)


def digest(*parts: Any) -> str:
    """SHA-256 in hex over parts, kept apart from each other."""
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()


def stable_id(prefix: str, *parts: Any) -> str:
    """A short id such as `f-3f9a1c0b2d4e` that follows from its parts alone."""
    return f"{prefix}-{digest(*parts)[:12]}"


_ID = re.compile(r"[a-z]+-[0-9a-f]{12}")


def without_ids(text: str) -> str:
    """What is left of a text without such ids, which tell nobody anything: what is not named yet goes by one."""
    return _ID.sub("", text)


def text_sha256(text: str) -> str:
    """SHA-256 in hex of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
