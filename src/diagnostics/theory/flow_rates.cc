// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/flow_rates.h"

#include "base/parallel_loop.h"
#include "diagnostics/kernels/dot_rows.h"
#include "diagnostics/node_moments.h"
#include "diagnostics/theory/kernels/mixture_rows.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

/// Outer moments times quadrature weight, gathered on the grid: zeroth, first_k, second_kl.
struct GridMoments {
  unsigned int n; ///< outer dimensions
  AlignedVector zeroth;
  std::vector<AlignedVector> first, second;

  GridMoments(unsigned int n_outer, std::size_t size)
      : n(n_outer), zeroth(size, 0.), first(n, zeroth), second(n * (n + 1) / 2, zeroth) {}

  /// In the order of outer_moment_tables().
  std::vector<double *> fields() {
    std::vector<double *> list{zeroth.data()};
    for (auto *part : {&first, &second})
      for (AlignedVector &field : *part)
        list.push_back(field.data());
    return list;
  }
  /// @pre k <= l
  double second_at(unsigned int k, unsigned int l, std::size_t g) const {
    RHOFLOW_PRECONDITION(k <= l && l < n, "the moments are stored once");
    return second[k * n - k * (k + 1) / 2 + l][g];
  }
  GridMoments &operator+=(GridMoments &other) {
    const std::vector<double *> mine = fields(), others = other.fields();
    for (std::size_t t = 0; t < mine.size(); ++t)
      for (std::size_t g = 0; g < zeroth.size(); ++g)
        mine[t][g] += others[t][g];
    return *this;
  }
};

