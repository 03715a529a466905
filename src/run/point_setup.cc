// SPDX-License-Identifier: Apache-2.0
#include "run/point_setup.h"

#include "base/byte_count.h"
#include "rhoflow/base/errors.h"
#include "run/recorded_parameters.h"

#include <filesystem>

namespace rhoflow {

namespace {

/// The program and its libraries take about this much before there is any point (measured).
constexpr std::uint64_t program_memory = 180u << 20;

DepthGrid depth_of(const Parameters &parameters) {
  return DepthGrid(parameters.depth.rule, parameters.depth.nodes, parameters.depth.intervals);
}

/// The parameters in @p checkpoint, of no more points than the file @p path can hold: they say how
/// much memory is taken before any point is read.
Parameters parameters_of(const std::string &path, const PointCheckpoint &checkpoint) {
  try {
    Parameters parameters = recorded_parameters(checkpoint.parameters);
    parameters.check_points(checkpoint.data.dimension);
    const std::uint64_t numbers = estimate_point_size(parameters, checkpoint.data).numbers;
    if (numbers > std::filesystem::file_size(path) / sizeof(double))
      throw InputError("the parameters in it are of " + std::to_string(numbers) +
                       " numbers, more than it holds; the file is damaged, run the problem again");
    return parameters;
  } catch (const InputError &error) {
    throw InputError(path + ": " + error.what());
  }
}

} // namespace

PointStartSetting point_start_setting(const Parameters &parameters, unsigned int dimension) {
  return {parameters.points,
          parameters.weights,
          std::size_t(parameters.depth.nodes) * parameters.depth.intervals,
          dimension,
          parameters.network.head == HeadType::trained,
          ShiftedDensity::all};
}

PointRunSize estimate_point_size(const Parameters &parameters, const DataSet &data) {
  const std::uint64_t d = data.dimension;
  const PointCounts counts = count_points(point_start_setting(parameters, data.dimension));
  PointRunSize size;
  size.shifts = parameters.points.shifts;
  size.depth_nodes = std::uint64_t(parameters.depth.nodes) * parameters.depth.intervals;
  size.points = counts.node;
  size.head_points = counts.head;
  size.numbers =
      size.shifts * (size.depth_nodes * counts.node * (2 * d + 2) + counts.head * (d + 3));
  // Features, fields, derivatives and adjoints, which the solver holds twice at times.
  const std::uint64_t samples =
      size.shifts * data.size() * (size.depth_nodes + 2) * (2 * d * d + 6 * d);
  // Weights, and what making the points and a step's pieces leave behind (measured).
  constexpr std::uint64_t numbers_besides = 3;
  const std::uint64_t besides =
      size.shifts * numbers_besides * (size.depth_nodes * counts.node + counts.head);
  size.memory =
      program_memory +
      8 * (n_weight_registers(TrainingMethod::gradient_flow) * size.numbers + samples + besides);
  return size;
}

std::string describe_point_size(const PointRunSize &size) {
  return "shifts              " + std::to_string(size.shifts) + "\ndepth nodes         " +
         std::to_string(size.depth_nodes) + "\npoints              " + std::to_string(size.points) +
         " per depth node, " + std::to_string(size.head_points) +
         " of the head\nnumbers             " + std::to_string(size.numbers) +
         "\nestimated memory    " + byte_count(size.memory) + "\n";
}

PointTraining make_point_training(const Parameters &parameters, const DataSet &data,
                                  const Communicator &communicator, ShiftedDensity shifted) {
  const auto network =
      std::make_shared<const ParticleNetwork>(parameters.network, data, depth_of(parameters));
  const ShiftPartition partition(parameters.points.shifts, communicator);
  PointStartSetting start = point_start_setting(parameters, data.dimension);
  start.shifted = shifted;
  return PointTraining(network, make_points(start, partition), partition, parameters.regularization,
                       parameters.time.tolerance, parameters.time.maximal_step, parameters.noise);
}

FinishedPoints finished_points(const std::string &path, const PointCheckpoint &checkpoint) {
  const Parameters parameters = parameters_of(path, checkpoint);
  FinishedPoints result{parameters, make_point_training(parameters, checkpoint.data)};
  restore(path, checkpoint, result.training);
  return result;
}

} // namespace rhoflow
