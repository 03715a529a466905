// SPDX-License-Identifier: Apache-2.0
#include "density/cell_gradient.h"
#include "diagnostics/density_sampler.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"
#include "paraview/image_axes.h"

namespace rhoflow {

namespace {

/// Potential and its cellwise gradient sampled on the uniform grid: phi, d phi/dw, d phi/db.
std::array<std::vector<double>, 3> sample_potential(const DensitySampler<2> &sampler,
                                                    const InnerMesh<2> &mesh,
                                                    const AlignedVector &phi) {
  CellGradient<2> cell(mesh);
  std::array<std::vector<double>, 3> at_nodes;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c) {
    cell.compute(phi, c);
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      at_nodes[0].push_back(cell.value(a));
      at_nodes[1].push_back(cell.gradient(a)[0]);
      at_nodes[2].push_back(cell.gradient(a)[1]);
    }
  }
  return {sampler.inner_function(at_nodes[0]), sampler.inner_function(at_nodes[1]),
          sampler.inner_function(at_nodes[2])};
}

/// -grad(Phi + r |theta|^2) at all points (u, w, b), components in this order.
std::vector<double> sample_velocity(const std::array<std::vector<double>, 3> &potential,
                                    const DensitySampler<2> &sampler, double l, double strength) {
  const std::vector<double> outer = scaled_centres(sampler.outer_boxes(), l);
  const std::vector<double> inner = scaled_centres(sampler.inner_boxes(), l);
  const double pull = 2. * strength;
  std::vector<double> velocity;
  velocity.reserve(3 * outer.size() * inner.size() * inner.size());
  for (std::size_t b = 0; b < inner.size(); ++b)
    for (std::size_t w = 0; w < inner.size(); ++w)
      for (const double u : outer) {
        const std::size_t at = b * inner.size() + w;
        // The inner gradient is per unit of xi = theta / l, the outer weight is theta's.
        velocity.push_back(-potential[0][at] - pull * u);
        velocity.push_back(-u / l * potential[1][at] - pull * inner[w]);
        velocity.push_back(-u / l * potential[2][at] - pull * inner[b]);
      }
  return velocity;
}

} // namespace

ImageGrid full_density_field(const Density<2> &density, const AlignedVector &whole,
                             const NodalMarginals<2> &marginals, const GridField &potential,
                             unsigned int points) {
  const double l = density.scale;
  const DensitySpace<2> &space = *density.space;
  const DensitySampler<2> sampler(space, points, needed_margin(space, marginals, points));
  const std::vector<std::string> names = weight_names(density.is_head, 1);
  ImageGrid grid;
  grid.axes = {weight_axis(names[0], sampler.outer_boxes(), l),
               weight_axis(names[1], sampler.inner_boxes(), l),
               weight_axis(names[2], sampler.inner_boxes(), l)};
  grid.fields.push_back({"density", 1, sampler.density(whole, l)});
  grid.fields.push_back({"velocity", 3,
                         sample_velocity(sample_potential(sampler, space.mesh(), potential[0]),
                                         sampler, l, density.strength)});
  return grid;
}

ImageGrid inner_stack_field(const FlowState<2> &state, const std::vector<GridField> &potentials,
                            const std::vector<NodalMarginals<2>> &marginals, unsigned int points) {
  const double l = state.densities.front().scale;
  const DensitySampler<2> sampler(state.space(0), points);
  const DepthLayers layers(state.problem->depth);
  const std::vector<std::string> names = weight_names(false, 1);
  ImageGrid grid;
  grid.axes = {weight_axis(names[1], sampler.inner_boxes(), l),
               weight_axis(names[2], sampler.inner_boxes(), l),
               {}};
  grid.axes[2] = layers.axis(grid.axes[0]);
  std::vector<std::vector<double>> density, potential;
  for (std::size_t j = 0; j < state.n_slices(); ++j) {
    density.push_back(sampler.inner_marginal(marginals[j], l));
    potential.push_back(sampler.grid_function(potentials[j][0]));
  }
  grid.fields = {{"density", 1, layers.stack(density)}, {"potential", 1, layers.stack(potential)}};
  return grid;
}

} // namespace rhoflow
