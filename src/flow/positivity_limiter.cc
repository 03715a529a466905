// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/flow/positivity_limiter.h"

#include "base/simd.h"
#include "flow/kernels/cell_moments.h"
#include "rhoflow/base/precondition.h"

#include <deal.II/lac/lapack_templates.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// Moments up to this degree are restored.
constexpr unsigned int largest_degree = 2;
/// Of a slice's unit mass; where less is cut the mean alone is restored.
constexpr double negligible_mass = 1e-18;

// Rounding decides whether a value of about zero is positive, and it differs between numbers of
// processes. Two things keep the result continuous; without them the loss differed by up to 5e-3.
/// Of the mean of the positive parts: how far a value may turn negative before it is cut. A node
/// counts the less the smaller its value.
constexpr double harmless_value = 1e-4;
/// Of the same mean, on the diagonal of the systems for the moments: where hardly any node carries
/// the cell they are singular.
constexpr double ridge = 1e-6;
/// Each takes another factor @p ridge from the error that the ridge makes in a regular system.
constexpr unsigned int n_refinements = 2;

/// Legendre polynomial of degree 0, 1 or 2, orthonormal for the mean over [-1, 1].
double legendre(unsigned int degree, double x) {
  switch (degree) {
  case 0:
    return 1.;
  case 1:
    return std::sqrt(3.) * x;
  default:
    return std::sqrt(5.) * (1.5 * x * x - 0.5);
  }
}

} // namespace

LimiterWork &LimiterWork::operator+=(const LimiterWork &other) {
  smallest_mean = std::min(smallest_mean, other.smallest_mean);
  change += other.change;
  mass += other.mass;
  emptied += other.emptied;
  return *this;
}

/// The values of one product cell, padded with zeros, and the small linear system for their
/// moments.
template <int dim>
struct PositivityLimiter<dim>::Workspace {
  Workspace(std::size_t row_length, std::size_t n_moments)
      : value(row_length, 0.), positive(row_length, 0.), product(row_length, 0.),
        factor(row_length, 0.), candidate(row_length, 0.), defect(n_moments),
        gram(n_moments * n_moments) {}

  AlignedVector value;             ///< as found
  AlignedVector positive;          ///< their positive parts; the result in the end
  AlignedVector product;           ///< to work in
  AlignedVector factor, candidate; ///< at the nodes, for the positive parts
  std::vector<double> defect;      ///< moments of what was cut
  std::vector<double> gram;        ///< moments of products, weighted with the positive parts
  double mean = 0.;                ///< of the positive parts
  std::vector<double> system, solution, correction;
};

template <int dim>
PositivityLimiter<dim>::PositivityLimiter(const DensitySpace<dim> &space,
                                          NegativeMeans negative_means)
    : space_(space), negative_means_(negative_means),
      nodes_per_outer_cell_(space.basis().limiter_cell_size()) {
  RHOFLOW_PRECONDITION(space.basis().limiter_cell_size() > 0, "the basis has cells");
  const std::size_t per_line = space.basis().n_nodes() / nodes_per_outer_cell_;
  std::size_t n_cells = 1;
  for (unsigned int k = 0; k < space.n_components(); ++k)
    n_cells *= per_line;
  outer_cells_.resize(n_cells);
  for (std::size_t j = 0; j < space.n_outer(); ++j) {
    std::size_t cell = 0;
    for (unsigned int k = space.n_components(); k-- > 0;)
      cell = cell * per_line + space.outer_index(j, k) / nodes_per_outer_cell_;
    outer_cells_[cell].push_back(j);
  }
  const InnerMesh<dim> &mesh = space.mesh();
  double volume = 0.;
  for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
    inner_weight_.push_back(mesh.weight(0, a));
    volume += inner_weight_.back();
  }
  for (double &weight : inner_weight_)
    weight /= volume;
  tabulate_polynomials();
}

