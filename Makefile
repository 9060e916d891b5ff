# make demo   set everything up and do the whole job on the sample study
# make test   set everything up and run every check
# make gate   measure grounding, coding and redaction on the sample corpora; fails under the floors in evals/gates.toml
# make figures   measure the same, and write the table of the README
# make pictures   take the pictures of the documentation anew
# make lock   pin the newest versions that fit pyproject.toml (needs uv)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
STUDY := build/demo

.PHONY: demo test check gate figures lock pictures clean

demo: $(VENV)/.ready
	$(BIN)/verbatim demo $(STUDY)

test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(MAKE) gate

gate: $(VENV)/.ready
	$(BIN)/verbatim eval grounding extraction redaction --gate evals/gates.toml

figures: $(VENV)/.ready
	$(BIN)/python -m evals.readme

check: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbatim needs Python 3.11 or newer: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)

# Installing from pinned versions; pip compiles what it installs, so that the command starts at once.
$(VENV)/.ready: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q assistant tui evals
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

lock:
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

pictures: demo $(VENV)/.ready-dev
	$(BIN)/python -m tests.tui.pictures $(STUDY) docs/pictures
