#include "rhoflow/transport/positivity_limiter.h"

#include <algorithm>
#include <limits>

namespace rhoflow {

template <int dim>
PositivityLimiter<dim>::PositivityLimiter(const DensitySpace<dim> &space)
    : space_(space), nodes_per_outer_cell_(space.basis().limiter_cell_size()) {
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
}

template <int dim>
double PositivityLimiter<dim>::apply(unsigned int begin, unsigned int end,
                                     AlignedVector &density) const {
  const std::size_t nodes = space_.mesh().nodes_per_cell(), stride = space_.stride();
  double smallest_mean = std::numeric_limits<double>::max();
  for (unsigned int c = begin; c < end; ++c) {
    double *cell = density.data() + c * nodes * stride;
    for (const std::vector<std::size_t> &outer : outer_cells_) {
      double volume = 0., sum = 0., positive = 0., smallest = 0.;
      for (const std::size_t j : outer)
        volume += space_.weight()[j];
      for (std::size_t a = 0; a < nodes; ++a)
        for (const std::size_t j : outer) {
          const double value = cell[a * stride + j];
          const double share = inner_weight_[a] * space_.weight()[j] * value;
          sum += share;
          positive += std::max(share, 0.);
          smallest = std::min(smallest, value);
        }
      smallest_mean = std::min(smallest_mean, sum / volume);
      if (smallest >= 0. || sum < 0.)
        continue;
      // What was cut off at zero is taken from the positive values in proportion.
      const double rescale = positive > 0. ? sum / positive : 0.;
      for (std::size_t a = 0; a < nodes; ++a)
        for (const std::size_t j : outer) {
          double &value = cell[a * stride + j];
          value = std::max(value, 0.) * rescale;
        }
    }
  }
  return smallest_mean;
}

template <int dim>
double PositivityLimiter<dim>::mean_error(unsigned int begin, unsigned int end,
                                          const StageUpdate &update, const AlignedVector &old,
                                          const AlignedVector &in, const AlignedVector &out) const {
  const InnerMesh<dim> &mesh = space_.mesh();
  const std::size_t nodes = mesh.nodes_per_cell(), stride = space_.stride();
  double total = 0.;
  for (unsigned int c = begin; c < end; ++c) {
    double inner_volume = 1.;
    for (unsigned int d = 0; d < dim; ++d)
      inner_volume *= mesh.extent(c, d);
    for (const std::vector<std::size_t> &outer : outer_cells_) {
      double sum = 0., volume = 0.;
      for (const std::size_t j : outer)
        volume += space_.weight()[j];
      for (std::size_t a = 0; a < nodes; ++a)
        for (const std::size_t j : outer) {
          const std::size_t i = (c * nodes + a) * stride + j;
          sum += inner_weight_[a] * space_.weight()[j] *
                 (update.e_old * old[i] + update.e_in * in[i] + update.e_out * out[i]);
        }
      total += inner_volume * sum * sum / volume;
    }
  }
  return total;
}

template class PositivityLimiter<2>;
template class PositivityLimiter<3>;

} // namespace rhoflow