template <int dim>
void PositivityLimiter<dim>::tabulate_polynomials() {
  const InnerMesh<dim> &mesh = space_.mesh();
  const unsigned int n_directions = dim + space_.n_components();
  const std::vector<std::size_t> &outer = outer_cells_.front();
  // Reference coordinates in [-1, 1] of all nodes of a product cell.
  const CollocationLine outer_line(static_cast<unsigned int>(nodes_per_outer_cell_) - 1);
  std::vector<double> x, weight;
  for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
    for (const std::size_t j : outer) {
      weight.push_back(inner_weight_[a] * space_.weight()[j]);
      for (unsigned int d = 0; d < dim; ++d)
        x.push_back(2. * mesh.line().nodes()[mesh.local_index(a, d)] - 1.);
      for (unsigned int k = 0; k < space_.n_components(); ++k)
        x.push_back(2. * outer_line.nodes()[space_.outer_index(j, k)] - 1.);
    }
  double volume = 0.;
  for (const double w : weight)
    volume += w;
  n_nodes_ = weight.size();
  row_length_ = padded(n_nodes_);
  weight_.assign(row_length_, 0.);
  for (std::size_t i = 0; i < n_nodes_; ++i)
    weight_[i] = weight[i] / volume;

  // Two nodes along a line do not tell the second degree from a constant.
  const unsigned int degree = std::min({largest_degree, mesh.line().degree(), outer_line.degree()});
  std::vector<std::vector<unsigned int>> powers{std::vector<unsigned int>(n_directions, 0)};
  n_polynomials_ = {1};
  for (unsigned int q = 1; q <= degree; ++q) {
    for (unsigned int d = 0; d < n_directions; ++d)
      for (unsigned int e = q == 1 ? d : 0; e <= d; ++e) {
        std::vector<unsigned int> power(n_directions, 0);
        ++power[d];
        if (q == 2)
          ++power[e];
        powers.push_back(power);
      }
    n_polynomials_.push_back(powers.size());
  }
  polynomial_.assign(powers.size() * row_length_, 0.);
  for (std::size_t m = 0; m < powers.size(); ++m)
    for (std::size_t i = 0; i < n_nodes_; ++i) {
      double &value = polynomial_[m * row_length_ + i];
      value = 1.;
      for (unsigned int d = 0; d < n_directions; ++d)
        value *= legendre(powers[m][d], x[i * n_directions + d]);
    }
}

template <int dim>
bool PositivityLimiter<dim>::solve_for_moments(Workspace &work, std::size_t n_moments) const {
  const std::size_t n_all = n_polynomials_.back();
  const auto size = static_cast<dealii::types::blas_int>(n_moments);
  const dealii::types::blas_int one = 1;
  dealii::types::blas_int info = 0;
  work.system.resize(n_moments * n_moments);
  for (std::size_t m = 0; m < n_moments; ++m)
    for (std::size_t l = 0; l < n_moments; ++l)
      work.system[m * n_moments + l] = work.gram[m * n_all + l] + (m == l ? ridge * work.mean : 0.);
  dealii::potrf("L", &size, work.system.data(), &size, &info);
  work.solution.assign(n_moments, 0.);
  for (unsigned int k = 0; k <= n_refinements && info == 0; ++k) {
    work.correction.assign(work.defect.begin(),
                           work.defect.begin() + static_cast<std::ptrdiff_t>(n_moments));
    for (std::size_t m = 0; m < n_moments; ++m)
      for (std::size_t l = 0; l < n_moments; ++l)
        work.correction[m] -= work.gram[m * n_all + l] * work.solution[l];
    dealii::potrs("L", &size, &one, work.system.data(), &size, work.correction.data(), &size,
                  &info);
    for (std::size_t m = 0; m < n_moments; ++m)
      work.solution[m] += work.correction[m];
  }
  return info == 0;
}

template <int dim>
void PositivityLimiter<dim>::improve_factor(Workspace &work, std::size_t n_moments) const {
  if (!solve_for_moments(work, n_moments))
    return;
  polynomial_factor({row_length_, n_polynomials_.back(), weight_.data(), polynomial_.data()},
                    work.solution.data(), n_moments, work.candidate.data());
  // As far towards the candidate as no value turns negative that matters.
  double share = 1.;
  for (std::size_t i = 0; i < n_nodes_; ++i)
    if (!(work.candidate[i] >= 0.))
      share = std::min(share, (work.factor[i] + harmless_value * work.mean / work.positive[i]) /
                                  (work.factor[i] - work.candidate[i]));
  if (!std::isfinite(share) || share <= 0.)
    return;
  for (std::size_t i = 0; i < n_nodes_; ++i)
    work.factor[i] = std::max(work.factor[i] + share * (work.candidate[i] - work.factor[i]), 0.);
}

