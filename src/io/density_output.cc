#include "rhoflow/io/density_output.h"

#include "rhoflow/density/cell_gradient.h"
#include "rhoflow/io/line_set.h"
#include "rhoflow/io/rectilinear_grid.h"

#include <cstdio>

namespace rhoflow {

namespace {

/// Potential and its cellwise gradient sampled on the uniform grid: phi, d phi/dw, d phi/db.
std::array<std::vector<double>, 3> sample_potential(const DensitySampler &sampler,
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

std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices) {
  std::vector<std::pair<std::string, std::size_t>> slices{{"first", 0}};
  if (n_slices > 2)
    slices.emplace_back("middle", n_slices / 2);
  if (n_slices > 1)
    slices.emplace_back("last", n_slices - 1);
  return slices;
}

template <int dim>
DensityOutput<dim>::DensityOutput(std::string folder, unsigned int points)
    : folder_(std::move(folder)), points_(points) {}

template <int dim>
std::string DensityOutput<dim>::file_name(const std::string &series,
                                          const std::string &extension) const {
  char number[16];
  std::snprintf(number, sizeof number, "_%05u", count_);
  return series + number + extension;
}

template <int dim>
void DensityOutput<dim>::add(const std::string &series, double time, const std::string &file) {
  const auto entry = series_.try_emplace(series, PvdSeries(folder_ + "/" + series + ".pvd")).first;
  entry->second.add(time, file);
}

template <int dim>
void DensityOutput<dim>::write_density(const GradientFlow<dim> &flow, const std::string &name,
                                       std::size_t index) {
  if constexpr (dim == 2) {
    const bool head = index >= flow.n_slices();
    const double l = head ? 1. : flow.moments().length_scale;
    const double strength = head ? 0. : flow.regularization().strength(flow.time());
    const DensitySampler sampler(flow.space(index), points_);
    const std::vector<double> axis = sampler.axis(l);
    RectilinearGrid grid;
    grid.axes = {axis, axis, axis};
    grid.axis_names = {head ? "a" : "u", "w", "b"};
    grid.fields.push_back({"density", 1, sampler.density(flow.densities()[index], l)});
    grid.fields.push_back({"velocity", 3,
                           sample_velocity(sample_potential(sampler, flow.space(index).mesh(),
                                                            flow.potential(index)[0]),
                                           axis, l, strength)});
    const std::string file = file_name(name, ".vtr");
    write_rectilinear_grid(folder_ + "/" + file, grid, flow.time());
    add(name, flow.time(), file);
  }
}

template <int dim>
void DensityOutput<dim>::write_marginals(const GradientFlow<dim> &flow) {
  if constexpr (dim == 2) {
    const double l = flow.moments().length_scale;
    const DensitySampler sampler(flow.space(0), points_);
    RectilinearGrid grid;
    grid.axes = {sampler.axis(l), sampler.axis(l), flow.network().depth().nodes()};
    grid.axis_names = {"w", "b", "s"};
    DataField density{"density", 1, {}}, potential{"potential", 1, {}};
    for (std::size_t j = 0; j < flow.n_slices(); ++j) {
      const std::vector<double> marginal = sampler.inner_marginal(flow.densities()[j], l);
      density.values.insert(density.values.end(), marginal.begin(), marginal.end());
      const auto phi = sample_potential(sampler, flow.space(j).mesh(), flow.potential(j)[0])[0];
      potential.values.insert(potential.values.end(), phi.begin(), phi.end());
    }
    grid.fields = {density, potential};
    const std::string file = file_name("marginals", ".vtr");
    write_rectilinear_grid(folder_ + "/" + file, grid, flow.time());
    add("marginals", flow.time(), file);
  }
}

template <int dim>
void DensityOutput<dim>::write_trajectories(const GradientFlow<dim> &flow) {
  const NetworkState &state = flow.state();
  const Trajectory &trajectory = state.trajectory;
  const DataSet &data = flow.network().data();
  const unsigned int d = data.dimension;
  // Start and end of the depth join the nodes; euler's first node is the start itself.
  std::vector<double> depth = flow.network().depth().nodes();
  const bool add_start = depth.front() > 0.;

  LineSet lines;
  DataField adjoint{"adjoint", d == 1 ? std::size_t(1) : std::size_t(3), {}};
  DataField label{"label", 1, {}}, prediction{"prediction", 1, {}}, residual{"residual", 1, {}};
  const auto point = [d](double s, const double *z) {
    return std::array<double, 3>{s, z[0], d > 1 ? z[1] : 0.};
  };
  for (std::size_t i = 0; i < trajectory.n_samples; ++i) {
    std::vector<std::array<double, 3>> line;
    const auto add_point = [&](double s, const double *z, const double *p) {
      line.push_back(point(s, z));
      adjoint.values.insert(adjoint.values.end(), p, p + d);
      adjoint.values.resize(adjoint.values.size() + adjoint.components - d, 0.);
    };
    if (add_start)
      add_point(0., data.inputs.data() + i * d, state.adjoint.initial.data() + i * d);
    for (std::size_t j = 0; j < trajectory.n_nodes; ++j)
      add_point(depth[j], trajectory.features.data() + trajectory.index(j, i),
                state.adjoint.states.data() + trajectory.index(j, i));
    add_point(1., trajectory.final_features.data() + i * d, state.final_adjoint.data() + i * d);
    lines.lines.push_back(std::move(line));
    label.values.push_back(data.labels[i]);
    prediction.values.push_back(state.predictions[i]);
    residual.values.push_back(state.residuals[i]);
  }
  lines.point_fields = {adjoint};
  lines.line_fields = {label, prediction, residual};
  const std::string file = file_name("trajectories", ".vtp");
  write_line_set(folder_ + "/" + file, lines, flow.time());
  add("trajectories", flow.time(), file);
}

template <int dim>
void DensityOutput<dim>::write(const GradientFlow<dim> &flow) {
  for (const auto &[name, index] : chosen_slices(flow.n_slices()))
    write_density(flow, "encoder_" + name, index);
  if (flow.has_head())
    write_density(flow, "head", flow.n_slices());
  write_marginals(flow);
  write_trajectories(flow);
  ++count_;
}

template class DensityOutput<2>;
template class DensityOutput<3>;

} // namespace rhoflow
