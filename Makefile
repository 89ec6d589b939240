# Two commands do everything: `make` builds the edition, `make test` proves it. Both set up what they need in .tools and
# .venv, and are quick the second time: an environment is made anew only when its lock file changes.
.DELETE_ON_ERROR:
.PHONY: site serve test quick lint format lock clean env model-env ocr-env test-env help
.DEFAULT_GOAL := site

PYTHON ?= python3
SCRIPTS := theme/static scripts/press/cms/page scripts/press/serving scripts/conversion/review
UV := .tools/bin/uv
VENV := .venv
BIN := $(VENV)/bin
export UV_LINK_MODE ?= copy
export PYTHONUTF8 := 1

site: env ## convert, check, build and index: the edition, ready to read
	@$(BIN)/python -m scripts site

serve: env ## show the edition on 127.0.0.1 and rebuild what changes
	@$(BIN)/python -m scripts serve

test: lint ## lint, types, and all tests, the browser's included, with their coverage
	@$(BIN)/python -m pytest -q -n auto -m "not slow and not browser" --cov --cov-report=
	@$(BIN)/python -m pytest -q -m "slow or browser" --cov --cov-append --cov-report=term:skip-covered

quick: lint ## lint, types, and the tests that take seconds
	@$(BIN)/python -m pytest -q -n auto -m "not slow and not browser"

lint: test-env ## lint and types of Python and the theme's scripts, the order of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/biome check --error-on-warnings
	@DENO_DIR=$(VENV)/.deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno check --quiet --no-remote $(SCRIPTS)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

format: test-env ## lay out Python and the theme's scripts as lint wants them
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/biome check --write

# PDFs are set where pelicanconf.py asks for them; that takes more libraries.
PRINT := $(if $(shell grep -sE '^PRODUCERS_ON.*pdf' pelicanconf.py),$(VENV)/.print)

env: $(VENV)/.site $(PRINT) ## the environment that the site is made in
model-env: $(VENV)/.model ## what --reader model needs on top
ocr-env: $(VENV)/.ocr ## what extract --ocr needs on top
test-env: $(VENV)/.test $(VENV)/.browser ## the environment that tests run in

$(UV):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: install python3, or name it with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed, and $(PYTHON) is older: name another with PYTHON=..."; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "pip is needed: install python3-pip"; exit 1; }
	@echo "Setting up the tools in .tools (once)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --require-hashes --target .tools -r requirements-tools.txt

$(VENV)/.site: requirements.txt | $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.print: requirements-print.txt | $(VENV)/.site
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-print.txt
	@touch $@

$(VENV)/.model: requirements-model.txt | $(VENV)/.site
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-model.txt
	@touch $@

$(VENV)/.ocr: requirements-ocr.txt | $(VENV)/.site
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-ocr.txt
	@touch $@

$(VENV)/.test: requirements-test.txt | $(VENV)/.site
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.test
	@$(BIN)/python -m scripts browser --engines
	@touch $@

lock: $(UV) ## renew the lock files from the .in files
	@for name in requirements-tools requirements requirements-print requirements-test requirements-cluster requirements-model requirements-ocr; do \
	  $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $$name.in -o $$name.txt; done

help: ## list these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1 :\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F: '{ printf "%-12s %s\n", $$1, $$2 }'
	@echo "Every command has its own: $(BIN)/python -m scripts --help, or $(BIN)/invoke --list"

clean: ## remove what was built; the environment stays
	@rm -rf output .banmian
