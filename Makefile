# Everything works on a fresh machine: the first target that is asked for makes the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= sverige
PORT ?= 8050

.PHONY: run test bench drill check lock clean help
.DEFAULT_GOAL := help

help:  ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(VENV)/.run node_modules/.done  ## the server on 127.0.0.1:8050 with the real data (DATA=…, PORT=…)
	@$(BIN)/python -m dashboard run --data $(DATA) --port $(PORT)

test: $(VENV)/.dev node_modules/.done  ## lint, types, import rules and every test; installs what it needs, a browser too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.dev  ## lint, types, import rules, the data, the list of parts (build/sbom.json), known holes in them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m dashboard check data/sverige
	$(BIN)/python -m deploy.supply sbom
	$(BIN)/python -m deploy.supply audit

bench: $(VENV)/.bench node_modules/.done  ## the benchmarks: a table, and benchmarks/results.json
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.scale

drill: $(VENV)/.dev node_modules/.done  ## a screen for 5 000 views, and faults made to servers (ONLY=worker …): a table, and results.json
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m benchmarks.drill $(foreach part,$(ONLY),--only $(part)) $(if $(SHORT),--short)

lock: $(VENV)/.dev  ## the lock files anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group bench -o requirements-bench.lock

clean:  ## the environment and everything made
	rm -rf $(VENV) node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

# Vizro is a benchmark's opponent and not a dependency: it has an environment of its own.
$(VENV)/.bench: $(VENV)/.dev requirements-bench.lock
	$(PYTHON) -m venv build/vizro
	build/vizro/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@touch $@

# Plotly's basic bundle is a third of the full one. Without npm, or without a registry, the full one serves.
node_modules/.done: package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || echo "npm could not install Plotly's basic bundle; the full one serves instead"; \
	else echo "npm is not here: pages load Plotly's full bundle instead of the basic one"; fi
	@mkdir -p node_modules && touch $@
