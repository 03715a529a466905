// SPDX-License-Identifier: Apache-2.0
#include "run/accepted_settings.h"

#include "parameters/parameter_file.h"
#include "rhoflow/base/errors.h"

#include <algorithm>

namespace rhoflow {

bool are_accepted(const Parameters &parameters, const std::string &settings) {
  // Ranges are those of single keys but for the depth. The others stay at their defaults, since a
  // program may have set what no file may (that of the stationary limit ends at t = 0).
  Parameters changed;
  changed.depth = parameters.depth;
  ParameterFile file([&](dealii::ParameterHandler &handler) { changed.add_parameters(handler); });
  const std::string between = ", ";
  try {
    for (std::size_t begin = 0; begin < settings.size();) {
      const std::size_t end = std::min(settings.find(between, begin), settings.size());
      file.apply_setting(settings.substr(begin, end - begin));
      begin = end + between.size();
    }
    changed.depth.check();
    return true;
  } catch (const InputError &) {
    return false;
  }
}

} // namespace rhoflow
