# Every target sets up what it needs: Python 3.11+ and the package registry are all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SERIATIM_SHARED ?= $(abspath ../shared)
export SERIATIM_SHARED

.PHONY: demo test lint types bench docs lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

demo: $(READY)          ## read the bundled reports into a series and write series.html
	$(BIN)/seriatim series build examples --db demo.db --protocol protocols/calcinosis-ctd.yaml
	$(BIN)/seriatim series page --db demo.db --out series.html

test: $(READY)          ## the whole test suite
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

bench: $(READY)         ## accuracy and speed beside peers, in the same run
	$(BIN)/python -m bench

docs: $(READY)          ## rewrite the generated parts of docs/
	$(BIN)/python -m bench.docs

lock:                   ## rewrite requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf $(VENV) .bench-venv build dist demo.db* series.html
