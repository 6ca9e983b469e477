# make demo   the sample municipality, in a browser on this machine
# make test   everything: style, types, layers, tests
# make docs   the user guide and the decisions as web pages, in docs/_build
# make tour   the README's examples again, with what the program really answers
# make pictures  the pictures of the pages for README and guide (needs Chromium)
# make lock   new lock files from pyproject.toml (needs uv)
# make clean  takes away what the others made

.DEFAULT_GOAL := help
.PHONY: help demo test lint lock docs tour pictures clean
SHELL := /bin/bash

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 \
	&& { command -v $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Said under what pip says, which in a place without a network is only that there is no such library.
NO_LIBRARIES = { echo "The libraries could not be installed; see above. The first time, and when a lock file has changed," \
	"this needs a network, or a package index of your own (PIP_INDEX_URL)." >&2; exit 1; }

help:
	@sed -n 's/^# \(make \)/\1/p' Makefile

demo: $(VENV)/.run
	$(BIN)/jobmatch demo

test: $(VENV)/.dev
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "jobmatch needs Python 3.11, 3.12 or 3.13 with venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each stamp stands for one finished installation; a changed lock file or pyproject.toml makes it again.
$(VENV)/.run: requirements-build.lock requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-build.lock || $(NO_LIBRARIES)
	$(PIP) install --require-hashes -r requirements.lock || $(NO_LIBRARIES)
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock || $(NO_LIBRARIES)
	@touch $@

# Hashes for every platform, no registry named: pip alone can install from these.
UV_COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	printf 'hatchling>=1.27\neditables\n' | $(UV_COMPILE) - -o requirements-build.lock
	$(UV_COMPILE) pyproject.toml -c requirements-build.lock -o requirements.lock
	$(UV_COMPILE) pyproject.toml --group dev -c requirements-build.lock -c requirements.lock -o requirements-dev.lock

docs: $(VENV)/.dev
	$(BIN)/sphinx-build -W -q docs docs/_build

tour: $(VENV)/.dev
	$(BIN)/python tools/tour.py

pictures: $(VENV)/.dev
	$(BIN)/python tools/pictures.py

clean:
	rm -rf $(VENV) docs/_build build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
