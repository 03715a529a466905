// SPDX-License-Identifier: Apache-2.0
#include "characteristics/characteristics.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/errors.h"
#include "sampling/normal_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// Points that stay in the cache while all samples visit them, with all stages of a step.
constexpr std::size_t chunk_size = 256;
/// Samples of the network after which the points are carried on.
constexpr std::size_t longest_history = 32;
/// Of a step along the characteristics.
constexpr double step_tolerance = 1e-7;

/// Sums over half of the points, whose weights add up to 1/2; L = ln( rho_t / rho_0 ).
struct HalfSums {
  double log_ratio = 0.; ///< of L
  double square = 0.;    ///< of L^2
  double excess = 0.;    ///< of e^{-L} - 1, whose exact integral is zero: that of rho_0 is one

  void add(double weight, double value) {
    log_ratio += weight * value;
    square += weight * value * value;
    // The excess counts where L is small throughout. Elsewhere its share is small, and the bound
    // keeps single points from outweighing that.
    excess += weight * std::expm1(std::min(-value, 20.));
  }
  HalfSums &operator+=(const HalfSums &other) {
    log_ratio += other.log_ratio;
    square += other.square;
    excess += other.excess;
    return *this;
  }
};

/// How much of the excess is added to the sum of L. A small L changes its sign and has a sum of
/// second order, L + e^{-L} - 1 is itself of second order: then the sum's relative error stays
/// small. A large L has heavy tails in e^{-L}, which the points do not see. Chosen by experiment.
double control_share(double mean_square) {
  constexpr double middle = 0.007;
  return 1. / (1. + std::pow(mean_square / middle, 2));
}

} // namespace

Characteristics::Characteristics(const Setting &setting, std::size_t n_points,
                                 Communicator communicator)
    : setting_(setting), communicator_(std::move(communicator)),
      history_(setting.network, setting.n_slices, setting.n_samples, setting.dimension),
      n_densities_(setting.n_slices + (setting.network.head == HeadType::trained ? 1 : 0)),
      weights_(n_densities_) {
  const std::size_t n = padded(n_points);
  const unsigned int d = setting.dimension;
  if (setting.network.trains_encoder()) {
    const LatticeRule rule = make_lattice_rule(n, 2 * d + 1);
    for (std::size_t k = 0; k < setting.n_slices; ++k)
      add_points(k, rule, d);
  }
  if (setting.network.trains_head())
    add_points(setting.n_slices, make_lattice_rule(n, d + 2), 1);
}

void Characteristics::add_points(std::size_t density, const LatticeRule &rule,
                                 unsigned int n_outer) {
  const GaussianMixture &mixture = start(density);
  const QuadraturePoints points = mixture_points(
      lattice_points(rule, {0, 0, std::uint32_t(density)}, {}, n_outer, setting_.dimension),
      mixture);
  const EnsembleLayout &all = points.ensemble.layout;
  weights_[density].assign(points.ensemble.weights.begin(),
                           points.ensemble.weights.begin() + std::ptrdiff_t(all.n_particles));
  for (std::size_t first = 0; first < all.n_particles; first += chunk_size) {
    Chunk chunk{density, first, all, points_.size()};
    chunk.layout.n_particles = std::min(chunk_size, all.n_particles - first);
    const std::size_t n = chunk.layout.n_particles;
    for (unsigned int c = 0; c < all.n_components(); ++c) {
      const double *values = points.values.data() + c * all.stride() + first;
      points_.insert(points_.end(), values, values + n);
    }
    for (std::size_t m = 0; m < n; ++m)
      points_.push_back(log_density(mixture, points_.data() + chunk.offset + m, n));
    chunks_.push_back(chunk);
  }
}

void Characteristics::add(double time, const SampleState &state, double scale) {
  history_.add(time, state, scale);
  if (history_.size() == 1)
    time_ = time;
  // Up to where the polynomials will not change any more.
  constexpr std::size_t n_right = TimeSamples::stencil_size - TimeSamples::n_left - 1;
  if (history_.size() >= longest_history)
    carry_to(history_.time(history_.size() - n_right));
}

