#include "parameters/enumeration_parameter.h"

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

void add_choice(dealii::ParameterHandler &prm, const std::string &key,
                const std::string &default_choice, const std::string &choices,
                const std::string &documentation,
                const std::function<void(const std::string &)> &set) {
  prm.declare_entry(key, default_choice, dealii::Patterns::Selection(choices), documentation);
  prm.add_action(key, set);
}

} // namespace rhoflow
