// SPDX-License-Identifier: Apache-2.0
#include "evaluation/recorded_density.h"

#include "base/parallel_loop.h"
#include "depth/depth_interpolation.h"
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

std::size_t count_chunks(std::size_t n_points) {
  constexpr std::size_t size = RecordedDensity::points_of_a_chunk;
  return (n_points + size - 1) / size;
}

/// The part of @p values, [depth node][...], at the depth that @p interpolation stands for.
std::vector<double> at_depth(const DepthInterpolation &interpolation,
                             const std::vector<double> &values, std::size_t per_node) {
  std::vector<double> result(per_node, 0.);
  for (std::size_t j = 0; j < interpolation.weights.size(); ++j) {
    const double *node = values.data() + (interpolation.first + j) * per_node;
    for (std::size_t i = 0; i < per_node; ++i)
      result[i] += interpolation.weights[j] * node[i];
  }
  return result;
}

} // namespace

RecordedDensity::RecordedDensity(const FlowHistory &history, bool head, double depth,
                                 double tolerance)
    : setting_(history.setting), head_(head),
      tolerance_(tolerance), layout_{head ? 1 : history.setting.data.dimension,
                                     history.setting.data.dimension, 0},
      start_(head ? history.setting.head_start : history.setting.encoder_start),
      features_(setting_.data.size() * setting_.data.dimension),
      coefficients_(setting_.data.size() * layout_.n_outer) {
  RHOFLOW_PRECONDITION(!head || setting_.has_trained_head(), "the head has a density");
  RHOFLOW_PRECONDITION(tolerance > 0., "the tolerance is positive");
  RHOFLOW_PRECONDITION(!history.samples.empty(), "the start is recorded");
  const DepthInterpolation interpolation = interpolate_depth(setting_.grid(), head ? 1. : depth);
  const std::size_t per_node = setting_.data.size() * setting_.data.dimension;
  for (const HistorySample &sample : history.samples) {
    features_.add(sample.time, head ? sample.final_features
                                    : at_depth(interpolation, sample.features, per_node));
    coefficients_.add(sample.time,
                      head ? sample.head_coefficients
                           : at_depth(interpolation, sample.encoder_coefficients, per_node),
                      sample.scale);
  }
  end_time_ = history.samples.back().time;
}

std::size_t RecordedDensity::n_points(const std::vector<double> &points) const {
  RHOFLOW_PRECONDITION(points.size() % n_components() == 0, "all components of every point");
  return points.size() / n_components();
}

RecordedDensity::Chunk RecordedDensity::chunk_of(const std::vector<double> &points,
                                                 std::size_t first) const {
  const unsigned int n = n_components();
  Chunk chunk;
  chunk.layout = layout_;
  chunk.layout.n_particles = std::min(points_of_a_chunk, n_points(points) - first);
  const std::size_t stride = chunk.layout.stride();
  chunk.state.assign((n + 1) * stride, 0.);
  for (std::size_t m = 0; m < chunk.layout.n_particles; ++m)
    for (unsigned int c = 0; c < n; ++c)
      chunk.state[c * stride + m] = points[(first + m) * n + c];
  return chunk;
}

void RecordedDensity::source(double time, PotentialSource &source) const {
  const std::size_t n = setting_.data.size();
  features_.evaluate(time, 0, n * setting_.data.dimension, source.features);
  coefficients_.evaluate(time, 0, n * layout_.n_outer, source.coefficients);
}

void RecordedDensity::carry_chunk(Chunk &chunk, double begin, double end) const {
  const WeightVelocity velocity{setting_.network.activation, setting_.data.size(),
                                [&](double t, PotentialSource &at_time) { source(t, at_time); },
                                [&](double t) { return setting_.decay(head_, t); }};
  // The flow's own steps are short for the sake of its stability.
  const double guess = 2. * end_time_ / double(features_.size() - 1);
  const double first_step = std::copysign(std::min(guess, std::abs(end - begin)), end - begin);
  try {
    carry_points(velocity, chunk.layout, begin, end, first_step, tolerance_, chunk.state);
  } catch (const std::exception &) {
    std::ostringstream message;
    message << "no step of the characteristics is small enough from t = " << begin << " to " << end
            << "; raise --tolerance";
    throw RunError(message.str());
  }
}

std::vector<double> RecordedDensity::carry(std::vector<double> &points, double begin,
                                           double end) const {
  RHOFLOW_PRECONDITION(std::min(begin, end) >= 0. && std::max(begin, end) <= end_time_,
                       "the times are recorded");
  const unsigned int n = n_components();
  std::vector<double> change(n_points(points), 0.);
  if (begin == end || !setting_.trains(head_))
    return change;
  parallel_for(count_chunks(change.size()), [&](std::size_t i) {
    const std::size_t first = i * points_of_a_chunk;
    Chunk chunk = chunk_of(points, first);
    carry_chunk(chunk, begin, end);
    const std::size_t stride = chunk.layout.stride();
    for (std::size_t m = 0; m < chunk.layout.n_particles; ++m) {
      for (unsigned int c = 0; c < n; ++c)
        points[(first + m) * n + c] = chunk.state[c * stride + m];
      change[first + m] = chunk.state[n * stride + m];
    }
  });
  return change;
}

std::vector<double> RecordedDensity::log_density(const std::vector<double> &points,
                                                 double time) const {
  std::vector<double> origins = points;
  std::vector<double> values = carry(origins, time, 0.);
  for (std::size_t m = 0; m < values.size(); ++m)
    values[m] = rhoflow::log_density(start_, origins.data() + m * n_components()) - values[m];
  return values;
}

RecordedDensity::Motion RecordedDensity::motion(const std::vector<double> &points,
                                                double time) const {
  RHOFLOW_PRECONDITION(time >= 0. && time <= end_time_, "the time is recorded");
  const unsigned int n = n_components();
  PotentialSource at_time;
  source(time, at_time);
  const double decay = setting_.decay(head_, time);
  Motion result{std::vector<double>(n_points(points), 0.), std::vector<double>(points.size(), 0.)};
  parallel_for(count_chunks(result.potential.size()), [&](std::size_t i) {
    const std::size_t first = i * points_of_a_chunk;
    const Chunk chunk = chunk_of(points, first);
    const std::size_t stride = chunk.layout.stride();
    AlignedVector gradient(chunk.layout.n_values());
    particle_gradient(setting_.network.activation, chunk.layout, {0, stride}, chunk.state.data(),
                      {at_time.features.data(), setting_.data.size()}, at_time.coefficients.data(),
                      gradient.data());
    for (std::size_t m = 0; m < chunk.layout.n_particles; ++m)
      for (unsigned int c = 0; c < n; ++c) {
        const std::size_t place = (first + m) * n + c;
        // The potential is linear in the outer weights.
        if (c < layout_.n_outer)
          result.potential[first + m] += points[place] * gradient[c * stride + m];
        if (setting_.trains(head_))
          result.velocity[place] = 0. - gradient[c * stride + m] - decay * points[place];
      }
  });
  return result;
}

} // namespace rhoflow
