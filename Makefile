# Missieregister. `make serve` starts it, `make test` proves it; both set up what
# they need. `make help` lists the rest.

VENV := .venv
RUN := $(VENV)/bin
# Practice on the embedded server, unless a database was chosen.
PRACTICE = if [ -z "$$DATABASE_URL" ] && ! grep -qs '^DATABASE_URL=' .env; then \
	export ENVIRONMENT=$${ENVIRONMENT:-practice}; fi

.PHONY: help serve test test-slow bench lint format lock
.DEFAULT_GOAL := help

help:
	@echo "make serve      start het register op http://127.0.0.1:8000 (PORT=8001 voor een andere poort)"
	@echo "make test       draai de tests"
	@echo "make test-slow  draai de langzame tests: storingen, afgebroken processen"
	@echo "make bench      meet de snelheid, als verhouding"
	@echo "make lint       controleer de stijl van de code; make format herstelt die"
	@echo "make lock       leg de versies van de pakketten opnieuw vast"

serve: $(VENV)/.serve-ready
	@$(PRACTICE); exec $(RUN)/python manage.py serve

test: $(VENV)/.test-ready $(VENV)/.browser-ready lint
	@echo "Tests draaien …"
	@$(PRACTICE); $(RUN)/python manage.py collect_static; exec $(RUN)/python -m pytest -n 2 --dist loadfile

test-slow: $(VENV)/.test-ready $(VENV)/.browser-ready
	@echo "Langzame tests draaien …"
	@$(PRACTICE); $(RUN)/python manage.py collect_static; exec $(RUN)/python -m pytest -m slow

bench: $(VENV)/.test-ready
	@$(PRACTICE); exec $(RUN)/python -m portal.bench

lint: $(VENV)/.test-ready
	@echo "Stijl van de code controleren …"
	@$(RUN)/ruff check --quiet .
	@$(RUN)/ruff format --quiet --check .

format: $(VENV)/.test-ready
	@$(RUN)/ruff check --quiet --fix .
	@$(RUN)/ruff format --quiet .

LOCK := uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	--no-annotate --no-header --python-version 3.13 pyproject.toml

lock: $(VENV)/.uv
	@$(RUN)/$(LOCK) -o requirements.txt
	@$(RUN)/$(LOCK) --group dev -o requirements-dev.txt

$(VENV)/.uv:
	@sh bin/make-venv $(VENV)
	@touch $@

$(VENV)/.serve-ready: $(VENV)/.uv requirements.txt
	@echo "Pakketten installeren …"
	@$(RUN)/uv pip install --quiet --python $(RUN)/python --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test-ready: $(VENV)/.serve-ready requirements-dev.txt
	@echo "Pakketten voor de tests installeren …"
	@$(RUN)/uv pip install --quiet --python $(RUN)/python --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.browser-ready: $(VENV)/.uv
	@sh bin/install-browser
	@touch $@
