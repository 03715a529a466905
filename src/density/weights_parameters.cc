// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/weights_parameters.h"

#include "base/named_entries.h"
#include "density/mixture_syntax.h"
#include "density/outer_bases/registry.h"
#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"

#include <sstream>

namespace rhoflow {

namespace {

std::string initial_keys(bool head) {
  return head ? "Weights/Head initial " : "Weights/Initial ";
}

/// What the densities start from.
void add_start(ParameterSection &section, WeightsParameters &weights) {
  section.add("Initial density", weights.initial_density,
              "Start of all densities, see the keys below.");
  section.add("Initial mean", weights.initial_mean,
              "gaussian: mean of the encoder's weights in the order u, w, b; one number "
              "stands for all. Dimensionless.",
              1, 8);
  section.add(
      "Initial variance", weights.initial_variance,
      "gaussian: variances in the same order, positive (on a mesh with hermite outer weights "
      "these are below 2 Outer variance).",
      1, 8);
  section.add("Head initial mean", weights.head_initial_mean,
              "gaussian: mean of the head's weights in the order a, w, b.", 1, 8);
  section.add("Head initial variance", weights.head_initial_variance,
              "gaussian: variances in the same order.", 1, 8);
  section.add("Initial mixture", weights.initial_mixture,
              "gaussian mixture: components separated by ';', each 'share : means : "
              "variances' with comma-separated numbers in the order u, w, b, for example "
              "0.5 : -1, 0, 0 : 1, 1, 1 ; 0.5 : 1, 0, 0 : 1, 1, 1");
  section.add("Head initial mixture", weights.head_initial_mixture,
              "The same for the head (a, w, b); empty: the head starts as 'gaussian'.");
}

} // namespace

void WeightsParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Weights");
  section.add_choice("Outer basis", outer_basis, entry_names(outer_bases(), "|"),
                     "How the density depends on the outer weights u (and a of the head). " +
                         entry_summaries(outer_bases(), ". ") + ".");
  section.add("Outer nodes", outer_nodes,
              "N: Gauss-Hermite nodes (hermite) or cells (finite element) per outer weight "
              "of the encoder.",
              least_outer_nodes, most_outer_nodes);
  section.add_zero_or("Head outer nodes", head_outer_nodes,
                      "The same for the head's outer weight a; 0: as the encoder.",
                      least_outer_nodes, most_outer_nodes);
  section.add("Outer degree", outer_degree,
              "Degree of the outer finite elements; 0: the inner degree. Used by the basis "
              "finite element only.",
              0, InnerMeshParameters::most_degree);
  section.add("Outer variance", outer_variance,
              "hermite: variance of the Gaussian whose Hermite functions carry the outer weights. "
              "It has to exceed half the variance that they have at the start or reach later. 0: 1 "
              "without noise; with it the variance of their equilibrium, Temperature/Confinement, "
              "or what the start and the end need. Dimensionless.",
              0., 1e6);
  section.add("Limiter", limiter,
              "finite element: keep the density non-negative. Without it the scheme is less "
              "diffusive once the density's structure is finer than the mesh, takes longer "
              "steps, and may undershoot zero.");
  section.add("Inner cells", inner.cells, "Cells per side of the mesh of the inner weights (w, b).",
              InnerMeshParameters::least_cells, InnerMeshParameters::most_cells);
  section.add("Inner degree", inner.degree, "p: polynomial degree of the inner elements.", 1,
              InnerMeshParameters::most_degree);
  section.add("Half width", inner.half_width,
              "R: the inner mesh covers [-R, R] in every direction. Dimensionless. "
              "At most 1e-4 of the initial mass may lie outside.",
              InnerMeshParameters::least_half_width, InnerMeshParameters::most_half_width);
  section.add("Inner grading", inner.grading,
              "g: cell boundaries at R sinh(g y)/sinh(g) for uniform y in [-1, 1], finer near "
              "the centre; 0 is uniform.",
              0., InnerMeshParameters::most_grading);
  section.add_zero_or("Head inner cells", head_inner.cells,
                      "The same four for the head, which has a mesh of its own if one of them is "
                      "set; 0: as the encoder.",
                      InnerMeshParameters::least_cells, InnerMeshParameters::most_cells);
  section.add_zero_or("Head inner degree", head_inner.degree, "See Head inner cells.", 1,
                      InnerMeshParameters::most_degree);
  section.add("Head half width", head_inner.half_width, "See Head inner cells.", 0.,
              InnerMeshParameters::most_half_width);
  section.add("Head inner grading", head_inner.grading, "See Head inner cells; -1: as the encoder.",
              -1., InnerMeshParameters::most_grading);
  section.add(
      "Use symmetry", use_symmetry,
      "Keep and move half of the inner mesh where the other half is its image under theta -> "
      "-theta: with an odd activation, starts that are symmetric, Inner cells even, "
      "neither noise nor a limiter. Results agree to rounding.");
  add_start(section, *this);
}

InnerMeshParameters WeightsParameters::inner_mesh(bool head) const {
  InnerMeshParameters result = inner;
  if (!head)
    return result;
  if (head_inner.cells > 0)
    result.cells = head_inner.cells;
  if (head_inner.degree > 0)
    result.degree = head_inner.degree;
  if (head_inner.half_width > 0.)
    result.half_width = head_inner.half_width;
  if (head_inner.grading >= 0.)
    result.grading = head_inner.grading;
  return result;
}

std::shared_ptr<const OuterBasis> WeightsParameters::make_outer_basis(bool head) const {
  WeightsParameters of_part = *this;
  of_part.inner = inner_mesh(head);
  return outer_basis_of(*this).make(of_part,
                                    head && head_outer_nodes > 0 ? head_outer_nodes : outer_nodes);
}

bool WeightsParameters::starts_from_mixture(bool head) const {
  return initial_density == InitialDensity::gaussian_mixture &&
         !(head && head_initial_mixture.empty());
}

std::string WeightsParameters::start_key(bool head) const {
  return initial_keys(head) + (starts_from_mixture(head) ? "mixture" : "variance");
}

GaussianMixture WeightsParameters::start(bool head, unsigned int n_outer_weights,
                                         unsigned int inner_dimension) const {
  const unsigned int n_coordinates = n_outer_weights + inner_dimension;
  const std::string prefix = initial_keys(head);
  GaussianMixture result;
  if (starts_from_mixture(head))
    result = parse_mixture(head ? head_initial_mixture : initial_mixture, n_coordinates,
                           prefix + "mixture");
  else
    result = {{1.,
               expand_coordinates(head ? head_initial_mean : initial_mean, n_coordinates,
                                  prefix + "mean"),
               expand_coordinates(head ? head_initial_variance : initial_variance, n_coordinates,
                                  prefix + "variance")}};
  for (const GaussianComponent &component : result)
    for (const double variance : component.variance)
      if (!(variance > 0.))
        throw InputError(start_key(head) + ": a variance is not positive; give positive variances");
  return result;
}

void WeightsParameters::check_carried(bool head, const GaussianMixture &start,
                                      unsigned int n_outer_weights) const {
  const double bound = make_outer_basis(head)->variance_bound();
  for (const GaussianComponent &component : start)
    for (unsigned int k = 0; k < n_outer_weights; ++k)
      if (component.variance[k] >= bound) {
        std::ostringstream message;
        message
            << start_key(head) << ": the outer basis '" << outer_basis
            << "' represents outer variances below " << bound
            << " only; raise Weights/Outer variance or use Weights/Outer basis = finite element";
        throw InputError(message.str());
      }
}

} // namespace rhoflow
