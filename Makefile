# Two commands do everything: `make run` (the demo company) and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
MESSAGES := locale/fr/LC_MESSAGES/django.mo

.PHONY: run test fault-test upgrade-test security-test check audit bench load-test messages clean

run: $(READY) $(MESSAGES)
	@$(BIN)/python -m config.run

# Each of the processor's cores takes files of tests, with a database of its own.
test: $(READY) $(MESSAGES)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# Kills and stops what Jauge needs, on servers of its own, and prints what came out (docs/reliability.md).
fault-test: $(READY) $(MESSAGES)
	@$(BIN)/python -m tests.faults

# Brings this version in while the one of deploy/version-in-use serves, on a PostgreSQL of its own (docs/operations.md).
upgrade-test: $(READY) $(MESSAGES)
	@$(BIN)/python -m tests.upgrade

# What docs/security.md says is met, requirement by requirement.
security-test: $(READY) $(MESSAGES)
	@$(BIN)/python scripts/security_test.py

# What is installed is what is pinned.
audit: $(READY)
	@$(BIN)/python scripts/check_requirements.py

check: export JAUGE_DEMO = 1
check: $(READY) $(MESSAGES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/check_migrations.py

# Figures of docs/performance.md, on a database of PostgreSQL that is made for them and dropped: `make bench SIZE=1000000`.
SIZE ?= 100000

bench load-test: $(READY) $(MESSAGES)
	@$(BIN)/python -m tests.bench.throwaway $@ --size $(SIZE)

# Where python3 has no ensurepip (Debian without python3-venv), uv is installed by the pip outside.
$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Jauge needs Python 3.11 or newer: set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --clear --without-pip .venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv || $(PYTHON) -m pip --python $(BIN)/python install --quiet uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $(READY)

# New sentences reach whoever runs an updated copy.
$(MESSAGES): locale/fr/LC_MESSAGES/django.po | $(READY)
	@$(BIN)/python scripts/compile_messages.py

messages: $(READY)
	@$(BIN)/python scripts/compile_messages.py

clean:
	rm -rf .venv var
