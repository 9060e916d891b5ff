"""JSON lines, plain or gzipped, as the sets come in."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import ConfigurationError

Row = dict[str, Any]


def rows(folder: Path, *patterns: str) -> Iterator[Row]:
    """Every row of the files that match, in the order of their names."""
    files = sorted({file for pattern in patterns for file in folder.glob(pattern)})
    if not files:
        raise ConfigurationError(
            f"{folder} has no file {' or '.join(patterns)}.", hint="evals/README.md lists the files of each set."
        )
    for file in files:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        yield from (json.loads(line) for line in content.decode().split("\n") if line.strip())