namespace {

/// Rows for all axis nodes of the operators of one line. In a cell with nodes a, weights w_a and
/// length h the derivative at a is sum_b D_ab / h; where two cells meet it is the mean with the
/// cells' weights h w. The second derivative is -(h w)^{-1} sum_a (h w_a) (D_ag / h) (D_ab / h).
template <int dim>
void make_operators(const InnerMesh<dim> &mesh, LineOperator &derivative,
                    LineOperator &second_derivative) {
  const CollocationLine &line = mesh.line();
  const std::size_t p = line.degree(), cells = mesh.cells_per_side();
  for (std::size_t g = 0; g <= p * cells; ++g) {
    const std::size_t first_cell = g % p == 0 && g > 0 ? g / p - 1 : g / p;
    const std::size_t last_cell = std::min(g / p, cells - 1);
    std::vector<double> slope((last_cell - first_cell + 1) * p + 1, 0.), curvature = slope;
    double mass = 0.;
    for (std::size_t cell = first_cell; cell <= last_cell; ++cell) {
      const auto local = static_cast<unsigned int>(g - cell * p);
      const double h = mesh.breakpoints()[cell + 1] - mesh.breakpoints()[cell];
      const double weight = line.weights()[local];
      mass += h * weight;
      for (unsigned int b = 0; b <= p; ++b) {
        const std::size_t place = (cell - first_cell) * p + b;
        slope[place] += weight * line.derivative(local, b);
        for (unsigned int a = 0; a <= p; ++a)
          curvature[place] -=
              line.weights()[a] * line.derivative(a, local) * line.derivative(a, b) / h;
      }
    }
    for (double &value : slope)
      value /= mass;
    for (double &value : curvature)
      value /= mass;
    derivative.add_row(first_cell * p, slope);
    second_derivative.add_row(first_cell * p, curvature);
  }
}

/// phi_k with its derivatives on the grid.
struct Derivatives {
  const double *value;
  std::vector<AlignedVector> slope; ///< [direction]
  AlignedVector laplacian;
};

Derivatives differentiate(const TensorGrid &grid, const AlignedVector &phi,
                          const LineOperator &derivative, const LineOperator &second_derivative) {
  Derivatives result{phi.data(), {}, AlignedVector(grid.size(), 0.)};
  AlignedVector part(grid.size());
  for (unsigned int x = 0; x < grid.dimension; ++x) {
    result.slope.emplace_back(grid.size());
    apply_along(derivative, grid, x, phi.data(), result.slope.back().data());
    apply_along(second_derivative, grid, x, phi.data(), part.data());
    for (std::size_t g = 0; g < part.size(); ++g)
      result.laplacian[g] += part[g];
  }
  return result;
}

/// The velocity of one density: -grad Phi - pull theta, in coordinates xi = theta / l.
struct Velocity {
  std::vector<Derivatives> phi; ///< of every outer weight
  double l, pull;
};

/// int |velocity|^2 rho, and int ( Laplace Phi + pull D ) rho, which is minus the divergence.
template <int dim>
DensityRates speed_and_contraction(const TensorGrid &grid, const Velocity &velocity,
                                   const GridMoments &moments) {
  const unsigned int n = moments.n;
  const auto &[phi, l, pull] = velocity;
  DensityRates rates;
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    for (std::size_t x0 = 0; x0 < grid.axis.size(); ++x0) {
      const std::size_t g = row * grid.row_length + x0;
      const double mass = moments.zeroth[g];
      double square = 0., contraction = pull * (n + dim) * mass; // integrands over u
      // Outer weights: velocity -phi_k - pull l xi_k.
      for (unsigned int c = 0; c < n; ++c) {
        const double first = moments.first[c][g], value = phi[c].value[g];
        square += value * value * mass + 2. * pull * l * value * first +
                  pull * pull * l * l * moments.second_at(c, c, g);
        contraction += phi[c].laplacian[g] * first / l;
      }
      // Inner weights: velocity -sum_k xi_k d_x phi_k - pull l q_x.
      for (unsigned int x = 0; x < dim; ++x) {
        const double q = l * grid.axis[x == 0 ? x0 : grid.row_index(row, x)];
        double drift = 0.; // sum_k m_k d_x phi_k
        for (unsigned int c = 0; c < n; ++c) {
          const double slope = phi[c].slope[x][g];
          drift += moments.first[c][g] * slope;
          for (unsigned int e = c; e < n; ++e)
            square += (e == c ? 1. : 2.) * slope * phi[e].slope[x][g] * moments.second_at(c, e, g);
        }
        square += 2. * pull * q * drift + pull * pull * q * q * mass;
      }
      rates.squared_speed += square;
      rates.entropy_rate += contraction;
    }
  return rates;
}

/// int velocity . grad ln gaussian  rho.
template <int dim>
double score_work(const TensorGrid &grid, const Velocity &velocity, const GridMoments &moments,
                  const GaussianComponent &gauss) {
  const unsigned int n = moments.n;
  const auto &[phi, l, pull] = velocity;
  double total = 0.;
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    for (std::size_t x0 = 0; x0 < grid.axis.size(); ++x0) {
      const std::size_t g = row * grid.row_length + x0;
      const double mass = moments.zeroth[g];
      for (unsigned int c = 0; c < n; ++c) {
        const double first = moments.first[c][g], value = phi[c].value[g];
        total += (l * value * first + pull * l * l * moments.second_at(c, c, g) -
                  gauss.mean[c] * (value * mass + pull * l * first)) /
                 gauss.variance[c];
      }
      for (unsigned int x = 0; x < dim; ++x) {
        const double q = l * grid.axis[x == 0 ? x0 : grid.row_index(row, x)];
        double drift = 0.;
        for (unsigned int c = 0; c < n; ++c)
          drift += moments.first[c][g] * phi[c].slope[x][g];
        total += (q - gauss.mean[n + x]) / gauss.variance[n + x] * (drift + pull * q * mass);
      }
    }
  return total;
}

} // namespace

template <int dim>
std::vector<StartMeasure<dim>> start_measures(const FlowState<dim> &state,
                                              const GaussianMixture &encoder_start,
                                              const GaussianMixture &head_start) {
  std::vector<StartMeasure<dim>> starts;
  starts.emplace_back(state.space(0), encoder_start);
  if (state.has_head())
    starts.emplace_back(*state.densities.back().space, head_start);
  return starts;
}

template <int dim>
FlowRates<dim>::Side::Side(const DensitySpace<dim> &space) : outer(outer_moment_tables(space)) {
  const InnerMesh<dim> &mesh = space.mesh();
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      grid_index.push_back(mesh.grid_index(c, a));
      node_weight.push_back(mesh.weight(c, a));
    }
  make_operators(mesh, derivative, second_derivative);
}

