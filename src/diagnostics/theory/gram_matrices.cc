// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/gram_matrices.h"

#include "base/parallel_loop.h"
#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// A density's cells are divided into as many work items as fit with a matrix each, at most these.
constexpr std::size_t most_items = 8;
constexpr std::size_t item_memory = std::size_t(1) << 26; ///< bytes of all their matrices

/// The rows x_r, y_r of the nodes of a cell: their products sum to int J_i . J_j over the cell.
struct ProductRows {
  AlignedVector x, y;
  std::size_t n_rows = 0, n_padded;

  explicit ProductRows(std::size_t padded_size) : n_padded(padded_size) {}
  void clear() {
    n_rows = 0;
    x.clear();
    y.clear();
  }
  std::pair<double *, double *> add() {
    x.resize(x.size() + n_padded);
    y.resize(y.size() + n_padded);
    const std::size_t begin = n_padded * n_rows++;
    return {x.data() + begin, y.data() + begin};
  }
};

/// One density: where its samples' features are, and with what they are multiplied.
struct Side {
  const double *features;             ///< [sample][component]
  std::vector<AlignedVector> adjoint; ///< [component][sample]; ones for the head
  double length_scale, depth_weight;
};

template <int dim>
Side make_side(const FlowState<dim> &state, std::size_t k) {
  const Density<dim> &density = state.densities[k];
  const Trajectory &trajectory = state.network.trajectory;
  const std::size_t n = trajectory.n_samples;
  if (density.is_head)
    return {trajectory.final_features.data(),
            {AlignedVector(padded(n), 1.)},
            density.scale,
            density.weight};
  Side side{trajectory.features.data() + trajectory.index(k, 0), {}, density.scale, density.weight};
  for (unsigned int c = 0; c < trajectory.dimension; ++c) {
    side.adjoint.emplace_back(padded(n), 0.);
    for (std::size_t i = 0; i < n; ++i)
      side.adjoint[c][i] = state.network.adjoint.states[trajectory.index(k, i) + c];
  }
  return side;
}

/// Rows of one node. Outer weights: p_k f each with weight C_0; inner weights: the derivatives
/// p_k d_x f, coupled by the second moments.
void add_node_rows(const Side &side, const CellFeatures &features, std::size_t a, unsigned int dim,
                   double weight, double zeroth, const double *second, ProductRows &rows) {
  const std::size_t n = features.n_padded(), n_components = side.adjoint.size();
  for (std::size_t k = 0; k < n_components; ++k) {
    const auto [x, y] = rows.add();
    const double *value = features.value(a), *p = side.adjoint[k].data();
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = p[i] * value[i];
      y[i] = weight * zeroth * x[i];
    }
  }
  for (unsigned int direction = 0; direction < dim; ++direction)
    for (std::size_t k = 0; k < n_components; ++k) {
      const auto [x, y] = rows.add();
      const double *slope = features.slope(a, direction);
      std::fill(y, y + n, 0.);
      for (std::size_t l = 0; l < n_components; ++l) {
        const double factor = weight * second[k * n_components + l];
        const double *p = side.adjoint[l].data();
        for (std::size_t i = 0; i < n; ++i)
          y[i] += factor * p[i] * slope[i];
      }
      const double *p = side.adjoint[k].data();
      for (std::size_t i = 0; i < n; ++i)
        x[i] = p[i] * slope[i];
    }
}

/// The sum over the cells [begin, end) of one density: padded, lower triangle.
template <int dim>
AlignedVector sum_cells(const FlowState<dim> &state, const Side &side, std::size_t k,
                        const NodeMoments &moments, unsigned int begin, unsigned int end,
                        SlopeKind kind) {
  const InnerMesh<dim> &mesh = state.space(k).mesh();
  const unsigned int nodes = mesh.nodes_per_cell(), n_line = mesh.line().n_nodes();
  const std::size_t n = state.network.trajectory.n_samples, n_outer = moments.n_components;
  std::vector<double> derivative;
  for (unsigned int a = 0; a < n_line; ++a)
    for (unsigned int b = 0; b < n_line; ++b)
      derivative.push_back(mesh.line().derivative(a, b));
  CellFeatures features(state.problem->network.activation, side.features, n, dim - 1,
                        side.length_scale);
  ProductRows rows(features.n_padded());
  AlignedVector matrix(features.n_padded() * features.n_padded(), 0.);
  std::vector<double> coordinates(nodes * dim), inverse_extent(dim);
  for (unsigned int c = begin; c < end; ++c) {
    for (unsigned int x = 0; x < dim; ++x)
      inverse_extent[x] = 1. / mesh.extent(c, x);
    for (unsigned int a = 0; a < nodes; ++a)
      for (unsigned int x = 0; x < dim; ++x)
        coordinates[a * dim + x] = mesh.coordinate(c, a, x);
    features.evaluate(kind, coordinates, derivative, inverse_extent);
    rows.clear();
    for (unsigned int a = 0; a < nodes; ++a) {
      const std::size_t node = moments.cells.index(c) * nodes + a;
      add_node_rows(side, features, a, dim, side.depth_weight * mesh.weight(c, a),
                    moments.zeroth[node], moments.second.data() + node * n_outer * n_outer, rows);
    }
    add_products(rows.x, rows.y, rows.n_rows, features.n_padded(), matrix);
  }
  return matrix;
}

