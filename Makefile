# The ways in. `make help` lists them.

HOST ?= 127.0.0.1
PORT ?= 8000
# Other words for pytest: make test PYTEST="-k builder"
PYTEST ?= -n auto --maxprocesses 4 --dist worksteal

# What another database cannot change: the browser, and decisions that were read from one already.
OTHER_DATABASE := --database-only $(addprefix --ignore=tests/,journeys reading proof)

PYTHONS := $(PYTHON) python3.13 python3.14 python3.12 python3 /usr/bin/python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
MUTATION := .venv/.mutation
LIGHTHOUSE := var/lighthouse/node_modules/.bin/lighthouse
DRAWING := .venv/.drawing

# A public site's environment, as the README gives it, with names that nobody has.
PUBLIC := ALLOWED_HOSTS=hipcare.example CSRF_TRUSTED_ORIGINS=https://hipcare.example \
	SECRET_KEY=only-to-check-the-settings-of-a-public-site-0123456789 MAIL_HOST=mail.hipcare.example

.PHONY: help run setup test prove mutants bodymap figures bench readability lighthouse lint dev lock clean data browser

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: data ## Install what is needed and serve the site (HOST, PORT)
	@$(BIN)/python -c "import socket; socket.create_server(('$(HOST)', $(PORT)))" 2>/dev/null \
		|| { echo "$(HOST):$(PORT) is not free: name another, as in PORT=8001 make run" >&2; exit 1; }
	@echo "Hipcare is on http://$(HOST):$(PORT)/ (Ctrl+C stops it)"
	@exec $(BIN)/granian --interface wsgi --no-ws --host "$(HOST)" --port "$(PORT)" --workers 2 \
		--blocking-threads 2 --backpressure 64 --workers-kill-timeout 10 --log-level warning \
		hipcare.wsgi:application

setup: $(DEVELOPMENT) browser data ## Install everything, browser included, and load the content

test: $(DEVELOPMENT) browser ## Run all tests, on SQLite and, where it is installed, PostgreSQL
	@DATABASE_URL= $(BIN)/pytest $(PYTEST)
	@$(BIN)/python -m tests.postgres $(BIN)/pytest $(OTHER_DATABASE) $(PYTEST)

# For what is said of the content as shipped, and not as somebody edited it.
ON_NEW_DATABASE := set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	trap 'exit 1' INT TERM; export VAR_DIR="$$folder" DATABASE_URL=; \
	$(MANAGE) prepare --verbosity 0

prove: $(DEVELOPMENT) ## Prove the gate for the content as shipped, over all answers (some minutes)
	@$(ON_NEW_DATABASE); \
		$(MANAGE) prove_gate --output fixtures/proof.json; \
		$(BIN)/pytest tests/proof $(PYTEST)

mutants: $(MUTATION) ## Change what decides, bit by bit: tests must notice (some minutes)
	@$(BIN)/python -m tests.mutants

bench: $(DEVELOPMENT) ## Say how long decisions take on this machine (BENCH="gate")
	@$(ON_NEW_DATABASE); \
		$(BIN)/python -m tests.bench $(BENCH)

bodymap: $(DRAWING) ## Draw the body map anew, from the muscles' paths and the bones (some minutes)
	@$(MANAGE) draw_bodymap

readability: $(DEVELOPMENT) ## Say how hard the texts are to read, and fail if they are too hard
	@$(BIN)/python -m tests.readability

figures: $(RUNTIME) ## Draw the techniques anew, from their poses and marks
	@$(MANAGE) draw_figures

lighthouse: $(DEVELOPMENT) $(LIGHTHOUSE) browser ## Say what Lighthouse says of six pages on a phone (needs npm)
	@$(ON_NEW_DATABASE); \
		$(BIN)/python -m tests.lighthouse $(PAGES)

lint: $(DEVELOPMENT) ## Check style, types, templates, settings and migrations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@find templates -name '*.html' -exec $(BIN)/djade --check {} +
	@$(BIN)/mypy
	@$(MANAGE) check --fail-level WARNING
	@$(MANAGE) makemigrations --check --dry-run
	@$(PUBLIC) $(MANAGE) check --deploy --fail-level WARNING

dev: $(DEVELOPMENT) data ## Serve with reloading and full error pages
	@DEBUG=true exec $(MANAGE) runserver "$(HOST):$(PORT)"

lock: $(DEVELOPMENT) ## Pin the newest packages that pyproject.toml allows
	@$(BIN)/python -m uv --version >/dev/null
	@set -e; lock="$(BIN)/python -m uv pip compile -q --python-version 3.12 --upgrade --universal --generate-hashes --no-header"; \
		$$lock pyproject.toml --output-file requirements.txt; \
		$$lock pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt; \
		$$lock --group mutants --constraint requirements-dev.txt --output-file requirements-mutants.txt; \
		$$lock --group bodymap --constraint requirements-dev.txt --output-file requirements-bodymap.txt; \
		echo uv | $$lock - --output-file requirements-uv.txt

clean: ## Remove what was installed and what tools left behind; your data in var/ stays
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis var/mutants
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above stand on

data: $(RUNTIME)
	@$(MANAGE) prepare

browser: $(DEVELOPMENT)
	@$(BIN)/python -m tests.journeys.browser

# Running each candidate is the only test: a version manager's python3.12 may exist and not run.
$(BIN)/python:
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			exec $$python -m venv --clear .venv; \
		fi; \
	done; \
	echo "Hipcare needs Python 3.12 or newer, with venv: install it, or name it: make PYTHON=/path/to/python3 ..." >&2; \
	exit 1

$(RUNTIME): requirements.txt requirements-uv.txt | $(BIN)/python
	@$(call install,requirements.txt)
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@$(call install,requirements-dev.txt)
	@touch $@

$(MUTATION): requirements-mutants.txt $(DEVELOPMENT)
	@$(call install,requirements-mutants.txt)
	@touch $@

$(DRAWING): requirements-bodymap.txt $(RUNTIME)
	@$(call install,requirements-bodymap.txt)
	@touch $@

$(LIGHTHOUSE):
	@npm install --silent --ignore-scripts --no-audit --no-fund --prefix var/lighthouse lighthouse@12

# uv is some three times as fast as pip, but is not to be had everywhere.
define install
	echo "Installing $(1)"; \
	{ $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-uv.txt \
		&& $(BIN)/python -m uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r $(1); } 2>/dev/null \
	|| $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1)
endef
