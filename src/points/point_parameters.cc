// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/points/point_parameters.h"

#include "base/simd.h"
#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"
#include "sampling/normal_points.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

/// Lattices have at least so many points.
constexpr unsigned int least_points = 64, most_points = 100000000;

} // namespace

void PointParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Points");
  section.add("Number", number,
              "M: points per density of the encoder that rhoflow-points moves, rounded up to a "
              "multiple of eight; "
              "a mixture of Gaussians divides them among its components, each at least 64. "
              "Powers of two have the best lattices. The other programs ignore this section.",
              least_points, most_points);
  section.add_zero_or("Head number", head_number,
                      "M of the head's density, rounded and divided in the same way. 0: as Number.",
                      least_points, most_points);
  section.add("Shifts", shifts,
              "R: random shifts of the lattice. Each is a run of its own; numbers are their mean, "
              "errors the standard error of the mean times Student's factor, 1.21 for 8.",
              2, 1000);
  section.add(
      "Seed", seed,
      "Seed of the shifts; the same seed gives the same numbers for any number of threads and "
      "processes.",
      0);
  section.add("Spread", spread,
              "Variance of the normal distribution to which the lattice is mapped, in units of the "
              "start's; the weights of the points make up for it. Larger ones let errors fall "
              "faster where there are few coordinates. 1: equal weights. 0: 4 with one input, less "
              "with more.",
              0., 10.);
}

void PointParameters::check() const {
  if (spread > 0. && spread < 1.) {
    std::ostringstream message;
    message << "Points/Spread = " << spread
            << ": the weights of the points would have no bound; set 0 or at least 1";
    throw InputError(message.str());
  }
}

std::size_t PointParameters::n_per_component(bool head, std::size_t n_components) const {
  const std::size_t share = (number_of(head) + n_components - 1) / n_components;
  return padded(std::max<std::size_t>(share, least_points));
}

double PointParameters::spread_of(unsigned int dimension) const {
  return spread > 0. ? spread : best_spread(dimension);
}

} // namespace rhoflow
