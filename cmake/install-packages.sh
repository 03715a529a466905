#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages Rhoflow needs, only those that are missing.
#
#   install-packages.sh [build]
#
# build  only what it takes to build and run the programs, not what tests, documents and checks of the
#        source need (PyTorch alone is larger than everything else together)
set -eu

# The libraries recommend large development trees that Rhoflow does not use.
packages="
  g++ make cmake ninja-build git ca-certificates ccache fonts-dejavu-core help2man
  libdeal.ii-dev openmpi-bin libvtk9-dev libcli11-dev nlohmann-json3-dev
  python3-numpy python3-h5py python3-matplotlib"
if [ "${1:-}" != build ]; then
  packages="$packages
  bsdextrautils clang-format-14 clang-tidy-14
  doxygen graphviz python3-sphinx python3-myst-parser furo libjs-mathjax
  libgtest-dev libbenchmark-dev python3-torch python3-pytest python3-pandas python3-xarray"
fi

remedy="Install these packages by other means and run 'make build':
 $(echo $packages)"

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
  if command -v cmake >/dev/null 2>&1; then
    echo "packages: this is not a Debian system; nothing is installed, CMake will name what is missing."
    exit 0
  fi
  echo "packages: this system has no apt-get. $remedy" >&2
  exit 1
fi

missing=""
for package in $packages; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = "installed" ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
  exit 0
fi

# libvtk9-dev needs python3-vtk9, with which python3-paraview conflicts: apt-get would only speak of broken
# packages.
case " $missing " in
  *" libvtk9-dev "*)
    status=$(dpkg-query -W -f='${db:Status-Status}' python3-paraview 2>/dev/null || true)
    if [ "$status" = "installed" ]; then
      echo "packages: libvtk9-dev, which Rhoflow is built with, cannot be installed beside python3-paraview: remove that ('apt-get remove python3-paraview'), or build in a container and keep it here; doc/output.md tells how both go together." >&2
      exit 1
    fi ;;
esac

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  echo "packages: missing:$missing" >&2
  echo "packages: run 'apt-get install --no-install-recommends$missing' as root, then try again." >&2
  exit 1
fi

echo "packages: installing$missing"
# `env` carries the setting through sudo, which clears the environment.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q ||
  echo "packages: the package lists could not be updated; trying with the old ones." >&2
if ! $as_root env DEBIAN_FRONTEND=noninteractive \
     apt-get install -y -q --no-install-recommends $missing; then
  echo "packages: apt-get could not install$missing. $remedy" >&2
  exit 1
fi
