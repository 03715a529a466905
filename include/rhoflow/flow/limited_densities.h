// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/flow/positivity_limiter.h"
#include "rhoflow/mean_field/flow_state.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The positivity limiter on all densities of a flow that need it.
template <int dim>
class LimitedDensities {
public:
  explicit LimitedDensities(const FlowState<dim> &state);

  /// Whether there is anything to limit: a basis that asks for the limiter.
  bool any() const { return !limiters_.empty(); }

  /// Limits the values of all densities that train. Collective.
  /// @param values per density, of the stored cells
  /// @return of every density; where a mean is negative the step was too long
  std::vector<LimiterWork> apply(const FlowState<dim> &state,
                                 const std::vector<AlignedVector *> &values) const;

private:
  std::vector<std::shared_ptr<const PositivityLimiter<dim>>> limiters_; ///< [density], shared
};

} // namespace rhoflow
