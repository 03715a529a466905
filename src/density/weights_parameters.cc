#include "rhoflow/density/weights_parameters.h"

#include "density/mixture_syntax.h"
#include "parameters/enumeration_parameter.h"
#include "parameters/zero_or_integer.h"
#include "rhoflow/base/errors.h"

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

void WeightsParameters::add_parameters(dealii::ParameterHandler &prm) {
  using namespace dealii::Patterns;
  prm.enter_subsection("Weights");
  add_enumeration(prm, "Outer basis", outer_basis,
                  "How the density depends on the outer weights u (and a of the head). hermite: "
                  "Gaussian times polynomial, spectrally accurate. finite element: upwind "
                  "discontinuous elements on [-R, R] with a limiter that keeps the density "
                  "non-negative.");
  prm.add_parameter("Outer nodes", outer_nodes,
                    "N: Gauss-Hermite nodes (hermite) or cells (finite element) per outer weight "
                    "of the encoder.",
                    Integer(least_outer_nodes, most_outer_nodes));
  prm.add_parameter("Head outer nodes", head_outer_nodes,
                    "The same for the head's outer weight a; 0: as the encoder.",
                    ZeroOrInteger(least_outer_nodes, most_outer_nodes));
  prm.add_parameter("Outer degree", outer_degree,
                    "Degree of the outer finite elements; 0: the inner degree. Used by the basis "
                    "finite element only.",
                    Integer(0, InnerMeshParameters::most_degree));
  prm.add_parameter("Limiter", limiter,
                    "finite element: keep the density non-negative. Without it the scheme is less "
                    "diffusive once the density's structure is finer than the mesh, takes longer "
                    "steps, and may undershoot zero.",
                    Bool());
  prm.add_parameter("Inner cells", inner.cells,
                    "Cells per side of the mesh of the inner weights (w, b).",
                    Integer(InnerMeshParameters::least_cells, InnerMeshParameters::most_cells));
  prm.add_parameter("Inner degree", inner.degree, "p: polynomial degree of the inner elements.",
                    Integer(1, InnerMeshParameters::most_degree));
  prm.add_parameter("Half width", inner.half_width,
                    "R: the inner mesh covers [-R, R] in every direction. Dimensionless. "
                    "At most 1e-4 of the initial mass may lie outside.",
                    Double(1e-3, 1e3));
  prm.add_parameter(
      "Inner grading", inner.grading,
      "g: cell boundaries at R sinh(g y)/sinh(g) for uniform y in [-1, 1], finer near "
      "the centre; 0 is uniform.",
      Double(0., 5.));
  add_enumeration(prm, "Initial density", initial_density,
                  "Start of all densities, see the keys below.");
  const List numbers(Double(), 1, 8);
  prm.add_parameter("Initial mean", initial_mean,
                    "gaussian: mean of the encoder's weights in the order u, w, b; one number "
                    "stands for all. Dimensionless.",
                    numbers);
  prm.add_parameter("Initial variance", initial_variance,
                    "gaussian: variances in the same order, positive (below 2 for hermite outer "
                    "weights).",
                    numbers);
  prm.add_parameter("Head initial mean", head_initial_mean,
                    "gaussian: mean of the head's weights in the order a, w, b.", numbers);
  prm.add_parameter("Head initial variance", head_initial_variance,
                    "gaussian: variances in the same order.", numbers);
  prm.add_parameter("Initial mixture", initial_mixture,
                    "gaussian mixture: components separated by ';', each 'share : means : "
                    "variances' with comma-separated numbers in the order u, w, b, for example "
                    "0.5 : -1, 0, 0 : 1, 1, 1 ; 0.5 : 1, 0, 0 : 1, 1, 1",
                    Anything());
  prm.add_parameter("Head initial mixture", head_initial_mixture,
                    "The same for the head (a, w, b); empty: the head starts as 'gaussian'.",
                    Anything());
  prm.leave_subsection();
}

std::shared_ptr<const OuterBasis> WeightsParameters::make_outer_basis(bool head) const {
  const unsigned int n = head && head_outer_nodes > 0 ? head_outer_nodes : outer_nodes;
  if (outer_basis == OuterBasisType::hermite)
    return make_hermite_basis(n);
  return make_finite_element_basis(n, outer_degree > 0 ? outer_degree : inner.degree,
                                   inner.half_width, limiter);
}

GaussianMixture WeightsParameters::start(bool head, unsigned int n_outer_weights,
                                         unsigned int inner_dimension) const {
  const unsigned int n_coordinates = n_outer_weights + inner_dimension;
  const std::string prefix = head ? "Weights/Head initial " : "Weights/Initial ";
  const std::string &mixture = head ? head_initial_mixture : initial_mixture;
  const bool from_mixture =
      initial_density == InitialDensity::gaussian_mixture && !(head && mixture.empty());
  GaussianMixture result;
  if (from_mixture)
    result = parse_mixture(mixture, n_coordinates, prefix + "mixture");
  else
    result = {{1.,
               expand_coordinates(head ? head_initial_mean : initial_mean, n_coordinates,
                                  prefix + "mean"),
               expand_coordinates(head ? head_initial_variance : initial_variance, n_coordinates,
                                  prefix + "variance")}};
  const std::string key = prefix + (from_mixture ? "mixture" : "variance");
  for (const GaussianComponent &component : result)
    for (unsigned int k = 0; k < n_coordinates; ++k) {
      if (!(component.variance[k] > 0.))
        throw InputError(key + ": a variance is not positive; give positive variances");
      if (outer_basis == OuterBasisType::hermite && k < n_outer_weights &&
          component.variance[k] >= 2.)
        throw InputError(key + ": Hermite functions represent outer variances below 2 only; use "
                               "Weights/Outer basis = finite element");
    }
  return result;
}

} // namespace rhoflow
