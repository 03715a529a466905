// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characteristics/characteristics.h"
#include "characteristics/residual_scale.h"
#include "diagnostics/theory/flow_rates.h"
#include "diagnostics/theory/relative_entropy.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/theory_row.h"
#include "time/sampled_integral.h"

#include <optional>
#include <vector>

namespace rhoflow {

/// Follows a flow from its start: step() after every step, collect() at output times.
template <int dim>
class TheoryCollector {
public:
  /// @param flow at its start
  /// @param encoder_start,head_start what it started from; the latter is not used if the head is
  ///        fixed
  TheoryCollector(const TheoryParameters &parameters, const GradientFlow<dim> &flow,
                  const GaussianMixture &encoder_start, const GaussianMixture &head_start);

  /// Takes note of the rates at the flow's time. Collective.
  void step(const GradientFlow<dim> &flow);

  /// Collective; all processes have the result. @pre step() has been called at this time
  TheoryRow collect(const GradientFlow<dim> &flow);

  /// What step() has gathered, and the way back, for runs that are resumed.
  std::vector<double> state() const;
  /// @throws InputError if @p state is of another run
  void restore(const std::vector<double> &state);

private:
  void add_gram(const FlowState<dim> &state, TheoryRow &row) const;
  void add_comparison(const FlowState<dim> &state, TheoryRow &row) const;
  void add_characteristics(TheoryRow &row);
  /// The speeds of all densities, without rates of entropies, and the rate at which the loss falls.
  struct NoisyRates {
    std::vector<double> squared_speeds;
    double loss = 0.;
  };
  NoisyRates noisy_rates(const GradientFlow<dim> &flow) const;
  /// -dE/dt without the part of the objective that the regulariser is.
  double loss_rate(const FlowState<dim> &state, const std::vector<NodeMoments> &moments,
                   const GramForm &form) const;

  TheoryParameters parameters_;
  bool noisy_;                            ///< the rates are not those of the transport alone
  std::vector<StartMeasure<dim>> starts_; ///< of the encoder and, if trained, of the head
  FlowRates<dim> rates_;
  SampledIntegral integrals_; ///< entropy and path length of every density
  std::optional<Characteristics> characteristics_;
  ResidualScale residual_scale_;
};

} // namespace rhoflow
