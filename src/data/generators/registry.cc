#include <rhoflow/data/generators/csv.h>
#include <rhoflow/data/generators/polynomial.h>
#include <rhoflow/data/generators/random_labels.h>
#include <rhoflow/data/generators/registry.h>
#include <rhoflow/data/generators/sine.h>
#include <rhoflow/data/generators/step.h>

namespace rhoflow {

const std::vector<Generator> &generators() {
  // An explicit list: objects that register themselves are lost when a static library is linked.
  static const std::vector<Generator> all = {
      {"sine", "y = sin(pi f x) at x_i = -1 + 2 (i + 1/2) / n", make_sine},
      {"step", "y = sign(x - x_0) at the same points", make_step},
      {"polynomial", "y = sum_k c_k x^k at the same points", make_polynomial},
      {"random labels", "y random at the same points", make_random_labels},
      {"csv", "read from File", make_from_csv},
  };
  return all;
}

} // namespace rhoflow
