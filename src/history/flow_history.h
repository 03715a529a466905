// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/density/gaussian_mixture.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/depth/depth_parameters.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/network/noise_parameters.h"
#include "rhoflow/network/regularization.h"
#include "rhoflow/potential/sample_state.h"

#include <string>
#include <vector>

namespace rhoflow {

/// What determines the potentials of a network at any weights at one training time (CLLCC (11),
/// (13)): Phi(theta, s_j) = sum_ik c_ik u_k sigma0(w.Z_i(s_j) + b), and Psi of a trained head alike
/// at s = 1. Everything is dimensionless.
struct HistorySample {
  unsigned long step = 0;                   ///< accepted steps so far
  double time = 0.;                         ///< t
  double scale = 1.;                        ///< what the residuals fall with, see ResidualScale
  std::vector<double> features;             ///< Z_i(s_j): [depth node][sample][component]
  std::vector<double> final_features;       ///< Z_i(1): [sample][component]
  std::vector<double> encoder_coefficients; ///< c, as the features
  std::vector<double> head_coefficients;    ///< [sample]; empty for a fixed head

  /// All numbers that features and coefficients are, in this order.
  std::vector<const std::vector<double> *> arrays() const {
    return {&features, &final_features, &encoder_coefficients, &head_coefficients};
  }
  std::vector<std::vector<double> *> arrays() {
    return {&features, &final_features, &encoder_coefficients, &head_coefficients};
  }
  /// The arrays one after the other, and the way back.
  std::vector<double> numbers() const;
  /// @pre as many numbers as the arrays have
  void take(const std::vector<double> &numbers);
};

/// Features and coefficients of a network; step, time and scale are the caller's.
HistorySample history_sample(const NetworkParameters &network, const SampleState &state);
/// The means over several networks of the same sizes, added up in their order. @pre not empty
HistorySample mean_sample(const std::vector<HistorySample> &samples);

/// What stays the same along a run.
struct HistorySetting {
  std::string generator; ///< who wrote it, "rhoflow 0.2.0"
  NetworkParameters network;
  double regularization = 0.; ///< lambda of the decaying regulariser; 0: none
  double encoder_confinement = 0., head_confinement = 0.; ///< mu, of what is trained
  DepthParameters depth;
  DataSet data;                              ///< in the units of the solver
  DataUnits units;                           ///< of the user
  GaussianMixture encoder_start, head_start; ///< the latter empty for a fixed head

  bool has_trained_head() const { return network.head == HeadType::trained; }
  DepthGrid grid() const { return DepthGrid(depth.rule, depth.nodes, depth.intervals); }
  std::size_t n_nodes() const { return std::size_t(depth.nodes) * depth.intervals; }
  /// Numbers of each array of a sample, in the order of HistorySample::arrays().
  std::vector<std::size_t> sizes() const;
  /// r of the drift -2 r theta and mu of -mu theta together: the velocity is -grad Phi - decay
  /// theta. @param head of the head's density or of the encoder's
  double decay(bool head, double time) const;
  /// Whether the density of the head, or of the encoder, moves.
  bool trains(bool head) const { return head ? network.trains_head() : network.trains_encoder(); }
};

/// A run as a function of time: with its start it determines all densities along characteristics.
struct FlowHistory {
  HistorySetting setting;
  std::vector<HistorySample> samples; ///< times ascend from 0
};

} // namespace rhoflow
