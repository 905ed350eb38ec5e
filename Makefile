# make docs   the pages of docs/ as a site, in build/docs
# make demo   events of six example reports, in a table       make bench   speed and memory, step by step
# make test   every check there is                            make wheel   dist/marsad-*.whl
# make gold   check and count the annotated reports           make train   learn the weights from them
# make parts  what the desk takes from npm

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
  $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INPUTS := pyproject.toml hatch_build.py $(wildcard scripts/build_geonames.py)

PARTS := src/marsad/web/static/parts/htmx.min.js

.PHONY: help demo docs parts test bench bench-compare bench-large gold train floors wheel lock clean
.DELETE_ON_ERROR:

help:
	@sed -n '1,5s/^# //p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Marsad needs Python 3.11 or newer: install it, or name it with make PYTHON=..." >&2; exit 2; }
	@echo "· making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

# What running Marsad needs.
$(VENV)/.runtime: $(INPUTS) | $(BIN)/python
	@echo "· installing Marsad"
	@$(PIP) install --editable .
	@touch $@

# What developing it needs: everything pinned, with hashes.
$(VENV)/.dev: $(INPUTS) requirements-dev.lock | $(BIN)/python
	@echo "· installing the tools of requirements-dev.lock"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --editable .
	@touch $(VENV)/.runtime $@

demo: $(VENV)/.runtime
	@echo "· marsad extract --examples: six reports, written for Marsad, of invented events"
	@$(BIN)/marsad extract --examples

# Parts of the desk that others wrote, from npm's packages as front/package-lock.json names them.
$(PARTS): front/package-lock.json scripts/take_parts.py | $(BIN)/python
	@echo "· taking the desk's parts"
	@$(BIN)/python scripts/take_parts.py
	@touch $@

parts: $(PARTS)

test: $(VENV)/.dev $(PARTS)
	@echo "· ruff";          $(BIN)/ruff check --quiet .
	@echo "· ruff format";   $(BIN)/ruff format --check --quiet .
	@echo "· mypy";          $(BIN)/mypy --no-error-summary
	@echo "· lint-imports";  $(BIN)/lint-imports >$(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }
	@echo "· data check";    $(BIN)/marsad data check
	@echo "· gold";          $(BIN)/python scripts/check_gold.py gold >$(VENV)/gold.log || { tail -20 $(VENV)/gold.log; exit 1; }
	@echo "· pytest";        $(BIN)/python -m pytest

docs: $(VENV)/.dev
	@$(BIN)/python -m sphinx -q -b html docs build/docs
	@echo "build/docs/index.html"

gold: $(VENV)/.dev
	@$(BIN)/python scripts/check_gold.py gold

train: $(VENV)/.dev
	@$(BIN)/marsad train gold/dev gold/dev2 gold/dev3 happenings/dev --calibrate gold/blind --calibrate gold/blind2 --calibrate gold/blind3 $(if $(GAZETTEER),--gazetteer $(GAZETTEER))

# Raises what the figures may not fall below to what they reach now.
floors: $(VENV)/.dev
	@$(BIN)/python scripts/raise_floors.py

# Peers are measured beside, in an environment of their own; where they cannot be had, Marsad alone is measured.
bench: $(VENV)/.dev
	@test -x build/peers/bin/python || { echo "· installing the peers of bench/requirements.txt"; \
	  $(BIN)/python -m venv build/peers && build/peers/bin/python -m pip --quiet --disable-pip-version-check install \
	  --requirement bench/requirements.txt || rm -rf build/peers; }
	@$(BIN)/python bench/run.py $(if $(ONLY),--only $(ONLY)) --peers build/peers/bin/python

# make bench-compare OLD=bench/results/A.json NEW=bench/results/B.json
bench-compare: $(BIN)/python
	@$(BIN)/python bench/compare.py $(OLD) $(NEW)

# Larger loads, minutes and gigabytes: WHAT is places, merge, export, desk, rate, search or crash.
bench-large: $(VENV)/.dev
	@test -f bench/large_$(WHAT).py || { echo "WHAT is one of: $(patsubst bench/large_%.py,%,$(wildcard bench/large_*.py))" >&2; exit 2; }
	@$(BIN)/python bench/large_$(WHAT).py $(ARGUMENTS)

wheel: $(VENV)/.dev
	@$(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist/*.whl

# Needs uv; the lock holds for Python 3.11 to 3.14 and names no index.
lock:
	@cp requirements-dev.lock $(VENV)/lock.txt
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --quiet --output-file $(VENV)/lock.txt
	@{ echo '# Development dependencies, pinned with hashes for Python 3.11 to 3.14; made by `make lock`.'; \
	  cat $(VENV)/lock.txt; } >requirements-dev.lock

clean:
	@rm -rf $(VENV) dist build data/places/geonames.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
