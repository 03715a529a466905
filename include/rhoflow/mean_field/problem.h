// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/network/noise_parameters.h"
#include "rhoflow/network/regularization.h"

namespace rhoflow {

/// What is trained on what: everything of a flow that does not change with time.
struct MeanFieldProblem {
  NetworkParameters network;
  DataSet data;
  DepthGrid depth;
  Regularization regularization;
  NoiseParameters noise = {};

  bool has_trained_head() const { return network.head == HeadType::trained; }
  /// One density per depth node and, if trained, the head's.
  std::size_t n_densities() const { return depth.size() + (has_trained_head() ? 1 : 0); }
};

} // namespace rhoflow
