#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the pages: Sphinx makes them of the Markdown of the whole tree, Doxygen those of the API in api/.
# Warnings and broken links are errors. Run from the top folder, after doc/parameters.md was renewed.
# Usage: build_pages.sh FOLDER
set -eu

folder=${1:?usage: build_pages.sh FOLDER}
# Debian's Python has its modules; another one in the path may not.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
version=$(sed -n 's/^project(rhoflow VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

# Pages of files that are gone would remain. Those of the API do, since Doxygen then draws only the
# graphs that have changed, which is most of its time.
mkdir -p "$folder"
find "$folder" -mindepth 1 -maxdepth 1 ! -name api -exec rm -rf {} +

# At the same time, since each uses one core for most of its time.
{ cat doc/Doxyfile; echo "PROJECT_NUMBER = $version"; echo "OUTPUT_DIRECTORY = $folder"; } | doxygen - &
doxygen=$!
status=0
"$python" -m sphinx -q -W --keep-going -E -j 2 -b html -c doc/sphinx -d "$folder/.doctrees" . "$folder" ||
  status=1
wait "$doxygen" || status=1
[ "$status" -eq 0 ] || exit 1
rm -rf "$folder/.doctrees" "$folder/.buildinfo"
"$python" doc/sphinx/check_links.py "$folder"
