// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/depth/trajectory.h"
#include "rhoflow/network/network_parameters.h"

#include <vector>

namespace rhoflow {

/// What forward solve, read-out and adjoint solve say of some samples.
struct SolvedSamples {
  Trajectory trajectory;
  std::vector<double> predictions;   ///< f(x_i)
  std::vector<double> final_adjoint; ///< p(1): [sample][component]
  Adjoint adjoint;
};

/// What one evaluation of a network says of the samples and their labels.
struct SampleState : SolvedSamples {
  std::vector<double> residuals; ///< r_i = f(x_i) - y_i
  double loss = 0.;              ///< E = 1/(2n) sum_i r_i^2
};

/// A trajectory over @p n_nodes depth nodes whose features are @p inputs everywhere: where the
/// first forward solve starts. @param inputs [sample][component]
Trajectory constant_trajectory(std::size_t n_nodes, const std::vector<double> &inputs,
                               unsigned int dimension);

/// The fixed head at the final features of @p trajectory: f = c.Z(1), p(1) = c.
void read_out_fixed_head(const std::vector<double> &head_vector, const Trajectory &trajectory,
                         std::vector<double> &predictions, std::vector<double> &final_adjoint);

/// Fills residuals and loss of @p state from its predictions. @param labels y, one per prediction
void compare_with_labels(const std::vector<double> &labels, SampleState &state);

/// alpha/n c_i p_i(s_j) of depth node @p node, [sample][component]: the coefficients of sigma0 in
/// the encoder's potential (CLLCC (13)), with c_i = beta r_i (trained head) or r_i (fixed head).
std::vector<double> encoder_coefficients(const NetworkParameters &parameters,
                                         const SampleState &state, std::size_t node);

/// beta/n r_i, the coefficients of sigma0 in the trained head's potential (CLLCC (11)).
std::vector<double> head_coefficients(const NetworkParameters &parameters,
                                      const SampleState &state);

} // namespace rhoflow
