// SPDX-License-Identifier: Apache-2.0
// Checkpoints of densities: refused in a line, or read with finite values of the shapes that were
// promised.

#include "edited_file.h"
#include "fuzz_target.h"

#include "checkpoint/density_checkpoint.h"
#include "prediction/finished_run.h"
#include "rhoflow/run/setup.h"

#include <algorithm>
#include <memory>
#include <optional>

using namespace rhoflow;

namespace {

std::unique_ptr<GradientFlow<2>> small_flow(const Parameters &parameters) {
  return make_flow<2>(parameters, make_data_set(parameters.data, ""), Communicator(),
                      CoarseStart::accepted);
}

/// A run of a few weights and its checkpoint.
struct SmallRun {
  SmallRun() {
    Parameters parameters;
    parameters.data.samples = 2;
    parameters.depth.nodes = 1;
    parameters.weights.outer_nodes = 4;
    parameters.weights.inner.cells = 4;
    parameters.weights.inner.degree = 2;
    parameters.weights.inner.half_width = 6;
    flow = small_flow(parameters);
    DensityCheckpoint content;
    content.generator = "fuzz";
    content.weights = parameters.weights;
    content.n_outputs = 1;
    content.observers = {{"last_objective", {1.}}, {"start_masses", {1., 1.}}, {"theory", {}}};
    write_checkpoint(test::fuzz_folder().path(), *flow, content);
    file.emplace(checkpoint_path(test::fuzz_folder().path()));
  }

  std::unique_ptr<GradientFlow<2>> flow;
  std::optional<test::EditedFile> file;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const SmallRun run;
  const std::string path = checkpoint_path(test::fuzz_folder().path());
  run.file->write(path, data, size);
  const bool good = test::EditedFile::is_good(size);
  test::expect_answer(
      [&] {
        const DensityCheckpoint content = read_checkpoint(path);
        test::expect_finite(content.data.inputs);
        test::expect_finite(content.predictions);
        if (content.n_inputs() != 1)
          return;
        for (std::size_t k = 0; k < std::min<std::size_t>(content.n_densities(), 2); ++k)
          test::expect_finite(
              read_checkpoint_density(path, content, k, run.flow->state().space(k)));
      },
      good);
  test::expect_answer(
      [&] {
        const FinishedRun finished = read_finished_run(test::fuzz_folder().path());
        if (finished.input_names.size() == 1)
          test::compute([&] { finished.predict_in_user_units({0.25, -2.}); });
      },
      good);
  return 0;
}
