// SPDX-License-Identifier: Apache-2.0
#include "run/recorded_parameters.h"

#include "parameters/parameter_file.h"

#include <sstream>

namespace rhoflow {

Parameters recorded_parameters(const std::string &lines, const std::string &section) {
  Parameters parameters;
  ParameterFile file(
      [&](dealii::ParameterHandler &handler) { parameters.add_parameters(handler); });
  const std::string start = section.empty() ? section : section + '/';
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);)
    if (!line.empty() && line.compare(0, start.size(), start) == 0)
      file.apply_setting(line);
  return parameters;
}

} // namespace rhoflow
