// SPDX-License-Identifier: Apache-2.0
#include "base/version.h"

#include <deal.II/base/config.h>

#include <boost/version.hpp>

#include "git_revision.h"
#include "version_number.h"

#include <vtkVersionMacros.h>

namespace rhoflow {

namespace {

std::string dotted(int major, int minor, int patch) {
  return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

} // namespace

const char *version() {
  return RHOFLOW_VERSION;
}

std::string git_revision() {
  return RHOFLOW_GIT_REVISION;
}

std::map<std::string, std::string> library_versions() {
  std::map<std::string, std::string> versions;
  versions["deal.II"] = DEAL_II_PACKAGE_VERSION;
#ifdef DEAL_II_WITH_TRILINOS
  versions["Trilinos"] = dotted(DEAL_II_TRILINOS_VERSION_MAJOR, DEAL_II_TRILINOS_VERSION_MINOR,
                                DEAL_II_TRILINOS_VERSION_SUBMINOR);
#endif
  versions["Boost"] =
      dotted(BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
  versions["VTK"] = dotted(VTK_MAJOR_VERSION, VTK_MINOR_VERSION, VTK_BUILD_VERSION);
  return versions;
}

} // namespace rhoflow
