#include "density/cell_gradient.h"
#include "diagnostics/density_sampler.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"

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
                                    const std::vector<double> &axis, double l, double strength) {
  const std::size_t m = axis.size();
  std::vector<double> velocity;
  velocity.reserve(3 * m * m * m);
  for (std::size_t b = 0; b < m; ++b)
    for (std::size_t w = 0; w < m; ++w)
      for (std::size_t u = 0; u < m; ++u) {
        const std::size_t at = b * m + w;
        const double pull = 2. * strength;
        // The inner gradient is per unit of xi = theta / l, the outer weight is theta's.
        velocity.push_back(-potential[0][at] - pull * axis[u]);
        velocity.push_back(-axis[u] / l * potential[1][at] - pull * axis[w]);
        velocity.push_back(-axis[u] / l * potential[2][at] - pull * axis[b]);
      }
  return velocity;
}

} // namespace

RectilinearGrid full_density_field(const Density<2> &density, const AlignedVector &whole,
                                   const GridField &potential, unsigned int points) {
  const double l = density.scale;
  const DensitySampler<2> sampler(*density.space, points);
  const std::vector<double> axis = sampler.axis(l);
  const std::vector<std::string> names = weight_names(density.is_head, 1);
  RectilinearGrid grid;
  grid.axes = {axis, axis, axis};
  grid.axis_names = {names[0], names[1], names[2]};
  grid.fields.push_back({"density", 1, sampler.density(whole, l)});
  grid.fields.push_back(
      {"velocity", 3,
       sample_velocity(sample_potential(sampler, density.space->mesh(), potential[0]), axis, l,
                       density.strength)});
  return grid;
}

RectilinearGrid inner_stack_field(const FlowState<2> &state,
                                  const std::vector<GridField> &potentials,
                                  const std::vector<NodalMarginals<2>> &marginals,
                                  unsigned int points) {
  const double l = state.densities.front().scale;
  const DensitySampler<2> sampler(state.space(0), points);
  RectilinearGrid grid;
  grid.axes = {sampler.axis(l), sampler.axis(l), state.problem->depth.nodes()};
  const std::vector<std::string> names = weight_names(false, 1);
  grid.axis_names = {names[1], names[2], "s"};
  DataField density{"density", 1, {}}, potential{"potential", 1, {}};
  for (std::size_t j = 0; j < state.n_slices(); ++j) {
    const std::vector<double> marginal = sampler.inner_marginal(marginals[j], l);
    density.values.insert(density.values.end(), marginal.begin(), marginal.end());
    const std::vector<double> phi = sampler.grid_function(potentials[j][0]);
    potential.values.insert(potential.values.end(), phi.begin(), phi.end());
  }
  grid.fields = {density, potential};
  return grid;
}

} // namespace rhoflow
