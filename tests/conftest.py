"""What every test stands on: a machine without the developer's own settings, without a network, and studies.

The sample study and its runs are made once a session (once a worker) and copied for whoever wants to change them.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.resources import data_dir
from assistant.study import Study
from assistant.testing import HashingEmbedder, KeywordEngine
from tests.running import machine_without_settings

# How long an example takes depends on what else the machine does; a slow one is no fault of the program.
settings.register_profile("verbatim", deadline=None)
settings.load_profile("verbatim")


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide home, settings, keys, locale and terminal of whoever runs the tests."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    kept = machine_without_settings(home)
    for name in set(os.environ) - set(kept):
        monkeypatch.delenv(name)
    for name, value in kept.items():
        monkeypatch.setenv(name, value)


class NetworkError(RuntimeError):
    """A test reached for another machine."""


_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 - compared with, never bound


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """No test talks to another machine; loopback and sockets in files are no network."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(host, bytes):
            host = host.decode()
        if host and not str(host).startswith(_LOOPBACK):
            raise NetworkError(f"A test opens a connection to {host}.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **more: Any) -> Any:
        check((host or "",))
        return look_up(host, *args, **more)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    patch.undo()


@pytest.fixture
def new_study(tmp_path: Path) -> Iterator[Study]:
    """An empty study."""
    study = Study.create(tmp_path / "study", "A study")
    yield study
    study.close()


@pytest.fixture
def engine() -> KeywordEngine:
    """An engine that codes by plain words."""
    return KeywordEngine()


@pytest.fixture
def embedding() -> HashingEmbedder:
    """An embedding that needs no model."""
    return HashingEmbedder()


@pytest.fixture(scope="session")
def sample_files() -> Path:
    """The interviews of the sample study."""
    return data_dir("corpora") / "loopwheel" / "interviews"


@pytest.fixture(scope="session")
def _sample_run(tmp_path_factory: pytest.TempPathFactory, sample_files: Path) -> Path:
    from assistant.running import run_study

    study = Study.create(tmp_path_factory.mktemp("sample") / "study", "Loopwheel riders")
    for outcome in import_files(study, [sample_files], ReadOptions()):
        assert outcome.ok, outcome.error
    run_study(study, lambda _progress: None)
    study.close()
    return study.folder


@pytest.fixture
def sample_study(_sample_run: Path, tmp_path: Path) -> Iterator[Study]:
    """The sample study after a run of the on-device engine; a copy of the test's own."""
    study = Study(shutil.copytree(_sample_run, tmp_path / "sample"))
    yield study
    study.close()


@pytest.fixture
def reopened() -> Iterator[Callable[[Study], Study]]:
    """The study as another process would find it."""
    opened: list[Study] = []

    def again(study: Study) -> Study:
        study.close()
        opened.append(Study(study.folder))
        return opened[-1]

    yield again
    for study in opened:
        study.close()
