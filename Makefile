# The two commands of the README, and the few that go with them. Each installs what is missing first.
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local

.PHONY: demo demo-ui test build fuzzers release install deb bench check clean

demo: release
	@build/release/bin/coffer demo

# Coffer's page on the same sample data, until Ctrl-C.
demo-ui: release
	@build/release/bin/coffer demo --page

release:
	@tools/setup
	@[ -f build/release/build.ninja ] || cmake --preset release -DBUILD_TESTING=OFF >/dev/null
	@ninja -C build/release -j $(JOBS) --quiet

build:
	@tools/setup --tests
	@[ -f build/dev/build.ninja ] || cmake --preset dev -DCOFFER_PYTHON=$(CURDIR)/build/venv/bin/python >/dev/null
	@ninja -C build/dev -j $(JOBS) --quiet

# tests/fuzz, by clang with sanitizers.
fuzzers:
	@tools/setup --tests
	@[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
	@ninja -C build/fuzz -j $(JOBS) --quiet fuzzers

test: build fuzzers
	@ctest --test-dir build/dev --output-on-failure --no-tests=error -j $(JOBS)
	@ctest --test-dir build/fuzz --output-on-failure --no-tests=error -j $(JOBS)

# Into $(PREFIX), or into $(DESTDIR)$(PREFIX). Without the demo's stand-in cloud: that runs from here, by `make demo`.
install: release
	@cmake --install build/release --prefix $(PREFIX) --component coffer

deb: release
	@cpack --config build/release/CPackConfig.cmake -G DEB -B build/deb >/dev/null
	@ls build/deb/*.deb

# A quarter of an hour, on an idle machine; writes bench/RESULTS.md.
bench: release
	@tools/setup --bench
	@ninja -C build/release -j $(JOBS) --quiet coffer-bench-agent coffer-bench-bare coffer-bench-stopwatch
	@build/venv/bin/python bench/run.py --build build/release --newman build/newman/node_modules/.bin/newman \
	  --bruno build/bruno/node_modules/.bin/bru

check:
	@tools/setup --checks
	@tools/check_layers
	@tools/check_format
	@tools/check_tidy

clean:
	rm -rf build
