"""The sample corpora imported once a session, for tests that read them and change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.study import Study
from evals.corpora import corpora, study_of


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Study]]:
    folder = tmp_path_factory.mktemp("corpora")
    studies = {name: study_of(corpus, folder / name) for name, corpus in corpora().items()}
    yield studies
    for study in studies.values():
        study.close()


@pytest.fixture(params=["loopwheel", "reviews"])
def corpus_study(request: pytest.FixtureRequest, _imported: dict[str, Study]) -> tuple[str, Study]:
    """Each corpus with its name."""
    return request.param, _imported[request.param]


@pytest.fixture
def interviews(_imported: dict[str, Study]) -> Study:
    """The twelve interviews, imported and not run."""
    return _imported["loopwheel"]
