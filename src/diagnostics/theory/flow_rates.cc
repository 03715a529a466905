#include "rhoflow/diagnostics/theory/flow_rates.h"

#include "rhoflow/base/parallel_loop.h"
#include "rhoflow/diagnostics/kernels/dot_rows.h"
#include "rhoflow/diagnostics/node_moments.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

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

} // namespace

template <int dim>
FlowRates<dim>::FlowRates(const GradientFlow<dim> &flow, const GaussianMixture &encoder_start,
                          const GaussianMixture &head_start)
    : encoder_start_(encoder_start), head_start_(head_start) {
  const InnerMesh<dim> &mesh = flow.space(0).mesh();
  encoder_tables_ = outer_moment_tables(flow.space(0));
  if (flow.has_head())
    head_tables_ = outer_moment_tables(flow.space(flow.n_slices()));
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      grid_index_.push_back(mesh.grid_index(c, a));
      node_weight_.push_back(mesh.weight(c, a));
    }
  make_operators(mesh, derivative_, second_derivative_);
}

template <int dim>
typename FlowRates<dim>::GridMoments FlowRates<dim>::gather(const GradientFlow<dim> &flow,
                                                            std::size_t k) const {
  const DensitySpace<dim> &space = flow.space(k);
  const LocalCells &cells = flow.cells(k);
  const auto &tables = k < flow.n_slices() ? encoder_tables_ : head_tables_;
  const std::size_t nodes = space.mesh().nodes_per_cell(), size = space.mesh().grid().size();
  const unsigned int n = space.n_components();
  GridMoments moments{AlignedVector(size, 0.), {}, {}};
  moments.first.assign(n, AlignedVector(size, 0.));
  moments.second.assign(n * (n + 1) / 2, AlignedVector(size, 0.));
  std::vector<double *> targets{moments.zeroth.data()};
  for (auto *list : {&moments.first, &moments.second})
    for (AlignedVector &field : *list)
      targets.push_back(field.data());
  std::vector<double> sums(nodes * tables.size());
  for (unsigned int c = cells.first; c < cells.last; ++c) {
    dot_rows(flow.densities()[k].data() + cells.stored_index(c) * nodes * space.stride(), nodes,
             space.stride(), tables, sums.data());
    for (std::size_t a = 0; a < nodes; ++a) {
      const std::size_t node = c * nodes + a, g = grid_index_[node];
      for (std::size_t t = 0; t < targets.size(); ++t)
        targets[t][g] += node_weight_[node] * sums[a * targets.size() + t];
    }
  }
  return moments;
}

template <int dim>
DensityRates FlowRates<dim>::compute(const GradientFlow<dim> &flow, std::size_t k) const {
  if (flow.cells(k).empty() || !flow.trains(k))
    return {};
  const bool encoder = k < flow.n_slices();
  const TensorGrid &grid = flow.space(k).mesh().grid();
  const unsigned int n = flow.space(k).n_components();
  const double l = encoder ? flow.moments().length_scale : 1.;
  const double pull = encoder ? 2. * flow.regularization().strength(flow.time()) : 0.;
  const GaussianMixture &start = encoder ? encoder_start_ : head_start_;
  const GaussianComponent &gauss = start.front();
  const GridMoments moments = gather(flow, k);
  std::vector<Derivatives> phi;
  for (const AlignedVector &component : flow.potential(k))
    phi.push_back(differentiate(grid, component, derivative_, second_derivative_));

  DensityRates rates;
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    for (std::size_t x0 = 0; x0 < grid.axis.size(); ++x0) {
      const std::size_t g = row * grid.row_length + x0;
      const double mass = moments.zeroth[g];
      double square = 0., score = 0.; // integrands over u
      // Outer weights: velocity -phi_k - pull l xi_k.
      for (unsigned int c = 0; c < n; ++c) {
        const double first = moments.first[c][g], value = phi[c].value[g];
        const double second = moments.second[c * n - c * (c + 1) / 2 + c][g];
        square +=
            value * value * mass + 2. * pull * l * value * first + pull * pull * l * l * second;
        score += phi[c].laplacian[g] * first / l + pull * mass -
                 (l * value * first + pull * l * l * second -
                  gauss.mean[c] * (value * mass + pull * l * first)) /
                     gauss.variance[c];
      }
      // Inner weights: velocity -sum_k xi_k d_x phi_k - pull l q_x.
      for (unsigned int x = 0; x < dim; ++x) {
        const double q = l * grid.axis[x == 0 ? x0 : grid.row_index(row, x)];
        double drift = 0.; // sum_k m_k d_x phi_k
        for (unsigned int c = 0; c < n; ++c) {
          const double slope = phi[c].slope[x][g];
          drift += moments.first[c][g] * slope;
          for (unsigned int e = c; e < n; ++e)
            square += (e == c ? 1. : 2.) * slope * phi[e].slope[x][g] *
                      moments.second[c * n - c * (c + 1) / 2 + e][g];
        }
        square += 2. * pull * q * drift + pull * pull * q * q * mass;
        score += pull * mass -
                 (q - gauss.mean[n + x]) / gauss.variance[n + x] * (drift + pull * q * mass);
      }
      rates.squared_speed += square;
      rates.entropy_rate += score;
    }
  if (start.size() > 1)
    rates.entropy_rate = 0.;
  return rates;
}

template <int dim>
std::vector<DensityRates> FlowRates<dim>::compute(const GradientFlow<dim> &flow) const {
  std::vector<DensityRates> rates(flow.n_densities());
  parallel_for(rates.size(), [&](std::size_t k) { rates[k] = compute(flow, k); });
  std::vector<double> values;
  for (const DensityRates &rate : rates)
    values.insert(values.end(), {rate.squared_speed, rate.entropy_rate});
  flow.communicator().sum(values.data(), values.size());
  for (std::size_t k = 0; k < rates.size(); ++k)
    rates[k] = {std::max(values[2 * k], 0.), values[2 * k + 1]};
  return rates;
}

template class FlowRates<2>;
template class FlowRates<3>;

} // namespace rhoflow
