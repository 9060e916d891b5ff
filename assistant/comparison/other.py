"""Another study, opened to be compared with: it is read and left as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.store import Store


class OtherStudy(Study):
    """A study whose database is only read, from this machine or from one of the `servers` that are known."""

    def __init__(self, folder: Path, servers: Collection[str] = ()) -> None:
        super().__init__(folder)
        self._servers = servers

    @cached_property
    def store(self) -> Store:
        from assistant.comparison.servers import url_on_known_server
        from assistant.store.reading import read_only, read_only_on_server

        if database := self.settings.database:
            return read_only_on_server(url_on_known_server(database, self._servers, self.folder), self.folder)
        return read_only(self.folder / "verbatim.db")


@contextmanager
def open_other(folder: Path, servers: Collection[str] = ()) -> Iterator[Study]:
    """The study in a folder; closed again whatever happens."""
    if not folder.is_dir():
        raise ConfigurationError(f"There is no folder {folder}.", hint="Name the folder of the other study.")
    study = OtherStudy(Study.find(folder.resolve()).folder, servers)
    try:
        yield study
    finally:
        study.close()


def known_servers(study: Study, named: Collection[str]) -> set[str]:
    """The server of a study itself, and those that somebody named."""
    from assistant.comparison.servers import server_of

    own = study.settings.database
    return {name.casefold() for name in named} | ({server_of(own)} if own else set())


def check_different(study: Study, others: list[Study]) -> None:
    """Whether each study is named once."""
    known = {study.folder.resolve()}
    for other in others:
        if other.folder.resolve() in known:
            raise ConfigurationError(
                f"{other.folder} is named twice or is the study itself.", hint="Name each other study once."
            )
        known.add(other.folder.resolve())
