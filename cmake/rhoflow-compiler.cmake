# SPDX-License-Identifier: Apache-2.0
# Compiler settings shared by every target: warnings, sanitizers, compiler cache, linker.

# The interface target that carries the warnings and, as its options come after those of deal.II, what
# has to have the last word. Headers of other projects are system headers and stay silent.
add_library(rhoflow_options INTERFACE)
target_compile_options(rhoflow_options INTERFACE
  -Wall -Wextra -Wpedantic -Wno-missing-braces -Wno-psabi $<$<BOOL:${RHOFLOW_WERROR}>:-Werror>)
if(RHOFLOW_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Names that other sources of a group keep to themselves are no business of a local variable, and GCC
  # takes a source that is included for a header, whose unnamed namespace every user has anew.
  target_compile_options(rhoflow_options INTERFACE -Wshadow=local -Wno-subobject-linkage)
elseif(NOT RHOFLOW_UNITY)
  target_compile_options(rhoflow_options INTERFACE -Wshadow)
endif()

if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # deal.II hands on the options of the compiler that it was built with, which is GCC on Debian.
  add_compile_options(-Wno-unknown-warning-option)
  # GoogleTest leaves out the last argument of its macros for suites of several types.
  target_compile_options(rhoflow_options INTERFACE -Wno-gnu-zero-variadic-macro-arguments)
endif()

if(RHOFLOW_SANITIZE)
  # With the sanitizers' extra branches GCC 12 warns falsely inside the standard library and Boost.
  target_compile_options(rhoflow_options INTERFACE -Wno-maybe-uninitialized)
  # The checks make code several times as long: to optimise it as in a release takes two thirds of the
  # build's time.
  target_compile_options(rhoflow_options INTERFACE $<$<CONFIG:Release>:-Og>)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=address,undefined)
endif()

if(RHOFLOW_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Without the C++ interface of MPI, which MPI 3 took back and nothing here uses: reading it would take a
# quarter of the time of a small source.
add_compile_definitions(OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)

find_program(RHOFLOW_CCACHE ccache)
if(RHOFLOW_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${RHOFLOW_CCACHE}")
endif()

# deal.II brings many libraries along. GNU ld takes several times as long as the others to look through
# them, once per program.
include(CheckLinkerFlag)
foreach(linker lld gold)
  string(TOUPPER "RHOFLOW_LINKS_WITH_${linker}" works)
  check_linker_flag(CXX "-fuse-ld=${linker}" ${works})
  if(${works})
    add_link_options("-fuse-ld=${linker}")
    break()
  endif()
endforeach()
