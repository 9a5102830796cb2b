# Executable documentation: every command that people and CI use. Only Python (>= 3.11) and make are needed.

# The first that runs and is new enough: a version manager's shim may stand on the path and not run.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
ARGS   ?=

.PHONY: demo test check lint data docs fix slow bench bench-reader bench-update clean help

help:             ## list the commands
	@grep -E '^[a-z-]+: .*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

# --- for newcomers ---------------------------------------------------------------------------------------------

demo: $(VENV)/.runtime    ## make .venv, install, code the bundled sample, print it, and show it in a browser
	@$(BIN)/legation demo

test: $(VENV)/.dev        ## run the tests
	@$(BIN)/python -m pytest -n auto $(ARGS)

# --- for makers ------------------------------------------------------------------------------------------------

check: lint test data docs   ## all that CI runs: lint, types, import contracts, tests, data, docs

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

data: $(VENV)/.dev
	$(BIN)/python -m tools.check_kb
	$(BIN)/python -m tools.corpus check

docs: $(VENV)/.dev        ## check that the generated pages are fresh
	$(BIN)/python -m tools.make_docs --check

fix: $(VENV)/.dev         ## format, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.make_docs

slow: $(VENV)/.dev        ## the slow tests
	$(BIN)/python -m pytest -n auto -m slow $(ARGS)

bench: $(VENV)/.dev       ## measure on the gold where present, and compare with the floors
	$(BIN)/python -m bench.gate

bench-update: $(VENV)/.dev  ## measure and raise the floors
	$(BIN)/python -m bench.gate --update

bench-reader: $(VENV)/.dev  ## measure the reader alone
	$(BIN)/python -m bench.reader

clean:            ## remove what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "legation: needs Python 3.11 or newer; say make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "legation: making $(VENV) with $(PYTHON)" >&2
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.runtime: $(BIN)/python pyproject.toml
	@echo "legation: installing (numpy, onnxruntime, sqlalchemy, starlette and a few small ones); about a minute the first time" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar on -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "legation: installing what the tests need" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