template <int dim>
void PositivityLimiter<dim>::restore_moments(Workspace &work, double cell_volume) const {
  double sum = 0., positive = 0.;
  for (std::size_t i = 0; i < n_nodes_; ++i) {
    sum += weight_[i] * work.value[i];
    work.positive[i] = std::max(work.value[i], 0.);
    positive += weight_[i] * work.positive[i];
  }
  work.mean = positive;
  // What was cut off at zero is taken from the positive values in proportion ...
  work.factor.assign(row_length_, positive > 0. ? sum / positive : 0.);
  if ((positive - sum) * cell_volume > negligible_mass) {
    cell_moments({row_length_, n_polynomials_.back(), weight_.data(), polynomial_.data()},
                 work.value.data(), work.positive.data(), work.product.data(), work.defect.data(),
                 work.gram.data());
    // ... and then more and more so that moments are kept.
    for (std::size_t q = 1; q < n_polynomials_.size(); ++q)
      improve_factor(work, n_polynomials_[q]);
  }
  double mean = 0.;
  for (std::size_t i = 0; i < n_nodes_; ++i)
    mean += weight_[i] * (work.positive[i] *= work.factor[i]);
  // Where few values are positive the systems are ill-conditioned; the mass must not suffer.
  if (mean > 0.)
    for (double &value : work.positive)
      value *= sum / mean;
}

template <int dim>
LimiterWork PositivityLimiter<dim>::apply(const LocalCells &cells, unsigned int begin,
                                          unsigned int end, AlignedVector &density) const {
  RHOFLOW_PRECONDITION(cells.stored_first <= begin && begin <= end && end <= cells.stored_last,
                       "the cells are stored");
  RHOFLOW_PRECONDITION(density.size() == space_.n_values(cells),
                       "the density has the values of the stored cells");
  const std::size_t nodes = space_.mesh().nodes_per_cell(), stride = space_.stride();
  Workspace work(row_length_, n_polynomials_.back());
  LimiterWork done;
  done.smallest_mean = std::numeric_limits<double>::max();
  for (unsigned int c = begin; c < end; ++c) {
    double *const cell = density.data() + cells.stored_index(c) * nodes * stride;
    double inner_volume = 1.;
    for (unsigned int d = 0; d < dim; ++d)
      inner_volume *= space_.mesh().extent(c, d);
    for (const std::vector<std::size_t> &outer : outer_cells_) {
      double mean = 0., smallest = 0., outer_volume = 0.;
      for (const std::size_t j : outer)
        outer_volume += space_.weight()[j];
      auto value = work.value.begin();
      for (std::size_t a = 0, i = 0; a < nodes; ++a)
        for (const std::size_t j : outer) {
          *value = cell[a * stride + j];
          mean += weight_[i++] * *value;
          smallest = std::min(smallest, *value++);
        }
      const double volume = inner_volume * outer_volume;
      const bool is_emptied = mean < 0. && negative_means_ == NegativeMeans::emptied;
      done.mass += volume * mean;
      done.smallest_mean = std::min(done.smallest_mean, is_emptied ? 0. : mean);
      if (smallest >= 0. || (mean < 0. && !is_emptied))
        continue;
      if (is_emptied) {
        std::fill(work.positive.begin(), work.positive.end(), 0.);
        done.emptied -= volume * mean;
      } else {
        restore_moments(work, volume);
      }
      double change = 0.;
      for (std::size_t a = 0, i = 0; a < nodes; ++a)
        for (const std::size_t j : outer) {
          const double by = work.positive[i] - work.value[i];
          change += weight_[i] * by * by;
          cell[a * stride + j] = work.positive[i++];
        }
      done.change += volume * change;
    }
  }
  return done;
}

template class PositivityLimiter<2>;
template class PositivityLimiter<3>;

} // namespace rhoflow
