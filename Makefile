# Two commands do everything: `make demo` and `make test`.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
UV := $(shell command -v uv 2>/dev/null)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

ifdef UV
INSTALL := UV_PYTHON_DOWNLOADS=never uv pip install --quiet --python $(BIN)/python
MAKE_VENV := UV_PYTHON_DOWNLOADS=never uv venv --quiet --seed --python $(PY) $(VENV)
else
INSTALL := $(PIP) install
MAKE_VENV := $(PY) -m venv $(VENV)
endif

.PHONY: demo check test soak bench lock clean

demo: $(READY)
	$(BIN)/tcei demo --out demo-out

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/pytest -q -m "not slow" -n 2 tests/unit tests/property tests/conformance

test: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 tests

soak: $(DEV)
	TCEI_SOAK=1 $(BIN)/pytest -n 2 tests

bench: $(DEV)
	$(BIN)/python -m benchmarks

$(READY): pyproject.toml requirements.lock requirements-durable-rules.lock
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "tcei-rules needs Python 3.11 or newer; set PY=python3.12, for example"; exit 2; }
	@test -x $(BIN)/python || $(MAKE_VENV)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --require-hashes -r requirements-durable-rules.lock 2>$(VENV)/durable-rules.log || \
	  echo "durable-rules could not be built (a C compiler and Python 3.11 or 3.12 are needed): previews work, decisions cannot be recorded; see $(VENV)/durable-rules.log"
	@$(INSTALL) --no-deps -e .
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Writes the lock files anew. Needs uv; the locks themselves need only pip.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock:
	$(LOCK) --no-emit-package durable-rules --extra postgres pyproject.toml -o requirements.lock
	$(LOCK) --no-emit-package durable-rules --extra test --extra check --extra bench pyproject.toml -o requirements-dev.lock
	echo "durable-rules==2.0.28; python_version < '3.13'" | $(LOCK) - -o requirements-durable-rules.lock

clean:
	rm -rf $(VENV) dist demo-out
