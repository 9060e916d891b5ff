"""The wheel holds all that the program needs: installed elsewhere, with the checkout out of reach, it does the job."""

from __future__ import annotations

import json
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.running import ROOT, machine_without_settings

NEEDED = (
    "assistant/engines/ondevice/weights/manifest.json",
    "assistant/engines/ondevice/weights/embedding.onnx",
    "assistant/engines/ondevice/weights/tokenizer.json",
    "assistant/export/study.schema.json",
    "assistant/store/migrations/env.py",
    "assistant/store/migrations/versions/0001_the_first_schema.py",
    "tui/app.py",
    "tui/screens/claims.tcss",
    "evals/__init__.py",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        env=machine_without_settings(folder),
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_the_program_needs(wheel: Path) -> None:
    """Weights, prompts, samples, schema, migrations and styles; and no tests."""
    names = zipfile.ZipFile(wheel).namelist()
    data = [path for folder in ("prompts", "corpora") for path in (ROOT / folder).rglob("*") if path.is_file()]

    assert data
    assert {f"assistant/_data/{path.relative_to(ROOT).as_posix()}" for path in data} <= set(names)
    assert [needed for needed in NEEDED if not any(name.startswith(needed) for name in names)] == []
    assert [name for name in names if name.startswith(("tests/", "corpora/", "prompts/", "build/"))] == []


def test_every_weight_of_the_manifest_is_in_the_wheel(wheel: Path) -> None:
    """The program checks them by this list when it starts."""
    with zipfile.ZipFile(wheel) as archive:
        folder = "assistant/engines/ondevice/weights/"
        manifest = json.loads(archive.read(folder + "manifest.json"))

        assert [name for name in manifest["files"] if folder + name not in archive.namelist()] == []


@pytest.mark.slow
def test_an_installed_program_does_the_whole_job(wheel: Path, tmp_path: Path) -> None:
    """From another folder, with an empty home: import, run, report and a study that verifies."""
    home, python = tmp_path / "home", install(wheel, tmp_path / "venv")
    home.mkdir()
    command = python.with_name("verbatim")

    def call(*words: str) -> str:
        done = subprocess.run(
            [str(command), *words],
            cwd=home,
            env=machine_without_settings(home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import assistant; print(assistant.__file__)"], cwd=home, capture_output=True, check=True
    )
    assert str(tmp_path) in where.stdout.decode()
    assert str(ROOT) not in where.stdout.decode()

    call("demo", "try-it", "--no-review")
    call("verify", "--study", "try-it")
    study = json.loads((home / "try-it" / "exports" / "study.json").read_text(encoding="utf-8"))
    assert len(study["sources"]) >= 12
    assert len(study["personas"]) >= 3
    assert (home / "try-it" / "exports" / "report.md").stat().st_size > 10_000
    assert "Examples" in call("--help")


def install(wheel: Path, folder: Path) -> Path:
    """A Python with the wheel, and with the libraries of this one but not its editable checkout."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    (packages,) = (folder / "lib").glob("python3*/site-packages")
    # Listed like this, the other folder's own .pth files, among them the one that leads to the checkout, are not read.
    libraries = [place for place in site.getsitepackages() if Path(place).is_dir()]
    (packages / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    pip += ["--force-reinstall", "--ignore-installed", "--disable-pip-version-check", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, env=machine_without_settings(folder))
    return python
