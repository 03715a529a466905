// SPDX-License-Identifier: Apache-2.0
// Checkpoints of densities: refused in a line, or read with finite values of the shapes that were
// promised.

#include "edited_file.h"
#include "fuzz_target.h"

#include "checkpoint/density_checkpoint.h"
#include "rhoflow/run/setup.h"

#include <cmath>
#include <memory>

using namespace rhoflow;

namespace {

/// A run of a few weights and the bytes of its checkpoint.
struct SmallRun {
  SmallRun() {
    Parameters parameters;
    parameters.data.samples = 2;
    parameters.depth.nodes = 1;
    parameters.weights.outer_nodes = 4;
    parameters.weights.inner.cells = 4;
    parameters.weights.inner.degree = 2;
    parameters.weights.inner.half_width = 6;
    flow = make_flow<2>(parameters, make_data_set(parameters.data, ""), Communicator(),
                        CoarseStart::accepted);
    DensityCheckpoint content;
    content.generator = "fuzz";
    content.weights = parameters.weights;
    write_checkpoint(test::fuzz_folder().path(), *flow, content);
    good = test::fuzz_folder().read("checkpoint/density.h5");
  }

  std::unique_ptr<GradientFlow<2>> flow;
  std::string good;
};

void check(const double *values, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    if (!std::isfinite(values[i]))
      test::fail_target("a number that is not finite");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const SmallRun run;
  const std::string path = test::fuzz_folder().path("input.h5");
  test::write_edited_file(path, run.good, data, size);
  test::expect_answer([&] {
    const DensityCheckpoint content = read_checkpoint(path);
    check(content.data.inputs.data(), content.data.inputs.size());
    check(content.predictions.data(), content.predictions.size());
    if (content.n_slices() == 0 || content.n_inputs() != 1)
      return;
    for (std::size_t k = 0; k < std::min<std::size_t>(content.n_densities(), 2); ++k) {
      const AlignedVector values =
          read_checkpoint_density(path, content, k, run.flow->state().space(k));
      check(values.data(), values.size());
    }
  });
  return 0;
}
