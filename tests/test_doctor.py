"""The doctor finds what is missing, says what to do, and gives nothing away."""

from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path

import pytest

from assistant import doctor
from assistant.identity import text_sha256


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one model, as it was shipped."""
    (tmp_path / "small.onnx").write_text("weights")
    manifest = {"files": {"small.onnx": {"sha256": text_sha256("weights")}}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def levels(folder: Path, **options: str) -> dict[str, str]:
    return {finding.name: finding.level for finding in doctor.examine(folder, **options)}


def test_a_sound_machine_has_no_problem(tmp_path: Path) -> None:
    """On the machine that runs the tests everything that the tests need is there."""
    problems = [finding for finding in doctor.examine(tmp_path) if finding.level == "problem"]

    assert problems == []


def test_shipped_models_are_hashed(weights: Path) -> None:
    """A model is right, changed or missing; each of the last two says what to do."""
    assert [finding.level for finding in doctor._weights(weights)] == ["ok"]

    (weights / "small.onnx").write_text("other")
    (changed,) = doctor._weights(weights)
    assert (changed.level, changed.detail) == ("problem", "is not the file that was shipped")

    (weights / "small.onnx").unlink()
    (missing,) = doctor._weights(weights)
    assert (missing.detail, missing.advice) == ("is missing", "Install Verbatim again.")


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json"])
def test_a_damaged_manifest_is_a_problem(weights: Path, text: str) -> None:
    """Without the list of models nothing can be said of them."""
    (weights / "manifest.json").write_text(text)

    assert [finding.detail for finding in doctor._weights(weights)] == ["their manifest is damaged"]


def test_a_missing_manifest_is_a_problem(tmp_path: Path) -> None:
    """A package without its models was not installed whole."""
    assert [finding.detail for finding in doctor._weights(tmp_path)] == ["their manifest is missing"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says which one and how to install it."""
    monkeypatch.setattr(doctor, "_requirements", lambda: ["rich", "no-such-package"])
    missing, found = doctor._packages()

    assert (missing.level, missing.advice) == ("problem", "Run: pip install no-such-package")
    assert found.detail.startswith("rich ")


def test_the_key_is_seen_and_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether there is one is said, its value nowhere."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    assert "sk-secret" not in repr(list(doctor.examine(tmp_path)))
    assert levels(tmp_path)["OPENAI_API_KEY"] == "ok"


def test_a_missing_key_is_a_problem_only_where_it_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The on-device engine needs none."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    assert levels(tmp_path)["OPENAI_API_KEY"] == "ok"
    assert levels(tmp_path, engine="openai:gpt")["OPENAI_API_KEY"] == "problem"


def test_a_folder_that_cannot_be_written_to_is_a_problem(tmp_path: Path) -> None:
    """The line says why."""
    finding = doctor._writable("study folder", tmp_path / "nowhere")

    assert (finding.level, "no such file" in finding.detail) == ("problem", True)


def test_a_full_disk_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little room is said before it is none."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(1, 1, 1000))

    assert doctor._space(tmp_path).level == "warning"
