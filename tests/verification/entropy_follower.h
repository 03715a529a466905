// SPDX-License-Identifier: Apache-2.0
// Follows the relative entropies of a flow in two ways: along characteristics, and by integrating
// their rates.
#pragma once

#include "flow_fixture.h"

#include "characteristics/characteristics.h"
#include "diagnostics/theory/flow_rates.h"
#include "time/sampled_integral.h"

namespace rhoflow::test {

/// What encoder and head start from, by default standard Gaussians.
template <int dim>
struct Starts {
  GaussianMixture encoder = gaussian_start(dim - 1, dim);
  GaussianMixture head = gaussian_start(1, dim);
};

template <int dim>
GradientFlow<dim> make_flow(const FlowCase &flow_case, const Starts<dim> &starts) {
  const auto spaces = make_spaces<dim>(flow_case);
  DensityList densities(flow_case.depth().size(),
                        project_mixture(*spaces.encoder, starts.encoder, "encoder"));
  if (spaces.head)
    densities.push_back(project_mixture(*spaces.head, starts.head, "head"));
  return make_flow<dim>(flow_case, spaces, densities);
}

template <int dim>
class EntropyFollower {
public:
  /// @param flow at its start
  explicit EntropyFollower(GradientFlow<dim> &flow, const Starts<dim> &starts = {},
                           std::size_t n_points = 8192)
      : flow_(flow),
        rates_(flow.state(), start_measures(flow.state(), starts.encoder, starts.head)),
        entropy_(flow.state().densities.size()), length_(flow.state().densities.size()),
        characteristics_({flow.state().problem->network, flow.state().problem->regularization,
                          flow.state().n_slices(), flow.state().problem->data.size(), dim - 1,
                          starts.encoder, starts.head},
                         n_points, flow.state().communicator) {
    sample();
  }
  void advance(double target) {
    while (flow_.time() < target) {
      flow_.step(target);
      sample();
    }
  }
  std::vector<double> entropies_by_rate() const { return entropy_.integrals(); }
  std::vector<double> lengths() const { return length_.integrals(); }
  std::vector<CharacteristicEntropy> entropies() {
    characteristics_.advance();
    return characteristics_.entropies();
  }
  Characteristics &characteristics() { return characteristics_; }

private:
  void sample() {
    std::vector<double> entropy_rates, speeds;
    for (const DensityRates &rate : rates_.compute(flow_.state())) {
      entropy_rates.push_back(rate.entropy_rate);
      speeds.push_back(std::sqrt(rate.squared_speed));
    }
    const double residual = std::sqrt(2. * flow_.state().network.loss),
                 scale = flow_.state().problem->regularization.is_active() ? 1. : residual;
    entropy_.add(flow_.time(), entropy_rates, scale);
    length_.add(flow_.time(), speeds, scale);
    characteristics_.add(flow_.time(), flow_.state().network, residual);
  }

  GradientFlow<dim> &flow_;
  FlowRates<dim> rates_;
  SampledIntegral entropy_, length_;
  Characteristics characteristics_;
};

} // namespace rhoflow::test
