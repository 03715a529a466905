// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/run_checkpoint.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/flow/flow_snapshot.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/network/network_parameters.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Everything in a checkpoint but the densities.
struct DensityCheckpoint : RunCheckpoint {
  // What the densities mean.
  NetworkParameters network;
  double regularization = 0.; ///< lambda, 0 without regulariser
  double length_scale = 1.;   ///< l(t): the encoder's densities are those of theta / l
  DepthRule depth_rule = DepthRule::gauss;
  unsigned int points_per_interval = 1;
  std::vector<double> depths, depth_weights; ///< [slices]
  WeightsParameters weights;                 ///< mesh and bases only
  std::vector<double> predictions;           ///< [sample]

  // What a run needs to go on.
  FlowSnapshot flow;

  unsigned int n_inputs() const { return data.dimension; }
  std::size_t n_slices() const { return depths.size(); }
  bool trained_head() const { return network.head == HeadType::trained; }
  /// Slices and head.
  std::size_t n_densities() const { return n_slices() + (trained_head() ? 1 : 0); }
};

/// FOLDER/checkpoint/density.h5.
std::string checkpoint_path(const std::string &folder);

/// Writes the densities of @p flow with @p content, in which this function replaces what the flow
/// knows (its progress and moments, loss, data, predictions and depths), to checkpoint_path(@p
/// folder): under another name, flushed, read again, renamed. A run that is killed keeps the older
/// file; what it left unfinished the next one removes. Collective; one density at a time is in
/// memory.
/// @throws RunError naming the file
template <int dim>
void write_checkpoint(const std::string &folder, const GradientFlow<dim> &flow,
                      DensityCheckpoint content);

/// Reads a checkpoint within isolate(), checks sizes and values.
/// @throws InputError naming file and problem
DensityCheckpoint read_checkpoint(const std::string &path);

/// One density of the checkpoint @p path: slices first, then the head.
/// @throws InputError if its size is not that of @p space
template <int dim>
AlignedVector read_checkpoint_density(const std::string &path, const DensityCheckpoint &checkpoint,
                                      std::size_t index, const DensitySpace<dim> &space);

} // namespace rhoflow
