// SPDX-License-Identifier: Apache-2.0
// Checkpoints of points: refused in a line, or read to a network that predicts.

#include "edited_file.h"
#include "fuzz_target.h"

#include "checkpoint/point_checkpoint.h"
#include "prediction/finished_run.h"
#include "run/point_setup.h"

using namespace rhoflow;

namespace {

/// Writes the checkpoint of two shifts with 64 points at each of two depth nodes. @return its path
std::string good_file() {
  Parameters parameters;
  parameters.data.samples = 2;
  parameters.depth.nodes = 2;
  parameters.points.number = 64;
  parameters.points.shifts = 2;
  PointCheckpoint content;
  content.generator = "fuzz";
  content.parameters = "Data/Samples = 2\nDepth/Nodes = 2\nPoints/Number = 64\nPoints/Shifts = 2\n";
  content.n_outputs = 1;
  const DataSet samples = make_data_set(parameters.data, "");
  write_checkpoint(test::fuzz_folder().path(), make_point_training(parameters, samples), content);
  return point_checkpoint_path(test::fuzz_folder().path());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const test::EditedFile file(good_file());
  test::expect_answer_to_edits(
      file, point_checkpoint_path(test::fuzz_folder().path()), data, size, [&] {
        test::compute([&] {
          const FinishedRun run = read_finished_run(test::fuzz_folder().path());
          run.predict_in_user_units(std::vector<double>(2 * run.input_names.size(), 0.25));
        });
      });
  return 0;
}
