#include "rhoflow/run/setup.h"

#include "rhoflow/base/simd.h"
#include "rhoflow/density/initial_density.h"

#include <cstdio>

namespace rhoflow {

namespace {

std::uint64_t power(std::uint64_t base, unsigned int exponent) {
  std::uint64_t result = 1;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

/// Programs and libraries take about this much before any density exists.
constexpr std::uint64_t base_memory = 120u << 20;
/// Runge-Kutta keeps three arrays per density.
constexpr std::uint64_t registers = 3;

std::string human_bytes(std::uint64_t bytes) {
  char text[32];
  if (bytes < (1u << 30))
    std::snprintf(text, sizeof text, "%.0f MiB", double(bytes) / double(1u << 20));
  else
    std::snprintf(text, sizeof text, "%.2f GiB", double(bytes) / double(1u << 30));
  return text;
}

} // namespace

RunSize estimate_size(const Parameters &parameters, const DataSet &data) {
  RunSize size;
  const unsigned int d = data.dimension, dim = d + 1;
  const WeightsParameters &weights = parameters.weights;
  const bool trained = parameters.network.head == HeadType::trained;
  const std::uint64_t slices = std::uint64_t(parameters.depth.nodes) * parameters.depth.intervals;
  size.densities = slices + (trained ? 1 : 0);
  size.inner_nodes = power(std::uint64_t(weights.inner.cells) * (weights.inner.degree + 1), dim);
  const auto outer_size = [&](unsigned int nodes) {
    const unsigned int degree =
        weights.outer_degree > 0 ? weights.outer_degree : weights.inner.degree;
    return std::uint64_t(nodes) * (weights.outer_basis == OuterBasisType::hermite ? 1 : degree + 1);
  };
  const std::uint64_t encoder_outer = power(outer_size(weights.outer_nodes), d);
  const std::uint64_t head_outer =
      outer_size(weights.head_outer_nodes > 0 ? weights.head_outer_nodes : weights.outer_nodes);
  size.degrees_of_freedom =
      size.inner_nodes * (slices * encoder_outer + (trained ? head_outer : 0));
  const std::uint64_t values =
      size.inner_nodes * (slices * padded(encoder_outer) + (trained ? padded(head_outer) : 0));
  // Moments, potentials and tables: about a dozen numbers per inner node and density.
  const std::uint64_t small = 12 * size.inner_nodes * size.densities * d;
  const std::uint64_t samples = data.size() * slices * 12 *
                                (std::uint64_t(weights.inner.cells) * weights.inner.degree + d * d);
  size.memory = base_memory + 8 * (registers * values + small + samples);
  return size;
}

std::string describe_size(const RunSize &size) {
  return "densities           " + std::to_string(size.densities) + "\ninner nodes         " +
         std::to_string(size.inner_nodes) + " each\ndegrees of freedom  " +
         std::to_string(size.degrees_of_freedom) + "\nestimated memory    " +
         human_bytes(size.memory) + "\n";
}

void check_start(const Parameters &parameters, unsigned int dimension) {
  const WeightsParameters &weights = parameters.weights;
  const bool hermite = weights.outer_basis == OuterBasisType::hermite;
  const auto check = [&](bool head, unsigned int n_outer, const std::string &what) {
    // Hermite functions live on the whole line, finite elements on the interval.
    check_truncation(weights.start(head, n_outer, dimension + 1), hermite ? n_outer : 0,
                     weights.inner.half_width, what);
  };
  check(false, dimension, "encoder");
  if (parameters.network.head == HeadType::trained)
    check(true, 1, "head");
}

template <int dim>
std::unique_ptr<GradientFlow<dim>> make_flow(const Parameters &parameters, const DataSet &data) {
  const unsigned int d = dim - 1;
  const bool trained = parameters.network.head == HeadType::trained;
  const DepthGrid depth(parameters.depth.rule, parameters.depth.nodes, parameters.depth.intervals);
  const auto mesh = std::make_shared<InnerMesh<dim>>(parameters.weights.inner);

  // The encoder's start is the same at every depth.
  typename GradientFlow<dim>::Spaces spaces;
  spaces.encoder =
      std::make_shared<DensitySpace<dim>>(mesh, parameters.weights.make_outer_basis(false), d);
  DensityList start(
      depth.size(),
      project_mixture(*spaces.encoder, parameters.weights.start(false, d, dim), "encoder"));
  if (trained) {
    spaces.head =
        std::make_shared<DensitySpace<dim>>(mesh, parameters.weights.make_outer_basis(true), 1);
    start.push_back(project_mixture(*spaces.head, parameters.weights.start(true, 1, dim), "head"));
  }
  const RungeKutta scheme = RungeKutta::ssp43();
  return std::make_unique<GradientFlow<dim>>(
      std::make_shared<MeanFieldNetwork>(parameters.network, data, depth, mesh->grid()),
      parameters.regularization, spaces, std::move(start),
      StepControl(parameters.time.tolerance, scheme.error_order(), parameters.time.maximal_step));
}

template std::unique_ptr<GradientFlow<2>> make_flow<2>(const Parameters &, const DataSet &);
template std::unique_ptr<GradientFlow<3>> make_flow<3>(const Parameters &, const DataSet &);

} // namespace rhoflow
