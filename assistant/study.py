"""A study is a folder: its settings, the originals, the database, the index and the exports."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.identity import digest

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.store import Store
    from assistant.store.glance import Glance

FILE_NAME = "study.toml"


class Study:
    """An open study. Settings are read and the database is opened when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def settings(self) -> Settings:
        """What study.toml says; ConfigurationError where it cannot be read."""
        # pydantic costs a sixth of a second, and the review app paints before it needs a setting.
        from assistant.settings import read_settings

        return read_settings(self.folder / FILE_NAME)

    @classmethod
    def create(cls, folder: Path, name: str, question: str = "") -> Study:
        """Make a new study; a folder that holds one already is refused."""
        if (folder / FILE_NAME).exists():
            raise ConfigurationError(f"{folder} already holds a study.", hint="Choose another folder.")
        from assistant.settings import parse_settings, template

        text = template(name, question)
        parse_settings(tomllib.loads(text), "The new study")
        try:
            for part in (folder, folder / "sources", folder / "exports"):
                part.mkdir(parents=True, exist_ok=True)
            (folder / FILE_NAME).write_text(text, encoding="utf-8")
        except OSError as error:
            raise ConfigurationError(f"{folder} cannot be written to: {error.strerror}.") from error
        return cls(folder)

    def extend_settings(self, entries: str) -> None:
        """Put more tables at the end of study.toml; what would not be valid there is not written."""
        from assistant.settings import parse_settings

        path = self.folder / FILE_NAME
        text = path.read_text(encoding="utf-8-sig").rstrip() + "\n" + entries
        self.__dict__["settings"] = parse_settings(tomllib.loads(text), str(path))
        partial = path.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)

    @classmethod
    def find(cls, start: Path) -> Study:
        """The study in a folder, or in the nearest folder above it."""
        for folder in (start, *start.parents):
            if (folder / FILE_NAME).is_file():
                return cls(folder)
        raise ConfigurationError(
            f"There is no study in {start}.",
            hint="Make one with `verbatim init FOLDER`, or name one with `--study FOLDER`.",
        )

    @property
    def sources_dir(self) -> Path:
        return self.folder / "sources"

    @property
    def exports_dir(self) -> Path:
        return self.folder / "exports"

    @property
    def index_dir(self) -> Path:
        return self.folder / "index"

    @property
    def index_name(self) -> str:
        """The study's collection on a Chroma server that several studies share."""
        return f"verbatim-{digest(self.settings.name, str(self.folder.resolve()))[:16]}"

    @cached_property
    def store(self) -> Store:
        """The study's database, brought to the newest schema."""
        from assistant.store import Store, parse_url, sqlite_url

        url = self.settings.database
        return Store(parse_url(url) if url else sqlite_url(self.folder / "verbatim.db"))

    def glance(self) -> Glance | None:
        """Its figures, before settings and database are opened in full; None where that is needed for them."""
        from assistant.store.glance import glance

        try:
            data = tomllib.loads((self.folder / FILE_NAME).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            # The settings say what is wrong with the file when they are read.
            return None
        return None if data.get("database") else glance(self.folder / "verbatim.db")

    def close(self) -> None:
        """Give the database free, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()
