# make demo    install restyle and run it on a real transcript; no key, no network but the package index
# make test    install what the tests need and run every check: what CI runs
# make fix     format the code and mend what ruff can
# make bench   print the figures of the benchmarks

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
TRANSCRIPT := examples/bitcoin-core-24.md

.PHONY: demo test fix bench clean

demo: $(VENV)/.installed
	@env -u OPENAI_API_KEY -u OPENAI_BASE_URL -u RESTYLE_MODEL -u RESTYLE_BASE_URL \
	  $(BIN)/restyle $(TRANSCRIPT) --style karpathy --force
	@echo; echo "Without a model, outputs/bitcoin-core-24.extract.md begins:"; echo; \
	  sed -n 5,13p outputs/bitcoin-core-24.extract.md; echo
	@$(BIN)/restyle $(TRANSCRIPT) --style karpathy --force --quiet \
	  --model scripted/examples/recordings/bitcoin-core-24.toml
	@echo "With a model (here a recording of answers that were written by hand),"; \
	  echo "outputs/bitcoin-core-24.karpathy.md begins:"; echo; \
	  sed -n 5,21p outputs/bitcoin-core-24.karpathy.md

test: $(VENV)/.developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || \
	  echo "No Chromium here, so no page is tried in a browser; install it, as with: apt install chromium"
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist worksteal
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

fix: $(VENV)/.developer
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.developer
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .pictures dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

# -I: no module of this folder is meant.
$(VENV)/bin/python:
	$(PYTHON) -I -c 'import sys; sys.exit(sys.version_info < (3, 11) and "restyle needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)

# The same versions as the tests use; the hashes bind where everything is pinned, as below.
$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	sed -e 's/ *\\$$//' -e '/--hash/d' constraints.txt > $(VENV)/versions.txt
	$(PIP) --constraint $(VENV)/versions.txt --editable .
	@touch $@

$(VENV)/.developer: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --require-hashes --requirement constraints.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed
