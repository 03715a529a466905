# Short names for what one does with Rhoflow. `make` alone lists them.

BUILD  ?= build
JOBS   ?= $(shell nproc)
OUTPUT ?= output/sine_regression

SOURCES = $(shell find src problems tests -name '*.h' -o -name '*.cc')
CLANG_FORMAT ?= $(shell command -v clang-format-14 || echo clang-format)
# An existing build folder keeps its generator; a new one takes Ninja where there is one.
GENERATOR = $(if $(wildcard $(BUILD)/CMakeCache.txt),,$(if $(shell command -v ninja),-G Ninja))

.DEFAULT_GOAL := help
.PHONY: help packages configure build programs demo test bench docs format format-check clean

help: ## list the targets
	@echo "Usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

packages: ## install what is missing of compiler, tools and libraries (Debian 12, apt-get)
	@sh cmake/install-packages.sh

configure:
	cmake -S . -B $(BUILD) $(GENERATOR) -DCMAKE_BUILD_TYPE=Release

build: configure ## build everything into build/ (release)
	cmake --build $(BUILD) --parallel $(JOBS)

programs: configure ## build the library and the programs, not the tests
	cmake --build $(BUILD) --parallel $(JOBS) --target programs

demo: packages ## install, build, run the sine problem, say where the results are
	$(MAKE) --no-print-directory programs
	$(BUILD)/problems/sine_regression --output $(OUTPUT)
	@echo
	@echo "Results in $(CURDIR)/$(OUTPUT):"
	@echo "  table           statistics.csv   (loss, moments, resolution over training time)"
	@echo "  pictures        images/*.png"
	@echo "  ParaView files  density/*.pvd    (open with File > Open, then Apply)"
	@echo "  fitted values   predictions.csv"

test: packages ## install, build, run all tests
	$(MAKE) --no-print-directory build
	ctest --test-dir $(BUILD) --output-on-failure -j2

bench: packages ## build and run the benchmarks of the hot kernels
	$(MAKE) --no-print-directory configure
	cmake --build $(BUILD) --parallel $(JOBS) --target bench

docs: packages ## parameter reference (doc/parameters.md) and Doxygen pages (doc/html)
	$(MAKE) --no-print-directory programs
	sh doc/generate_parameter_reference.sh $(BUILD)/rhoflow > doc/parameters.md
	doxygen doc/Doxyfile
	@echo "Documentation: $(CURDIR)/doc/html/index.html"

format: ## format all C++ files in place
	$(CLANG_FORMAT) -i $(SOURCES)

format-check: ## fail if a C++ file is not formatted
	$(CLANG_FORMAT) --dry-run --Werror $(SOURCES)

clean: ## remove the build folder
	rm -rf $(BUILD)
