// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/point_checkpoint.h"
#include "points/point_start.h"
#include "points/point_training.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"

#include <cstdint>
#include <string>

namespace rhoflow {

/// Sizes of a run on points, known before anything large is allocated.
struct PointRunSize {
  std::uint64_t shifts = 0, depth_nodes = 0;
  std::uint64_t points = 0, head_points = 0; ///< of every shift, per depth node and of the head
  std::uint64_t numbers = 0;                 ///< coordinates and logarithms that are advanced
  std::uint64_t memory = 0;                  ///< bytes of the whole run, estimated
};

/// @throws InputError if the start is impossible
PointRunSize estimate_point_size(const Parameters &parameters, const DataSet &data);

/// The size as lines for people.
std::string describe_point_size(const PointRunSize &size);

/// What the points of these parameters start from.
PointStartSetting point_start_setting(const Parameters &parameters, unsigned int dimension);

/// Builds network, points and rule of training; the shifts are divided among the processes.
/// Collective. @throws InputError if the start is impossible
PointTraining make_point_training(const Parameters &parameters, const DataSet &data,
                                  const Communicator &communicator = {},
                                  ShiftedDensity shifted = ShiftedDensity::all);

/// A run on points as it was when it wrote a checkpoint.
struct FinishedPoints {
  Parameters parameters;
  PointTraining training;
};

/// Builds the start again, whose weights of the points do not change, and takes it to where
/// @p checkpoint, which read_point_checkpoint() read from @p path, was written.
/// @throws InputError naming file and problem if the points do not fit the parameters in it
FinishedPoints finished_points(const std::string &path, const PointCheckpoint &checkpoint);

} // namespace rhoflow
