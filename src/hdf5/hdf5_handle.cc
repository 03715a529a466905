// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_handle.h"

#include <algorithm>

namespace rhoflow {

namespace {

herr_t keep_first(unsigned int, const H5E_error2_t *error, void *text) {
  std::string &problem = *static_cast<std::string *>(text);
  if (problem.empty() && error->desc != nullptr)
    problem = error->desc;
  return 0;
}

} // namespace

void silence_hdf5() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string hdf5_problem() {
  std::string problem;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &problem);
  // Of a failed system call only what the system says.
  const std::string mark = "error message = '";
  if (const std::size_t start = problem.find(mark); start != std::string::npos) {
    problem.erase(0, start + mark.size());
    problem.erase(std::min(problem.find('\''), problem.size()));
  }
  std::replace(problem.begin(), problem.end(), '\n', ' ');
  return problem.empty() ? "unknown reason" : problem;
}

} // namespace rhoflow
