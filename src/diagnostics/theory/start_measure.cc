// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/start_measure.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// Quadrature weights of the nodes of the grid's axis.
template <int dim>
std::vector<double> axis_weights(const InnerMesh<dim> &mesh) {
  const unsigned int p = mesh.line().degree();
  std::vector<double> weights(mesh.grid().axis.size(), 0.);
  for (unsigned int k = 0; k < mesh.cells_per_side(); ++k)
    for (unsigned int a = 0; a <= p; ++a)
      weights[k * p + a] +=
          (mesh.breakpoints()[k + 1] - mesh.breakpoints()[k]) * mesh.line().weights()[a];
  return weights;
}

} // namespace

template <int dim>
StartMeasure<dim>::StartMeasure(const DensitySpace<dim> &space, const GaussianMixture &mixture)
    : space_(space), mixture_(mixture), ball_(ball_of(mixture)) {
  const unsigned int n_outer = space.n_components(), n = n_outer + dim;
  const std::vector<double> &axis = space.mesh().grid().axis;
  const std::vector<double> weights = axis_weights(space.mesh());
  double mass = 0.;
  for (const GaussianComponent &component : mixture) {
    double part = component.weight;
    for (unsigned int k = 0; k < n_outer; ++k) {
      const std::vector<double> values =
          space.basis().project_gaussian(component.mean[k], component.variance[k]);
      double sum = 0.;
      for (std::size_t j = 0; j < values.size(); ++j)
        sum += space.basis().weights()[j] * values[j];
      part *= sum;
    }
    for (unsigned int k = n_outer; k < n; ++k) {
      double sum = 0.;
      for (std::size_t g = 0; g < axis.size(); ++g)
        sum +=
            weights[g] * std::exp(log_gaussian(axis[g], component.mean[k], component.variance[k]));
      part *= sum;
    }
    mass += part;
  }
  log_mass_ = std::log(mass);
}

template <int dim>
void StartMeasure<dim>::View::shift_at(const InnerMesh<dim> &mesh, unsigned int c, unsigned int a,
                                       std::vector<double> &shift) const {
  std::fill(shift.begin(), shift.end(), 0.);
  for (unsigned int x = 0; x < dim; ++x) {
    const std::size_t g = axis_index(mesh, c, a, x);
    for (std::size_t m = 0; m < inner.size(); ++m)
      shift[m] += inner[m][g];
  }
}

template <int dim>
typename StartMeasure<dim>::View StartMeasure<dim>::view(double length_scale) const {
  const unsigned int n_outer = space_.n_components(), n = n_outer + dim;
  const std::vector<double> &axis = space_.mesh().grid().axis;
  View view;
  view.axis_size = axis.size();
  const auto standard_square = [&](double x, unsigned int k) {
    return ball_.part_of_square(k, length_scale * x);
  };
  for (unsigned int k = n_outer; k < n; ++k)
    for (const double q : axis)
      view.inner_square.push_back(standard_square(q, k));
  // Padding lies in no ball.
  view.outer_square.assign(space_.stride(), std::numeric_limits<double>::infinity());
  for (std::size_t j = 0; j < space_.n_outer(); ++j) {
    view.outer_square[j] = 0.;
    for (unsigned int k = 0; k < n_outer; ++k)
      view.outer_square[j] += standard_square(space_.coordinate(k)[j], k);
  }
  for (const GaussianComponent &component : mixture_) {
    std::vector<double> inner;
    for (unsigned int k = n_outer; k < n; ++k)
      for (const double q : axis)
        inner.push_back(log_gaussian(length_scale * q, component.mean[k], component.variance[k]));
    AlignedVector outer(space_.stride(), 0.);
    for (std::size_t j = 0; j < space_.n_outer(); ++j) {
      outer[j] = std::log(component.weight) - log_mass_ + double(n) * std::log(length_scale) -
                 std::log(space_.nodal_factor(j));
      for (unsigned int k = 0; k < n_outer; ++k)
        outer[j] += log_gaussian(length_scale * space_.coordinate(k)[j], component.mean[k],
                                 component.variance[k]);
    }
    view.inner.push_back(std::move(inner));
    view.outer.push_back(std::move(outer));
  }
  return view;
}

template class StartMeasure<2>;
template class StartMeasure<3>;

} // namespace rhoflow
