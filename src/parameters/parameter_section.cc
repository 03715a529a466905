// SPDX-License-Identifier: Apache-2.0
#include "parameters/parameter_section.h"

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

namespace Patterns = dealii::Patterns;

namespace {

/// Values of a parameter whose 0 means "choose for me" and which is otherwise an integer from
/// @p least to @p most.
class ZeroOrInteger : public Patterns::PatternBase {
public:
  ZeroOrInteger(int least, int most) : range_(least, most) {}

  bool match(const std::string &text) const override {
    return Patterns::Integer(0, 0).match(text) || range_.match(text);
  }
  std::string description(OutputStyle style = Machine) const override {
    return "0 or " + range_.description(style);
  }
  std::unique_ptr<PatternBase> clone() const override {
    return std::make_unique<ZeroOrInteger>(*this);
  }

private:
  Patterns::Integer range_;
};

} // namespace

ParameterSection::ParameterSection(dealii::ParameterHandler &handler, const std::string &name)
    : handler_(handler) {
  handler_.enter_subsection(name);
}

ParameterSection::~ParameterSection() {
  handler_.leave_subsection();
}

void ParameterSection::add(const std::string &key, double &variable,
                           const std::string &documentation, double least, double most) {
  handler_.add_parameter(key, variable, documentation, Patterns::Double(least, most));
}

void ParameterSection::add(const std::string &key, unsigned int &variable,
                           const std::string &documentation, int least, int most) {
  handler_.add_parameter(key, variable, documentation, Patterns::Integer(least, most));
}

void ParameterSection::add_zero_or(const std::string &key, unsigned int &variable,
                                   const std::string &documentation, int least, int most) {
  handler_.add_parameter(key, variable, documentation, ZeroOrInteger(least, most));
}

void ParameterSection::add(const std::string &key, bool &variable,
                           const std::string &documentation) {
  handler_.add_parameter(key, variable, documentation, Patterns::Bool());
}

void ParameterSection::add(const std::string &key, std::string &variable,
                           const std::string &documentation) {
  handler_.add_parameter(key, variable, documentation, Patterns::Anything());
}

void ParameterSection::add(const std::string &key, std::vector<double> &variable,
                           const std::string &documentation, unsigned int least_count,
                           unsigned int most_count) {
  handler_.add_parameter(key, variable, documentation,
                         Patterns::List(Patterns::Double(), least_count, most_count));
}

void ParameterSection::add_choice(const std::string &key, std::string &variable,
                                  const std::string &choices, const std::string &documentation) {
  handler_.add_parameter(key, variable, documentation, Patterns::Selection(choices));
}

void ParameterSection::add_choice(const std::string &key, const std::string &default_choice,
                                  const std::string &choices, const std::string &documentation,
                                  const std::function<void(const std::string &)> &set) {
  handler_.declare_entry(key, default_choice, Patterns::Selection(choices), documentation);
  handler_.add_action(key, set);
}

} // namespace rhoflow
