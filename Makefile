# `make run` and `make test` need Python 3.11 or newer and nothing else: the environment is made in .venv.

PYTHON ?= python3
WORKERS ?= 2
# A worker that has nothing left takes over tests that another one has not begun.
PYTEST ?= -n $(WORKERS) --dist worksteal
DEBIAN_15 ?= /usr/lib/postgresql/15/bin
SEED ?= 1
INPUTS ?= 20000

ENV := .venv
BIN := $(ENV)/bin
# Compiled as it is installed: where it may not be written to later, each start would compile all of it anew.
UV := VIRTUAL_ENV=$(CURDIR)/$(ENV) $(BIN)/uv pip install --quiet --compile-bytecode

# Else each worker, and each process that a test starts, compiles all of Crux anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run play test oldest chaos failover load bench regression growth soak peers fuzz lint format types walls words reference pictures readers check pins sbom docs clean

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

run: $(ENV)/.runtime ## Run the bot (with DISCORD_TOKEN) or the offline demo (without)
	@$(BIN)/crux run

play: $(ENV)/.dev ## Open a simulated server in the browser, with the real bot in it
	@$(BIN)/crux play

test: $(ENV)/.dev ## Run all tests on an embedded PostgreSQL
	@$(BIN)/python -m pytest $(PYTEST)

# Code 5 of pytest: nothing of what PYTEST asks for meets a database, so there is nothing to run.
oldest: $(ENV)/.dev ## Run what could differ on the oldest PostgreSQL that is supported: Debian's 15, where it is
	@if [ -x $(DEBIAN_15)/postgres ]; then \
		TEST_POSTGRES_PROGRAMS=$(DEBIAN_15) $(BIN)/python -m pytest $(PYTEST) \
			|| [ $$? -eq 5 ]; \
	else echo "No PostgreSQL 15 in $(DEBIAN_15): the tests ran on the embedded one alone"; fi

chaos: $(ENV)/.dev ## Break everything for minutes and count what was lost or doubled [SEED=n]
	@$(BIN)/python -m tests.chaos $(if $(SEED),--seed $(SEED))

failover: $(ENV)/.dev ## Kill the primary of a Patroni cluster amid clicks and digests, where Debian's patroni and etcd-server are
	@$(BIN)/python -m tests.failover

load: $(ENV)/.dev ## Load in full: 200 people in one debate, 1,000 digests in one minute
	@$(BIN)/python -m tests.load

bench: $(ENV)/.dev ## Measure against the floors, print a table and write benchmarks/results.json [JOBS=clicks tags …]
	@$(BIN)/python -m benchmarks $(JOBS)

regression: $(ENV)/.dev ## Fail where a click or a tag takes a quarter more processor time than it did [WRITE=1: a new baseline]
	@$(BIN)/python -m benchmarks.regression $(if $(WRITE),--write)

growth: $(ENV)/.dev ## Measure a click with a thousand times as much, and write docs/growth.md [THINGS=entries people …]
	@$(BIN)/python -m benchmarks.click_growth $(THINGS)

soak: $(ENV)/.dev ## Click for an hour at a tenth of saturation, and write docs/growth.md [MINUTES=60]
	@$(BIN)/python -m benchmarks.soak $(if $(MINUTES),--minutes $(MINUTES))

peers: $(ENV)/.dev ## Measure beside the bots of other libraries and write the tables [TABLE=clicks or memory]
	@$(BIN)/python -m benchmarks.peers $(TABLE)

fuzz: $(ENV)/.dev ## Hostile input from SEED, as much as INPUTS says
	@$(BIN)/python -m tests.fuzz --seed $(SEED) --inputs $(INPUTS)

lint: $(ENV)/.dev ## Check style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(ENV)/.dev ## Put the code into its format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(ENV)/.dev ## Check the types
	@$(BIN)/mypy bot cogs migrations benchmarks tools

walls: $(ENV)/.dev ## Check that imports keep to their rooms
	@$(BIN)/lint-imports

reference: $(ENV)/.dev ## Write the pages of commands and settings anew from the code
	@$(BIN)/python -m tests.reference

words: $(ENV)/.dev ## Extract what people read into the template for translators, and bring the catalogues up to date
	@$(BIN)/python -m tests.words
	@$(BIN)/python -m tests.words.catalogues

check: lint types walls test oldest ## Everything that must hold

# A compiled pin file names no host: where packages come from is this machine's business.
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links
pins: $(ENV)/.uv ## Write the pins anew from pyproject.toml
	$(PIN) pyproject.toml --extra parquet --extra xlsx --group build -o requirements.txt
	$(PIN) pyproject.toml --all-extras --group build -c requirements.txt -o requirements-local.txt
	$(PIN) --group dev -c requirements-local.txt -o requirements-dev.txt
	$(PIN) --group sbom -o requirements-sbom.txt
	$(PIN) --group docs -o requirements-docs.txt

# Beside the environment: what lists the packages is none of them.
SBOM := .venv-sbom
sbom: $(SBOM)/.made ## List what Crux is installed with, with versions and hashes, in crux-sbom.json (CycloneDX)
	@$(SBOM)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file crux-sbom.json
	@echo "Written: crux-sbom.json"

$(SBOM)/.made: $(ENV)/.uv requirements-sbom.txt
	@$(PYTHON) -m venv $(SBOM)
	@VIRTUAL_ENV=$(CURDIR)/$(SBOM) $(BIN)/uv pip install --quiet --require-hashes -r requirements-sbom.txt
	@touch $@

# A broken link, an anchor that is not there or a page that the menu leaves out ends it; with --quiet, none of them does.
SITE_ENV := .venv-docs
pictures: $(ENV)/.dev ## Take the pictures of the docs' first page anew
	@$(BIN)/python -m tests.pictures

# Of each format of others' that Crux writes, what its makers read it with, for the tests; what the packages would run is left.
READERS := .readers
readers: ## Fetch other programs' readers of Crux's formats, with Node's npm
	@mkdir -p $(READERS) && cp tests/exchange/readers/package.json $(READERS)
	@cd $(READERS) && npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts

docs: $(SITE_ENV)/.made ## Build the documentation as a site, in site/
	@NO_MKDOCS_2_WARNING=1 $(SITE_ENV)/bin/mkdocs build --strict
	@echo "Written: site/index.html"

$(SITE_ENV)/.made: $(ENV)/.uv requirements-docs.txt
	@$(PYTHON) -m venv $(SITE_ENV)
	@VIRTUAL_ENV=$(CURDIR)/$(SITE_ENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-docs.txt
	@touch $@

clean: ## Remove the environment and what tools left behind
	rm -rf $(ENV) $(SBOM) $(SITE_ENV) $(READERS) site crux-sbom.json crux-demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find bot cogs migrations benchmarks tests -name __pycache__ -prune -exec rm -r {} +

$(ENV)/.uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Crux needs Python 3.11 or newer: make PYTHON=/path/to/python3 run" >&2; exit 1; }
	@echo "Making $(ENV) (once)"
	@$(PYTHON) -m venv $(ENV) \
		|| { echo "This Python cannot make environments: install its venv package" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# With the demo and a PostgreSQL of its own: an image has neither.
$(ENV)/.runtime: $(ENV)/.uv requirements-local.txt pyproject.toml
	@$(UV) --require-hashes -r requirements-local.txt
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(ENV)/.dev: $(ENV)/.runtime requirements-dev.txt
	@$(UV) --require-hashes -r requirements-dev.txt
	@touch $@
