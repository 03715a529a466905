// SPDX-License-Identifier: Apache-2.0
// Comparison: the distances that chance alone makes.
#include "base/parallel_loop.h"
#include "comparison/comparison.h"
#include "comparison/significance.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// Draws for a coordinate: enough for a standard error of a tenth of the distance, fewer of large
/// networks, of which each costs more.
std::size_t draws_of(std::size_t n_neurons) {
  constexpr std::size_t neurons = 400000, least = 8, most = 32;
  return std::clamp(neurons / n_neurons, least, most);
}

/// Draws for each direction of the sliced distance, whose mean is over all directions.
std::size_t draws_a_direction(std::size_t n_neurons) {
  return std::max<std::size_t>(draws_of(n_neurons) / 8, 2);
}

/// Root of the mean square over directions and draws.
double root_mean_square(const std::vector<ChanceDistances> &directions,
                        Spread ChanceDistance::*spread) {
  double square = 0.;
  for (const ChanceDistances &direction : directions)
    square += (direction.w2.*spread).mean_square() / double(directions.size());
  return std::sqrt(square);
}

} // namespace

void Comparison::draw_chance(const TrainedNetwork &other) {
  struct Task {
    std::size_t distance;
    WeightPart part;
    bool sliced;
    unsigned int number; ///< of the coordinate or the direction
  };
  std::vector<Task> tasks;
  std::vector<std::vector<ChanceDistances>> draws(distances_.size());
  std::size_t next = 0;
  for (const WeightPart &part : parts_) {
    for (unsigned int c = 0; distances_[next].name != "sliced"; ++c, ++next) {
      draws[next].resize(1);
      tasks.push_back({next, part, false, c});
    }
    draws[next].resize(n_directions_);
    for (unsigned int e = 0; e < n_directions_; ++e)
      tasks.push_back({next, part, true, e});
    ++next;
  }
  parallel_for(tasks.size(), [&](std::size_t k) {
    const Task &task = tasks[k];
    const std::vector<double> weights = other.weights->neuron_weights(task.part);
    const QuantileFunction density = task.sliced ? run_.weights->projection(task.part, task.number)
                                                 : run_.weights->marginal(task.part, task.number);
    draws[task.distance][task.sliced ? task.number : 0] = draw_distances(
        density, weights,
        task.sliced ? draws_a_direction(weights.size()) : draws_of(weights.size()), 1 + k);
  });
  draws_[other.kind] = std::move(draws);
}

std::vector<Chance> Comparison::chance() const {
  std::vector<Chance> result;
  for (const Kind &kind : kinds()) {
    if (!kind.is_finite)
      continue;
    const auto &draws = draws_.at(kind.name);
    Chance chance{kind.name, {}};
    const auto add = [&](std::size_t k, unsigned int power) {
      const ComparedDistance &distance = distances_[k];
      const std::vector<double> &values = power == 1 ? distance.w1 : distance.w2;
      ChanceRow row;
      row.distance = k;
      row.power = power;
      std::vector<double> measured;
      for (const std::size_t member : kind.members) {
        row.measured += values[member] / double(kind.members.size());
        measured.push_back(values[member]);
      }
      if (distance.name == "sliced") {
        row.expected = root_mean_square(draws[k], &ChanceDistance::once);
        row.two_networks = root_mean_square(draws[k], &ChanceDistance::between);
      } else {
        const ChanceDistance &drawn = power == 1 ? draws[k].front().w1 : draws[k].front().w2;
        row.expected = drawn.once.mean;
        row.two_networks = drawn.between.mean;
        row.p_value = chance_p_value(measured, drawn.once_log);
      }
      chance.rows.push_back(row);
    };
    for (std::size_t k = 0; k < distances_.size(); ++k) {
      if (!distances_[k].w1.empty())
        add(k, 1);
      add(k, 2);
    }
    result.push_back(std::move(chance));
  }
  return result;
}

bool ChanceRow::beyond() const {
  return p_value && *p_value < 0.5 * significance;
}

std::size_t Chance::n_tested() const {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const ChanceRow &row) { return row.p_value.has_value(); }));
}

std::size_t Chance::n_beyond() const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const ChanceRow &row) { return row.beyond(); }));
}

} // namespace rhoflow
