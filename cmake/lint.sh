#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy with the checks of .clang-tidy and fails if it finds something.
#
#   lint.sh BUILD JOBS [BASE]
#
# BUILD  build folder; the compile commands for clang-tidy are made in BUILD/lint
# JOBS   number of processes
# BASE   revision: only files that differ from it are checked, a header with the source beside it or,
#        without one, with a source that includes it; without BASE all files are
set -eu

build=$1
jobs=$2
base=${3:-}
folder=$build/lint

# With preconditions, which tell the analyzer what a function may rely on.
cmake -S . -B "$folder" -DCMAKE_BUILD_TYPE=Release -DRHOFLOW_CHECKS=ON -DRHOFLOW_UNITY=OFF >/dev/null
cmake --build "$folder" --target rhoflow_git_revision >/dev/null

files=
if [ -n "$base" ]; then
  changed=$( (git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard) |
             grep -E '^(src|problems|tests)/.*\.(h|cc)$' | sort -u || true)
  for file in $changed; do
    case $file in
    *.h)
      source=${file%.h}.cc
      if [ ! -e "$source" ]; then
        case $file in
        src/*) name=${file#src/} ;;
        *) name=$(basename "$file") ;;
        esac
        source=$(git grep --untracked -lE "^#include \"(.*/)?$name\"" -- '*.cc' | head -n 1)
      fi
      ;;
    *) source=$file ;;
    esac
    [ -z "$source" ] || files="$files ^$PWD/$source\$"
  done
  files=$(printf '%s\n' $files | sort -u)
  if [ -z "$files" ]; then
    echo "lint: no C++ file differs from $base"
    exit 0
  fi
  echo "lint: $(printf '%s\n' "$files" | wc -l) files"
fi
run-clang-tidy-14 -quiet -j "$jobs" -p "$folder" $files
echo "lint: nothing found"
