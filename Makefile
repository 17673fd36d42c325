# What a person does here, and what CI does: the same targets.

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser serve edit test quick site check format shots bench lock clean
MAKEFLAGS += --no-print-directory

BIN     := .venv/bin
# The Node that comes with the Python packages; the machine's own is never used.
NODE    := $(BIN)/node
NPM     := $(NODE) .venv/npm/bin/npm-cli.js
PORT    ?= 8000
EDIT_PORT ?= 8001

export PYTHON
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

setup: ## install what building needs, if anything changed
	@sh .ci/setup python node

setup-browser: setup ## the same, with a Chromium for the browser tests
	@sh .ci/setup browser

serve: site ## build the site and show it on 127.0.0.1:8000
	@$(BIN)/python hooks/parts/preview.py site --port $(PORT)

edit: setup ## live preview on 127.0.0.1:8001 while you write (no offline copy)
	@LIVE_PREVIEW=1 $(BIN)/watchfiles --filter default \
		'$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(EDIT_PORT)' $(wildcard hooks checker)

site: setup ## build the site into site/, any warning is an error
	@$(BIN)/mkdocs build --strict

test: setup-browser site ## everything, in a real browser too
	@$(BIN)/pytest

quick: site ## everything but the browser tests, in under 2 minutes
	@$(BIN)/pytest -m 'not browser'

check: setup ## style, types, import rules, content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=.ci:hooks $(BIN)/lint-imports --no-logo
	$(BIN)/python -m symptom_checker lint
	PYTHONPATH=hooks $(BIN)/python -m parts.readability docs checker/knowledge

format: setup ## mend style where it can be done by machine
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

shots: setup-browser site ## pictures of the chief pages into shots/
	@PYTHONPATH=tests:hooks $(BIN)/python -m browser.shots

bench: setup-browser site ## measure the checker: its size, a step, how it grows, the start
	@$(BIN)/pytest tests/bench/bench_*.py

lock: setup ## write both lock files after a change to requirements.in or package.json (UPGRADE=--upgrade: newest of all)
	$(BIN)/python -m uv pip compile -q $(UPGRADE) --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(NPM) install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

clean: ## remove everything that was made here, the environment too
	rm -rf .venv .build node_modules site shots .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
