#include "rhoflow/diagnostics/density_sampler.h"

#include "rhoflow/base/parallel_loop.h"

#include <algorithm>

namespace rhoflow {

DensitySampler::DensitySampler(const DensitySpace<2> &space, unsigned int points)
    : space_(space), cell_at_(space.mesh().n_cells()) {
  const InnerMesh<2> &mesh = space.mesh();
  const double R = mesh.half_width();
  for (unsigned int i = 0; i < points; ++i) {
    const double x = -R + 2. * R * i / (points - 1);
    axis_.push_back(x);
    outer_evaluation_.push_back(space.basis().evaluation(x));
    const auto &breaks = mesh.breakpoints();
    const auto above = std::upper_bound(breaks.begin(), breaks.end(), x);
    const auto cell = static_cast<unsigned int>(
        std::clamp<std::ptrdiff_t>(above - breaks.begin() - 1, 0, mesh.cells_per_side() - 1));
    places_.push_back(
        {cell, mesh.line().lagrange((x - breaks[cell]) / (breaks[cell + 1] - breaks[cell]))});
  }
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    cell_at_[mesh.position(c)[1] * mesh.cells_per_side() + mesh.position(c)[0]] = c;
}

std::vector<double> DensitySampler::axis(double l) const {
  std::vector<double> scaled = axis_;
  for (double &x : scaled)
    x *= l;
  return scaled;
}

std::size_t DensitySampler::node(unsigned int cell_w, unsigned int cell_b, unsigned int a_w,
                                 unsigned int a_b) const {
  const InnerMesh<2> &mesh = space_.mesh();
  const unsigned int cell = cell_at_[cell_b * mesh.cells_per_side() + cell_w];
  return std::size_t(cell) * mesh.nodes_per_cell() + a_b * mesh.line().n_nodes() + a_w;
}

void DensitySampler::sample_row(const std::vector<double> &outer_row, double *u_values) const {
  for (std::size_t i = 0; i < axis_.size(); ++i) {
    double value = 0.;
    for (std::size_t j = 0; j < outer_row.size(); ++j)
      value += outer_evaluation_[i][j] * outer_row[j];
    u_values[i] = value;
  }
}

std::vector<double> DensitySampler::density(const AlignedVector &density, double l) const {
  const std::size_t m = axis_.size();
  const unsigned int n = space_.mesh().line().n_nodes();
  const double scale = 1. / (l * l * l);
  std::vector<double> values(m * m * m);
  parallel_for(m, [&](std::size_t ib) {
    std::vector<double> row(space_.n_outer());
    for (std::size_t iw = 0; iw < m; ++iw) {
      std::fill(row.begin(), row.end(), 0.);
      for (unsigned int b = 0; b < n; ++b)
        for (unsigned int a = 0; a < n; ++a) {
          const double weight = scale * places_[iw].lagrange[a] * places_[ib].lagrange[b];
          const double *source =
              density.data() + node(places_[iw].cell, places_[ib].cell, a, b) * space_.stride();
          for (std::size_t j = 0; j < row.size(); ++j)
            row[j] += weight * source[j];
        }
      sample_row(row, values.data() + (ib * m + iw) * m);
    }
  });
  return values;
}

std::vector<double> DensitySampler::inner_function(const std::vector<double> &node_values) const {
  const std::size_t m = axis_.size();
  const unsigned int n = space_.mesh().line().n_nodes();
  std::vector<double> values(m * m, 0.);
  for (std::size_t ib = 0; ib < m; ++ib)
    for (std::size_t iw = 0; iw < m; ++iw)
      for (unsigned int b = 0; b < n; ++b)
        for (unsigned int a = 0; a < n; ++a)
          values[ib * m + iw] += places_[iw].lagrange[a] * places_[ib].lagrange[b] *
                                 node_values[node(places_[iw].cell, places_[ib].cell, a, b)];
  return values;
}

std::vector<double> DensitySampler::inner_marginal(const AlignedVector &density, double l) const {
  std::vector<double> node_values(space_.mesh().n_nodes(), 0.);
  for (std::size_t k = 0; k < node_values.size(); ++k)
    for (std::size_t j = 0; j < space_.n_outer(); ++j)
      node_values[k] += space_.weight()[j] * density[k * space_.stride() + j] / (l * l);
  return inner_function(node_values);
}

std::vector<double> DensitySampler::outer_marginal(const AlignedVector &density, double l) const {
  const InnerMesh<2> &mesh = space_.mesh();
  const std::size_t m = axis_.size();
  const unsigned int n = mesh.line().n_nodes();
  std::vector<double> values(m * m);
  std::vector<double> row(space_.n_outer());
  for (std::size_t iw = 0; iw < m; ++iw) {
    std::fill(row.begin(), row.end(), 0.);
    for (unsigned int cell_b = 0; cell_b < mesh.cells_per_side(); ++cell_b) {
      const double extent = mesh.breakpoints()[cell_b + 1] - mesh.breakpoints()[cell_b];
      for (unsigned int b = 0; b < n; ++b)
        for (unsigned int a = 0; a < n; ++a) {
          const double weight =
              places_[iw].lagrange[a] * mesh.line().weights()[b] * extent / (l * l);
          const double *source =
              density.data() + node(places_[iw].cell, cell_b, a, b) * space_.stride();
          for (std::size_t j = 0; j < row.size(); ++j)
            row[j] += weight * source[j];
        }
    }
    sample_row(row, values.data() + iw * m);
  }
  return values;
}

} // namespace rhoflow
