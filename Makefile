# Two commands: `make run` and `make test`. They need python3 (3.11 or later), python3-venv and make.

PYTHON ?= python3
ANSWERABLE_DATA ?= $(CURDIR)/data
export ANSWERABLE_DATA
BIN := .venv/bin

.PHONY: run test fast bench clean

run: .make/run
	@exec $(BIN)/answerable run

test: .make/test
	@$(BIN)/python -m tests.everything

# The tests without the browser and the slow properties: what one runs between two edits.
fast: .make/test
	@$(BIN)/python -m tests.everything --fast

bench: .make/test
	@$(BIN)/python -m bench

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Answerable needs Python 3.11 or later. Install it, or name it: make run PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 2; }

# --no-deps: the lists are whole, so nothing is left to resolve. Debian 12's pip, left to resolve, asks for a hash of the
# newest coverage[toml] as soon as one newer than the pinned release exists, and installs nothing.
.make/run: .venv/bin/python requirements.txt pyproject.toml hatch_build.py build_steps/*.py
	@echo "Installing (about a minute the first time)."
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@mkdir -p .make && touch $@

.make/test: .make/run requirements-test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.txt
	@mkdir -p .make && touch $@

clean:
	rm -rf .venv .make .mypy_cache .ruff_cache .pytest_cache .hypothesis
