// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/depth/depth_parameters.h"

#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"

namespace rhoflow {

namespace {
constexpr unsigned int max_gauss_nodes = 16;
}

void DepthParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Depth");
  section.add("Rule", rule,
              "gauss: collocation at the Gauss-Legendre nodes of each interval of s in [0, 1], "
              "order 2J. euler: uniform layers, exactly a finite ResNet in depth.");
  section.add("Nodes", nodes,
              "J: nodes per interval (gauss, at most " + std::to_string(max_gauss_nodes) +
                  ") or layers per interval (euler). One density is stored for each.",
              1, 100000);
  section.add("Intervals", intervals, "Equal intervals of the depth.", 1, 10000);
}

void DepthParameters::check() const {
  if (rule == DepthRule::gauss && nodes > max_gauss_nodes)
    throw InputError("Depth/Nodes = " + std::to_string(nodes) + ": the rule gauss takes at most " +
                     std::to_string(max_gauss_nodes) + " nodes; use more Depth/Intervals");
}

} // namespace rhoflow
