#pragma once

#include <deal.II/base/patterns.h>

namespace rhoflow {

/// Values of a parameter whose 0 means "choose for me" and which is otherwise an integer from
/// @p least to @p most.
class ZeroOrInteger : public dealii::Patterns::PatternBase {
public:
  ZeroOrInteger(int least, int most) : range_(least, most) {}

  bool match(const std::string &text) const override;
  std::string description(OutputStyle style = Machine) const override;
  std::unique_ptr<PatternBase> clone() const override;

private:
  dealii::Patterns::Integer range_;
};

} // namespace rhoflow
