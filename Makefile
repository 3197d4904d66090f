# Every target sets itself up: a machine with Python 3.11 or newer, git and make is enough.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
PYTHONS := python3.13 python3.12 python3.11 python3 python

# uv works on our .venv, with a Python that is already here.
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport VIRTUAL_ENV
# Each flow run is a program of its own: without compiled code it starts in twice the time.
unexport PYTHONDONTWRITEBYTECODE

SYNC = uv=$$(command -v $(BIN)/uv || command -v uv) && "$$uv" sync --quiet --frozen --inexact

# Two processes more than cores, four at most; tests that share a server stay together (tests/conftest.py).
SIDE_BY_SIDE = --numprocesses auto --maxprocesses 4 --no-loadscope-reorder

.PHONY: help
help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## Play the three pilots' approval from plan to clearance; EXIT=1 ends when it is over
	@$(BIN)/emulation demo $(if $(filter-out 0,$(EXIT)),--exit)

.PHONY: start
start: $(READY) ## Run server, worker and mail catcher for real use, until Ctrl-C
	@$(BIN)/emulation start

.PHONY: check
check: $(READY) ## Style, types, import directions, every template and message
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --quiet -m complete

# Without the tests of completeness, which the checks have just run.
.PHONY: test
test: check ## All checks and all tests
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not attack and not complete"

.PHONY: test-fast
test-fast: $(READY) ## The pure tests alone, in seconds: no file, no database
	@$(BIN)/pytest $(SIDE_BY_SIDE) --quiet tests/unit

.PHONY: attack
attack: $(READY) ## Attack every door, tamper with the record a thousand ways, and play histories never tried; many minutes
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "attack or hypothesis" --hypothesis-profile=new -rP

.PHONY: scale-test
scale-test: $(READY) ## Kill each part of a cluster and of one machine while a province works; CHAINS=6 DESK=20 UNITS=300 SEED=2; an hour
	SCALE_CHAINS=$(or $(CHAINS),30) SCALE_DESK=$(or $(DESK),200) SCALE_UNITS=$(or $(UNITS),11000) SCALE_SEED=$(or $(SEED),1) \
		$(BIN)/pytest -n0 -s tests/scale

.PHONY: bench
bench: $(BENCH_READY) ## Measure our speed against what others would use; PART=chains measures that part alone
	@$(BIN)/python -m tests.bench $(PART)

.PHONY: format
format: $(READY) ## Put the code into its one format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: lock
lock: $(READY) ## Renew uv.lock after a change of dependencies
	@uv=$$(command -v $(BIN)/uv || command -v uv) && "$$uv" lock --default-index https://pypi.org/simple

.PHONY: clean
clean: ## Remove what the targets made, but never data/
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist

$(BIN)/python:
	@python=; for candidate in $(PYTHONS); do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "No Python 3.11 or newer was found on PATH (tried: $(PYTHONS)). Install one and try again." >&2; exit 1; \
	fi; \
	"$$python" -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "$$python could not make a virtual environment; on Debian or Ubuntu, install its python3-venv package." >&2; exit 1; \
	}

$(READY): $(BIN)/python pyproject.toml uv.lock
	@if ! command -v $(BIN)/uv >/dev/null && ! command -v uv >/dev/null; then \
		echo "Fetching uv into $(VENV) ..."; $(BIN)/python -m pip install --quiet uv; \
	fi
	@echo "Fetching what uv.lock names into $(VENV) ..."
	@$(SYNC)
	@touch $@

$(BENCH_READY): $(READY)
	@$(SYNC) --group bench
	@touch $@
