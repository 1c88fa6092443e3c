# Tacit. `make` lists what can be done.
SHELL := /bin/sh
PY := .venv/bin/python
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE # compiled files make the second start quick
.PHONY: help run test check evidence docs golden sizes chat explain new screenshots wheel lock bench setup setup-dev browser clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: setup ## install what is needed and start builder, chat API and widget with the demo workspace
	@exec $(PY) -m workspace serve --demo

test: ## install what tests need and run all of them
	@$(MAKE) --no-print-directory -j2 setup-dev browser
	@$(PY) -m pytest -n 2 --dist loadgroup

check: setup-dev ## what CI runs: style, types, layers, fresh docs, tests
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy .
	@.venv/bin/lint-imports --no-cache
	@$(PY) -m scripts.docs --check
	@$(MAKE) --no-print-directory test

evidence: setup-dev ## the long counts: fuzzing and sweeps, written to docs/evidence
	@$(PY) -m pytest -m evidence -n 2 -p no:cacheprovider

docs: setup-dev ## refresh the catalogues in the package READMEs
	@$(PY) -m scripts.docs

golden: setup-dev ## rewrite the golden conversations; read the diff
	@GOLDEN=write $(PY) -m pytest tests/conversations -q

sizes: ## the longest files and functions
	@$(PY) -m scripts.sizes

chat: setup ## talk to a bot: make chat bot=ada-support
	@$(PY) -m workspace chat $(bot) --draft

explain: setup ## what the guardrails find in a text: make explain text="call me on 0171 5550142"
	@printf '%s' '$(subst ','\'',$(text))' | $(PY) -c 'import json,sys; print(json.dumps({"text": sys.stdin.read()}))' | $(PY) -m guardrails explain

new: setup-dev ## start a thing with its cases: make new recognizer=iban_code (operator, check, tool, kind, field, reader, page)
	@$(PY) -m scripts.new $(foreach thing,recognizer operator check tool kind field reader page,$(if $($(thing)),$(thing)=$($(thing))))

screenshots: setup-dev ## take the pictures of the README anew
	@$(PY) -m scripts.screenshots

bench: setup-dev ## the benchmarks one after the other
	@for b in turn coldstart pii knowledge support hostile_model dialogues survey records; do echo "== $$b"; $(PY) -m benchmarks.$$b || exit 1; done

wheel: setup-dev ## the guardrails alone as an installable package, in dist/
	@$(PY) -m scripts.wheel

lock: setup-dev ## pin and hash every dependency anew
	@sh scripts/lock.sh

setup:
	@sh scripts/setup.sh run

setup-dev:
	@sh scripts/setup.sh dev

# Needs no package of ours, so it comes in beside them: half a minute on a machine that has no browser.
browser:
	@$$(command -v python3.11 || command -v python3 || command -v python) tests/browser_setup.py

clean: ## remove the environment and caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
