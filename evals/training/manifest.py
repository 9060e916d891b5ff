"""The list of weights that ship, each with its sha-256, origin and licence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def record(folder: Path, name: str, origin: str, licence: str = "Apache-2.0") -> None:
    """Enter a file of `folder` in its manifest, or bring its entry up to date."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8")) if path.exists() else {"files": {}}
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    content["files"][name] = {"sha256": digest, "bytes": len(data), "origin": origin, "licence": licence}
    content["files"] = dict(sorted(content["files"].items()))
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
