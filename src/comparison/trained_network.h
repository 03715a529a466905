// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "distributions/weight_distribution.h"
#include "rhoflow/network/activation.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// What a comparison needs of a trained network, infinitely wide or finite, at one training time.
struct TrainedNetwork {
  std::string name; ///< folder or file as the user named it
  std::string kind; ///< its sizes in words; finite networks of one kind differ in the seed
  bool is_finite = false;
  std::string run_folder; ///< of a run of the density solver; else empty
  std::string warning;    ///< what is doubtful about it, in half a line

  Activation activation = Activation::tanh;
  double alpha = 1., beta = 1.;
  bool trained_head = true;

  std::vector<double> times, losses; ///< the curve E(t)
  double time = 0., loss = 0.;       ///< of everything below
  unsigned int n_inputs = 1;
  std::vector<double> inputs, labels, predictions; ///< [n][d], [n], [n]
  std::vector<double> depths;
  std::shared_ptr<const WeightDistribution> weights;
};

/// A run of the density solver: statistics.csv and the checkpoint in @p folder.
/// @param n_directions of slicing_directions()
/// @throws InputError naming file and problem, as all below
TrainedNetwork load_density_run(const std::string &folder, unsigned int n_directions);

/// A finite network: the particle file @p path at the time @p time.
/// @throws InputError also if the file does not hold that time, or contradicts itself there
///         (check_state())
TrainedNetwork load_particles(const std::string &path, double time, unsigned int n_directions);

/// Whatever @p path names: a particle file, a folder with a checkpoint, or one with particles.h5.
/// @throws InputError also if its time is not @p time
TrainedNetwork load_network(const std::string &path, double time, unsigned int n_directions);

} // namespace rhoflow
