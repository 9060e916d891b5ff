"""Which files to read, of those that the user named."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain import Outcome
from assistant.ingest.reading import FORMATS

_NOISE = {"thumbs.db", "desktop.ini", "__macosx"}


def find_files(paths: Sequence[Path]) -> Iterator[Outcome[Path, Path]]:
    """The files of what was named, folders with all that lies below, in natural order, each once.

    A result is a file to read. An outcome with neither result nor error is a file of a folder that was passed over
    because its format is not supported.
    """
    seen: set[Path] = set()
    for path in paths:
        for outcome in _below(path) if path.is_dir() else [_named(path)]:
            place = outcome.item.absolute()
            if place not in seen:
                seen.add(place)
                yield outcome


def _named(path: Path) -> Outcome[Path, Path]:
    if not path.exists():
        what = "is a link to nothing" if path.is_symlink() else "does not exist"
        return Outcome(path, error=f"{path} {what}. Check the path.")
    if not path.is_file():
        return Outcome(path, error=f"{path} is neither a file nor a folder.")
    if path.suffix.casefold() not in FORMATS:
        return Outcome(path, error=f"{path.name} has an extension that is not supported. Verbatim reads {_known()}.")
    return Outcome(path, result=path)


def _known() -> str:
    return ", ".join(sorted(FORMATS))


def _below(folder: Path) -> Iterator[Outcome[Path, Path]]:
    root = folder.resolve()
    for place, folders, names in os.walk(folder, onerror=None, followlinks=False):
        folders.sort(key=natural)
        folders[:] = [name for name in folders if not _is_noise(name)]
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*linked, *names], key=natural):
            if not _is_noise(name):
                yield from _found(Path(place) / name, root)


def _found(path: Path, root: Path) -> Iterator[Outcome[Path, Path]]:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        yield Outcome(path, error=f"{path} is a link that leads outside the folder. Add the file itself.")
    elif path.is_symlink() and not path.exists():
        yield Outcome(path, error=f"{path} is a link to nothing.")
    elif path.is_file():
        yield Outcome(path, result=path if path.suffix.casefold() in FORMATS else None)


def _is_noise(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _NOISE


def natural(name: str) -> list[tuple[int, int, str]]:
    """Sort key under which P2 comes before P10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
