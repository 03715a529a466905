// SPDX-License-Identifier: Apache-2.0
#include "base/duration.h"

#include <cmath>
#include <cstdio>

namespace rhoflow {

std::string duration_text(double seconds) {
  // Rounded before it is taken apart: no "1 min 60 s".
  const double whole = std::round(seconds), minutes = std::floor(whole / 60.);
  char text[48];
  if (whole < 60.)
    std::snprintf(text, sizeof text, "%.0f s", whole);
  else if (whole < 3600.)
    std::snprintf(text, sizeof text, "%.0f min %.0f s", minutes, whole - 60. * minutes);
  else
    std::snprintf(text, sizeof text, "%.0f h %.0f min", std::floor(minutes / 60.),
                  std::fmod(minutes, 60.));
  return text;
}

} // namespace rhoflow
