# Two commands set up everything: `make site` and `make test`.
.DELETE_ON_ERROR:
.PHONY: help site pdf accessibility test check bench wording search-quality format lock docs golden clean

PYTHON ?= python3
BIN := .venv/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser)
LOCK := $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/.site ## Check the guidance, publish it to site/, and say how to look at it
	$(BIN)/rulewise build

pdf: .venv/.site .venv/.pango ## The same, with the print edition of the register
	$(BIN)/rulewise build --pdf

test: .venv/.dev .venv/.browser .venv/.pango ## Run the whole suite, in a real browser too
	$(BIN)/python -m pytest -q -n auto --dist loadgroup

check: .venv/.dev ## Formatting, lint, types, direction of imports, dead code, docs in step: the whole gate but the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=hooks $(BIN)/lint-imports --no-cache
	$(BIN)/vulture
	$(BIN)/deptry hooks/rulewise
	$(BIN)/interrogate -q hooks/rulewise
	$(BIN)/codespell
	$(BIN)/actionlint -shellcheck= -pyflakes=
	$(BIN)/zizmor --offline --no-progress -q .github
	$(BIN)/python tests/in_step.py
	$(BIN)/rulewise codeowners --check
	$(BIN)/rulewise check --strict --no-cache

bench: .venv/.dev .venv/.browser ## Measure, and print tables: the engine, what a first visit weighs, how far answers are
	$(BIN)/python tests/bench/run.py
	$(BIN)/python tests/bench/weight.py
	$(BIN)/python tests/bench/questions.py

wording: .venv/.dev ## Measure how often the wording checks are right, and name what they misjudge
	$(BIN)/python tests/wording/measure.py

search-quality: .venv/.dev .venv/.browser ## Ask the published search and the stock one everything, and print how well they answer
	PYTHONPATH=tests $(BIN)/python -m search.measure $(MORE)

format: .venv/.dev ## Lay out the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: .venv/.dev ## Write what is produced now into the golden files, to be read in the diff
	$(BIN)/python -m pytest -q tests --rewrite

docs: .venv/.dev ## Bring the generated parts of the documentation in step with the code
	$(BIN)/python tests/in_step.py --write

accessibility: .venv/.dev .venv/.browser ## Measure what the accessibility statement says, and write it there
	$(BIN)/python tests/browser/statement.py

lock: .venv/bin/python ## Write the lock files anew from pyproject.toml
	$(BIN)/python -m pip install -q uv
	$(LOCK) --extra site --extra pdf -o requirements.lock
	$(LOCK) --extra dev --extra pdf --constraint requirements.lock -o requirements-dev.lock

clean: ## Remove what was made
	rm -rf .venv site .cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rulewise needs Python 3.11 or newer"; exit 2; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; $(call apt,python3-venv) && $(PYTHON) -m venv .venv; }

.venv/.site: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up (once; a minute or so) ..."
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Setting up what the tests need (once; a minute or two) ..."
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation --no-index -e .
	@touch $@

# Chromium shows the pages, and Java runs the HTML checker.
.venv/.browser: | .venv/bin/python
	@test -n "$(CHROMIUM)" || { $(call apt,chromium); }
	@command -v java >/dev/null || { $(call apt,default-jre-headless); }
	@touch $@

# Pango sets the type of the print edition.
.venv/.pango: | .venv/bin/python
	@$(BIN)/python -c 'import sys; from ctypes.util import find_library as found; sys.exit(not (found("pangoft2-1.0") and found("harfbuzz-subset")))' \
	|| { $(call apt,libpangoft2-1.0-0 libharfbuzz-subset0); }
	@touch $@

apt = echo "Installing $(1) ..." && if [ "$$(id -u)" = 0 ]; then run=; else run="sudo -n"; fi; \
	$$run apt-get update -qq && $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null \
	|| { echo "$(1) is missing and could not be installed; install it with: apt-get install $(1)"; exit 2; }