double quadratic_form(const std::vector<double> &matrix, const std::vector<double> &r) {
  const std::size_t n = r.size();
  double sum = 0.;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      sum += r[i] * matrix[i * n + j] * r[j];
  return sum;
}

} // namespace

std::vector<double> GramMatrices::sum(double alpha) const {
  std::vector<double> result = head;
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] += alpha * alpha * encoder[i];
  return result;
}

GramForm gram_form(const GramMatrices &gram, const NetworkParameters &network,
                   const std::vector<double> &residuals) {
  RHOFLOW_PRECONDITION(residuals.size() == gram.n, "a residual for every sample");
  const double n = double(gram.n), beta = network.head == HeadType::trained ? network.beta : 1.;
  const double factor = beta * beta / (n * n);
  const auto part = [&](bool moves, const std::vector<double> &matrix) {
    return moves ? factor * quadratic_form(matrix, residuals) : 0.;
  };
  return {network.alpha * network.alpha * part(network.trains_encoder(), gram.encoder),
          part(network.trains_head(), gram.head)};
}

template <int dim>
std::vector<NodeMoments> compute_all_moments(const FlowState<dim> &state) {
  std::vector<NodeMoments> moments(state.densities.size());
  parallel_for(moments.size(), [&](std::size_t k) {
    moments[k] =
        compute_node_moments(state.space(k), state.densities[k].cells, state.densities[k].values);
  });
  return moments;
}

template <int dim>
GramMatrices compute_gram_matrices(const FlowState<dim> &state,
                                   const std::vector<NodeMoments> &moments, SlopeKind kind) {
  RHOFLOW_PRECONDITION(moments.size() == state.densities.size(), "moments of every density");
  GramMatrices gram;
  gram.n = state.network.trajectory.n_samples;
  const std::size_t n = gram.n, n_padded = padded(n), n_densities = state.densities.size();
  const std::size_t n_items = std::clamp<std::size_t>(
      item_memory / (n_padded * n_padded * sizeof(double) * n_densities), 1, most_items);
  std::vector<Side> sides;
  for (std::size_t k = 0; k < n_densities; ++k)
    sides.push_back(make_side(state, k));
  std::vector<AlignedVector> parts(n_densities * n_items);
  parallel_for(parts.size(), [&](std::size_t task) {
    const std::size_t k = task / n_items, item = task % n_items;
    const LocalCells &cells = state.densities[k].cells;
    const auto border = [&](std::size_t i) {
      return static_cast<unsigned int>(cells.first + cells.size() * i / n_items);
    };
    parts[task] = sum_cells(state, sides[k], k, moments[k], border(item), border(item + 1), kind);
  });

  std::vector<double> both(2 * n * n, 0.);
  for (std::size_t task = 0; task < parts.size(); ++task) {
    double *target = both.data() + (task / n_items < state.n_slices() ? 0 : n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        target[i * n + j] += parts[task][i * n_padded + j];
  }
  sum_over_cells(state, both.data(), both.size());
  for (std::vector<double> *matrix : {&gram.encoder, &gram.head}) {
    const auto begin = both.begin() + std::ptrdiff_t(matrix == &gram.head ? n * n : 0);
    matrix->assign(begin, begin + std::ptrdiff_t(n * n));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j)
        (*matrix)[j * n + i] = (*matrix)[i * n + j];
  }
  return gram;
}

template std::vector<NodeMoments> compute_all_moments(const FlowState<2> &);
template std::vector<NodeMoments> compute_all_moments(const FlowState<3> &);
template GramMatrices compute_gram_matrices(const FlowState<2> &, const std::vector<NodeMoments> &,
                                            SlopeKind);
template GramMatrices compute_gram_matrices(const FlowState<3> &, const std::vector<NodeMoments> &,
                                            SlopeKind);

} // namespace rhoflow
