#include "parameters/zero_or_integer.h"

namespace rhoflow {

bool ZeroOrInteger::match(const std::string &text) const {
  return dealii::Patterns::Integer(0, 0).match(text) || range_.match(text);
}

std::string ZeroOrInteger::description(OutputStyle style) const {
  return "0 or " + range_.description(style);
}

std::unique_ptr<dealii::Patterns::PatternBase> ZeroOrInteger::clone() const {
  return std::make_unique<ZeroOrInteger>(*this);
}

} // namespace rhoflow
