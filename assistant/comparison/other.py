"""Another study, opened to be compared with: it is read and left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.store import Store


class OtherStudy(Study):
    """A study whose database is only read."""

    @cached_property
    def store(self) -> Store:
        from assistant.store.reading import read_only

        if self.settings.database:
            # Whoever wrote that file would choose where this machine connects to.
            raise ConfigurationError(
                f"{self.folder} keeps its data in a database elsewhere, which is not opened from here.",
                hint="Compare from there: verbatim compare --study THAT_STUDY --with THIS_STUDY",
            )
        return read_only(self.folder / "verbatim.db")


@contextmanager
def open_other(folder: Path) -> Iterator[Study]:
    """The study in a folder; closed again whatever happens."""
    if not folder.is_dir():
        raise ConfigurationError(f"There is no folder {folder}.", hint="Name the folder of the other study.")
    study = OtherStudy(Study.find(folder.resolve()).folder)
    try:
        yield study
    finally:
        study.close()


def check_different(study: Study, others: list[Study]) -> None:
    """Whether each study is named once."""
    known = {study.folder.resolve()}
    for other in others:
        if other.folder.resolve() in known:
            raise ConfigurationError(
                f"{other.folder} is named twice or is the study itself.", hint="Name each other study once."
            )
        known.add(other.folder.resolve())
