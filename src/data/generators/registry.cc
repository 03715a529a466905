// SPDX-License-Identifier: Apache-2.0
#include "data/generators/registry.h"
#include "data/generators/circles.h"
#include "data/generators/csv.h"
#include "data/generators/moons.h"
#include "data/generators/multi_index.h"
#include "data/generators/parity.h"
#include "data/generators/polynomial.h"
#include "data/generators/random_labels.h"
#include "data/generators/random_spirals.h"
#include "data/generators/sine.h"
#include "data/generators/step.h"
#include "data/generators/two_spirals.h"
#include "data/generators/xor.h"

namespace rhoflow {

const std::vector<Generator> &generators() {
  // An explicit list: objects that register themselves are lost when a static library is linked.
  static const std::vector<Generator> all = {
      {"sine", "y = sin(pi f x) at x_i = -1 + 2 (i + 1/2) / n", make_sine},
      {"step", "y = sign(x - x_0) at the same points", make_step},
      {"polynomial", "y = sum_k c_k x^k at the same points", make_polynomial},
      {"random labels", "y random at the same points", make_random_labels},
      {"two spirals", "two inputs, y = -1 and +1 on two interleaving spirals", make_two_spirals,
       Sampling::classes_of_the_plane},
      {"random spirals",
       "two inputs, y = -1 and +1 at random opposite points of two spirals whose radius is the "
       "angle",
       make_random_spirals, Sampling::classes_of_the_plane},
      {"xor", "two inputs, y = -sign(x0 x1) at random points of a square in the unit disk",
       make_xor, Sampling::classes_of_the_plane},
      {"circles", "two inputs, y = -1 on the unit circle, y = +1 on the circle of radius 1/2",
       make_circles, Sampling::classes_of_the_plane},
      {"moons", "two inputs, y = -1 and +1 on two interleaving half circles", make_moons,
       Sampling::classes_of_the_plane},
      {"multi-index",
       "Gaussian inputs, y = (x0 + x0 x1 + ... + x0 ... x(k-1)) / sqrt(k) for Directions = k",
       make_multi_index, Sampling::random_inputs},
      {"parity", "random inputs -1 and +1, y = x0 ... x(k-1) for Directions = k", make_parity,
       Sampling::random_inputs},
      {DataParameters::csv, "read from File", make_from_csv},
  };
  return all;
}

} // namespace rhoflow
