# Everything here runs on a fresh machine with Python 3.13, pip and make.

BIN := .venv/bin
# pyenv reads .python-version; elsewhere the first name that is 3.13 will do.
PYTHON := $(shell for name in python3.13 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null \
	&& echo $$name && break; done)

# What make starts is practice, unless the environment or .env says otherwise.
# Whoever gives a DATABASE_URL says which of the two it is.
SAYS_WHERE := ^ *(export +)?(DATABASE_URL|ENVIRONMENT) *=
ifeq ($(DATABASE_URL)$(shell grep -sE '$(SAYS_WHERE)' .env),)
export ENVIRONMENT ?= practice
endif

.PHONY: serve test test-slow bench lint format lock browser office

serve: .venv/serve
	@exec $(BIN)/python manage.py serve

test: .venv/test browser lint
	@echo "Tests draaien …"
	@$(BIN)/pytest -n 2 --dist loadfile

test-slow: .venv/test browser office
	@echo "Trage tests draaien …"
	@$(BIN)/pytest -m slow -n 2 --dist loadfile || [ $$? -eq 5 ]

bench: .venv/test
	@$(BIN)/python -m portal.bench

lint: .venv/test
	@echo "Code nakijken …"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

format: .venv/test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# The locks name no registry, so that they work behind any mirror.
lock: .venv/uv
	@$(COMPILE) pyproject.toml --output-file requirements.txt
	@$(COMPILE) pyproject.toml --group dev --output-file requirements-dev.txt
COMPILE = $(UV) pip compile --quiet --upgrade --universal --generate-hashes \
	--python-version 3.13 --no-emit-index-url --no-emit-find-links --no-header

# A stamp file per lock: nothing is installed again until the lock changes.
UV = $$(command -v uv || echo $(BIN)/uv)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python --require-hashes

.venv/serve: requirements.txt | .venv/uv
	@echo "Pakketten installeren …"
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/test: requirements-dev.txt | .venv/uv
	@echo "Pakketten installeren, ook die voor de tests …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ .venv/serve

.venv/uv: | .venv/bin/python
	@command -v uv >/dev/null || [ -x $(BIN)/uv ] \
		|| { echo "Installatieprogramma uv ophalen …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check uv; }
	@touch $@

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { \
		echo "Python 3.13 is niet gevonden. Installeer het (bijvoorbeeld met pyenv: pyenv install 3.13)."; exit 1; }
	@echo "Python-omgeving maken in .venv …"
	@$(PYTHON) -m venv .venv

# What the tests need of the system: Debian's own packages, installed as root.
browser:
	@$(call package,chromium,chromium,de browser voor de tests)
	@$(call package,pango,libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0,de letterzetter van PDF)
	@$(call package,pdftotext,poppler-utils,de lezer van PDF)

office:
	@$(call package,soffice,libreoffice-writer-nogui,LibreOffice om documenten na te lezen)

# 1: how to see that it is there, 2: packages, 3: what they are, in words.
has_chromium = command -v chromium
has_pango = $(BIN)/python -c "import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, ('pango-1.0', 'pangoft2-1.0', 'harfbuzz-subset'))))"
has_pdftotext = command -v pdftotext
has_soffice = command -v soffice
define package
	$(has_$(1)) >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installeren: $(3) …"; \
			{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(2); } \
				>/tmp/missieregister-$(1).log 2>&1 \
				|| { tail -5 /tmp/missieregister-$(1).log; exit 1; }; \
		else \
			echo "De tests vragen $(3): installeer $(2)."; exit 1; \
		fi; }
endef
