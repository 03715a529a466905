// SPDX-License-Identifier: Apache-2.0
#include "density/outer_bases/registry.h"

#include "base/named_entries.h"
#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"

namespace rhoflow {

const std::vector<OuterBasisChoice> &outer_bases() {
  // An explicit list: objects that register themselves are lost when a static library is linked.
  static const std::vector<OuterBasisChoice> all = {
      {"hermite", "Gaussian times polynomial, spectrally accurate", "Hermite nodes",
       make_hermite_basis},
      {"finite element",
       "upwind discontinuous elements on [-R, R] with a limiter that keeps the density "
       "non-negative",
       "outer elements", make_finite_element_basis},
  };
  return all;
}

const OuterBasisChoice &outer_basis_of(const WeightsParameters &parameters) {
  return entry_named(outer_bases(), parameters.outer_basis, "Weights/Outer basis");
}

} // namespace rhoflow
