# SPDX-License-Identifier: Apache-2.0
# Short names for what one does with Rhoflow. `make` alone lists them.

BUILD  ?= build
JOBS   ?= $(shell nproc)
# One more than processors, since tests wait for disks and for each other's processes.
TEST_JOBS ?= $(shell expr $(JOBS) + 1)
OUTPUT ?= output/sine_regression

SOURCES = $(shell find include src problems tests -name '*.h' -o -name '*.cc')
SCRIPTS = $(shell find cmake doc problems src tests -name '*.py' -o -name '*.sh' -o -name '*.cmake' -o -name CMakeLists.txt)
LICENCE_LINE = SPDX-License-Identifier: Apache-2.0
FUZZ_TARGETS = parameters csv particles checkpoint points history
FUZZ_SECONDS ?= 60
# What `make lint` compares with: the main branch elsewhere, or the last commit.
LINT_BASE ?= $(shell git rev-parse --verify --quiet origin/main >/dev/null && echo origin/main || echo HEAD)
CLANG ?= clang++
CLANG_FORMAT ?= $(shell command -v clang-format-14 || echo clang-format)
# An existing build folder keeps its generator; a new one takes Ninja where there is one.
generator = $(if $(wildcard $(1)/CMakeCache.txt),,$(if $(shell command -v ninja),-G Ninja))
# `make WERROR=ON ...`: warnings are errors from then on in the build folder.
warnings = $(if $(WERROR),-DRHOFLOW_WERROR=$(WERROR))
# Builds and runs the tests that start no program in the build folder $(1).
define run_fast_tests
cmake --build $(1) --parallel $(JOBS) --target rhoflow_unit_tests rhoflow_verification_tests
ctest --test-dir $(1) --output-on-failure -j$(TEST_JOBS) -L 'unit|verification'
endef

.DEFAULT_GOAL := help
.PHONY: help packages configure build programs demo test test-fast test-debug test-sanitize test-clang fuzz bench docs \
        format format-check lint lint-all clean

help: ## list the targets
	@echo "Usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

packages: ## install what is missing of compiler, tools and libraries (Debian 12, apt-get)
	@sh cmake/install-packages.sh

configure:
	cmake -S . -B $(BUILD) $(call generator,$(BUILD)) -DCMAKE_BUILD_TYPE=Release $(warnings)

build: configure ## build everything into build/ (release)
	cmake --build $(BUILD) --parallel $(JOBS)

programs: configure ## build the library and the programs, not the tests
	cmake --build $(BUILD) --parallel $(JOBS) --target programs

demo: ## install, build, run the sine problem, say where the results are
	@sh cmake/install-packages.sh build
	$(MAKE) --no-print-directory configure
	cmake --build $(BUILD) --parallel $(JOBS) --target sine_regression
	$(BUILD)/problems/sine_regression --output $(OUTPUT)
	@echo
	@echo "Results in $(CURDIR)/$(OUTPUT):"
	@echo "  table           statistics.csv   (loss, moments, resolution over training time)"
	@echo "  pictures        images/*.png"
	@echo "  ParaView files  density/*.pvd    ($(BUILD)/rhoflow-paraview $(OUTPUT) draws them)"
	@echo "  fitted values   predictions.csv"

test: packages ## install, build, run all tests
	$(MAKE) --no-print-directory build
	ctest --test-dir $(BUILD) --output-on-failure -j$(TEST_JOBS)

test-fast: packages ## build and run the tests that start no program: units and verification
	$(MAKE) --no-print-directory configure
	$(call run_fast_tests,$(BUILD))

test-debug: packages ## the same in build-debug/, with the assertions of Rhoflow and deal.II
	cmake --preset debug $(call generator,build-debug)
	$(call run_fast_tests,build-debug)

test-sanitize: packages ## the same in build-sanitize/, watched by the sanitizers
	cmake --preset sanitize $(call generator,build-sanitize)
	$(call run_fast_tests,build-sanitize)

test-clang: packages ## build everything with Clang in build-clang/ (CLANG=clang++-16: that one), run the tests
	cmake --preset clang $(call generator,build-clang) -DCMAKE_CXX_COMPILER=$(CLANG)
	cmake --build build-clang --parallel $(JOBS)
	ctest --test-dir build-clang --output-on-failure -j$(TEST_JOBS)

fuzz: packages ## build with Clang and run every fuzz target for FUZZ_SECONDS (60)
	cmake --preset fuzz $(call generator,build-fuzz)
	cmake --build --preset fuzz --parallel $(JOBS) --target $(addprefix fuzz_,$(FUZZ_TARGETS))
	@set -e; for target in $(FUZZ_TARGETS); do \
	  case $$target in parameters|csv) kept=$$target ;; *) kept=edits ;; esac; \
	  mkdir -p build-fuzz/corpus/$$target; \
	  ASAN_OPTIONS=detect_leaks=0 build-fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -timeout=60 \
	    -print_final_stats=1 build-fuzz/corpus/$$target tests/fuzz/corpus/$$kept; \
	done

bench: packages ## build and run the benchmarks of the hot kernels
	$(MAKE) --no-print-directory configure
	cmake --build $(BUILD) --parallel $(JOBS) --target bench

docs: packages ## parameter reference (doc/parameters.md) and pages for a browser (build/pages)
	$(MAKE) --no-print-directory configure
	cmake --build $(BUILD) --parallel $(JOBS) --target rhoflow_program
	sh doc/generate_parameter_reference.sh $(BUILD)/rhoflow > doc/parameters.md
	sh doc/build_pages.sh $(BUILD)/pages
	@echo "Pages: $(abspath $(BUILD)/pages/index.html)"

format: ## format all C++ files in place
	$(CLANG_FORMAT) -i $(SOURCES)

format-check: ## fail if a C++ file is not formatted or a source does not name its licence
	$(CLANG_FORMAT) --dry-run --Werror $(SOURCES)
	@! grep -L '$(LICENCE_LINE)' $(SOURCES) $(SCRIPTS) | grep . || \
	  { echo "these begin without the line '$(LICENCE_LINE)'"; exit 1; }

lint: packages ## clang-tidy on the C++ files changed since LINT_BASE (origin/main or HEAD)
	@sh cmake/lint.sh $(BUILD) $(JOBS) $(LINT_BASE)

lint-all: packages ## clang-tidy on all C++ files; takes long
	@sh cmake/lint.sh $(BUILD) $(JOBS)

clean: ## remove the build folder
	rm -rf $(BUILD)
