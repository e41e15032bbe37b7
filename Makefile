# Everything runs in .venv, which is made when it is needed and again when pyproject.toml changed.
PYTHON ?= python3
PAGE ?= fixtures/pages/seed-like-markdown-three-pages.txt
BIN = .venv/bin

.PHONY: setup run test lint types bench check clean

setup: .venv/ready

# The program alone; with PDF prints, and nothing of what only its tests need.
.venv/program: pyproject.toml
	@$(PYTHON) -m venv .venv >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[pdf]" >&2
	@touch $@

.venv/ready: .venv/program
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]" >&2
	@touch $@

run: .venv/program    ## print the record of a page: make run PAGE=page.txt
	@$(BIN)/gnn9-extract "$(PAGE)"

test: setup           ## the whole suite
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

bench: setup          ## the figures of the docs
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.archive

check: lint types test    ## all that CI runs

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