template <int dim>
FlowRates<dim>::FlowRates(const FlowState<dim> &state, std::vector<StartMeasure<dim>> starts)
    : starts_(std::move(starts)) {
  sides_.emplace_back(state.space(0));
  if (state.has_head())
    sides_.emplace_back(*state.densities.back().space);
}

template <int dim>
std::vector<GridMoments> FlowRates<dim>::gather(const Density<dim> &density) const {
  const std::size_t side = density.is_head ? 1 : 0;
  const DensitySpace<dim> &space = *density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const LocalCells &cells = density.cells;
  const std::size_t n_parts = starts_[side].mixture().size(), nodes = mesh.nodes_per_cell();
  const auto view =
      n_parts > 1 ? starts_[side].view(density.scale) : typename StartMeasure<dim>::View();
  std::vector<GridMoments> parts(n_parts, GridMoments(space.n_components(), mesh.grid().size()));
  std::vector<std::vector<double *>> targets;
  for (GridMoments &part : parts)
    targets.push_back(part.fields());
  const std::size_t n_tables = targets[0].size(), stride = space.stride();
  AlignedVector split(n_parts * stride);
  std::vector<double> sums(n_parts * n_tables), shift(n_parts);
  for (unsigned int c = cells.first; c < cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a) {
      const std::size_t node = c * nodes + a;
      const double *values = density.values.data() + (cells.stored_index(c) * nodes + a) * stride;
      if (n_parts > 1) {
        view.shift_at(mesh, c, a, shift);
        split_row(values, view.outer, shift, split);
        values = split.data();
      }
      dot_rows(values, n_parts, stride, sides_[side].outer, sums.data());
      for (std::size_t part = 0; part < n_parts; ++part)
        for (std::size_t t = 0; t < n_tables; ++t)
          targets[part][t][sides_[side].grid_index[node]] +=
              sides_[side].node_weight[node] * sums[part * n_tables + t];
    }
  return parts;
}

template <int dim>
DensityRates FlowRates<dim>::compute(const Density<dim> &density,
                                     const GridField &potential) const {
  if (density.cells.empty() || !density.trains)
    return {};
  const TensorGrid &grid = density.space->mesh().grid();
  const Side &side = sides_[density.is_head ? 1 : 0];
  Velocity velocity{{}, density.scale, 2. * density.strength};
  for (const AlignedVector &component : potential)
    velocity.phi.push_back(differentiate(grid, component, side.derivative, side.second_derivative));

  std::vector<GridMoments> parts = gather(density);
  double work = 0.;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    work += score_work<dim>(grid, velocity, parts[part],
                            starts_[density.is_head ? 1 : 0].mixture()[part]);
    if (part > 0)
      parts[0] += parts[part];
  }
  DensityRates rates = speed_and_contraction<dim>(grid, velocity, parts[0]);
  rates.entropy_rate -= work;
  return rates;
}

template <int dim>
std::vector<DensityRates> FlowRates<dim>::compute(const FlowState<dim> &state) const {
  std::vector<DensityRates> rates(state.densities.size());
  parallel_for(rates.size(), [&](std::size_t k) {
    rates[k] = compute(state.densities[k], state.network.potentials[k]);
  });
  std::vector<double> values;
  for (const DensityRates &rate : rates)
    values.insert(values.end(), {rate.squared_speed, rate.entropy_rate});
  sum_over_cells(state, values.data(), values.size());
  for (std::size_t k = 0; k < rates.size(); ++k)
    rates[k] = {std::max(values[2 * k], 0.), values[2 * k + 1]};
  return rates;
}

template std::vector<StartMeasure<2>> start_measures(const FlowState<2> &, const GaussianMixture &,
                                                     const GaussianMixture &);
template std::vector<StartMeasure<3>> start_measures(const FlowState<3> &, const GaussianMixture &,
                                                     const GaussianMixture &);
template class FlowRates<2>;
template class FlowRates<3>;

} // namespace rhoflow
