// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/base/precondition.h"
#include "sampling/counter_random.h"
#include "sampling/normal_points.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/vector.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

constexpr unsigned int n_candidates = 48;
/// So many points, of even or odd number, there have to be for each polynomial.
constexpr unsigned int points_per_polynomial = 4;

/// a^k modulo n for k = 0, 1, ...
std::vector<std::uint64_t> generator(std::uint64_t a, std::uint64_t n, unsigned int dimension) {
  std::vector<std::uint64_t> powers{1};
  while (powers.size() < dimension)
    powers.push_back(powers.back() * a % n);
  return powers;
}

/// sum_i prod_k ( 1 + 2 pi^2 B_2(x_ik) ): n times one plus the square of the worst-case error, B_2
/// the Bernoulli polynomial.
double spread(const std::vector<std::uint64_t> &powers, std::uint64_t n) {
  double total = 0.;
  for (std::uint64_t i = 0; i < n; ++i) {
    double product = 1.;
    for (const std::uint64_t power : powers) {
      const double x = double(i * power % n) / double(n);
      product *= 1. + 2. * M_PI * M_PI * (x * x - x + 1. / 6.);
    }
    total += product;
  }
  return total;
}

/// The Hermite polynomials up to degree two, normalised and with constant first, at the particle
/// @p m.
void hermite_polynomials(const EnsembleLayout &layout, const AlignedVector &values, std::size_t m,
                         std::vector<double> &polynomials) {
  polynomials.assign(1, 1.);
  for (unsigned int k = 0; k < layout.n_components(); ++k) {
    const double x = values[k * layout.stride() + m];
    polynomials.push_back(x);
    polynomials.push_back((x * x - 1.) / std::sqrt(2.));
    for (unsigned int l = 0; l < k; ++l)
      polynomials.push_back(x * values[l * layout.stride() + m]);
  }
}

/// Changes the weights of the points m = @p parity modulo 2, by as little as possible relative to
/// themselves, so that they integrate polynomials up to degree two exactly, with half of the mass.
void correct_weights(std::size_t parity, QuadraturePoints &points) {
  const EnsembleLayout &layout = points.ensemble.layout;
  AlignedVector &weights = points.ensemble.weights;
  std::vector<double> psi;
  hermite_polynomials(layout, points.values, parity, psi);
  const auto n = static_cast<unsigned int>(psi.size());
  dealii::FullMatrix<double> products(n, n);
  dealii::Vector<double> defect(n), factors(n);
  defect[0] = 0.5; // the others have mean zero
  for (std::size_t m = parity; m < layout.n_particles; m += 2) {
    hermite_polynomials(layout, points.values, m, psi);
    for (unsigned int i = 0; i < n; ++i) {
      defect[i] -= weights[m] * psi[i];
      for (unsigned int j = 0; j < n; ++j)
        products(i, j) += weights[m] * psi[i] * psi[j];
    }
  }
  products.gauss_jordan();
  products.vmult(factors, defect);
  for (std::size_t m = parity; m < layout.n_particles; m += 2) {
    hermite_polynomials(layout, points.values, m, psi);
    double change = 0.;
    for (unsigned int i = 0; i < n; ++i)
      change += factors[i] * psi[i];
    weights[m] *= 1. + change;
  }
}

/// Whether there are points enough for correct_weights().
bool can_correct(const EnsembleLayout &layout) {
  const std::size_t n = layout.n_components(), n_polynomials = (n + 1) * (n + 2) / 2;
  return layout.n_particles / 2 >= points_per_polynomial * n_polynomials;
}

} // namespace

double best_spread(unsigned int dimension) {
  const auto d = double(dimension);
  return std::min({4., 1. + 9. / d, 1. + 500. / (d * d * d)});
}

LatticeRule make_lattice_rule(std::size_t n, unsigned int dimension) {
  RHOFLOW_PRECONDITION(n >= 8 && n % 2 == 0, "an even number of points, at least 8");
  RHOFLOW_PRECONDITION(dimension >= 1, "there is a coordinate");
  LatticeRule rule{n, {}};
  double least = std::numeric_limits<double>::infinity();
  for (unsigned int candidate = 1; candidate <= n_candidates; ++candidate) {
    // Odd numbers spread over (0, n / 2) by the golden section; n - a gives the lattice mirrored.
    const double place = std::fmod(candidate * 0.61803398874989485, 1.);
    const auto a = 2 * std::uint64_t(place * double(n) / 4.) + 1;
    const std::vector<std::uint64_t> powers = generator(a, n, dimension);
    const double value = spread(powers, n);
    if (value < least) {
      least = value;
      rule.powers = powers;
    }
  }
  return rule;
}

QuadraturePoints lattice_points(const LatticeRule &rule, const LatticeShift &shift,
                                const LatticeWeights &weights, unsigned int n_outer,
                                unsigned int n_features) {
  const double spread = weights.spread;
  RHOFLOW_PRECONDITION(spread >= 1., "the weights of the points have a bound");
  RHOFLOW_PRECONDITION(rule.n_points >= 64, "the rule has at least 64 points");
  RHOFLOW_PRECONDITION(rule.powers.size() >= n_outer + n_features + 1,
                       "a power for every coordinate");
  const std::size_t n = rule.n_points;
  QuadraturePoints result;
  EnsembleLayout &layout = result.ensemble.layout;
  layout = {n_outer, n_features, n};
  result.values.assign(layout.n_values(), 0.);
  result.ensemble.weights.assign(layout.stride(), 0.);
  const std::uint64_t step = std::numeric_limits<std::uint64_t>::max() / n;
  double total = 0.;
  for (std::size_t i = 0; i < n; ++i) {
    double square = 0.;
    for (unsigned int k = 0; k < layout.n_components(); ++k) {
      // The cube's coordinate in units of 2^-64, which wraps around by itself.
      const std::uint64_t start = random_bits(shift.seed, {shift.number, shift.stream, k});
      const double x = std::sqrt(spread) * normal_from_bits(i * rule.powers[k] % n * step + start);
      result.values[k * layout.stride() + i] = x;
      square += x * x;
    }
    total += result.ensemble.weights[i] = std::exp(-0.5 * square * (1. - 1. / spread));
  }
  for (double &weight : result.ensemble.weights)
    weight /= total;
  if (weights.corrected && spread > 1. && can_correct(layout))
    for (const std::size_t parity : {0, 1})
      correct_weights(parity, result);
  return result;
}

} // namespace rhoflow
