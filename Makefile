# The two commands of the README, and the few that go with them. Each installs what is missing first.
JOBS ?= $(shell nproc)

.PHONY: demo test build release check clean

demo: release
	@build/release/bin/coffer demo

release:
	@tools/setup
	@[ -f build/release/build.ninja ] || cmake --preset release -DBUILD_TESTING=OFF >/dev/null
	@ninja -C build/release -j $(JOBS) --quiet

build:
	@tools/setup --tests
	@[ -f build/dev/build.ninja ] || cmake --preset dev -DCOFFER_PYTHON=$(CURDIR)/build/venv/bin/python >/dev/null
	@ninja -C build/dev -j $(JOBS) --quiet

test: build
	@ctest --test-dir build/dev --output-on-failure --no-tests=error -j $(JOBS)

check:
	@tools/setup --checks
	@tools/check_layers
	@tools/check_format
	@tools/check_tidy

clean:
	rm -rf build
