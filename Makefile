# One word a task. `make run` and `make test` do all the set-up themselves: they need Python 3.11 or later, and make.

SHELL := /bin/sh
BIN := .venv/bin
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	command -v "$$name" >/dev/null 2>&1 && "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
PORT ?= 8000
RUN ?= --example --no-browser
WORKERS ?= auto

.DELETE_ON_ERROR:
.PHONY: help run test check lint format types contracts lock bench score clean

help: ## list the words
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.installed ## open the workspace on the worked example
	@$(BIN)/secretariat up --port $(PORT) $(RUN)

test: .venv/.installed-dev ## run the tests; on PostgreSQL too where TEST_DATABASE_URL names a server
ifdef TEST_DATABASE_URL
	@DATABASE_URL="$(TEST_DATABASE_URL)" $(BIN)/python -m pytest -q -n $(WORKERS) -m "database or postgresql"
	@$(BIN)/python -m pytest -q -n $(WORKERS)
else
	@SECRETARIAT_POSTGRESQL_LEFT_OUT=1 $(BIN)/python -m pytest -q -n $(WORKERS)
endif

check: lint types contracts ## everything that is checked without running the product

lint: .venv/.installed-dev ## style and limits
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet

format: .venv/.installed-dev ## put the style right where that can be done by machine
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

types: .venv/.installed-dev ## check the types
	@SECRETARIAT_SECRET_KEY=types $(BIN)/mypy

contracts: .venv/.installed-dev ## check who imports whom
	@$(BIN)/lint-imports

lock: .venv/.installed-dev ## write the lists of exact versions anew, as high as pyproject.toml allows
	@$(LOCK) --upgrade --group build --output-file requirements/run.txt
	@$(LOCK) --upgrade --group dev --output-file requirements/dev.txt

bench: .venv/.installed-dev ## measure the reading
	@$(BIN)/python -m benchmarks

score: .venv/.installed-dev ## score the reading against labelled records, where they stand beside the project
	@if [ -f ../shared/score_records.py ]; then \
		$(BIN)/python ../shared/score_records.py ../shared/records -- $(BIN)/secretariat read --format json; \
	else echo "left out: there are no labelled records in ../shared"; fi

clean: ## take away what was made, except your data in var/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

.venv/bin/python:
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		echo "Secretariat needs Python 3.11 or later, and none was found. Install it, or name it: make PYTHON=..." >&2; \
		exit 1; fi; \
	"$$python" -m venv .venv || { rm -rf .venv; \
		echo "$$python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/.installed: .venv/bin/python requirements/run.txt pyproject.toml
	@echo "Installing what Secretariat needs (once) ..."
	@$(INSTALL) --require-hashes --requirement requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: .venv/bin/python requirements/dev.txt pyproject.toml
	@echo "Installing what Secretariat and its tests need (once) ..."
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch .venv/.installed $@
