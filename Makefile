# All a developer types. Each recipe sets up what it needs first, see tools/setup.sh.
.PHONY: demo test run check bench pictures generated lock installers test-installers

# The whole road on made-up data, without a window; the files end up in build/demo.
demo:
	@bash tools/setup.sh demo
	@rm -rf build/demo && mkdir -p build
	@.venv/bin/iplos demo --ut build/demo

# Every test, on every core; make test ARGS="tests/sealing -x -n 0" for some, one by one.
test:
	@bash tools/setup.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -n auto --dist loadfile $(ARGS)

# The window.
run:
	@test -n "$$DISPLAY$$WAYLAND_DISPLAY" || { \
	    echo "There is no screen here to open a window on. Run this on a desktop, try"; \
	    echo "xvfb-run make run, or use the command line: .venv/bin/iplos --help"; exit 1; }
	@bash tools/setup.sh window
	@.venv/bin/iplos-desktop

# Lint, layout, types, import order, and that no generated page is stale.
check:
	@bash tools/setup.sh demo
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/python -m tools.generate --check

# Speed and memory next to xmllint and openssl, as ratios of one run.
bench:
	@bash tools/setup.sh test
	@.venv/bin/python -m tools.bench

# Every page of the window as a picture, in every look, into build/pictures; also the README's.
pictures:
	@bash tools/setup.sh demo
	@rm -rf build/pictures
	@.venv/bin/python -m tools.pictures build/pictures

# Writes the generated pages again. (Test vectors hold keys and nonces, new each time, and are made
# anew when the format changes: .venv/bin/python -m tools.vectors)
generated:
	@bash tools/setup.sh demo
	@.venv/bin/python -m tools.generate

# The packages for Windows and Debian, and the folder of wheels, into dist/; see installer/README.md.
installers:
	@bash tools/setup.sh installers
	@.venv/bin/python -m installer $(ARGS)

# Makes them, and installs, runs and removes each: in a bare Debian, and under Wine.
test-installers: installers
	@bash tools/setup.sh test-installers
	@.venv/bin/python -m pytest tests/installers -v

# Locks the newest packages that suit Python 3.11 to 3.13 on Linux and Windows; needs uv.
lock: locked = uv pip compile -q --universal --python-version 3.11 --upgrade --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml
lock:
	@$(locked) -o requirements.txt
	@$(locked) --extra dev -c requirements.txt -o requirements-dev.txt
