#include "paraview/density_output.h"

#include "paraview/density_fields.h"
#include "paraview/trajectory_lines.h"

namespace rhoflow {

template <int dim>
void DensityOutput<dim>::write(GradientFlow<dim> &flow) {
  const double time = flow.time();
  const std::size_t head = flow.n_slices();
  if (flow.communicator().size() > 1)
    flow.complete_potentials();
  if constexpr (dim == 2) {
    auto names = chosen_slices(flow.n_slices());
    for (auto &name : names)
      name.first.insert(0, "encoder_");
    if (flow.has_head())
      names.emplace_back("head", head);
    for (const auto &[name, index] : names) {
      const std::string &series = name;
      const std::size_t density_index = index;
      flow.visit_density(index, [&](const AlignedVector &density) {
        series_.write(series, full_density_field(flow, density_index, density, points_), time);
      });
    }
  }
  const std::vector<NodalMarginals<dim>> marginals = all_marginals(flow);
  flow.communicator().on_root([&] {
    if constexpr (dim == 2) {
      series_.write("marginals", inner_stack_field(flow, marginals, points_), time);
    } else {
      for (const auto &[name, index] : chosen_slices(flow.n_slices()))
        series_.write("inner_" + name, inner_field(flow, marginals, index, points_), time);
      series_.write("pairs", pair_stack_field(flow, marginals, points_), time);
      if (flow.has_head()) {
        series_.write("head_inner", inner_field(flow, marginals, head, points_), time);
        series_.write("head_pairs", head_pair_field(flow, marginals, points_), time);
      }
      series_.write("decision", decision_field(flow, points_), time);
    }
    series_.write("trajectories",
                  trajectory_lines(flow.network().data(), flow.network().depth(), flow.state()),
                  time);
  });
  series_.finish_time();
}

template class DensityOutput<2>;
template class DensityOutput<3>;

} // namespace rhoflow
