# make run     the window (the first time it also installs everything it needs into .venv)
# make test    the tests, without those that take minutes
# make check   style, types and the direction of the imports
# make demo    without a screen: drives the real window and writes screenshots to build/demo/
# make build   the program as one folder that needs no Python (docs/BUILDING.md); build-lite cannot train
# make test-all, make test-frozen, make wheel, make screenshots, make clean

PYTHON_IN_VENV := .venv/bin/python
# Qt draws into memory, so that tests and demo need no screen.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: run test test-all test-frozen check demo screenshots wheel build build-lite clean bundled-models photo-folds

run: .venv/ready
	@$(PYTHON_IN_VENV) -m fashion_gui

test: .venv/ready
	$(OFFSCREEN) $(PYTHON_IN_VENV) -m pytest

test-all: .venv/ready
	$(OFFSCREEN) $(PYTHON_IN_VENV) -m pytest -m ""

check: .venv/ready
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m mypy
	.venv/bin/lint-imports --no-cache --no-logo

demo: .venv/ready
	$(OFFSCREEN) $(PYTHON_IN_VENV) -m tools.demo build/demo

screenshots: .venv/ready
	$(OFFSCREEN) $(PYTHON_IN_VENV) -m tools.screenshot docs/images

wheel: .venv/ready
	$(PYTHON_IN_VENV) -m pip wheel --no-deps --no-build-isolation --wheel-dir build/wheel .

build: .venv/ready
	$(PYTHON_IN_VENV) -m tools.freeze.build

build-lite: .venv/ready
	$(PYTHON_IN_VENV) -m tools.freeze.build --lite

# Drives what lies in dist/, its window on an invisible X screen included.
test-frozen: .venv/ready
	$(OFFSCREEN) $(PYTHON_IN_VENV) -m pytest -m slow tests/frozen

# Trains the models that ship with the program; PHOTOS is a folder of labelled photos.
bundled-models: .venv/ready
	$(PYTHON_IN_VENV) -m tools.bundled_models "$(PHOTOS)"

# How well photos by people it never saw are recognised, in five folds; takes an hour on two cores.
photo-folds: .venv/ready
	$(PYTHON_IN_VENV) -m tools.photo_folds "$(PHOTOS)"

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The stamp is written last, so an interrupted install is taken up again by the next make. A .venv whose Python
# went away is made again as well.
.venv/ready: pyproject.toml constraints.txt tools/bootstrap.sh $(if $(shell test -x .venv/bin/python && echo yes),,gone)
	@PYTHON="$(PYTHON)" tools/bootstrap.sh

.PHONY: gone
gone:
