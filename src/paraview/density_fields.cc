#include "paraview/density_fields.h"

namespace rhoflow {

std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices) {
  std::vector<std::pair<std::string, std::size_t>> slices{{"first", 0}};
  if (n_slices > 2)
    slices.emplace_back("middle", n_slices / 2);
  if (n_slices > 1)
    slices.emplace_back("last", n_slices - 1);
  return slices;
}

template <int dim>
std::vector<std::string> coordinate_names(bool head) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string &letter, unsigned int n) {
    for (unsigned int k = 1; k <= n; ++k)
      names.push_back(n > 1 ? letter + std::to_string(k) : letter);
  };
  if (head)
    add("a", 1);
  else
    add("u", dim - 1);
  add("w", dim - 1);
  add("b", 1);
  return names;
}

template <int dim>
double length_scale(const GradientFlow<dim> &flow, std::size_t index) {
  return index < flow.n_slices() ? flow.moments().length_scale : 1.;
}

template <int dim>
std::vector<NodalMarginals<dim>> all_marginals(const GradientFlow<dim> &flow) {
  std::vector<NodalMarginals<dim>> marginals;
  for (std::size_t k = 0; k < flow.n_densities(); ++k)
    flow.visit_density(
        k, [&](const AlignedVector &density) { marginals.emplace_back(flow.space(k), density); });
  return marginals;
}

template std::vector<std::string> coordinate_names<2>(bool);
template std::vector<std::string> coordinate_names<3>(bool);
template double length_scale(const GradientFlow<2> &, std::size_t);
template double length_scale(const GradientFlow<3> &, std::size_t);
template std::vector<NodalMarginals<2>> all_marginals(const GradientFlow<2> &);
template std::vector<NodalMarginals<3>> all_marginals(const GradientFlow<3> &);

} // namespace rhoflow