void Characteristics::advance() {
  if (history_.size() > 0)
    carry_to(history_.time(history_.size() - 1));
}

void Characteristics::carry(const Chunk &chunk, double time) {
  const bool encoder = chunk.density < setting_.n_slices;
  const WeightVelocity velocity{
      setting_.network.activation, setting_.n_samples,
      [&](double t, PotentialSource &source) { history_.source(chunk.density, t, source); },
      [&](double t) { return encoder ? 2. * setting_.regularization.strength(t) : 0.; }};
  const auto first = points_.begin() + std::ptrdiff_t(chunk.offset);
  AlignedVector state(first, first + std::ptrdiff_t(chunk.size()));
  // The flow's own steps are short for the sake of its stability.
  const std::size_t n_steps = history_.size() - 1;
  const double guess = 2. * (history_.time(n_steps) - history_.time(0)) / double(n_steps);
  try {
    carry_points(velocity, chunk.layout, time_, time, std::min(guess, time - time_), step_tolerance,
                 state);
  } catch (const std::exception &) {
    std::ostringstream message;
    message << "the characteristics of density " << chunk.density
            << " cannot be carried from t = " << time_ << " to " << time
            << "; set Theory/Characteristics = 0";
    throw RunError(message.str());
  }
  std::copy(state.begin(), state.end(), first);
}

void Characteristics::carry_to(double time) {
  if (!(time > time_))
    return;
  const std::size_t n = chunks_.size(), n_processes = communicator_.size();
  const auto first_of = [&](std::size_t rank) { return n * rank / n_processes; };
  const std::size_t begin = first_of(communicator_.rank()),
                    end = first_of(communicator_.rank() + 1);
  communicator_.agree(
      [&] { parallel_for(end - begin, [&](std::size_t i) { carry(chunks_[begin + i], time); }); });
  std::vector<std::size_t> offsets;
  for (std::size_t rank = 0; rank <= n_processes; ++rank)
    offsets.push_back(first_of(rank) < n ? chunks_[first_of(rank)].offset : points_.size());
  communicator_.share(points_, offsets);
  time_ = time;
  history_.forget_before(time);
}

std::vector<CharacteristicEntropy> Characteristics::entropies() const {
  std::vector<std::array<HalfSums, 2>> parts(chunks_.size());
  parallel_for(chunks_.size(), [&](std::size_t i) {
    const Chunk &chunk = chunks_[i];
    const EnsembleLayout &layout = chunk.layout;
    const double *coordinates = points_.data() + chunk.offset,
                 *log_of_density = coordinates + layout.n_values();
    for (std::size_t m = 0; m < layout.n_particles; ++m)
      parts[i][m % 2].add(weights_[chunk.density][chunk.first + m],
                          log_of_density[m] -
                              log_density(start(chunk.density), coordinates + m, layout.stride()));
  });
  std::vector<std::array<HalfSums, 2>> sums(n_densities_);
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    for (const std::size_t half : {0, 1})
      sums[chunks_[i].density][half] += parts[i][half];
  std::vector<CharacteristicEntropy> result(n_densities_);
  for (std::size_t k = 0; k < n_densities_; ++k) {
    const double share = control_share(sums[k][0].square + sums[k][1].square);
    const double even = sums[k][0].log_ratio + share * sums[k][0].excess,
                 odd = sums[k][1].log_ratio + share * sums[k][1].excess;
    result[k] = {even + odd, std::abs(even - odd)};
  }
  return result;
}

std::vector<double> Characteristics::state() const {
  std::vector<double> state{time_, double(points_.size())};
  state.insert(state.end(), points_.begin(), points_.end());
  history_.append_to(state);
  return state;
}

bool Characteristics::restore(const std::vector<double> &state, std::size_t &place) {
  if (!(double(place) + 2. + double(points_.size()) <= double(state.size())) ||
      state[place + 1] != double(points_.size()))
    return false;
  const double time = state[place];
  const auto first = state.begin() + std::ptrdiff_t(place) + 2;
  place += 2 + points_.size();
  if (!history_.restore(state, place))
    return false;
  std::copy_n(first, points_.size(), points_.begin());
  time_ = time;
  return true;
}

} // namespace rhoflow
