// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/run/setup.h"

#include "base/byte_count.h"
#include "base/simd.h"
#include "operators/transport/stability.h"
#include "rhoflow/density/mirror.h"
#include "run/outer_variance.h"

#include <algorithm>

namespace rhoflow {

namespace {

std::uint64_t power(std::uint64_t base, unsigned int exponent) {
  std::uint64_t result = 1;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

/// Programs and libraries take about this much before any density exists (measured).
constexpr std::uint64_t base_memory = 178u << 20;
/// Fields need this per point while they are written (measured with 129 to 257 points a side), and
/// outer weights may have half as many points more.
constexpr std::uint64_t field_memory = 75 * 3 / 2;
/// Gram matrices with their eigenvalues need this per pair of samples, and this at once (measured
/// with 256 to 2000 samples).
constexpr std::uint64_t gram_memory = 82, least_gram_memory = 16u << 20;
/// Mesh fields need this per inner node while a piece is written (one process; measured: 213).
constexpr std::uint64_t mesh_fields_memory = 280;

/// Bytes of the characteristics, with the copy that a checkpoint makes.
std::uint64_t characteristics_memory(const Parameters &parameters, unsigned int d,
                                     std::uint64_t slices) {
  if (!parameters.theory.relative_entropy || parameters.noise.is_active())
    return 0;
  const auto numbers = [&](bool head, unsigned int n_outer) {
    // The coordinates, the logarithm of the density and the weight.
    return parameters.weights.start(head, n_outer, d + 1).size() * (n_outer + d + 3);
  };
  std::uint64_t sum = slices * numbers(false, d);
  if (parameters.network.head == HeadType::trained)
    sum += numbers(true, 1);
  return 2 * 8 * std::uint64_t(parameters.theory.characteristics) * sum;
}

/// Bytes for a while, at output times and at the end; one follows the other.
/// @param inner_nodes of one density, @param all_nodes of all
std::uint64_t output_memory(const Parameters &parameters, const DataSet &data,
                            std::uint64_t inner_nodes, std::uint64_t all_nodes) {
  const OutputParameters &output = parameters.output;
  const unsigned int d = data.dimension;
  std::uint64_t most = 0;
  if (output.fields)
    most = field_memory * power(output.points, 3);
  if (output.mesh_fields)
    most = std::max(most, mesh_fields_memory * inner_nodes);
  if (parameters.theory.for_samples(data.size()).gram_matrices)
    most = std::max(most, least_gram_memory + gram_memory * power(data.size(), 2));
  // Moments on grids with twice the nodes in every direction, and those to compare with.
  return std::max(most, 8 * 2 * power(2, d + 1) * all_nodes * d);
}

} // namespace

bool works_on_half(const Parameters &parameters, unsigned int dimension) {
  const WeightsParameters &weights = parameters.weights;
  return weights.use_symmetry && is_odd(parameters.network.activation) &&
         !(parameters.noise.temperature > 0.) && weights.inner_mesh(false).cells % 2 == 0 &&
         weights.inner_mesh(true).cells % 2 == 0 &&
         weights.make_outer_basis(false)->limiter_cell_size() == 0 &&
         is_symmetric(weights.start(false, dimension, dimension + 1)) &&
         (parameters.network.head != HeadType::trained ||
          is_symmetric(weights.start(true, 1, dimension + 1)));
}

RunSize estimate_size(const Parameters &parameters, const DataSet &data) {
  RunSize size;
  const unsigned int d = data.dimension, dim = d + 1;
  const WeightsParameters &weights = parameters.weights;
  const bool trained = parameters.network.head == HeadType::trained;
  const std::uint64_t slices = std::uint64_t(parameters.depth.nodes) * parameters.depth.intervals;
  size.densities = slices + (trained ? 1 : 0);
  const auto inner_nodes = [&](bool head) {
    const InnerMeshParameters mesh = weights.inner_mesh(head);
    return power(std::uint64_t(mesh.cells) * (mesh.degree + 1), dim);
  };
  size.inner_nodes = inner_nodes(false);
  const std::uint64_t head_nodes = trained ? inner_nodes(true) : 0;
  const auto basis = weights.make_outer_basis(false);
  const std::uint64_t encoder_outer = power(basis->n_nodes(), d);
  const std::uint64_t head_outer = weights.make_outer_basis(true)->n_nodes();
  size.degrees_of_freedom = size.inner_nodes * slices * encoder_outer + head_nodes * head_outer;
  std::uint64_t values =
      size.inner_nodes * slices * padded(encoder_outer) + head_nodes * padded(head_outer);
  if (works_on_half(parameters, d)) // with a layer of the other half
    values = values * (weights.inner.cells / 2 + 1) / weights.inner.cells;
  // Moments, potentials and tables: about a dozen numbers per inner node and density.
  const std::uint64_t all_nodes = size.inner_nodes * slices + head_nodes;
  const std::uint64_t small = 12 * all_nodes * d;
  const std::uint64_t samples = data.size() * slices * 12 *
                                (std::uint64_t(weights.inner.cells) * weights.inner.degree + d * d);
  // With noise: values, those of a stage, five arrays of coefficients, and rates at output times.
  const std::uint64_t registers =
      parameters.noise.temperature > 0. ? 8 : time_scheme(*basis).n_registers();
  size.memory = base_memory +
                output_memory(parameters, data, std::max(size.inner_nodes, head_nodes), all_nodes) +
                characteristics_memory(parameters, d, slices) +
                8 * (registers * values + small + samples);
  return size;
}

std::string describe_size(const RunSize &size) {
  return "densities           " + std::to_string(size.densities) + "\ninner nodes         " +
         std::to_string(size.inner_nodes) + " each\ndegrees of freedom  " +
         std::to_string(size.degrees_of_freedom) + "\nestimated memory    " +
         byte_count(size.memory) + "\n";
}

void check_start(const Parameters &parameters, unsigned int dimension) {
  const WeightsParameters &weights = parameters.weights;
  const auto check = [&](bool head, unsigned int n_outer, const std::string &what) {
    const bool line = weights.make_outer_basis(head)->covers_the_line();
    const GaussianMixture start = weights.start(head, n_outer, dimension + 1);
    weights.check_carried(head, start, n_outer);
    check_truncation(start, line ? n_outer : 0, weights.inner_mesh(head).half_width, what,
                     head && weights.head_inner.half_width > 0. ? "Weights/Head half width"
                                                                : "Weights/Half width");
  };
  check(false, dimension, "encoder");
  if (parameters.network.head == HeadType::trained)
    check(true, 1, "head");
  check_outer_variance(parameters, dimension);
}

namespace {

/// The space of the head's density or of the encoder's.
template <int dim>
std::shared_ptr<const DensitySpace<dim>>
make_space(const WeightsParameters &weights, const std::shared_ptr<const InnerMesh<dim>> &mesh,
           bool head) {
  return std::make_shared<const DensitySpace<dim>>(mesh, weights.make_outer_basis(head),
                                                   head ? 1 : dim - 1);
}

template <int dim>
AlignedVector make_start(const WeightsParameters &weights, const DensitySpace<dim> &space,
                         bool head, CoarseStart coarse_start) {
  const GaussianMixture start = weights.start(head, space.n_components(), dim);
  weights.check_carried(head, start, space.n_components());
  return project_mixture(space, start, head ? "head" : "encoder", coarse_start);
}

/// The spaces of encoder and head, on one mesh if theirs are equal.
template <int dim>
DensitySpaces<dim> make_spaces(const WeightsParameters &weights, bool with_head) {
  const auto mesh_of = [&](bool head) {
    return std::make_shared<const InnerMesh<dim>>(weights.inner_mesh(head));
  };
  const std::shared_ptr<const InnerMesh<dim>> mesh = mesh_of(false);
  DensitySpaces<dim> spaces{make_space(weights, mesh, false), nullptr};
  if (with_head)
    spaces.head = make_space(
        weights, weights.inner_mesh(true) == weights.inner_mesh(false) ? mesh : mesh_of(true),
        true);
  return spaces;
}

template <int dim>
void check_mesh_of(const WeightsParameters &weights, bool with_head) {
  const DensitySpaces<dim> spaces = make_spaces<dim>(weights, with_head);
  make_start(weights, *spaces.encoder, false, CoarseStart::refused);
  if (with_head)
    make_start(weights, *spaces.head, true, CoarseStart::refused);
}

} // namespace

void check_mesh(const Parameters &parameters, unsigned int dimension) {
  const bool with_head = parameters.network.head == HeadType::trained;
  if (dimension == 1)
    check_mesh_of<2>(parameters.weights, with_head);
  else
    check_mesh_of<3>(parameters.weights, with_head);
}

template <int dim>
FlowState<dim> make_state(const Parameters &parameters, const DataSet &data,
                          const Communicator &communicator) {
  WeightsParameters weights = parameters.weights;
  weights.outer_variance = fit_outer_variance(parameters, data.dimension);
  const auto problem = std::make_shared<const MeanFieldProblem>(MeanFieldProblem{
      parameters.network, data,
      DepthGrid(parameters.depth.rule, parameters.depth.nodes, parameters.depth.intervals),
      parameters.regularization, parameters.noise});
  return make_flow_state(
      problem, make_spaces<dim>(weights, problem->has_trained_head()), communicator,
      works_on_half(parameters, data.dimension) ? DensityPartition::Share::upper_half
                                                : DensityPartition::Share::all);
}

template <int dim>
void fill_starts(const Parameters &parameters, FlowState<dim> &state, CoarseStart coarse_start) {
  WeightsParameters weights = parameters.weights;
  weights.outer_variance = fit_outer_variance(parameters, state.problem->data.dimension);
  AlignedVector whole; // the encoder's start is the same at every depth
  for (Density<dim> &density : state.densities) {
    if (whole.empty() || density.is_head)
      whole = make_start(weights, *density.space, density.is_head, coarse_start);
    density.values = stored_part(*density.space, density.cells, whole);
  }
}

template <int dim>
std::unique_ptr<GradientFlow<dim>> make_flow(const Parameters &parameters, FlowState<dim> state) {
  const unsigned int error_order = parameters.noise.temperature > 0.
                                       ? ExponentialStepper<dim>::error_order()
                                       : time_scheme(state.space(0).basis()).error_order();
  return std::make_unique<GradientFlow<dim>>(
      std::move(state),
      StepControl(parameters.time.tolerance, error_order, parameters.time.maximal_step));
}

template <int dim>
std::unique_ptr<GradientFlow<dim>> make_flow(const Parameters &parameters, const DataSet &data,
                                             const Communicator &communicator,
                                             CoarseStart coarse_start) {
  FlowState<dim> state = make_state<dim>(parameters, data, communicator);
  fill_starts(parameters, state, coarse_start);
  return make_flow(parameters, std::move(state));
}

template FlowState<2> make_state<2>(const Parameters &, const DataSet &, const Communicator &);
template FlowState<3> make_state<3>(const Parameters &, const DataSet &, const Communicator &);
template void fill_starts<2>(const Parameters &, FlowState<2> &, CoarseStart);
template void fill_starts<3>(const Parameters &, FlowState<3> &, CoarseStart);
template std::unique_ptr<GradientFlow<2>> make_flow<2>(const Parameters &, FlowState<2>);
template std::unique_ptr<GradientFlow<3>> make_flow<3>(const Parameters &, FlowState<3>);
template std::unique_ptr<GradientFlow<2>> make_flow<2>(const Parameters &, const DataSet &,
                                                       const Communicator &, CoarseStart);
template std::unique_ptr<GradientFlow<3>> make_flow<3>(const Parameters &, const DataSet &,
                                                       const Communicator &, CoarseStart);

} // namespace rhoflow
