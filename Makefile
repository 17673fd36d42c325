# What a person does here, and what CI does: the same targets.

CHECKS  := check-style check-format check-types check-scripts check-imports check-content

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-browser setup-servers setup-engines serve edit test test-deep quick site offline-zip \
	check $(CHECKS) format shots bench sbom audit lock clean
MAKEFLAGS += --no-print-directory

BIN     := .venv/bin
# The Node that comes with the Python packages; the machine's own is never used.
NODE    := $(BIN)/node
NPM     := $(NODE) .venv/npm/bin/npm-cli.js
# Our own packages have no hash, and set-up needs none of them: they are imported in place.
COMPILE := $(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.12 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links \
	$(addprefix --no-emit-package symptom-,checker checker-workshop site)
# One process of tests for each processor; one that has ended takes over tests of another, so that none waits.
BESIDE  := --numprocesses auto --dist worksteal
PORT    ?= 8000
EDIT_PORT ?= 8001

export PYTHON
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

setup: ## install what building needs, if anything changed
	@sh .ci/setup build

setup-dev: ## the same, with what checks and tests need
	@sh .ci/setup dev

setup-browser: ## the same, with a Chromium for the browser tests
	@sh .ci/setup dev browser

setup-servers: ## the same, with nginx and Caddy for the tests of the recipes for hosts
	@sh .ci/setup dev browser servers

setup-engines: ## the same as setup-browser, with Firefox and WebKit for the tests in three engines
	@sh .ci/setup dev browser engines

serve: site ## build the site and show it on 127.0.0.1:8000
	@$(BIN)/python hooks/symptom_site/preview.py site --port $(PORT)

edit: setup ## live preview on 127.0.0.1:8001 while you write (no offline copy)
	@LIVE_PREVIEW=1 $(BIN)/watchfiles --filter default \
		'$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(EDIT_PORT)' $(wildcard hooks checker)

site: setup ## build the site into site/, any warning is an error
	@$(BIN)/mkdocs build --strict
	@PYTHONPATH=hooks $(BIN)/python -m symptom_site.cli compress site

test: setup-servers site ## everything, in a real browser too
	@$(BIN)/pytest $(BESIDE)

test-deep: setup-engines site ## what takes longest: all damaged inputs, and a reader's ways in Chromium, Firefox and WebKit
	@$(BIN)/pytest $(BESIDE) -m deep

quick: setup-dev site ## all tests but those in a browser and those that take minutes
	@$(BIN)/pytest $(BESIDE) -m 'not browser and not slow and not deep'

check: setup-dev ## style, types, import rules, content; names all that is wrong, and then fails
	@$(MAKE) --keep-going $(CHECKS)

check-style: ; $(BIN)/ruff check
check-format: ; $(BIN)/ruff format --check
check-types: ; $(BIN)/mypy
check-scripts: ## what runs in browsers: types, style
	$(NODE) node_modules/.bin/tsc
	$(NODE) node_modules/.bin/tsc --project .ci/tsconfig.service-worker.json
	$(NODE) node_modules/.bin/biome lint --error-on-warnings
check-imports: ; PYTHONPATH=.ci:hooks $(BIN)/lint-imports --no-logo
check-content: ## pages and tables, in the words of each region
	PYTHONPATH=hooks $(BIN)/python -m symptom_site.cli check
	PYTHONPATH=hooks $(BIN)/python -m symptom_site.cli check --region GB

format: setup-dev ## fix style where it can be done by machine
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

shots: setup-browser site ## pictures of the chief pages into shots/
	@PYTHONPATH=tests:hooks $(BIN)/python -m browser.shots

offline-zip: site ## the site to open from a disk (folder and zip), in one file, and as a book, into editions/
	@PYTHONPATH=hooks $(BIN)/python -m symptom_site.cli editions

bench: setup-browser site ## measure the checker: its size, a step, how it grows, the start
	@$(BIN)/pytest tests/bench/bench_*.py

sbom: setup-dev site ## what the site is made of, as sbom.cdx.json (CycloneDX)
	@PYTHONPATH=hooks $(BIN)/python -m symptom_site.cli sbom

audit: setup-dev ## known faults of all packages; fails too where nobody could be asked
	@$(BIN)/python .ci/audit.py

# Not `setup`: that installs what the lock files say, and fails where they do not fit yet.
lock: | .venv/npm ## write the lock files after a change to a pyproject.toml or package.json (UPGRADE=--upgrade: newest of all)
	$(COMPILE) --group build -o requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt -o requirements-dev.txt
	$(NPM) install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

.venv/npm:
	@sh .ci/setup build

clean: ## remove everything that was made here, the environment too
	rm -rf .venv .build node_modules site shots .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
