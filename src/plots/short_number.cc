#include "plots/short_number.h"

#include <cstdio>

namespace rhoflow {

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

} // namespace rhoflow
