"""The sample corpora that ship with gold: where they lie, and a study made of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.resources import data_dir
from assistant.study import Study
from evals.gold.rows import GoldRow, read_rows


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files to import, and the folder with the codings of them."""

    name: str
    files: Path
    gold: Path

    def rows(self, which: str = "gold") -> list[GoldRow]:
        """The adjudicated gold, or one of the passes `coder-a` and `coder-b`."""
        return read_rows(self.gold / f"{which}.jsonl")


def corpora() -> Mapping[str, Corpus]:
    """All of them by name."""
    home = data_dir("corpora")
    interviews = Corpus("loopwheel", home / "loopwheel" / "interviews", home / "loopwheel" / "gold")
    reviews = Corpus("reviews", home / "reviews" / "loopwheel_reviews.csv", home / "reviews" / "gold")
    return {corpus.name: corpus for corpus in (interviews, reviews)}


def find_corpus(name: str) -> Corpus:
    """The corpus called so; ConfigurationError names the ones there are."""
    known = corpora()
    if name not in known:
        raise ConfigurationError(f"There is no sample corpus {name!r}.", hint=f"There are {', '.join(known)}.")
    return known[name]


def study_of(corpus: Corpus, folder: Path) -> Study:
    """A new study with the corpus imported; the first file that cannot be read is an error."""
    study = Study.create(folder, f"Evals of {corpus.name}")
    for outcome in import_files(study, [corpus.files], ReadOptions()):
        if outcome.error:
            study.close()
            raise ConfigurationError(f"The sample corpus {corpus.name} cannot be imported: {outcome.error}")
    return study
